// The columns of our CSV files as a page that a partner's programmer can work from.

import OrderModel

import OrderModel

enum ColumnDescriptions {
    /// What partners and departments send.
    static func page(_ table: CSVTable) -> String {
        var text = "# \(table.title): CSV columns (`\(table.kind.rawValue)`)\n\n\(table.about)\n\n"
        text += """
            The first line is the header. The order of the columns is free; names are compared without regard to case,
            spaces, `_` and `-`. Unknown columns are reported and not read. Delimiter `,` `;` tab or `|`; fields with the
            delimiter, a quote or a line break stand in double quotes, quotes inside are doubled. UTF-8 is best; UTF-16 and
            GB18030 (GBK) are recognised. Numbers have a decimal point and at most 6 decimals, dates are `YYYY-MM-DD`,
            unless your partner profile says otherwise.


            """
        text += "| Column | Needed | Value | Meaning | Example | Also understood as |\n|---|---|---|---|---|---|\n"
        for column in table.columns {
            let cells = [
                "`\(column.name)`", need(column, table), value(column.value), column.about, "`\(column.example)`",
                column.aliases.joined(separator: ", "),
            ]
            text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
        }
        text += "\nThe smallest file:\n\n```csv\n\(smallest(table))\n```\n\nA file with all columns:\n\n"
        return text + "```csv\n\(full(table))\n```\n"
    }

    /// What we write.
    static func page<Row>(_ title: String, _ name: String, _ about: String, _ columns: [CSVOutputColumn<Row>]) -> String
    {
        var text = "# \(title): CSV columns (`\(name)`)\n\n\(about)\n\n"
        text += """
            UTF-8, a header line, CR LF at the end of every line. Delimiter, decimal comma and date format follow your
            partner profile. A text that a spreadsheet would take for a formula has an apostrophe in front.


            """
        text += "| Column | Meaning | Example |\n|---|---|---|\n"
        for column in columns {
            let example = column.example.isEmpty ? "" : "`\(column.example)`"
            text += "| " + ["`\(column.name)`", column.about, example].map(escaped).joined(separator: " | ") + " |\n"
        }
        return text
    }

    private static func escaped(_ cell: String) -> String {
        String(cell.flatMap { $0 == "|" ? Array("\\|") : [$0] })
    }

    private static func need(_ column: CSVColumn, _ table: CSVTable) -> String {
        switch column.need {
        case .everyRow: column.level == .document && table.groupedBy == nil ? "once" : "in every row"
        case .column: "the column; cells may be empty"
        case .optional: "no"
        }
    }

    private static func value(_ value: CSVColumn.Value) -> String {
        switch value {
        case .identifier: "code, one line"
        case .text: "text"
        case .decimal: "number"
        case .integer: "whole number"
        case .date: "date"
        case .yesNo: "yes or no"
        case .gtin: "8, 12, 13 or 14 digits"
        case .sha256: "64 hexadecimal digits"
        case .pairs: "name=value;name=value"
        case .identifiers: "scheme:value;scheme:value"
        case .choice(let choices): choices.map { "`\($0.value)`" }.joined(separator: ", ")
        }
    }

    private static func smallest(_ table: CSVTable) -> String {
        sample(table.columns.filter { $0.need != .optional || isProductOfOrder($0, table) })
    }

    /// An order line has to say what is ordered, in one of several columns.
    private static func isProductOfOrder(_ column: CSVColumn, _ table: CSVTable) -> Bool {
        table.kind == .order && column.name == "product"
    }

    static func full(_ table: CSVTable) -> String { sample(table.columns) }

    private static func sample(_ columns: [CSVColumn]) -> String {
        let names = columns.map(\.name).joined(separator: ",")
        let values = columns.map { column in
            column.example.contains(",") ? "\"\(column.example)\"" : column.example
        }
        return names + "\n" + values.joined(separator: ",")
    }
}
