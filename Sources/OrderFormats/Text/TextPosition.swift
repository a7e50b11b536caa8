// Line and column, counted along a text.

/// Where a byte of a text stands. A line ends with LF, CR LF or CR; columns count Unicode scalars; both from 1.
struct TextPosition: Hashable, Sendable {
    var line = 1
    var column = 1

    /// Counts over the bytes of `range`. Cost: their number, several at once where the text has no CR.
    mutating func advance(over text: Span<UInt8>, _ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + TextPosition.blockLength, range.upperBound)
            advance(overBlock: text, start..<end)
            start = end
        }
    }

    private static let blockLength = 4096

    private mutating func advance(overBlock text: Span<UInt8>, _ range: Range<Int>) {
        let block = text.extracting(range)
        let (lineFeeds, returns) = TextPosition.lineEnds(block)
        guard returns == 0 else { return advanceByByte(over: text, range) }
        guard lineFeeds > 0 else {
            column += TextPosition.scalars(block)
            return
        }
        line += lineFeeds
        var last = block.count - 1
        while block[last] != 0x0A { last -= 1 }
        column = 1 + TextPosition.scalars(block.extracting((last + 1)...))
    }

    // Loops without branches, which the compiler turns into vector instructions.

    private static func lineEnds(_ block: Span<UInt8>) -> (lineFeeds: Int, returns: Int) {
        var lineFeeds: Int32 = 0
        var returns: Int32 = 0
        for index in 0..<block.count {
            let byte = block[index]
            lineFeeds &+= byte == 0x0A ? 1 : 0
            returns &+= byte == 0x0D ? 1 : 0
        }
        return (Int(lineFeeds), Int(returns))
    }

    private static func scalars(_ block: Span<UInt8>) -> Int {
        var count: Int32 = 0
        for index in 0..<block.count { count &+= block[index] & 0xC0 == 0x80 ? 0 : 1 }
        return Int(count)
    }

    private mutating func advanceByByte(over text: Span<UInt8>, _ range: Range<Int>) {
        for offset in range {
            let byte = text[offset]
            if byte == 0x0A || (byte == 0x0D && !(offset + 1 < text.count && text[offset + 1] == 0x0A)) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
