// A template and a document give a letter: values are filled in, lines become paragraphs, lists and tables.

struct LetterFilling {
    /// The values that can be named, the innermost last.
    private var scope: [LetterRecord]
    private var lines: [FilledLine] = []

    private struct FilledLine {
        var kind: LetterTemplate.Kind
        var cells: [String]
    }

    static func blocks(_ template: LetterTemplate, _ record: LetterRecord) -> [Letter.Block] {
        var filling = LetterFilling(scope: [record])
        filling.fill(template.lines)
        return LetterFilling.blocks(filling.lines)
    }

    private init(scope: [LetterRecord]) { self.scope = scope }

    private func value(_ name: String) -> LetterValue {
        for record in scope.reversed() {
            if let value = record[name] { return value }
        }
        return .text(nil)
    }

    // MARK: - Lines

    private mutating func fill(_ nodes: [LetterTemplate.Node]) {
        for node in nodes {
            switch node {
            case .line(let line): fill(line)
            case .section(let condition, let inner): repeating(condition) { $0.fill(inner) }
            }
        }
    }

    /// Does something once for each element of a list, or once, or not at all.
    private mutating func repeating(_ condition: LetterTemplate.Condition, _ body: (inout LetterFilling) -> Void) {
        let value = value(condition.field)
        if condition.isInverted {
            if !value.isPresent { body(&self) }
        } else if case .list(let records) = value {
            for record in records {
                scope.append(record)
                body(&self)
                scope.removeLast()
            }
        } else if value.isPresent {
            body(&self)
        }
    }

    private mutating func fill(_ line: LetterTemplate.Line) {
        let cells = line.cells.map { text($0) }
        // A line with fields of which none has a value would be an empty line, or an item without anything.
        let isEmptied = line.kind != .blank && !line.cells.isEmpty && cells.allSatisfy(\.isEmpty)
        if !isEmptied { lines.append(FilledLine(kind: line.kind, cells: cells)) }
    }

    private mutating func text(_ pieces: [LetterTemplate.Piece]) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .field(let name): if case .text(let text?) = value(name) { result += LetterText.harmless(text) }
            case .section(let condition, let inner): repeating(condition) { result += $0.text(inner) }
            }
        }
        return result
    }

    // MARK: - Blocks

    private static func blocks(_ lines: [FilledLine]) -> [Letter.Block] {
        var blocks: [Letter.Block] = []
        var rest = lines[...]
        while let line = rest.first {
            switch line.kind {
            case .blank, .rule: rest.removeFirst()
            case .heading(let level):
                blocks.append(.heading(level: level, line.cells.first ?? ""))
                rest.removeFirst()
            case .text, .continued:
                let paragraph = taking(&rest) { $0 == .text || $0 == .continued }
                blocks.append(.paragraph(paragraph.map { $0.cells.first ?? "" }))
            case .item: blocks.append(.list(items(taking(&rest) { $0 == .item || $0 == .continued })))
            case .row: if let block = table(taking(&rest, while: isOfTable)) { blocks.append(block) }
            }
        }
        return blocks
    }

    private static func isOfTable(_ kind: LetterTemplate.Kind) -> Bool {
        if case .rule = kind { true } else { kind == .row }
    }

    private static func taking(
        _ rest: inout ArraySlice<FilledLine>, while isPart: (LetterTemplate.Kind) -> Bool
    ) -> [FilledLine] {
        let part = rest.prefix { isPart($0.kind) }
        rest = rest.dropFirst(part.count)
        return Array(part)
    }

    private static func items(_ lines: [FilledLine]) -> [[String]] {
        var items: [[String]] = []
        for line in lines {
            if line.kind == .item || items.isEmpty { items.append([]) }
            items[items.count - 1].append(line.cells.first ?? "")
        }
        return items
    }

    /// With a rule below its first row a table has headings; without, its rows are names and values, and names without
    /// a value are left out.
    private static func table(_ lines: [FilledLine]) -> Letter.Block? {
        guard lines.count > 1, case .rule(let isRight) = lines[1].kind else {
            let facts = lines.filter { $0.kind == .row && $0.cells.dropFirst().contains { !$0.isEmpty } }
            return facts.isEmpty ? nil : .facts(facts.map(\.cells))
        }
        let headings = lines[0].cells
        let rows = lines.dropFirst(2).filter { $0.kind == .row }.map { line in
            headings.indices.map { $0 < line.cells.count ? line.cells[$0] : "" }
        }
        // A column without any value is left out.
        let used = headings.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        guard !used.isEmpty else { return nil }
        return .table(
            Letter.Table(
                headings: used.map { headings[$0] }, isRight: used.map { $0 < isRight.count && isRight[$0] },
                rows: rows.map { row in used.map { row[$0] } }))
    }
}
