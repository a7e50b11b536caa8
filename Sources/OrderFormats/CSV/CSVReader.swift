// CSV files of every kind: finds out the dialect and the kind, then reads row by row.

import OrderModel
import Spellings

enum CSVReader {
    static func read(_ source: SourceText, _ context: ReadingContext) -> ReadFile {
        var result = ReadFile(format: .csv, charset: source.charset)
        let dialect = CSVDialect(source.bytes.span, mapping: context.csv, tables: CSVTable.all, limits: context.limits)
        var scanner = CSVScanner(
            delimiter: dialect.delimiter, position: dialect.headerStart, mostFields: context.limits.columns)
        var fields: [CSVField] = []
        guard scanner.nextRow(source.bytes.span, into: &fields) else {
            result.findings = [Finding(.error, .fileEmpty, "the file has no header line", hint: "send it again")]
            return result
        }
        let names = fields.map { CSVText.string($0, in: source.bytes.span) }
        let findings = headerLayout(scanner, source, context)
        if findings.hasErrors {
            result.findings = findings
            result.isIncomplete = findings.contains { $0.code == .csvUnclosedQuote }
            return result
        }
        guard let header = CSVHeader.choose(names, context.sender, context.csv) else {
            result.findings = findings + noTable(names, fields, scanner, source, context)
            result.isIncomplete = isCutHeader(source, scanner)
            return result
        }
        let place = source.place(of: scanner.rowStart)
        result.findings += findings + headerFindings(header, fields, source, context)
        if result.findings.hasErrors { return result }
        guard header.table.kind.isAllowed(from: context.sender) else {
            result.findings.append(KindCheck.notAllowed(header.table.kind, context.sender, at: place))
            return result
        }
        let file = CSVFile(source: source, header: header, dialect: dialect, context: context)
        readRows(of: file, scanner, into: &result)
        return result
    }

    private static func readRows(of file: CSVFile, _ scanner: CSVScanner, into result: inout ReadFile) {
        switch file.header.table.kind {
        case .order: CSVGroupReader<OrderTable>.read(file, scanner, into: &result)
        case .dispatchReport: CSVGroupReader<DispatchTable>.read(file, scanner, into: &result)
        case .receiptAdvice: CSVGroupReader<ReceiptAdviceTable>.read(file, scanner, into: &result)
        case .customerAnswer: CSVRowReader<AnswerTable>.readDocuments(file, scanner, into: &result)
        case .decision: CSVRowReader<DecisionTable>.readDocuments(file, scanner, into: &result)
        case .carrierReport: CSVRowReader<CarrierTable>.readDocuments(file, scanner, into: &result)
        case .deliveryReport: CSVRowReader<DeliveryTable>.readDocuments(file, scanner, into: &result)
        case .deliveryRetry: CSVRowReader<RetryTable>.readDocuments(file, scanner, into: &result)
        case .products: CSVRowReader<ProductTable>.readList(file, scanner, into: &result) { .products($0) }
        case .customers: CSVRowReader<CustomerTable>.readList(file, scanner, into: &result) { .customers($0) }
        case .prices: CSVRowReader<PriceTable>.readList(file, scanner, into: &result) { .prices($0) }
        case .sales: CSVRowReader<SaleTable>.readList(file, scanner, into: &result) { .sales($0) }
        case .stock:
            CSVRowReader<StockTable>.readList(file, scanner, isWhole: true, into: &result) {
                .stock(StockSnapshot(lots: $0))
            }
        }
    }
}

// MARK: - The header

extension CSVReader {
    private static func headerLayout(
        _ scanner: CSVScanner, _ source: SourceText, _ context: ReadingContext
    ) -> [Finding] {
        var findings = scanner.oddities.map { CSVLayout.finding($0, in: source) }
        if scanner.fieldCount > context.limits.columns {
            findings.append(
                Finding(
                    .error, .csvFieldCount,
                    "the header has \(scanner.fieldCount) columns; at most \(context.limits.columns) can be taken",
                    at: source.place(of: scanner.rowStart)))
        }
        return findings
    }

