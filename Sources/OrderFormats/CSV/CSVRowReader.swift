// CSV files whose rows stand for themselves: one document per row, or all rows one list.

import OrderModel

/// A table whose rows become one value each.
protocol CSVRowTable {
    associatedtype Column: CSVColumnSet
    associatedtype Value
    /// Reads a row whose needed cells are all there. What is wrong is reported to the cells' sink.
    static func value(_ cells: CSVCells<Column>) -> Value?
    /// The column that says which document a refused row was, for the receipt.
    static var reference: Column? { get }
    /// Two rows with the same key contradict each other; nil: they may repeat.
    static func key(_ value: Value) -> String?
}

extension CSVRowTable {
    static var reference: Column? { nil }
    static func key(_ value: Value) -> String? { nil }
}

enum CSVRowReader<Table: CSVRowTable> {
    /// One document per row; a bad row is refused by itself.
    static func readDocuments(
        _ file: CSVFile, _ scanner: CSVScanner, into result: inout ReadFile
    ) where Table.Value == IncomingDocument {
        forEachRow(file, scanner, into: &result) { value, findings, result in
            guard result.documents.count < file.limits.documentsPerFile else { return false }
            result.documents.append(ReadDocument(value, findings: findings))
            return true
        }
        if result.documents.isEmpty, result.refused.isEmpty { reportNoRows(file, &result) }
    }

    /// All rows in one document. A bad row is refused by itself, or the whole with it where `isWhole`.
    static func readList(
        _ file: CSVFile, _ scanner: CSVScanner, isWhole: Bool = false, into result: inout ReadFile,
        as document: ([Table.Value]) -> IncomingDocument
    ) {
        var values: [Table.Value] = []
        var notes: [Finding] = []
        var lineOfKey: [String: Int] = [:]
        let context = file.context
        forEachRow(file, scanner, into: &result) { value, findings, result in
            guard values.count < context.limits.entriesPerDocument else { return false }
            values.append(value)
            notes += findings
            return true
        } repeated: { value, line in
            guard let key = Table.key(value) else { return nil }
            if let earlier = lineOfKey[key] { return earlier }
            lineOfKey[key] = line
            return nil
        }
        if isWhole, !result.refused.isEmpty {
            result.refused = [
                RefusedDocument(
                    kind: file.header.table.kind, findings: result.refused.flatMap(\.findings) + [wholeOrNot(file)])
            ]
            return
        }
        if !values.isEmpty {
            result.documents.append(ReadDocument(document(values), findings: notes))
        } else if result.refused.isEmpty {
            reportNoRows(file, &result)
        }
    }

    private static func forEachRow(
        _ file: CSVFile, _ scanner: CSVScanner, into result: inout ReadFile,
        take: (Table.Value, [Finding], inout ReadFile) -> Bool,
        repeated: (Table.Value, Int) -> Int? = { _, _ in nil }
    ) {
        var rows = CSVRows(file, scanner)
        while rows.next() {
            let sink = FindingSink(file.context.budget)
            for finding in rows.row.findings { sink.report(finding) }
            let cells = CSVCells<Table.Column>(file: file, fields: rows.row.cells, sink: sink)
            let value = sink.hasErrors ? nil : read(cells)
            if let value, !sink.hasErrors, let line = file.source.place(of: rows.row.start).line,
                let earlier = repeated(value, line)
            {
                sink.report(
                    .error, .referenceInvalid, "line \(earlier) has already said something about the same entry",
                    at: file.source.place(of: rows.row.start), hint: "keep one of the two rows")
            }
            if let value, !sink.hasErrors {
                if !take(value, sink.findings, &result) {
                    result.findings.append(TooMany.documents(file.limits, at: file.source, rows.row.start))
                    result.documents = []
                    return
                }
            } else {
                let reference = Table.reference.flatMap { cells.raw($0) }
                result.refused.append(
                    RefusedDocument(
                        customerReference: reference, kind: file.header.table.kind, findings: sink.findings))
            }
        }
        result.isIncomplete = rows.isCut || rows.hasUnclosedQuote
    }

    private static func read(_ cells: CSVCells<Table.Column>) -> Table.Value? {
        cells.reportMissing()
        return cells.sink.hasErrors ? nil : Table.value(cells)
    }

    private static func reportNoRows(_ file: CSVFile, _ result: inout ReadFile) {
        result.findings.append(
            Finding(
                .error, .linesMissing, "the file has a header and no rows", hint: "send the rows below the header"))
    }

    private static func wholeOrNot(_ file: CSVFile) -> Finding {
        Finding(
            .note, .referenceInvalid,
            "nothing of this file was taken: \(file.header.table.title.lowercased()) replaces what was known",
            hint: "correct the rows named here and send the whole file again")
    }
}

extension CSVCells {
    /// Reports the cells of the line that must not be empty and are.
    func reportMissing() {
        for index in file.header.table.neededInLine where isEmpty(index) {
            let name = file.header.name(of: index)
            sink.report(
                .error, .valueMissing, "\(name) is empty", at: Column(rawValue: index).map(place),
                hint: "write for example \(file.header.table.columns[index].example)")
        }
    }

    private func isEmpty(_ index: Int) -> Bool {
        if let constant = file.header.constants[index] { return constant.isEmpty }
        return fields[index].isEmpty
    }
}

/// Files with more in them than one file may have.
enum TooMany {
    static func documents(_ limits: FormatLimits, at source: SourceText, _ offset: Int) -> Finding {
        Finding(
            .error, .tooManyDocuments, "the file has more than \(limits.documentsPerFile) documents",
            at: source.place(of: offset), hint: "split the file; nothing of it was taken")
    }

    static func lines(_ limits: FormatLimits, at place: Place?) -> Finding {
        Finding(
            .error, .tooManyLines, "the document has more than \(limits.linesPerOrder) lines", at: place,
            hint: "split it into several orders")
    }
}
