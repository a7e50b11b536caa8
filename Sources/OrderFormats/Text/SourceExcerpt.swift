// The line that a finding points at, or of a very long line the part around the place.

/// A piece of one line.
package struct SourceExcerpt: Hashable, Sendable {
    package var text: String
    /// How many Unicode scalars of the line stand before `text`.
    package var skipped: Int
    /// The line goes on behind `text`.
    package var isCut: Bool

    /// Bytes that are looked at on each side of the place.
    static let reach = 4_096
}

/// Whatever can show lines of a file.
package protocol SourceExcerpts {
    /// - Parameters:
    ///   - line: from 1.
    ///   - column: from 1, in Unicode scalars.
    /// - Returns: nil if there is no such line, or it can no more be had.
    func excerpt(line: Int, around column: Int) -> SourceExcerpt?
}

extension SourceExcerpt {
    /// The part of a line around the byte at `target`, which is in its column `column` (or behind the line's end).
    static func around(_ target: Int, column: Int, in text: Span<UInt8>) -> SourceExcerpt {
        var start = target
        while start > 0, target - start < reach || text[start] & 0xC0 == 0x80, !isLineEnd(text[start - 1]) {
            start -= 1
        }
        var end = target
        while end < text.count, end - target < reach || text[end] & 0xC0 == 0x80, !isLineEnd(text[end]) { end += 1 }
        var before = 0
        for index in start..<target where text[index] & 0xC0 != 0x80 { before += 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        for index in start..<end { bytes.append(text[index]) }
        return SourceExcerpt(
            text: String(decoding: bytes, as: UTF8.self), skipped: max(0, column - 1 - before),
            isCut: end < text.count && !isLineEnd(text[end]))
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension SourceText: SourceExcerpts {
    package func excerpt(line: Int, around column: Int) -> SourceExcerpt? {
        let text = bytes.span
        guard let found = places.offset(line: line, column: column, in: text) else { return nil }
        return SourceExcerpt.around(found.offset, column: found.column, in: text)
    }
}
