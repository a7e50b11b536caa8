// CSV files whose rows belong together by a number: orders, and dispatch reports.

import OrderModel

/// A table of which several rows make one document.
protocol CSVGroupedTable {
    associatedtype Column: CSVColumnSet
    associatedtype Line
    static var key: Column { get }
    /// What an empty key is called in findings.
    static var keyMissing: FindingCode { get }
    /// Reads one row. `number` counts the rows of the document from 1.
    static func line(_ cells: CSVCells<Column>, number: Int) -> Line?
    /// Puts the document together; `head` has the first value of each column of the document.
    static func document(
        key: String, head: CSVCells<Column>, lines: [Line], place: Place, context: ReadingContext
    ) -> IncomingDocument?
}

struct CSVGroupReader<Table: CSVGroupedTable> {
    private final class Group {
        let key: String
        let start: Int
        let sink: FindingSink
        var head: [CSVField]
        /// Columns of the document about which rows have already been found to differ.
        var differing: Set<Int> = []
        var lines: [Table.Line] = []
        var rows = 0

        init(key: String, start: Int, columns: Int, budget: FindingBudget) {
            self.key = key
            self.start = start
            sink = FindingSink(budget)
            head = Array(repeating: .empty, count: columns)
        }
    }

    private let file: CSVFile
    private let documentColumns: [Int]
    private var groups: [Group] = []
    private var indexOfKey: [String: Int] = [:]
    /// Rows that do not say which document they belong to.
    private var nameless: Group

    /// Cost: the length of the file; memory for the documents, not for the rows.
    static func read(_ file: CSVFile, _ scanner: CSVScanner, into result: inout ReadFile) {
        var reader = CSVGroupReader(file)
        var rows = CSVRows(file, scanner)
        while rows.next() {
            guard reader.take(rows.row) else {
                result.findings.append(TooMany.documents(file.limits, at: file.source, rows.row.start))
                return
            }
        }
        result.isIncomplete = rows.isCut || rows.hasUnclosedQuote
        reader.finish(into: &result)
    }

    private init(_ file: CSVFile) {
        self.file = file
        let columns = file.header.table.columns
        documentColumns = columns.indices.filter {
            columns[$0].level == .document && $0 != Table.key.rawValue && file.header.slots[$0] >= 0
        }
        nameless = Group(key: "", start: 0, columns: columns.count, budget: file.context.budget)
    }

    // MARK: - Rows

    private mutating func take(_ row: CSVRow) -> Bool {
        guard let group = group(for: row) else { return false }
        for finding in row.findings { group.sink.report(finding) }
        let place = Place(line: file.source.place(of: row.start).line)
        let cells = CSVCells<Table.Column>(file: file, fields: row.cells, sink: group.sink, rowPlace: place)
        if group === nameless {
            if !row.findings.hasErrors { reportMissingKey(cells, row) }
            return true
        }
        if row.findings.hasErrors { return true }
        merge(row, into: group, cells)
        addLine(cells, to: group, row)
        return true
    }

    private mutating func group(for row: CSVRow) -> Group? {
        let field = row.cells[Table.key.rawValue]
        // Rows of an order mostly stand together, so the last one is looked at first.
        if let last = groups.last, !field.isEmpty, isSame(last.head[Table.key.rawValue], field) { return last }
        let key = file.header.constants[Table.key.rawValue] ?? file.source.string(field)
        if key.isEmpty { return nameless }
        if let index = indexOfKey[key] { return groups[index] }
        guard groups.count < file.limits.documentsPerFile else { return nil }
        let group = Group(
            key: key, start: row.start, columns: file.header.table.columns.count, budget: file.context.budget)
        group.head[Table.key.rawValue] = row.cells[Table.key.rawValue]
        indexOfKey[key] = groups.count
        groups.append(group)
        return group
    }

