// From a byte offset to line and column, in constant time, however long the lines are.

/// Lines and columns of a text in UTF-8. A line ends with LF, CR LF or CR; columns count Unicode scalars; both from 1.
///
/// Keeps line and column of every 256th byte (8 bytes of memory for them); the rest is counted on demand.
package struct PlaceIndex: Sendable {
    private struct Mark {
        var line: UInt32
        var column: UInt32
    }
    private static let blockShift = 8
    private var marks: [Mark] = []
    /// The offset of the first byte that is looked after.
    private let start: Int

    /// Cost: one pass over the text.
    package init(_ text: Span<UInt8>) { self.init(text, 0..<text.count, at: TextPosition()) }

    /// A part of a text, whose first byte stands at `position`.
    init(_ text: Span<UInt8>, _ part: Range<Int>, at position: TextPosition) {
        start = part.lowerBound
        marks.reserveCapacity((part.count >> PlaceIndex.blockShift) + 1)
        var mark = Mark(line: UInt32(clamping: position.line), column: UInt32(clamping: position.column))
        var offset = start
        while offset <= part.upperBound {
            marks.append(mark)
            let end = offset + (1 << PlaceIndex.blockShift)
            guard end <= part.upperBound else { break }
            PlaceIndex.advance(&mark, over: text, from: offset, to: end)
            offset = end
        }
    }

    /// The place of the byte at `offset`; an offset behind the end is the place just behind the last byte.
    package func place(of offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
        let offset = min(max(offset, start), text.count)
        let block = min((offset - start) >> PlaceIndex.blockShift, marks.count - 1)
        guard block >= 0 else { return (1, 1) }
        var mark = marks[block]
        PlaceIndex.advance(&mark, over: text, from: start + block << PlaceIndex.blockShift, to: offset)
        return (Int(mark.line), Int(mark.column))
    }

    /// The bytes of a 1-based line, without its end; nil if there is no such line. Cost: the distance to the next mark.
    package func bytes(ofLine line: Int, in text: Span<UInt8>) -> Range<Int>? {
        guard line >= 1, let wanted = UInt32(exactly: line) else { return nil }
        // The last mark that stands before the line begins, or at its beginning.
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            let mark = marks[middle]
            if mark.line < wanted || (mark.line == wanted && mark.column == 1) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low > 0 else { return nil }
        var mark = marks[low - 1]
        var offset = start + (low - 1) << PlaceIndex.blockShift
        while offset < text.count, mark.line < wanted {
            PlaceIndex.advance(&mark, over: text, from: offset, to: offset + 1)
            offset += 1
        }
        guard mark.line == wanted else { return nil }
        var end = offset
        while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
        return offset..<end
    }

    /// The offset of a place, or of the end of its line where the line is shorter; nil if there is no such line. Cost:
    /// the distance to the next mark.
    package func offset(line: Int, column: Int, in text: Span<UInt8>) -> (offset: Int, column: Int)? {
        guard line >= 1, let wantedLine = UInt32(exactly: line) else { return nil }
        let wantedColumn = UInt32(clamping: max(column, 1))
        // The last mark that stands before the place.
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            let mark = marks[middle]
            if (mark.line, mark.column) <= (wantedLine, wantedColumn) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        var mark = marks[low - 1]
        var offset = (low - 1) << PlaceIndex.blockShift
        // A mark in the middle of a character has the column of what follows.
        while offset < text.count, (mark.line, mark.column) < (wantedLine, wantedColumn) || text[offset] & 0xC0 == 0x80
        {
            let isLineEnd = text[offset] == 0x0A || text[offset] == 0x0D
            if mark.line == wantedLine, isLineEnd { break }
            PlaceIndex.advance(&mark, over: text, from: offset, to: offset + 1)
            offset += 1
        }
        return mark.line == wantedLine ? (offset, Int(mark.column)) : nil
    }

    private static func advance(_ mark: inout Mark, over text: Span<UInt8>, from start: Int, to end: Int) {
        var position = TextPosition(line: Int(mark.line), column: Int(mark.column))
        position.advance(over: text, start..<end)
        mark = Mark(line: UInt32(clamping: position.line), column: UInt32(clamping: position.column))
    }
}
