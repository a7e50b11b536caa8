// A row that we wrote is read again before it is published: as many fields as cells, and in each the text of its cell.

import OrderModel

enum CSVOutputCheck {
    /// Throws `valueDoesNotFit` for a row that would be read as another one. Cost: a pass over the row.
    ///
    /// - Parameters:
    ///   - text: ends with the row and its line end.
    ///   - start: of the row, where others stand in front of it.
    ///   - cells: the texts as they were before they were quoted.
    ///   - name: of the document, for the message.
    static func check(
        _ text: [UInt8], rowAt start: Int = 0, _ cells: [String], delimiter: UInt8, name: String
    ) throws(FormatError) {
        let text = text.span
        var scanner = CSVScanner(delimiter: delimiter, position: start, mostFields: cells.count)
        var fields: [CSVField] = []
        guard case .row = scanner.nextRow(text, isAtEnd: true, into: &fields), scanner.position == text.count,
            scanner.oddities.isEmpty, scanner.fieldCount == cells.count
        else { throw .valueDoesNotFit(document: name, field: "a row", reason: "is not read as the row that it is") }
        for (field, cell) in zip(fields, cells) where CSVText.string(field, in: text) != TextChecks.trimmed(cell) {
            throw .valueDoesNotFit(document: name, field: "the cell '\(cell)'", reason: "is not read as what it is")
        }
    }
}
