// Texts that come again and again in a file are made once: making a String of more than 15 bytes costs memory of its own.

/// Remembers the last text for each of a few hundred hashes.
final class RepeatedTexts {
    private var texts: [String?]
    private static let count = 512
    /// Longer texts hardly repeat.
    private static let longest = 64

    init() { texts = Array(repeating: nil, count: RepeatedTexts.count) }

    /// The text of the range, which must be UTF-8.
    func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        guard range.count <= RepeatedTexts.longest else { return ByteWords.string(bytes, range) }
        let slot = Int(truncatingIfNeeded: ByteWords.hash(bytes, range) % UInt64(RepeatedTexts.count))
        if let known = texts[slot], RepeatedTexts.isSame(known, bytes, range) { return known }
        let text = ByteWords.string(bytes, range)
        texts[slot] = text
        return text
    }

    private static func isSame(_ text: String, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let known = text.utf8Span
        return known.count == range.count && ByteWords.areEqual(known.span, 0..<known.count, bytes, range)
    }
}
