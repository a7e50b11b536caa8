// Line and column, counted along a text.

import OrderModel

/// Where a byte of a text stands. A line ends with LF, CR LF or CR; columns count Unicode scalars; both from 1.
struct TextPosition: Hashable, Sendable {
    var line = 1
    var column = 1

    /// Counts over the bytes of `range`. Cost: their number; eight at once.
    mutating func advance(over text: Span<UInt8>, _ range: Range<Int>) {
        var offset = range.lowerBound
        while offset + ByteWords.size <= range.upperBound {
            let word = ByteWords.load(text, offset)
            if (word | ByteWords.below0x20(word)) & ByteWords.answers == 0 {
                column += ByteWords.size
            } else if !advance(over: word) {
                advanceByByte(over: text, offset..<(offset + ByteWords.size))
            }
            offset += ByteWords.size
        }
        advanceByByte(over: text, offset..<range.upperBound)
    }

    /// Counts over eight bytes; false, and nothing is counted, where they are not all ASCII or a CR is among them.
    @inline(__always)
    private mutating func advance(over word: UInt64) -> Bool {
        let returns = ByteWords.equal(word, ByteWords.repeating(0x0D))
        guard (word | returns) & ByteWords.answers == 0 else { return false }
        let feeds = ByteWords.equal(word, ByteWords.repeating(0x0A))
        guard feeds != 0 else {
            column += ByteWords.size
            return true
        }
        // The first byte is the lowest: those above the highest line feed stand in the new line.
        column = 1 + feeds.leadingZeroBitCount >> 3
        var rest = feeds
        while rest != 0 {
            line += 1
            rest &= rest &- 1
        }
        return true
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

/// A byte of a text, and where it stands.
struct TextMark {
    var index = 0
    var position = TextPosition()

    /// Goes forward to an index; a mark behind it stays where it is.
    mutating func move(to end: Int, over text: Span<UInt8>) {
        guard end > index else { return }
        position.advance(over: text, index..<end)
        index = end
    }

    func place(path: String? = nil, field: String? = nil) -> Place {
        Place(line: position.line, column: position.column, path: path, field: field)
    }
}
