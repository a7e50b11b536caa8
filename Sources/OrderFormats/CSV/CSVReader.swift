// CSV files of every kind: finds out the dialect and the kind, then reads row by row.

import OrderModel

enum CSVReader {
    /// The documents of a CSV text.
    static func open(_ text: TextStream, _ context: ReadingContext) throws(InputError) -> any DocumentStream {
        let start: Start
        switch try readHeader(text, context) {
        case .found(let found): start = found
        case .refused(let findings, let isIncomplete):
            return WholeDocuments(
                ReadFile(
                    format: .csv, charset: text.charset, findings: text.findings + findings,
                    isIncomplete: isIncomplete || text.isIncomplete))
        }
        let table = start.file.header.table
        guard let key = table.groupedBy else { return documents(start) }
        return try grouped(start, key)
    }

    /// Where the rows begin.
    private struct Start {
        let file: CSVFile
        let position: Int
        let line: Int
    }

    private enum Header {
        case found(Start)
        case refused([Finding], isIncomplete: Bool)
    }

    // MARK: - The header

    private static func readHeader(_ text: TextStream, _ context: ReadingContext) throws(InputError) -> Header {
        while true {
            if let header = headerInWindow(text, context) { return header }
            guard text.bytes.count <= context.limits.rowLength else {
                return .refused(
                    [Finding(.error, .kindUnknown, "the first line has no end", at: Place(line: 1, column: 1))],
                    isIncomplete: false)
            }
            _ = try text.more()
        }
    }

    /// Nil where the header line breaks off at the end of the window.
    private static func headerInWindow(_ text: TextStream, _ context: ReadingContext) -> Header? {
        let bytes = text.bytes
        let dialect = CSVDialect(bytes.span, mapping: context.csv, tables: CSVTable.all, limits: context.limits)
        var scanner = CSVScanner(
            delimiter: dialect.delimiter, position: dialect.headerStart, mostFields: context.limits.columns)
        var fields: [CSVField] = []
        switch scanner.nextRow(bytes.span, isAtEnd: text.isAtEnd, into: &fields) {
        case .unfinished: return nil
        case .end:
            return .refused(
                [Finding(.error, .fileEmpty, "the file has no header line", hint: "send it again")],
                isIncomplete: false)
        case .row: break
        }
        let line = text.line(at: scanner.rowStart)
        let row = CSVRow(
            bytes: bytes, fields: Array(fields.prefix(scanner.fieldCount)), start: scanner.rowStart, line: line)
        switch CSVHeaderCheck(row, scanner, context).outcome() {
        case .found(let header, let findings):
            let file = CSVFile(text, header: header, dialect: dialect, context: context, findings: findings)
            return .found(Start(file: file, position: scanner.position, line: line + scanner.lineEnds))
        case .refused(let findings, let isIncomplete): return .refused(findings, isIncomplete: isIncomplete)
        }
    }

    // MARK: - The rows

    private static func grouped(_ start: Start, _ key: Int) throws(InputError) -> any DocumentStream {
        var scattered = CSVScatteredKeys()
        var file = start.file
        let slot = file.header.slots[key]
        if slot >= 0 {
            scattered = try CSVScatteredKeys.find(in: file, slot: slot, position: start.position, line: start.line)
            if scattered.isOverfull { file.findings.append(TooMany.scatteredRows(file.limits)) }
            if !file.text.isWhole {
                file = CSVFile(
                    try file.text.restarted(reaching: start.position), header: file.header, dialect: file.dialect,
                    context: file.context,
                    findings: file.findings)
            }
        }
        if scattered.isOverfull { return CSVDocuments(file) { () throws(InputError) in nil } }
        switch file.header.table.kind {
        case .dispatchReport: return stream(DispatchTable.self, file, start, scattered)
        case .receiptAdvice: return stream(ReceiptAdviceTable.self, file, start, scattered)
        default: return stream(OrderTable.self, file, start, scattered)
        }
    }

    private static func stream<Table: CSVGroupedTable>(
        _ table: Table.Type, _ file: CSVFile, _ start: Start, _ scattered: CSVScatteredKeys
    ) -> CSVDocuments {
        var reader = CSVGroupReader<Table>(file, position: start.position, line: start.line, scattered: scattered)
        return CSVDocuments(file) { () throws(InputError) in try reader.next() }
    }

    private static func documents(_ start: Start) -> any DocumentStream {
        switch start.file.header.table.kind {
        case .order, .dispatchReport, .receiptAdvice, .customerAnswer: rows(AnswerTable.self, start)
        case .decision: rows(DecisionTable.self, start)
        case .progressReport: rows(ProgressTable.self, start)
        case .carrierReport: rows(CarrierTable.self, start)
        case .deliveryReport: rows(DeliveryTable.self, start)
        case .transportStatus: rows(TransportTable.self, start)
        case .deliveryFailure: rows(FailureTable.self, start)
        case .deliveryRetry: rows(RetryTable.self, start)
        case .products: list(ProductTable.self, start) { .products($0) }
        case .customers: list(CustomerTable.self, start) { .customers($0) }
        case .prices: list(PriceTable.self, start) { .prices($0) }
        case .sales: list(SaleTable.self, start) { .sales($0) }
        case .stock: list(StockTable.self, start, isWhole: true) { .stock(StockSnapshot(lots: $0)) }
        }
    }

    private static func rows<Table: CSVRowTable>(
        _ table: Table.Type, _ start: Start
    ) -> CSVDocuments where Table.Value == IncomingDocument {
        var reader = CSVRowDocuments<Table>(start.file, position: start.position, line: start.line)
        return CSVDocuments(start.file) { () throws(InputError) in try reader.next() }
    }

    private static func list<Table: CSVRowTable>(
        _ table: Table.Type, _ start: Start, isWhole: Bool = false,
        as document: @escaping ([Table.Value]) -> IncomingDocument
    ) -> CSVDocuments {
        var reader = CSVRowList<Table>(
            start.file, position: start.position, line: start.line, isWhole: isWhole, as: document)
        return CSVDocuments(start.file) { () throws(InputError) in try reader.next() }
    }
}
