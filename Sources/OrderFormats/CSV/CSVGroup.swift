// One document of a CSV file while its rows are read.

import OrderModel

/// The columns that a file really has, sorted by what they are read for.
struct CSVGroupColumns<Column: CSVColumnSet> {
    struct Step {
        let slot: Int
        let column: Column
        let isDecimal: Bool
    }
    /// The field with the number of the document; nil where the profile has a constant for it.
    let keySlot: Int?
    let document: [Step]
    let line: [Step]
    let documentConstants: [Column]
    let lineConstants: [Column]

    init(_ header: CSVHeader, key: Column) {
        let slot = header.slots[key.rawValue]
        keySlot = slot >= 0 ? slot : nil
        func steps(_ level: CSVColumn.Level) -> [Step] {
            let steps = Column.allCases.compactMap { column -> Step? in
                let declaration = column.declaration
                guard declaration.level == level, column.rawValue != key.rawValue, header.slots[column.rawValue] >= 0
                else { return nil }
                var isDecimal = false
                if case .decimal = declaration.value { isDecimal = true }
                return Step(slot: header.slots[column.rawValue], column: column, isDecimal: isDecimal)
            }
            // By their place in the row, so that findings come in that sequence.
            return steps.sorted { $0.slot < $1.slot }
        }
        func constants(_ level: CSVColumn.Level) -> [Column] {
            Column.allCases.filter {
                $0.declaration.level == level && $0.rawValue != key.rawValue && header.slots[$0.rawValue] < 0
                    && !(header.constants[$0.rawValue] ?? "").isEmpty
            }
        }
        document = steps(.document)
        line = steps(.line)
        documentConstants = constants(.document)
        lineConstants = constants(.line)
    }
}

struct CSVGroup<Table: CSVGroupedTable> {
    /// The first value of a column of the document: where its bytes are kept, and on which line it stood.
    private struct First {
        var start = 0
        var end = 0
        var line = 0
    }

    let sink: FindingSink
    /// The document's number, as the row wrote it that began to speak of it last.
    private var key = First()
    private(set) var keyText = ""
    /// Counts the documents of the file, from 1.
    private(set) var number = 0
    var isOpen = false
    /// How many times more its rows stand together.
    var runs = 0
    var rows = 0
    var lineCount = 0
    /// Nil between two documents.
    var head: Table.Head?
    var lines: [Table.Line] = []
    private var firsts: [First] = []
    /// The bytes of the rows in which the first values stand, and where the last of those rows begins among them.
    private var values: [UInt8] = []
    private var valuesRow = (line: 0, start: 0)
    /// Columns of the document about which rows have already been found to differ.
    private var differing: Set<Int> = []
    private var usualLines = 1

    init(_ context: ReadingContext) { sink = FindingSink(context.budget) }

    mutating func begin(
        _ text: String, _ columns: CSVGroupColumns<Table.Column>, number: Int, runs: Int
    ) {
        keyText = text
        self.number = number
        self.runs = runs
        isOpen = true
        rows = 0
        lineCount = 0
        values.removeAll(keepingCapacity: true)
        valuesRow.line = 0
        if !differing.isEmpty { differing = [] }
        if firsts.count != columns.document.count {
            firsts = Array(repeating: First(), count: columns.document.count)
        } else {
            for index in firsts.indices { firsts[index] = First() }
        }
        lines.reserveCapacity(usualLines)
    }

    mutating func noteKey(_ row: CSVRow, _ slot: Int?) {
        guard let slot else { return }
        key = keep(row.fields[slot], row)
    }

    func isKey(_ field: CSVField, in text: Span<UInt8>) -> Bool {
        ByteWords.areEqual(text, field.range, values.span, key.start..<key.end)
    }

