// How a CSV file is written: its delimiter, its numbers, its dates. From the partner's profile, or found out.

import OrderModel

struct CSVDialect: Sendable {
    var delimiter: UInt8
    var numbers: NumberStyle
    var dates: DateStyle
    /// Where the header line begins: behind blank lines and a spreadsheet's `sep=;`.
    var headerStart: Int

    static let delimiters: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    /// Looks at the first lines only.
    init(_ text: Span<UInt8>, mapping: CSVMapping, tables: [CSVTable], limits: FormatLimits) {
        numbers = mapping.usesDecimalComma ? .comma : .point
        dates = DateStyle(mapping.dateFormat) ?? .iso
        headerStart = CSVDialect.skipBlankLines(text, from: 0)
        if let (announced, next) = CSVDialect.separatorLine(text, at: headerStart) {
            delimiter = announced
            headerStart = CSVDialect.skipBlankLines(text, from: next)
        } else if let set = CSVDialect.delimiter(named: mapping.delimiter) {
            delimiter = set
        } else {
            delimiter = CSVDialect.find(text, at: headerStart, mapping: mapping, tables: tables, limits: limits)
        }
    }

    static func delimiter(named name: String?) -> UInt8? {
        switch name {
        case "tab", "\\t", "\t": UInt8(ascii: "\t")
        case let name?: name.utf8.count == 1 ? name.utf8.first.flatMap { delimiters.contains($0) ? $0 : nil } : nil
        case nil: nil
        }
    }

    private static func skipBlankLines(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        var lineStart = start
        while index < text.count {
            switch text[index] {
            case 0x0A, 0x0D:
                index += 1
                lineStart = index
            case 0x20, 0x09: index += 1
            default: return lineStart
            }
        }
        return lineStart
    }

    /// `sep=;`, which spreadsheets write into the first line.
    private static func separatorLine(_ text: Span<UInt8>, at start: Int) -> (UInt8, next: Int)? {
        let word = Array("sep=".utf8)
        guard start + word.count < text.count else { return nil }
        for (index, letter) in word.enumerated() where text[start + index] | 0x20 != letter | 0x20 { return nil }
        let delimiter = text[start + word.count]
        let next = start + word.count + 1
        guard delimiters.contains(delimiter), next == text.count || text[next] == 0x0A || text[next] == 0x0D else {
            return nil
        }
        return (delimiter, next)
    }

    /// The delimiter that makes most sense of the header: most columns that we know, then most columns.
    private static func find(
        _ text: Span<UInt8>, at start: Int, mapping: CSVMapping, tables: [CSVTable], limits: FormatLimits
    ) -> UInt8 {
        var best: (delimiter: UInt8, known: Int, fields: Int) = (UInt8(ascii: ","), -1, -1)
        for delimiter in delimiters {
            var scanner = CSVScanner(delimiter: delimiter, position: start, mostFields: limits.columns)
            var fields: [CSVField] = []
            guard scanner.nextRow(text, isAtEnd: true, into: &fields) == .row else { continue }
            let names = fields.prefix(scanner.fieldCount).map { CSVText.string($0, in: text) }
            let known = tables.map { CSVHeader.knownColumns(names, $0, mapping) }.max() ?? 0
            if known > best.known || (known == best.known && names.count > best.fields) {
                best = (delimiter, known, names.count)
            }
        }
        return best.delimiter
    }
}
