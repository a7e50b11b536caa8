// From the text of a .csv file to rows of cells, as spreadsheets write them: commas, semicolons or tabs between the
// cells, quotes around those with line ends in them.

/// A row of a table that is no comment and not empty.
struct TableRow {
    /// As the spreadsheet numbers it, from 1: empty rows and comments count.
    let number: Int
    let cells: [TableCell]

    /// The cell in a column; an empty one where the row is shorter.
    func cell(_ column: Int) -> TableCell {
        if cells.indices.contains(column) { return cells[column] }
        return TableCell(start: cells.last?.place ?? YAMLPlace(line: 1, column: 1))
    }

    var place: YAMLPlace { (cells.first { !$0.isEmpty } ?? cell(0)).place }
}

/// Reads rows one after the other.
struct TableText {
    private let scalars: [Unicode.Scalar]
    private let report: YAMLReport
    private var separator: Unicode.Scalar = ","
    private var index = 0
    private var here = YAMLPlace(line: 1, column: 1)
    private var number = 0

    /// The rows of a file; what is wrong with its form is in the report. Nil where it is no table that one could read.
    static func rows(of text: String, into report: YAMLReport) -> [TableRow]? {
        var reader = TableText(text, report)
        var rows: [TableRow] = []
        while let row = reader.next() {
            if row.cells.allSatisfy(\.isEmpty) || row.cells[0].scalars.first == "#" { continue }
            rows.append(row)
            guard row.cells.count <= ConfigurationLimits.tableColumns else {
                report.error(
                    "the row has \(row.cells.count) cells, more than \(ConfigurationLimits.tableColumns)",
                    at: row.place, hint: "split the table")
                return nil
            }
        }
        return rows
    }

    private init(_ text: String, _ report: YAMLReport) {
        scalars = Array(text.unicodeScalars)
        self.report = report
        if takeSeparatorLine() { return }
        separator = likelySeparator()
    }

    // MARK: The separator

    /// `sep=;` in the first line, as some spreadsheets want it.
    private mutating func takeSeparatorLine() -> Bool {
        guard scalars.count > 4, TableCell.text(scalars[..<4]).lowercased() == "sep=",
            scalars.count == 5 || TableText.endsRow(scalars[5])
        else { return false }
        separator = scalars[4]
        while let scalar = current, !TableText.endsRow(scalar) { advance() }
        takeRowEnd()
        number += 1
        return true
    }

    /// What separates the cells of the first line that is no comment: a tab or a semicolon where there is one.
    private func likelySeparator() -> Unicode.Scalar {
        for line in scalars.split(whereSeparator: TableText.endsRow) where line.first != "#" {
            var isQuoted = false
            var seen: Set<Unicode.Scalar> = []
            for scalar in line {
                if scalar == "\"" { isQuoted.toggle() } else if !isQuoted { seen.insert(scalar) }
            }
            if let found = (["\t", ";", ","] as [Unicode.Scalar]).first(where: seen.contains) { return found }
        }
        return ","
    }

    // MARK: Rows

    private mutating func next() -> TableRow? {
        guard index < scalars.count else { return nil }
        number += 1
        if current == "#" {
            let start = here
            while let scalar = current, !TableText.endsRow(scalar) { advance() }
            takeRowEnd()
            return TableRow(number: number, cells: [TableCell(start: start)])
        }
        var cells = [cell()]
        while current == separator {
            advance()
            cells.append(cell())
        }
        takeRowEnd()
        return TableRow(number: number, cells: cells)
    }

    private mutating func cell() -> TableCell {
        while let scalar = current, scalar == " ", scalar != separator { advance() }
        if current == "\"" { return quoted() }
        var cell = TableCell(start: here)
        while let scalar = current, scalar != separator, !TableText.endsRow(scalar) { take(into: &cell) }
        return cell.trimmed
    }

    private mutating func quoted() -> TableCell {
        let opening = here
        advance()
        var cell = TableCell(start: here)
        while let scalar = current {
            if scalar != "\"" {
                take(into: &cell)
                continue
            }
            advance()
            guard current == "\"" else {
                takeRest(behind: cell)
                return cell.trimmed
            }
            take(into: &cell)
        }
        report.error("the quote is not closed", at: opening, hint: "close it with \", or double a quote that is meant")
        return cell.trimmed
    }

    /// Nothing may stand between the closing quote and the next cell.
    private mutating func takeRest(behind cell: TableCell) {
        var rest = TableCell(start: here)
        while let scalar = current, scalar != separator, !TableText.endsRow(scalar) { take(into: &rest) }
        rest = rest.trimmed
        guard !rest.isEmpty else { return }
        report.error(
            "'\(rest.text)' stands behind the closing quote of the cell", at: rest.place,
            hint: "a quote within a quoted cell is doubled; words such as DE need no quotes")
    }

    // MARK: Characters

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private static func endsRow(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    private mutating func take(into cell: inout TableCell) {
        guard let scalar = current else { return }
        cell.scalars.append(scalar)
        cell.places.append(here)
        advance()
    }

    private mutating func takeRowEnd() {
        guard let scalar = current, TableText.endsRow(scalar) else { return }
        advance()
        if scalar == "\r", current == "\n" { advance() }
    }

    /// Lines are counted as `YAMLReport` counts them, which shows them.
    private mutating func advance() {
        guard let scalar = current else { return }
        index += 1
        if scalar == "\r", current == "\n" { return }
        if Character(scalar).isNewline {
            here.line += 1
            here.column = 1
        } else {
            here.column += 1
        }
    }
}