    /// The document, taken or refused; the group can be used for the next one.
    mutating func finish(_ file: CSVFile) -> ReadItem {
        isOpen = false
        var lines: [Table.Line] = []
        swap(&lines, &self.lines)
        usualLines = max(lines.count, 1)
        var document: IncomingDocument?
        if let head = head.take() { document = Table.document(consume head, consume lines, sink) }
        let isRefused = sink.hasErrors
        let findings = sink.take()
        if let document, !isRefused { return .document(ReadDocument(document, findings: findings)) }
        return .refused(
            RefusedDocument(customerReference: keyText, kind: file.header.table.kind, findings: findings))
    }

    // MARK: - Columns of the document

    /// Takes the first value of each column; later ones must agree with it.
    mutating func merge(_ cells: borrowing CSVCells<Table.Column>, _ columns: CSVGroupColumns<Table.Column>) {
        for index in columns.document.indices {
            let field = cells.row.fields[columns.document[index].slot]
            if field.isEmpty { continue }
            let first = firsts[index]
            if first.end == first.start {
                firsts[index] = keep(field, cells.row)
                Table.read(columns.document[index].column, cells, into: &head)
            } else if !ByteWords.areEqual(
                cells.row.bytes.span, field.range, values.span, first.start..<first.end)
            {
                compare(field, columns.document[index], first, index, cells)
            }
        }
    }

    private mutating func keep(_ field: CSVField, _ row: CSVRow) -> First {
        if valuesRow.line != row.line {
            valuesRow = (row.line, values.count)
            values.append(contentsOf: row.bytes[row.start..<row.end])
        }
        let shift = valuesRow.start - row.start
        return First(start: Int(field.start) + shift, end: Int(field.end) + shift, line: row.line)
    }

    @inline(never)
    private mutating func compare(
        _ field: CSVField, _ step: CSVGroupColumns<Table.Column>.Step, _ first: First, _ index: Int,
        _ cells: borrowing CSVCells<Table.Column>
    ) {
        let text = cells.row.bytes.span
        let values = values
        if step.isDecimal,
            isSameNumber(text.extracting(field.range), values.span.extracting(first.start..<first.end), cells)
        {
            return
        }
        guard differing.insert(index).inserted else { return }
        let name = cells.file.header.name(of: step.column.rawValue)
        let here = CSVText.string(field, in: text)
        let there = String(decoding: values[first.start..<first.end], as: UTF8.self)
        sink.report(
            .error, .csvOrderFieldsDiffer,
            "\(name) is '\(here)' here and '\(there)' in line \(first.line) of the same document",
            at: cells.place(step.column), value: here,
            hint: "write the same in all rows of \(keyText), or only in the first")
    }

    /// `100` and `100.00` are the same total.
    private func isSameNumber(
        _ left: Span<UInt8>, _ right: Span<UInt8>, _ cells: borrowing CSVCells<Table.Column>
    ) -> Bool {
        let style = cells.file.dialect.numbers
        let first = try? NumberText.decimal(left, style: style, limits: cells.file.limits)
        let second = try? NumberText.decimal(right, style: style, limits: cells.file.limits)
        return first != nil && first == second
    }
}

/// Documents on their way out.
struct CSVItemQueue {
    private var ready: [ReadItem] = []
    /// Complete documents by their number, which wait for one in front of them.
    private var waiting: [Int: ReadItem] = [:]
    private var nextNumber = 1
    private let keepsSequence: Bool

    init(keepsSequence: Bool) { self.keepsSequence = keepsSequence }

    var hasItem: Bool { !ready.isEmpty }

    mutating func next() -> ReadItem? {
        guard !ready.isEmpty else { return nil }
        return ready.count == 1 ? ready.removeLast() : ready.removeFirst()
    }

    /// `number` counts the documents of the file by their first rows, from 1.
    mutating func add(_ item: consuming ReadItem, number: Int) {
        guard keepsSequence else {
            ready.append(item)
            return
        }
        waiting[number] = item
        while let next = waiting.removeValue(forKey: nextNumber) {
            ready.append(next)
            nextNumber += 1
        }
    }
}
