// What a cell of an outcome column asks for, as the nodes that a YAML rule would have there: both are checked by the
// same code.

import Yams

enum CellOutcome {
    /// The node behind a key; nil for an empty cell.
    static func node(_ cell: TableCell, key: String) -> Node? {
        let cell = cell.withoutApostrophe
        if cell.isAny { return nil }
        switch key {
        case "approve": return list(steps(cell), cell)
        case "requirement", "final", "state-time", "demand-evidence", "notify":
            return list(names(cell).map(scalar), cell)
        default: return scalar(cell)
        }
    }

    static func scalar(_ cell: TableCell) -> Node {
        .scalar(Node.Scalar(cell.text, cell.place.tag, .plain))
    }

    private static func list(_ nodes: [Node], _ cell: TableCell) -> Node {
        .sequence(Node.Sequence(nodes, cell.place.tag, .any))
    }

    // MARK: Approvals

    /// `a, b` is one after the other, `a + b` side by side, `2 of a, b, c` any two; `then` begins the next step too.
    private static func steps(_ cell: TableCell) -> [Node] {
        cell.split { separator($0, "then") }.flatMap { part in
            if let choice = choice(part) { return [choice] }
            return names(part).map { step in choice(step) ?? sideBySide(step) }
        }
    }

    private static func sideBySide(_ cell: TableCell) -> Node {
        let roles = cell.split { $0.first == "+" || $0.first == "&" ? 1 : nil }
        return roles.count == 1 ? scalar(cell) : list(roles.map(scalar), cell)
    }

    /// `2 of a, b, c`, in parentheses where something follows: `2 of (a, b, c), d`.
    private static func choice(_ cell: TableCell) -> Node? {
        let words = cell.scalars
        let count = words.prefix { !TableCell.isBlank($0) }
        let rest = cell.part(count.count..<words.count).trimmed
        guard isNumber(count) || TableCell.text(count) == "any", rest.text.hasPrefix("of "), rest.scalars.count > 3
        else { return nil }
        var roles = rest.part(2..<rest.scalars.count).trimmed
        if roles.scalars.first == "(" {
            guard roles.scalars.firstIndex(of: ")") == roles.scalars.count - 1 else { return nil }
            roles = roles.part(1..<(roles.scalars.count - 1)).trimmed
        }
        var needed = cell.part(0..<count.count)
        if !isNumber(count) { needed.scalars = ["1"] }
        let pairs = [
            (Node("any"), scalar(needed)), (Node("of"), list(names(roles).map(scalar), roles)),
        ]
        return .mapping(Node.Mapping(pairs, cell.place.tag, .any))
    }

    private static func isNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        !scalars.isEmpty && scalars.allSatisfy { ("0"..."9").contains($0) }
    }

    // MARK: Lists

    private static func names(_ cell: TableCell) -> [TableCell] {
        cell.split { $0.first == "," || $0.first == ";" ? 1 : nil }.filter { !$0.isEmpty }
    }

    /// How long a word is that stands between blanks.
    private static func separator(_ scalars: ArraySlice<Unicode.Scalar>, _ word: String) -> Int? {
        guard let blank = scalars.first, TableCell.isBlank(blank) else { return nil }
        let behind = scalars.dropFirst()
        guard behind.starts(with: word.unicodeScalars),
            let end = behind.dropFirst(word.unicodeScalars.count).first, TableCell.isBlank(end)
        else { return nil }
        return word.unicodeScalars.count + 2
    }
}
