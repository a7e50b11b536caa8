// What is odd about a table that is no mistake: rows that are never reached or mean the same, rows of which either
// could decide, and combinations of values that no row decides.
//
// What a cell leaves to an evaluation (`= it …`, the column `when`) counts as possible where that makes the search
// silent, so that whatever is reported is so. It takes the columns as independent of each other.

import OrderProcess
package import ReviewRules

package enum TableReview {
    /// What there is to say about the decision tables of a configuration. Tables with mistakes in them are passed over.
    package static func problems(
        in files: ConfigurationFiles, variables: [String: RuleType] = RuleVariables.types
    ) -> [ConfigurationProblem] {
        files.rules.filter(\.isTable).flatMap { file -> [ConfigurationProblem] in
            guard case .success(let whole) = file.text else { return [] }
            let text = whole.withoutByteOrderMark
            let report = YAMLReport(file: file.path, scope: .rules, text: text)
            let table = RuleTable.read(text, roles: nil, variables: variables, into: report)
            if report.hasErrors { return [] }
            var search = TableSearch(table, report)
            search.run()
            return report.problems
        }.sorted()
    }
}

/// The search through one table.
private struct TableSearch {
    private struct Row {
        let row: RuleTable.Row
        /// All that it can match.
        let box: TableBox
        /// It matches every order of its box.
        let isExact: Bool
    }

    private let table: RuleTable
    private let report: YAMLReport
    private let dimensions: [TableDimension]
    private let rows: [Row]
    private var budget = TableBudget()
    private var unreached: Set<Int> = []

    init(_ table: RuleTable, _ report: YAMLReport) {
        self.table = table
        self.report = report
        var columns: [(subject: TableSubject, indices: [Int])] = []
        for (index, subject) in table.subjects.enumerated() {
            if let known = columns.firstIndex(where: { $0.subject.text == subject.text }) {
                columns[known].indices.append(index)
            } else {
                columns.append((subject, [index]))
            }
        }
        let dimensions = columns.map { column in
            TableDimension(
                column.subject, conditions: table.rows.flatMap { row in column.indices.map { row.conditions[$0] } })
        }
        self.dimensions = dimensions
        rows = table.rows.map { TableSearch.row($0, zip(dimensions, columns.map(\.indices)).map { ($0, $1) }) }
    }

    private static func row(_ row: RuleTable.Row, _ dimensions: [(TableDimension, [Int])]) -> Row {
        var isExact = !row.hasWhole
        let sets = dimensions.map { dimension, columns in
            columns.reduce(dimension.all) { set, column in
                guard let met = dimension.set(of: row.conditions[column]) else {
                    isExact = false
                    return set
                }
                return set.intersection(met)
            }
        }
        return Row(row: row, box: TableBox(sets: sets), isExact: isExact)
    }

    mutating func run() {
        tellNotAnalysed()
        for index in rows.indices {
            if rows[index].box.isEmpty {
                unreached.insert(index)
                warn(index, "row \(number(index)) matches no order: its conditions exclude each other")
            } else if table.isFirst {
                tellUnreached(index)
            } else {
                tellRepeated(index)
            }
        }
        if table.isFirst { tellOverlaps() }
        if table.isComplete { tellGaps() }
        if budget.isUsedUp {
            report.note(
                "the table was not searched through: it has too many combinations",
                at: table.columns.first?.header.place,
                hint: "split it")
        }
    }

    // MARK: What is told

    private func tellNotAnalysed() {
        for (index, column) in table.columns.enumerated() {
            guard isGeneral(index) else { continue }
            report.note(
                "the column '\(column.header.text)' has conditions that the search for gaps and overlaps does not see",
                at: column.header.place)
        }
    }

    private func isGeneral(_ column: Int) -> Bool {
        if case .whole = table.columns[column].role { return rows.contains { $0.row.hasWhole } }
        guard case .condition = table.columns[column].role else { return false }
        let place = table.columns[..<column].count { if case .condition = $0.role { true } else { false } }
        return rows.contains { if case .general = $0.row.conditions[place] { true } else { false } }
    }

    private mutating func tellUnreached(_ index: Int) {
        let earlier = rows[..<index].filter { $0.isExact && !$0.box.intersection(rows[index].box).isEmpty }
        guard !earlier.isEmpty,
            let rest = budget.rest(of: rows[index].box, without: earlier.map(\.box)), rest.isEmpty
        else { return }
        unreached.insert(index)
        let alone = earlier.first { rows[index].box.isSubset(of: $0.box) }
        let names = (alone.map { [$0] } ?? Array(earlier)).map { String($0.row.number) }
        warn(
            index,
            "row \(number(index)) is never reached: \(rowNames(names)) above it "
                + "match\(names.count == 1 ? "es" : "") all that it could match",
            hint: "move it up, or take it out")
    }

    private mutating func tellRepeated(_ index: Int) {
        guard rows[index].isExact,
            let twin = rows[..<index].first(where: { $0.isExact && $0.box.sets == rows[index].box.sets })
        else { return }
        warn(
            index,
            "row \(number(index)) has the same conditions as row \(twin.row.number): both match "
                + "\(example(rows[index].box))", hint: "write one row, unless both are meant")
    }

    /// A row that is the general case of an earlier one is meant; where neither contains the other, the order of the
    /// rows decides, and nobody sees that.
    private mutating func tellOverlaps() {
        for index in rows.indices where rows[index].isExact && !unreached.contains(index) && !isFull {
            for earlier in rows[..<index] where earlier.isExact {
                let both = earlier.box.intersection(rows[index].box)
                if both.isEmpty || earlier.box.isSubset(of: rows[index].box) { continue }
                report.note(
                    "rows \(earlier.row.number) and \(number(index)) overlap: both match \(example(both)); "
                        + "row \(earlier.row.number) decides", at: rows[index].row.place)
                break
            }
        }
    }

    private mutating func tellGaps() {
        let whole = TableBox(sets: dimensions.map(\.all))
        guard let gaps = budget.rest(of: whole, without: rows.map(\.box)) else { return }
        for gap in gaps.prefix(ConfigurationLimits.tableExamples) {
            report.warning(
                "no row matches \(example(gap))", at: table.columns.first?.header.place,
                hint: "add a row; a last row with empty conditions matches all that is left")
        }
        if gaps.count > ConfigurationLimits.tableExamples {
            report.note("there are more combinations that no row matches", at: table.columns.first?.header.place)
        }
    }

    // MARK: In words

    private func number(_ index: Int) -> Int { rows[index].row.number }

    private func rowNames(_ numbers: [String]) -> String {
        guard let last = numbers.last, numbers.count > 1 else { return "row " + numbers.joined() }
        return "rows " + numbers.dropLast().joined(separator: ", ") + " and " + last
    }

    private func warn(_ index: Int, _ message: String, hint: String? = nil) {
        guard !isFull else { return }
        report.warning(message, at: rows[index].row.place, hint: hint)
    }

    /// What is told beyond this follows from the same mistake.
    private var isFull: Bool { report.problems.count >= ConfigurationLimits.tableRemarks }

    /// One combination of a box; what it leaves free is not named.
    private func example(_ box: TableBox) -> String {
        let words = zip(dimensions, box.sets).compactMap { dimension, set -> String? in
            guard set != dimension.all, let first = set.first else { return nil }
            return dimension.words(for: dimension.samples[first])
        }
        return words.isEmpty ? "every order" : words.joined(separator: ", ")
    }
}
