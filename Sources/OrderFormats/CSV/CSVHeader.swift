// The header line: which kind of file it announces, and which of its columns is which of ours.

import OrderModel
import Spellings

/// A table's columns, bound to the columns of one file.
struct CSVHeader: Sendable {
    let table: CSVTable
    /// As they stand in the file.
    let names: [String]
    /// Column of the table → field of a row; −1 where the file has no such column.
    let slots: [Int]
    /// Column of the table → the partner's constant.
    let constants: [String?]
    let unknown: [Int]
    /// Columns of the table that two columns of the file claim.
    let duplicates: [(column: Int, fields: [Int])]

    /// The header's own name of a column, for findings.
    func name(of column: Int) -> String { slots[column] >= 0 ? names[slots[column]] : table.columns[column].name }

    func has(_ column: Int) -> Bool { slots[column] >= 0 || constants[column] != nil }

    var missing: [Int] { table.columns.indices.filter { table.columns[$0].need != .optional && !has($0) } }

    var matched: Int { slots.count { $0 >= 0 } }
}

extension CSVHeader {
    init(_ names: [String], table: CSVTable, mapping: CSVMapping) {
        let wanted = CSVHeader.wanted(table, mapping)
        var exact: [[Int]] = Array(repeating: [], count: table.columns.count)
        var byAlias: [[Int]] = Array(repeating: [], count: table.columns.count)
        for (field, name) in names.enumerated() {
            guard let (column, isExact) = wanted.column(for: name) else { continue }
            if isExact { exact[column].append(field) } else { byAlias[column].append(field) }
        }
        var slots = Array(repeating: -1, count: table.columns.count)
        var duplicates: [(column: Int, fields: [Int])] = []
        var taken: Set<Int> = []
        for column in table.columns.indices {
            let claims = exact[column].isEmpty ? byAlias[column] : exact[column]
            guard let first = claims.first else { continue }
            slots[column] = first
            taken.formUnion(claims)
            if claims.count > 1 { duplicates.append((column, claims)) }
        }
        self.table = table
        self.names = names
        self.slots = slots
        self.duplicates = duplicates
        constants = table.columns.indices.map { slots[$0] >= 0 ? nil : mapping.constants[table.columns[$0].name] }
        unknown = names.indices.filter { !taken.contains($0) && !names[$0].isEmpty }
    }

    /// The best table for these names: all columns that it needs are there, and most names are known. Among equals, one
    /// that this sender may send. Nil if no table needs nothing more.
    static func choose(_ names: [String], _ sender: Sender, _ mapping: CSVMapping) -> CSVHeader? {
        let headers = CSVTable.all.map { CSVHeader(names, table: $0, mapping: mapping) }
        return best(headers.filter { $0.missing.isEmpty }, sender)
    }

    /// The table that the header probably means, though columns are missing: one that this sender may send, of whose
    /// columns most are there.
    static func guess(_ names: [String], _ sender: Sender, _ mapping: CSVMapping) -> CSVHeader? {
        let headers = CSVTable.all.filter { $0.kind.isAllowed(from: sender) }
            .map { CSVHeader(names, table: $0, mapping: mapping) }.filter { $0.matched > 0 }
        return best(headers, sender)
    }

    private static func best(_ headers: [CSVHeader], _ sender: Sender) -> CSVHeader? {
        var best: CSVHeader?
        for header in headers {
            guard let current = best else {
                best = header
                continue
            }
            let isBetter =
                header.matched != current.matched
                ? header.matched > current.matched
                : header.table.kind.isAllowed(from: sender) && !current.table.kind.isAllowed(from: sender)
            if isBetter { best = header }
        }
        return best
    }

    static func knownColumns(_ names: [String], _ table: CSVTable, _ mapping: CSVMapping) -> Int {
        CSVHeader(names, table: table, mapping: mapping).matched
    }

}

// MARK: - Names

extension CSVHeader {
    /// The names under which a table's columns can appear, with the partner's own in front.
    private struct Wanted {
        var ofPartner: [String: Int] = [:]
        let table: CSVTable

        func column(for name: String) -> (Int, isExact: Bool)? {
            let normalized = Spelling.normalized(name)
            guard !normalized.isEmpty else { return nil }
            if let column = ofPartner[normalized] { return (column, true) }
            guard let column = table.lookup[normalized], !ofPartner.values.contains(column) else { return nil }
            return (column, Spelling.normalized(table.columns[column].name) == normalized)
        }
    }

    private static func wanted(_ table: CSVTable, _ mapping: CSVMapping) -> Wanted {
        var wanted = Wanted(table: table)
        for (column, declaration) in table.columns.enumerated() {
            if let header = mapping.columns[declaration.name] {
                wanted.ofPartner[Spelling.normalized(header)] = column
            }
        }
        return wanted
    }
}

/// A field's text.
enum CSVText {
    static func string(_ field: CSVField, in text: Span<UInt8>) -> String {
        guard field.hasDoubledQuotes else { return ByteWords.string(text, field.range) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.range.count)
        var index = field.range.lowerBound
        let end = min(field.range.upperBound, text.count)
        while index < end {
            bytes.append(text[index])
            // The scanner has seen to it that quotes inside quotes come in pairs.
            index += text[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text without what a spreadsheet puts around it.
    static func meant(_ field: CSVField, in text: Span<UInt8>) -> String {
        let text = string(field, in: text)
        return SpreadsheetCell.formulaText(text) ?? SpreadsheetCell.withoutApostrophe(text)
    }
}
