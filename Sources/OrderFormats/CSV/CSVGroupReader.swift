// CSV files whose rows belong together by a number: orders, and dispatch reports. A document is handed out as soon as
// the next one begins, unless more of its rows follow further down.

import OrderModel

/// A table of which several rows make one document.
protocol CSVGroupedTable {
    associatedtype Column: CSVColumnSet
    /// What belongs to the document as a whole.
    associatedtype Head
    associatedtype Line
    static var key: Column { get }
    /// What an empty key is called in findings.
    static var keyMissing: FindingCode { get }

    static func head(key: String, line: Int, _ context: ReadingContext) -> Head
    /// Reads the cell of a column of the document; it has one, and there is a head.
    static func read(_ column: Column, _ cells: borrowing CSVCells<Column>, into head: inout Head?)
    static func line(at line: Int) -> Line
    /// Numbers a line that has no number of its own; `number` counts the lines of the document from 1.
    static func number(_ line: inout Line, _ number: Int)
    /// Reads the cell of a column of the line; it has one.
    static func read(_ column: Column, _ cells: borrowing CSVCells<Column>, into line: inout Line)
    static func document(_ head: consuming Head, _ lines: consuming [Line], _ sink: FindingSink) -> IncomingDocument?
}

struct CSVGroupReader<Table: CSVGroupedTable> {
    private let file: CSVFile
    private let columns: CSVGroupColumns<Table.Column>
    private let scattered: CSVScatteredKeys
    private var rows: CSVRows
    private var cells: CSVCells<Table.Column>
    private var group: CSVGroup<Table>
    private var queue: CSVItemQueue
    /// Documents that are kept until their next rows come.
    private var kept: [String: CSVGroup<Table>] = [:]
    private var rowsKept = 0
    private var documents = 0
    /// What is wrong with rows that do not say which document they belong to.
    private let nameless: FindingSink
    private var isAtEnd = false

    /// - Parameters:
    ///   - position: where the rows begin in the window of the file's text.
    ///   - line: the line at which they begin.
    init(_ file: CSVFile, position: Int, line: Int, scattered: CSVScatteredKeys) {
        self.file = file
        self.scattered = scattered
        columns = CSVGroupColumns(file.header, key: Table.key)
        rows = CSVRows(file, position: position, line: line)
        nameless = FindingSink(file.context.budget)
        group = CSVGroup(file.context)
        cells = CSVCells(file, group.sink)
        cells.row.bytes = file.text.bytes
        // A file that is in memory is handed out in the sequence of its first rows, whatever stands between them.
        queue = CSVItemQueue(keepsSequence: file.text.isWhole && !scattered.isEmpty)
    }

    /// The next document, taken or refused; nil at the end. Cost: the length of its rows.
    mutating func next() throws(InputError) -> ReadItem? {
        while true {
            if let item = queue.next() { return item }
            if isAtEnd { return nil }
            try readRows()
        }
    }

    /// Reads until a document is complete.
    private mutating func readRows() throws(InputError) {
        while try rows.next(&cells.row) {
            var isNew = false
            if !isSameDocument() {
                guard let key = key() else {
                    takeNameless()
                    continue
                }
                isNew = true
                finishGroup()
                guard begin(key) else { return stop() }
            }
            addRow()
            if isNew, queue.hasItem { return }
        }
        finishGroup()
        finishFile()
    }

    // MARK: - Which document

    private func isSameDocument() -> Bool {
        guard group.isOpen else { return false }
        guard let slot = columns.keySlot else { return true }
        let field = cells.row.fields[slot]
        return !field.isEmpty && group.isKey(field, in: cells.row.bytes.span)
    }

    /// The number of the row's document, nil where the row has none.
    private func key() -> String? { cells.raw(Table.key) }

