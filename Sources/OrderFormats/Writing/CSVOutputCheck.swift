// A row that we wrote is read again before it is published: as many fields as cells, and in each the text of its cell.

import OrderModel

enum CSVOutputCheck {
    /// Throws `valueDoesNotFit` for a row that would be read as another one. Cost: a pass over the row.
    ///
    /// - Parameters:
    ///   - row: with its line end.
    ///   - cells: the texts as they were before they were quoted.
    ///   - name: of the document, for the message.
    static func check(_ row: [UInt8], _ cells: [String], delimiter: UInt8, name: String) throws(FormatError) {
        let text = row.span
        var scanner = CSVScanner(delimiter: delimiter, mostFields: cells.count)
        var fields: [CSVField] = []
        guard case .row = scanner.nextRow(text, isAtEnd: true, into: &fields), scanner.position == row.count,
            scanner.oddities.isEmpty, scanner.fieldCount == cells.count
        else { throw .valueDoesNotFit(document: name, field: "a row", reason: "is not read as the row that it is") }
        for (field, cell) in zip(fields, cells) where content(field, row) != TextChecks.trimmed(cell) {
            throw .valueDoesNotFit(document: name, field: "the cell '\(cell)'", reason: "is not read as what it is")
        }
    }

    private static func content(_ field: CSVField, _ row: [UInt8]) -> String {
        let text = String(decoding: row[field.range], as: UTF8.self)
        return field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }
}
