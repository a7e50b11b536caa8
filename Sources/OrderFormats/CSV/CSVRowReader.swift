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

/// A row as it was read.
enum CSVRowOutcome<Value> {
    case value(Value, [Finding])
    case refused(RefusedDocument)
}

struct CSVRowReader<Table: CSVRowTable> {
    private let file: CSVFile
    private var rows: CSVRows
    private var cells: CSVCells<Table.Column>
    private var lineOfKey: [String: Int] = [:]
    /// The line of the row that was read last.
    var line: Int { cells.row.line }

    init(_ file: CSVFile, position: Int, line: Int) {
        self.file = file
        rows = CSVRows(file, position: position, line: line)
        cells = CSVCells(file, FindingSink(file.context.budget))
        cells.row.bytes = file.text.bytes
    }

    /// The next row; nil at the end.
    mutating func next() throws(InputError) -> CSVRowOutcome<Table.Value>? {
        guard try rows.next(&cells.row) else { return nil }
        file.hasItems = true
        let sink = cells.sink
        for finding in rows.findings { sink.report(finding) }
        if !sink.hasErrors { cells.reportMissing() }
        let value = sink.hasErrors ? nil : Table.value(cells)
        if let value, !sink.hasErrors { reportRepetition(value) }
        let isRefused = sink.hasErrors
        let findings = sink.take()
        if let value, !isRefused { return .value(value, findings) }
        return .refused(
            RefusedDocument(
                customerReference: Table.reference.flatMap { cells.raw($0) }, kind: file.header.table.kind,
                findings: findings))
    }

    private mutating func reportRepetition(_ value: Table.Value) {
        guard let key = Table.key(value) else { return }
        if let earlier = lineOfKey[key] {
            cells.sink.report(
                .error, .referenceInvalid, "line \(earlier) has already said something about the same entry",
                at: cells.row.place(of: cells.row.start), hint: "keep one of the two rows")
        } else {
            lineOfKey[key] = line
        }
    }
}

/// One document per row; a bad row is refused by itself.
struct CSVRowDocuments<Table: CSVRowTable> where Table.Value == IncomingDocument {
    private let file: CSVFile
    private var rows: CSVRowReader<Table>
    private var documents = 0

    init(_ file: CSVFile, position: Int, line: Int) {
        self.file = file
        rows = CSVRowReader(file, position: position, line: line)
    }

    mutating func next() throws(InputError) -> ReadItem? {
        guard documents <= file.limits.documentsPerFile else { return nil }
        switch try rows.next() {
        case nil:
            file.reportNoRows()
            return nil
        case .refused(let refused)?: return .refused(refused)
        case .value(let document, let findings)?:
            documents += 1
            guard documents <= file.limits.documentsPerFile else {
                file.findings.append(TooMany.documents(file.limits, at: Place(line: rows.line, column: 1)))
                return nil
            }
            return .document(ReadDocument(document, findings: findings))
        }
    }
}

/// The rows as lists: up to so many (`FormatLimits.entriesAtOnce`) in one document, or all in one where `isWhole`. A bad
/// row is refused by itself, or the whole with it where `isWhole`.
struct CSVRowList<Table: CSVRowTable> {
    private let file: CSVFile
    private var rows: CSVRowReader<Table>
    private let isWhole: Bool
    private let document: ([Table.Value]) -> IncomingDocument
    /// In reverse.
    private var items: [ReadItem] = []
    private var count = 0
    private var isAtEnd = false

    init(
        _ file: CSVFile, position: Int, line: Int, isWhole: Bool = false,
        as document: @escaping ([Table.Value]) -> IncomingDocument
    ) {
        self.file = file
        self.isWhole = isWhole
        self.document = document
        rows = CSVRowReader(file, position: position, line: line)
    }

    /// Each list first, then the rows among it that were refused. Memory for the rows of one list.
    mutating func next() throws(InputError) -> ReadItem? {
        while items.isEmpty, !isAtEnd { items = try readSome() }
        return items.popLast()
    }

    /// In reverse.
    private mutating func readSome() throws(InputError) -> [ReadItem] {
        var values: [Table.Value] = []
        var notes: [Finding] = []
        var refused: [RefusedDocument] = []
        while isWhole || values.count + refused.count < file.limits.entriesAtOnce {
            guard let row = try rows.next() else {
                isAtEnd = true
                file.reportNoRows()
                break
            }
            switch row {
            case .refused(let document): refused.append(document)
            case .value(let value, let findings):
                guard count < file.limits.entriesPerDocument else {
                    file.findings.append(TooMany.entries(file.limits, at: Place(line: rows.line, column: 1)))
                    isAtEnd = true
                    return []
                }
                count += 1
                values.append(value)
                notes += findings
            }
        }
        if isWhole, !refused.isEmpty {
            return [
                .refused(
                    RefusedDocument(
                        kind: file.header.table.kind, findings: refused.flatMap(\.findings) + [wholeOrNot]))
            ]
        }
        var items = refused.reversed().map(ReadItem.refused)
        if !values.isEmpty { items.append(.document(ReadDocument(document(values), findings: notes))) }
        return items
    }

    private var wholeOrNot: Finding {
        Finding(
            .note, .referenceInvalid,
            "nothing of this file was taken: \(file.header.table.title.lowercased()) replaces what was known",
            hint: "correct the rows named here and send the whole file again")
    }
}

/// Files with more in them than one file may have.
enum TooMany {
    static func documents(_ limits: FormatLimits, at place: Place) -> Finding {
        Finding(
            .error, .tooManyDocuments, "the file has more than \(limits.documentsPerFile) documents", at: place,
            hint: "split the file; nothing of it was taken")
    }

    static func entries(_ limits: FormatLimits, at place: Place) -> Finding {
        Finding(
            .error, .tooManyDocuments, "the file has more than \(limits.entriesPerDocument) rows", at: place,
            hint: "split the file; nothing of it was taken")
    }

    static func scatteredRows(_ limits: FormatLimits) -> Finding {
        Finding(
            .error, .csvRowsScattered,
            "the rows of too many orders do not stand together (more than \(limits.scatteredRows) rows would have to "
                + "be kept, or more than \(limits.scatteredDocuments) orders)",
            hint: "sort the rows by the order number; nothing of the file was taken")
    }

    static func lines(_ limits: FormatLimits, at place: Place?) -> Finding {
        Finding(
            .error, .tooManyLines, "the document has more than \(limits.linesPerOrder) lines", at: place,
            hint: "split it into several orders")
    }
}