    /// The header line is the last one and nothing ends it: the rest may still be on its way.
    private static func isCutHeader(_ source: SourceText, _ scanner: CSVScanner) -> Bool {
        !scanner.rowIsTerminated && scanner.position >= source.bytes.count && scanner.fieldCount > 1
    }

    private static func noTable(
        _ names: [String], _ fields: [CSVField], _ scanner: CSVScanner, _ source: SourceText,
        _ context: ReadingContext
    ) -> [Finding] {
        let place = source.place(of: scanner.rowStart)
        guard let guess = CSVHeader.guess(names, context.sender, context.csv) else {
            let kinds = CSVTable.all.filter { $0.kind.isAllowed(from: context.sender) }
            let forms = kinds.map { table in
                let needed = table.columns.filter { $0.need != .optional }.map(\.name)
                return "\(table.kind.rawValue) (\(needed.joined(separator: ", ")))"
            }
            return [
                Finding(
                    .error, .kindUnknown, "the first line names no column that we know", at: place,
                    value: names.joined(separator: " | "),
                    hint: "the first line must be a header; possible from here: \(forms.joined(separator: "; "))")
            ]
        }
        return guess.missing.map { column in
            let declaration = guess.table.columns[column]
            let unknown = guess.unknown.map { guess.names[$0] }
            let near = Spelling.nearest(to: declaration.name, in: unknown)
            let hint =
                near.map { "is '\($0)' meant? Rename it to \(declaration.name)" }
                ?? "add the column, or have your own header for it entered in your partner profile"
            return Finding(
                .error, .csvColumnMissing,
                "the column '\(declaration.name)' is missing, without which this is no \(guess.table.kind.rawValue) file",
                at: Place(line: place.line, field: declaration.name), hint: hint)
        }
    }

    private static func headerFindings(
        _ header: CSVHeader, _ fields: [CSVField], _ source: SourceText, _ context: ReadingContext
    ) -> [Finding] {
        var findings: [Finding] = []
        for (column, claims) in header.duplicates {
            let places = claims.map { "column \($0 + 1) ('\(header.names[$0])')" }.joined(separator: " and ")
            findings.append(
                Finding(
                    .error, .csvHeaderDuplicate,
                    "\(places) both mean '\(header.table.columns[column].name)'",
                    at: source.place(of: Int(fields[claims[1]].start), field: header.names[claims[1]]),
                    hint: "leave one of them out, or rename it"))
        }
        for field in header.unknown {
            let name = header.names[field]
            let free = header.table.columns.indices.filter { header.slots[$0] < 0 }
            let near = Spelling.nearest(to: name, in: free.map { header.table.columns[$0].name })
            findings.append(
                Finding(
                    near == nil ? .note : .warning, .csvColumnUnknown, "the column '\(name)' is not known and not read",
                    at: source.place(of: Int(fields[field].start), field: name), value: name,
                    hint: near.map { "did you mean '\($0)'?" }))
        }
        return findings.filter { $0.severity == .error || context.budget.admit() }
    }
}

/// What is said about the layout of rows.
enum CSVLayout {
    static func finding(_ oddity: CSVOddity, in source: SourceText) -> Finding {
        let place = source.place(of: oddity.offset)
        switch oddity.kind {
        case .unclosedQuote:
            return Finding(
                .error, .csvUnclosedQuote, "the quote that opens here is never closed", at: place,
                hint: "the file may have been cut off, or a single \" stands where \"\" was meant")
        case .textBehindQuote:
            return Finding(
                .error, .csvStrayQuote, "text follows the closing quote", at: place,
                hint: "inside quotes, write a quote twice: \"10\"\" pipe\"")
        case .quoteInsideField:
            return Finding(
                .warning, .csvStrayQuote, "a quote inside a field without quotes around it is taken as it stands",
                at: place, hint: "put the field in quotes and write the quote twice: \"10\"\" pipe\"")
        }
    }
}
