// CSV as we write it (RFC 4180), in the partner's dialect.

import ExactDecimals
import OrderModel

enum CSVCell {
    case text(String?)
    case number(ExactDecimal?)
    case integer(Int?)
    case date(CalendarDate?)
    case instant(Instant?)
}

/// A column of a table that we write: its description, and how its cell comes out of a row.
struct CSVOutputColumn<Row>: Sendable {
    let name: String
    let about: String
    let example: String
    let cell: @Sendable (Row) -> CSVCell

    init(_ name: String, _ about: String, example: String, _ cell: @escaping @Sendable (Row) -> CSVCell) {
        self.name = name
        self.about = about
        self.example = example
        self.cell = cell
    }
}

struct CSVOutput {
    private let delimiter: UInt8
    private let usesDecimalComma: Bool
    private let dates: DateStyle
    private let name: String
    private var bytes: [UInt8] = []

    /// Throws `valueDoesNotFit` where a row would be read as another one.
    ///
    /// - Parameters:
    ///   - name: of the document, for the message.
    ///   - closing: a last row that is none of the table, where there is one.
    /// - Returns: the table, and how many of its bytes are the header row.
    static func write<Row>(
        _ rows: [Row], _ columns: [CSVOutputColumn<Row>], mapping: CSVMapping, name: String, closing: [CSVCell] = []
    ) throws(FormatError) -> (bytes: [UInt8], headerBytes: Int) {
        var output = CSVOutput(mapping, name)
        try output.append(columns.map { .text($0.name) })
        let headerBytes = output.bytes.count
        for row in rows { try output.append(columns.map { $0.cell(row) }) }
        if !closing.isEmpty { try output.append(closing) }
        return (output.bytes, headerBytes)
    }

    private init(_ mapping: CSVMapping, _ name: String) {
        self.name = name
        usesDecimalComma = mapping.usesDecimalComma
        let usual = mapping.usesDecimalComma ? UInt8(ascii: ";") : UInt8(ascii: ",")
        delimiter = CSVDialect.delimiter(named: mapping.delimiter) ?? usual
        dates = DateStyle(mapping.dateFormat) ?? .iso
    }

    private mutating func append(_ cells: [CSVCell]) throws(FormatError) {
        let start = bytes.count
        let texts = cells.map(text)
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            append(quoting: text)
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
        try CSVOutputCheck.check(bytes, rowAt: start, texts, delimiter: delimiter, name: name)
    }

    private func text(_ cell: CSVCell) -> String {
        switch cell {
        case .text(let text): CSVOutput.harmless(text ?? "")
        case .number(let number): number.map(decimal) ?? ""
        case .integer(let integer): integer.map(String.init) ?? ""
        case .date(let date): date.map { DateText.write($0, style: dates) } ?? ""
        case .instant(let instant): instant?.description ?? ""
        }
    }

    private func decimal(_ number: ExactDecimal) -> String {
        let text = number.description
        guard usesDecimalComma else { return text }
        return String(text.map { $0 == "." ? "," : $0 })
    }

    /// A text that a spreadsheet would run as a formula gets an apostrophe in front. Numbers stay numbers.
    static func harmless(_ text: String) -> String {
        let guarded = SpreadsheetCell.withApostrophe(text)
        return guarded == text || (try? ExactDecimal(text)) != nil ? text : guarded
    }

    private mutating func append(quoting text: String) {
        let needsQuotes =
            text.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
            || text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