    private func reportMissingKey(_ cells: CSVCells<Table.Column>, _ row: CSVRow) {
        let name = file.header.name(of: Table.key.rawValue)
        nameless.sink.report(
            .error, Table.keyMissing, "\(name) is empty, so nobody knows what the row belongs to",
            at: Place(line: file.source.place(of: row.start).line, field: name),
            hint: "repeat the number in every row; merged cells of a spreadsheet only keep the first")
    }

    private func addLine(_ cells: CSVCells<Table.Column>, to group: Group, _ row: CSVRow) {
        group.rows += 1
        guard group.rows <= file.limits.linesPerOrder else {
            if group.rows == file.limits.linesPerOrder + 1 {
                group.sink.report(TooMany.lines(file.limits, at: file.source.place(of: row.start)))
                group.lines = []
            }
            return
        }
        cells.reportMissing()
        if let line = Table.line(cells, number: group.rows) { group.lines.append(line) }
    }

    // MARK: - Columns of the document

    private func merge(_ row: CSVRow, into group: Group, _ cells: CSVCells<Table.Column>) {
        for column in documentColumns where !row.cells[column].isEmpty {
            let field = row.cells[column]
            let first = group.head[column]
            if first.isEmpty {
                group.head[column] = field
            } else if !isSame(first, field), !isSameNumber(first, field, column),
                group.differing.insert(column).inserted
            {
                reportDifference(first, field, column, group)
            }
        }
    }

    private func isSame(_ left: CSVField, _ right: CSVField) -> Bool {
        let source = file.source.bytes
        let text = source.span
        let left = TextChecks.trimmed(text, left.range)
        let right = TextChecks.trimmed(text, right.range)
        guard left.count == right.count else { return false }
        for offset in 0..<left.count where text[left.lowerBound + offset] != text[right.lowerBound + offset] {
            return false
        }
        return true
    }

    /// `100` and `100.00` are the same total.
    private func isSameNumber(_ left: CSVField, _ right: CSVField, _ column: Int) -> Bool {
        guard case .decimal = file.header.table.columns[column].value else { return false }
        let source = file.source.bytes
        let text = source.span
        let first = try? NumberText.decimal(
            text.extracting(left.range), style: file.dialect.numbers, limits: file.limits)
        let second = try? NumberText.decimal(
            text.extracting(right.range), style: file.dialect.numbers, limits: file.limits)
        return first != nil && first == second
    }

    private func reportDifference(_ first: CSVField, _ field: CSVField, _ column: Int, _ group: Group) {
        let name = file.header.name(of: column)
        let here = file.source.string(field)
        let line = file.source.place(of: Int(first.start)).line ?? 0
        group.sink.report(
            .error, .csvOrderFieldsDiffer,
            "\(name) is '\(here)' here and '\(file.source.string(first))' in line \(line) of the same document",
            at: file.source.place(of: Int(field.start), field: name), value: here,
            hint: "write the same in all rows of \(group.key), or only in the first")
    }

    // MARK: - Documents

    private func finish(into result: inout ReadFile) {
        for group in groups {
            let head = CSVCells<Table.Column>(file: file, fields: group.head, sink: group.sink)
            let start = file.source.place(of: group.start)
            _ = head.identifier(Table.key)
            let document = Table.document(
                key: group.key, head: head, lines: group.lines, place: Place(line: start.line),
                context: file.context)
            if let document, !group.sink.hasErrors {
                result.documents.append(ReadDocument(document, findings: group.sink.findings))
            } else {
                result.refused.append(
                    RefusedDocument(
                        customerReference: group.key, kind: file.header.table.kind, findings: group.sink.findings))
            }
        }
        if nameless.sink.hasErrors {
            result.refused.append(RefusedDocument(kind: file.header.table.kind, findings: nameless.sink.findings))
        }
        if result.documents.isEmpty, result.refused.isEmpty {
            result.findings.append(
                Finding(.error, .linesMissing, "the file has a header and no rows", hint: "send the rows below it"))
        }
    }
}