    /// False where the file has more documents than can be taken.
    private mutating func begin(_ key: String) -> Bool {
        if let earlier = kept.removeValue(forKey: key) {
            group = earlier
            rowsKept -= group.rows
        } else {
            guard documents < file.limits.documentsPerFile else {
                file.findings.append(TooMany.documents(file.limits, at: Place(line: cells.row.line, column: 1)))
                return false
            }
            documents += 1
            group.begin(key, columns, number: documents, runs: runs())
            group.head = Table.head(key: key, line: cells.row.line, file.context)
            cells.sink = group.sink
            readConstants()
        }
        group.runs -= 1
        cells.sink = group.sink
        group.noteKey(cells.row, columns.keySlot)
        return true
    }

    private func runs() -> Int {
        guard !scattered.isEmpty, let slot = columns.keySlot,
            let hash = CSVScatteredKeys.hash(cells.row.fields[slot], in: cells.row.bytes.span)
        else { return 1 }
        return scattered.runs[hash] ?? 1
    }

    /// The number itself is checked once, and what the profile says of columns that the file does not have.
    private mutating func readConstants() {
        cells.checkIdentifier(Table.key)
        for column in columns.documentConstants {
            Table.read(column, cells, into: &group.head)
        }
    }

    // MARK: - Rows

    private mutating func takeNameless() {
        for finding in rows.findings { nameless.report(finding) }
        guard !rows.findings.hasErrors else { return }
        let name = file.header.name(of: Table.key.rawValue)
        nameless.report(
            .error, Table.keyMissing, "\(name) is empty, so nobody knows what the row belongs to",
            at: Place(line: cells.row.line, field: name),
            hint: "repeat the number in every row; merged cells of a spreadsheet only keep the first")
    }

    private mutating func addRow() {
        group.rows += 1
        if !rows.findings.isEmpty {
            for finding in rows.findings { group.sink.report(finding) }
            if rows.findings.hasErrors { return }
        }
        group.merge(cells, columns)
        guard hasLine() else { return }
        addLine()
    }

    /// A row whose cells are all about the document has no line, where a line needs nothing.
    private func hasLine() -> Bool {
        if !file.header.table.neededInLine.isEmpty { return true }
        for index in columns.line.indices where !cells.row.fields[columns.line[index].slot].isEmpty { return true }
        return false
    }

    private mutating func addLine() {
        group.lineCount += 1
        guard group.lineCount <= file.limits.linesPerOrder else {
            if group.lineCount == file.limits.linesPerOrder + 1 {
                group.sink.report(TooMany.lines(file.limits, at: cells.row.place(of: cells.row.start)))
                group.lines = []
            }
            return
        }
        cells.reportMissing()
        var line = Table.line(at: cells.row.line)
        for index in columns.line.indices where !cells.row.fields[columns.line[index].slot].isEmpty {
            Table.read(columns.line[index].column, cells, into: &line)
        }
        for column in columns.lineConstants { Table.read(column, cells, into: &line) }
        Table.number(&line, group.lineCount)
        group.lines.append(consume line)
    }

    // MARK: - Documents

    /// The rows that stand together are at their end.
    private mutating func finishGroup() {
        guard group.isOpen else { return }
        if group.runs > 0, !isAtEnd {
            kept[group.keyText] = group
            rowsKept += group.rows
            group = CSVGroup(file.context)
            if !file.text.isWhole, rowsKept > file.limits.scatteredRows {
                file.findings.append(TooMany.scatteredRows(file.limits))
                kept = [:]
                isAtEnd = true
            }
            return
        }
        add(group.finish(file), number: group.number)
    }

    private mutating func add(_ item: consuming ReadItem, number: Int) {
        file.hasItems = true
        queue.add(item, number: number)
    }

    private mutating func finishFile() {
        isAtEnd = true
        for var group in kept.values.sorted(by: { $0.number < $1.number }) {
            add(group.finish(file), number: group.number)
        }
        kept = [:]
        if nameless.hasErrors {
            documents += 1
            add(.refused(RefusedDocument(kind: file.header.table.kind, findings: nameless.take())), number: documents)
        }
        file.reportNoRows()
    }

    /// Nothing more is read.
    private mutating func stop() {
        isAtEnd = true
        kept = [:]
    }
}
