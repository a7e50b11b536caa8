// Line and column, counted along a text.

import OrderModel

/// Where a byte of a text stands. A line ends with LF, CR LF or CR; columns count Unicode scalars; both from 1.
struct TextPosition: Hashable, Sendable {
    var line = 1
    var column = 1

    /// Counts over the bytes of `range`. Cost: their number; eight at once where they are ASCII on one line.
    mutating func advance(over text: Span<UInt8>, _ range: Range<Int>) {
        var offset = range.lowerBound
        while offset + ByteWord.size <= range.upperBound {
            let word = ByteWord.load(text, at: offset)
            if (word | ByteWord.below0x20(word)) & ByteWord.answers == 0 {
                column += ByteWord.size
            } else {
                advanceByByte(over: text, offset..<(offset + ByteWord.size))
            }
            offset += ByteWord.size
        }
        advanceByByte(over: text, offset..<range.upperBound)
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
