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

    /// Cost: one pass over the text.
    package init(_ text: Span<UInt8>) {
        marks.reserveCapacity((text.count >> PlaceIndex.blockShift) + 1)
        var mark = Mark(line: 1, column: 1)
        var offset = 0
        while offset <= text.count {
            marks.append(mark)
            let end = offset + (1 << PlaceIndex.blockShift)
            guard end <= text.count else { break }
            PlaceIndex.advance(&mark, over: text, from: offset, to: end)
            offset = end
        }
    }

    /// The place of the byte at `offset`; an offset behind the end is the place just behind the last byte.
    package func place(of offset: Int, in text: Span<UInt8>) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), text.count)
        let block = offset >> PlaceIndex.blockShift
        guard block < marks.count else { return (1, 1) }
        var mark = marks[block]
        PlaceIndex.advance(&mark, over: text, from: block << PlaceIndex.blockShift, to: offset)
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
        var start = (low - 1) << PlaceIndex.blockShift
        while start < text.count, mark.line < wanted {
            PlaceIndex.advance(&mark, over: text, from: start, to: start + 1)
            start += 1
        }
        guard mark.line == wanted else { return nil }
        var end = start
        while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
        return start..<end
    }

    private static func advance(_ mark: inout Mark, over text: Span<UInt8>, from start: Int, to end: Int) {
        var line = mark.line
        var column = mark.column
        for offset in start..<end {
            let byte = text[offset]
            if byte == 0x0A || (byte == 0x0D && !(offset + 1 < text.count && text[offset + 1] == 0x0A)) {
                line &+= 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column &+= 1
            }
        }
        mark = Mark(line: line, column: column)
    }
}
