// Lines of a file that does not fit into memory: the file is decoded once more, as far as the findings go.

import OrderModel

/// Shows lines of a long file. Cheap where the places that are asked for go upwards; for one that lies behind, the file
/// is begun anew, a few times at most.
package final class SourceLines: SourceExcerpts {
    /// Gives the text from its beginning; nil where it is no text.
    private let open: () throws(InputError) -> TextStream?
    private var text: TextStream?
    /// Where in the window we are, and in which line and column that is.
    private var index = 0
    private var line = 1
    private var column = 1
    private var beginnings = 0
    private static let mostBeginnings = 8

    init(_ open: @escaping () throws(InputError) -> TextStream?) { self.open = open }

    package func excerpt(line wantedLine: Int, around wantedColumn: Int) -> SourceExcerpt? {
        do throws(InputError) {
            if text == nil || (line, column) > (wantedLine, wantedColumn) {
                guard try begin() else { return nil }
            }
            guard let text, try goTo(wantedLine, wantedColumn, text) else { return nil }
            try fill(text, ahead: SourceExcerpt.reach)
            let bytes = text.bytes
            return SourceExcerpt.around(index, column: column, in: bytes.span)
        } catch {
            return nil
        }
    }

    private func begin() throws(InputError) -> Bool {
        guard beginnings < SourceLines.mostBeginnings else { return false }
        beginnings += 1
        (index, line, column) = (0, 1, 1)
        text = try open()
        return text != nil
    }

    /// Goes to a place, or to the end of its line where the line is shorter; false if there is no such line.
    private func goTo(_ wantedLine: Int, _ wantedColumn: Int, _ text: TextStream) throws(InputError) -> Bool {
        while true {
            if goOn(wantedLine, wantedColumn, text.bytes, isAtEnd: text.isAtEnd) { return line == wantedLine }
            if text.isAtEnd { return line == wantedLine }
            try fill(text, ahead: 2)
        }
    }

    /// Goes on within the window; true once the place is reached.
    private func goOn(_ wantedLine: Int, _ wantedColumn: Int, _ window: [UInt8], isAtEnd: Bool) -> Bool {
        let bytes = window.span
        // Whether a CR at the end of the window is followed by a LF is not known yet.
        let end = isAtEnd ? bytes.count : bytes.count - 1
        while index < end {
            let byte = bytes[index]
            let isLineEnd =
                byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
            let isAtPlace = byte & 0xC0 != 0x80 && (column >= wantedColumn || isLineEnd || byte == 0x0D)
            if line == wantedLine, isAtPlace { return true }
            if isLineEnd {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        return false
    }

    /// Reads until so many bytes stand behind the place, or the text ends; what lies far before it is let go.
    private func fill(_ text: TextStream, ahead: Int) throws(InputError) {
        while !text.isAtEnd, text.bytes.count - index < ahead {
            text.release(upTo: index - SourceExcerpt.reach - 4)
            guard let gone = try text.more() else { return }
            index -= gone
        }
    }
}
