// The closing row that some partners send: a word, and how many rows the file has.

import OrderModel

/// Looks for the closing row and compares its count with the rows that were there.
struct CSVTrailerCheck {
    private let trailer: CSVTrailer
    private let word: [UInt8]
    private var rows = 0
    /// The closing row has been there.
    private var isClosed = false
    private var problem: Finding?

    init(_ trailer: CSVTrailer) {
        self.trailer = trailer
        word = Array(trailer.word.utf8)
    }

    /// True for the closing row; counts the others.
    mutating func take(_ row: CSVRow) -> Bool {
        guard ByteWords.areEqual(row.bytes.span, row.fields[0].range, word.span, 0..<word.count) else {
            rows += 1
            if isClosed { report("a row follows the closing row '\(trailer.word)'", row) }
            return false
        }
        isClosed = true
        if let column = trailer.countColumn { compare(row, column) }
        return true
    }

    private mutating func compare(_ row: CSVRow, _ column: Int) {
        let field = column >= 1 && column <= row.fields.count ? row.fields[column - 1] : .empty
        let text = CSVText.string(field, in: row.bytes.span)
        guard let count = Int(text), count >= 0 else {
            report("column \(column) of the closing row is not a number of rows", row, value: text)
            return
        }
        if count != rows { report("the closing row counts \(count) rows, but the file has \(rows)", row, value: text) }
    }

    private mutating func report(_ message: String, _ row: CSVRow, value: String? = nil) {
        guard problem == nil else { return }
        problem = Finding(
            .error, .csvTrailerWrong, message, at: Place(line: row.line), value: value,
            hint: "rows were lost or added on the way: send the whole file again; nothing of it was taken")
    }

    /// What is to be said once the file is at its end.
    var closingFinding: Finding? {
        if let problem { return problem }
        guard !isClosed else { return nil }
        return Finding(
            .error, .fileIncomplete, "the closing row '\(trailer.word)' is missing, so the file is not whole",
            hint: "send the whole file again")
    }
}
