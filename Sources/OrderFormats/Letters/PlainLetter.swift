// A letter as plain text, 76 columns wide: Chinese characters count two, so that tables stand straight.

enum PlainLetter {
    static let width = 76
    private static let gap = 2

    /// UTF-8 with line feeds, ending with one.
    static func write(_ letter: Letter) -> [UInt8] {
        var parts: [[String]] = []
        for lines in [letter.sender, letter.recipient, [letter.date]] where !lines.allSatisfy(\.isEmpty) {
            parts.append(lines.flatMap { LetterText.wrapped($0, width: width) })
        }
        for block in letter.blocks { parts.append(self.lines(block)) }
        let text = parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        return Array((text + "\n").utf8)
    }

    private static func lines(_ block: Letter.Block) -> [String] {
        switch block {
        case .heading(let level, let text):
            let lines = LetterText.wrapped(text, width: width)
            let longest = lines.map { DisplayWidth.of($0) }.max() ?? 0
            return lines + [String(repeating: level == 1 ? "=" : "-", count: longest)]
        case .paragraph(let lines): return lines.flatMap { LetterText.wrapped($0, width: width) }
        case .list(let items): return items.flatMap(item)
        case .facts(let rows): return facts(rows)
        case .table(let table): return PlainTable.lines(table, width: width, gap: gap)
        }
    }

    private static func item(_ lines: [String]) -> [String] {
        let wrapped = lines.flatMap { LetterText.wrapped($0, width: width - 2) }
        return wrapped.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
    }

    private static func facts(_ rows: [[String]]) -> [String] {
        let names = min(rows.map { DisplayWidth.of($0.first ?? "") }.max() ?? 0, width / 2)
        return rows.flatMap { row in
            let name = LetterText.wrapped(row.first ?? "", width: names)
            let value = LetterText.wrapped(row.dropFirst().joined(separator: " "), width: width - names - gap)
            return (0..<max(name.count, value.count)).map { index in
                let left = LetterText.padded(index < name.count ? name[index] : "", width: names + gap)
                return PlainTable.withoutBlanksAtEnd(left + (index < value.count ? value[index] : ""))
            }
        }
    }
}

/// A table whose columns stand below each other.
enum PlainTable {
    static func lines(_ table: Letter.Table, width: Int, gap: Int) -> [String] {
        let widths = columnWidths(table, width: width, gap: gap)
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(
            separator: String(repeating: " ", count: gap))
        return line(table.headings, widths, table.isRight, gap) + [rule]
            + table.rows.flatMap { line($0, widths, table.isRight, gap) }
    }

    /// As wide as their contents, and where that is too much, the widest ones less, until all fit.
    private static func columnWidths(_ table: Letter.Table, width: Int, gap: Int) -> [Int] {
        var widths = table.headings.indices.map { column in
            let cells = [table.headings[column]] + table.rows.map { $0[column] }
            return min(max(cells.map { DisplayWidth.of($0) }.max() ?? 0, 1), width)
        }
        let room = width - gap * (widths.count - 1)
        while widths.reduce(0, +) > room, let widest = widths.max(), widest > 4,
            let column = widths.firstIndex(of: widest)
        {
            widths[column] -= 1
        }
        return widths
    }

    private static func line(_ cells: [String], _ widths: [Int], _ isRight: [Bool], _ gap: Int) -> [String] {
        let wrapped = zip(cells, widths).map { LetterText.wrapped($0, width: $1) }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { index in
            var line = ""
            for (column, lines) in wrapped.enumerated() {
                if column > 0 { line += String(repeating: " ", count: gap) }
                let text = index < lines.count ? lines[index] : ""
                line += LetterText.padded(text, width: widths[column], right: isRight[column])
            }
            return withoutBlanksAtEnd(line)
        }
    }

    static func withoutBlanksAtEnd(_ line: String) -> String {
        var line = Substring(line)
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
