// Standard input line by line, as soon as each is there, without keeping more than one that is within the limit.

import ArgumentParser
import Glibc

struct StandardInputLines {
    enum Line {
        /// Without the line break.
        case whole([UInt8])
        case tooLong
    }

    private let limit: Int
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    /// What of the chunk has been read and not yet been handed out.
    private var unread = 0..<0
    private var hasEnded = false

    init(limit: Int) { self.limit = limit }

    /// The next line; nil at the end of the input. The last line may lack its line break.
    mutating func next() throws -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        var isEmpty = true
        while true {
            if unread.isEmpty { try fill() }
            if unread.isEmpty { return isEmpty ? nil : isTooLong ? .tooLong : .whole(line) }
            isEmpty = false
            let end = chunk[unread].firstIndex(of: UInt8(ascii: "\n"))
            let part = chunk[unread.lowerBound..<(end ?? unread.upperBound)]
            isTooLong = isTooLong || part.count > limit - line.count
            // The rest of a line that is too long is passed over.
            if isTooLong { line = [] } else { line += part }
            unread = (end.map { $0 + 1 } ?? unread.upperBound)..<unread.upperBound
            if end != nil { return isTooLong ? .tooLong : .whole(line) }
        }
    }

    private mutating func fill() throws {
        while !hasEnded {
            let count = Glibc.read(0, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ValidationError("standard input: \(String(cString: strerror(errno)))") }
            hasEnded = count == 0
            unread = 0..<count
            return
        }
    }
}
