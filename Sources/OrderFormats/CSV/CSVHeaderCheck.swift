// What is to be said of a header line, and whether the file can be read with it.

import OrderModel
import Spellings

struct CSVHeaderCheck {
    enum Outcome {
        /// The file can be read; the findings say what is odd.
        case found(CSVHeader, [Finding])
        case refused([Finding], isIncomplete: Bool)
    }

    private let row: CSVRow
    private let names: [String]
    private let fieldCount: Int
    private let isTerminated: Bool
    private let context: ReadingContext
    private let found: CSVHeader?
    private let layout: [Finding]

    init(_ row: CSVRow, _ scanner: CSVScanner, _ context: ReadingContext) {
        self.row = row
        self.context = context
        fieldCount = scanner.fieldCount
        isTerminated = scanner.rowIsTerminated
        let names = row.fields.map { CSVText.string($0, in: row.bytes.span) }
        self.names = names
        found = CSVHeader.choose(names, context.sender, context.csv)
        var layout = scanner.oddities.map { CSVLayout.finding($0, at: row.place(of: $0.offset)) }
        if scanner.fieldCount > context.limits.columns {
            layout.append(
                Finding(
                    .error, .csvFieldCount,
                    "the header has \(scanner.fieldCount) columns; at most \(context.limits.columns) can be taken",
                    at: row.place(of: row.start)))
        }
        self.layout = layout
    }

    func outcome() -> Outcome {
        if layout.hasErrors {
            let isIncomplete = layout.contains { $0.code == .csvUnclosedQuote }
            return .refused(layout, isIncomplete: isIncomplete)
        }
        guard let header = found else {
            // The header line is the last one and nothing ends it: the rest may still be on its way.
            return .refused(layout + noTable(), isIncomplete: !isTerminated && fieldCount > 1)
        }
        let findings = findings(header)
        if findings.hasErrors { return .refused(findings, isIncomplete: false) }
        guard header.table.kind.isAllowed(from: context.sender) else {
            let refusal = KindCheck.notAllowed(header.table.kind, context.sender, at: row.place(of: row.start))
            return .refused(findings + [refusal], isIncomplete: false)
        }
        return .found(header, findings)
    }

    private func findings(_ header: CSVHeader) -> [Finding] {
        let all = layout + header.duplicates.map { duplicate($0, header) } + header.unknown.map { unknown($0, header) }
        return all.filter { $0.severity == .error || context.budget.admit() }
    }

    // MARK: - What is wrong

    private func noTable() -> [Finding] {
        let place = row.place(of: row.start)
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

    private func duplicate(_ duplicate: (column: Int, fields: [Int]), _ header: CSVHeader) -> Finding {
        let claims = duplicate.fields
        let places = claims.map { "column \($0 + 1) ('\(header.names[$0])')" }.joined(separator: " and ")
        return Finding(
            .error, .csvHeaderDuplicate, "\(places) both mean '\(header.table.columns[duplicate.column].name)'",
            at: place(claims[1], header), hint: "leave one of them out, or rename it")
    }

    private func unknown(_ field: Int, _ header: CSVHeader) -> Finding {
        let name = header.names[field]
        let free = header.table.columns.indices.filter { header.slots[$0] < 0 }
        let near = Spelling.nearest(to: name, in: free.map { header.table.columns[$0].name })
        return Finding(
            near == nil ? .note : .warning, .csvColumnUnknown, "the column '\(name)' is not known and not read",
            at: place(field, header), value: name, hint: near.map { "did you mean '\($0)'?" })
    }

    private func place(_ field: Int, _ header: CSVHeader) -> Place {
        row.place(of: Int(row.fields[field].start), field: header.names[field])
    }
}
