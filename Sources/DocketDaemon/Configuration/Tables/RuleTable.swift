// rules/*.csv: decision tables. A column for each condition, one for each outcome; every row becomes a rule.

import ReviewRules
import Yams

/// A table as it was read.
struct RuleTable {
    struct Row {
        let number: Int
        let place: YAMLPlace
        /// For each of the table's condition columns.
        let conditions: [CellCondition]
        /// A condition of its own, which is not analysed.
        let hasWhole: Bool
        let rule: RuleDefinition
    }

    /// Only the first row that matches counts.
    var isFirst = false
    /// Some row should match every order.
    var isComplete = false
    var columns: [TableColumn] = []
    var rows: [Row] = []

    var subjects: [TableSubject] {
        columns.compactMap { if case .condition(let subject) = $0.role { subject } else { nil } }
    }

    /// What a file says; what is wrong with it is in the report. `roles` as for `RuleFile`.
    static func read(
        _ text: String, roles: [String]?, variables: [String: RuleType], into report: YAMLReport
    ) -> RuleTable {
        var table = RuleTable()
        guard var rows = TableText.rows(of: text, into: report)?[...] else { return table }
        if let first = rows.first, first.cells[0].text.lowercased() == "match" {
            table.readMode(first, report)
            rows.removeFirst()
        }
        guard let header = rows.popFirst() else {
            report.error(
                "the table has no header", at: nil, hint: "begin with a row such as order.total,approve,reason")
            return table
        }
        guard rows.count <= ConfigurationLimits.tableRows else {
            report.error(
                "the table has \(rows.count) rows, more than \(ConfigurationLimits.tableRows)", at: header.place,
                hint: "split it into several files")
            return table
        }
        table.columns = TableColumn.read(header, variables: variables, report: report)
        guard table.asksForSomething || report.hasErrors else {
            report.error(
                "the table asks for nothing", at: header.place,
                hint: "give it a column for one of \(WordList.alternatives(RuleFile.wishes))")
            return table
        }
        let reader = RowReader(table: table, roles: roles, report: report)
        table.rows = rows.compactMap(reader.row)
        return table
    }

    private var asksForSomething: Bool {
        columns.contains { if case .outcome(let key) = $0.role { RuleFile.wishes.contains(key) } else { false } }
    }

    // MARK: The first line

    private mutating func readMode(_ row: TableRow, _ report: YAMLReport) {
        let words = ["first", "all", "complete", "partial"]
        let cells = row.cells.dropFirst().filter { !$0.isEmpty }
        let chosen = Set(cells.map { $0.text.lowercased() })
        for cell in cells where !words.contains(cell.text.lowercased()) {
            report.error(
                "expected \(WordList.alternatives(words)), but '\(cell.text)' stands here", at: cell.place,
                hint: NearestName.of(cell.text.lowercased(), among: words).map { "did you mean '\($0)'?" })
        }
        for pair in [("first", "all"), ("complete", "partial")] where chosen.contains(pair.0) && chosen.contains(pair.1)
        {
            report.error("'\(pair.0)' and '\(pair.1)' exclude each other", at: row.place, hint: "keep one of them")
        }
        if cells.isEmpty {
            report.error("'match' says nothing", at: row.place, hint: "write match,first or match,all")
        }
        isFirst = chosen.contains("first")
        isComplete = isFirst ? !chosen.contains("partial") : chosen.contains("complete")
    }
}

/// Reads the rows below the header.
private struct RowReader {
    let table: RuleTable
    let roles: [String]?
    let report: YAMLReport

    func row(_ row: TableRow) -> RuleTable.Row? {
        checkSurplus(row)
        var text = ConditionText()
        var conditions: [CellCondition] = []
        var hasWhole = false
        var isGood = true
        for column in table.columns {
            let cell = row.cell(column.index)
            switch column.role {
            case .condition(let subject):
                guard let condition = condition(cell, subject) else {
                    isGood = false
                    continue
                }
                conditions.append(condition)
                text.add(condition, of: subject, at: cell.place)
            case .whole where !cell.asExpression.isAny:
                hasWhole = true
                text.add(whole: cell.asExpression)
            default: break
            }
        }
        // A row with a mistake in its conditions is told of what it asks for all the same.
        let when = text.finished(file: report.file, row: row.place)
        guard
            let rule = RuleFile.rule(
                of: self.node(row), id: id(row), when: when, table: table.isFirst ? report.file : nil, roles: roles),
            isGood
        else { return nil }
        return RuleTable.Row(
            number: row.number, place: row.place, conditions: conditions, hasWhole: hasWhole, rule: rule)
    }

    private func condition(_ cell: TableCell, _ subject: TableSubject) -> CellCondition? {
        do {
            return try CellReading.read(cell, of: subject)
        } catch {
            report.error(error.sentence, at: error.place, hint: error.hint)
            return nil
        }
    }

    private func checkSurplus(_ row: TableRow) {
        let known = table.columns.count
        for (index, cell) in row.cells.enumerated() where !cell.isEmpty {
            guard index >= known || table.columns[index].header.isEmpty else { continue }
            return report.error(
                "there is no header above this cell", at: cell.place,
                hint: "give the column a header; a cell with the separator in it has to stand in quotes")
        }
    }

    /// What the row asks for, as a YAML rule would have it.
    private func node(_ row: TableRow) -> YAMLNode {
        let pairs = table.columns.compactMap { column -> (Node, Node)? in
            guard case .outcome(let key) = column.role,
                let value = CellOutcome.node(row.cell(column.index), key: key)
            else { return nil }
            return (.scalar(Node.Scalar(key, column.header.place.tag, .plain)), value)
        }
        return YAMLNode(.mapping(Node.Mapping(pairs, row.place.tag, .any)), report: report)
    }

    /// `large-orders-4` for the fourth row of `large-orders.csv`.
    private func id(_ row: TableRow) -> String {
        let name = report.file.split(separator: "/").last.map(String.init) ?? report.file
        return "\(name.hasSuffix(".csv") ? String(name.dropLast(4)) : name)-\(row.number)"
    }
}
