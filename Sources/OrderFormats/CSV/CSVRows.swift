// The rows behind the header, one by one, with what is wrong with their layout.

import OrderModel

/// A row whose fields are sorted by the table's columns.
struct CSVRow {
    /// Byte offset of the row.
    var start = 0
    /// Column of the table → its cell.
    var cells: [CSVField] = []
    /// What is wrong with the row's layout. With an error among it, the values cannot be trusted.
    var findings: [Finding] = []
}

struct CSVRows {
    let file: CSVFile
    private var scanner: CSVScanner
    private var fields: [CSVField] = []
    private(set) var row = CSVRow()
    /// The last row breaks off: fewer fields than the header, and no line end.
    private(set) var isCut = false
    /// A quote was opened and never closed.
    private(set) var hasUnclosedQuote = false

    init(_ file: CSVFile, _ scanner: CSVScanner) {
        self.file = file
        self.scanner = scanner
        row.cells = Array(repeating: .empty, count: file.header.table.columns.count)
    }

    /// Moves to the next row that is not blank; false at the end. Cost: the length of the row.
    mutating func next() -> Bool {
        // Bound by itself, so that reading the text does not hold on to this whole value.
        let bytes = file.source.bytes
        let text = bytes.span
        while scanner.nextRow(text, into: &fields) {
            if isBlank(text) { continue }
            row.start = scanner.rowStart
            if !row.findings.isEmpty { row.findings.removeAll(keepingCapacity: true) }
            checkLayout()
            sortFields()
            return true
        }
        return false
    }

    private func isBlank(_ text: Span<UInt8>) -> Bool {
        guard scanner.oddities.isEmpty else { return false }
        return fields.allSatisfy { field in
            // 0x1A ends text files of old systems.
            field.isEmpty || (field.range.count == 1 && text[field.range.lowerBound] == 0x1A)
        }
    }

    private mutating func sortFields() {
        for (column, slot) in file.header.slots.enumerated() {
            row.cells[column] = slot >= 0 && slot < fields.count ? fields[slot] : .empty
        }
    }

    private mutating func checkLayout() {
        for oddity in scanner.oddities {
            row.findings.append(CSVLayout.finding(oddity, in: file.source))
            if oddity.kind == .unclosedQuote { hasUnclosedQuote = true }
        }
        let expected = file.header.names.count
        let surplus = fields.dropFirst(expected)
        if scanner.fieldCount < expected || surplus.contains(where: { !$0.isEmpty }) { reportFieldCount(expected) }
        for (index, field) in fields.enumerated() where field.range.count > file.limits.fieldLength {
            let name = index < expected ? file.header.names[index] : nil
            row.findings.append(
                Finding(
                    .error, .csvFieldTooLong,
                    "the field has \(field.range.count) bytes; at most \(file.limits.fieldLength) can be taken",
                    at: file.source.place(of: Int(field.start), field: name),
                    hint: "is a closing quote missing?"))
        }
    }

    private mutating func reportFieldCount(_ expected: Int) {
        let place = file.source.place(of: scanner.rowStart)
        let isTooShort = scanner.fieldCount < expected
        if isTooShort, !scanner.rowIsTerminated, !hasUnclosedQuote {
            isCut = true
            row.findings.append(
                Finding(
                    .error, .fileIncomplete,
                    "the file breaks off in its last row: \(scanner.fieldCount) fields instead of \(expected)",
                    at: place, hint: "send the whole file again"))
            return
        }
        let hint =
            isTooShort
            ? "write empty fields too, or is a line break inside a field without quotes?"
            : "put a field that contains the delimiter in quotes"
        row.findings.append(
            Finding(
                .error, .csvFieldCount, "the row has \(scanner.fieldCount) fields, the header has \(expected)",
                at: place, hint: hint))
    }
}
