// One value of a configuration file with its place.

import Yams

/// A node of a file. Values are read as they are written: `NO` is the text `NO`, `0088` keeps its zeros.
struct YAMLNode {
    let node: Node
    let report: YAMLReport
    let place: YAMLPlace

    init(_ node: Node, report: YAMLReport, fallback: YAMLPlace = YAMLPlace(line: 1, column: 1)) {
        self.node = node
        self.report = report
        guard let mark = node.mark else {
            place = YAMLPlace(tag: node.tag) ?? fallback
            return
        }
        place = YAMLPlace(
            line: mark.line, column: mark.column, length: YAMLNode.length(of: node, at: mark, in: report))
    }

    /// Nothing stands here: `key:` alone, `~` or `null`.
    var isNothing: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The text of a scalar, as written.
    var text: String? {
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    /// The scalar stands in quotes or in a block, so it is meant as text.
    var isQuoted: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style != .plain
    }

    var isMapping: Bool {
        if case .mapping = node { true } else { false }
    }

    var elements: [YAMLNode]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.map { YAMLNode($0, report: report, fallback: place) }
    }

    /// What stands here, in words, for messages about a wrong type.
    var inWords: String {
        switch node {
        case .scalar(let scalar):
            if isNothing { return "nothing" }
            let text = scalar.string.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            return "'" + (text.count > 40 ? text.prefix(40) + "…" : text) + "'"
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .alias: return "an alias"
        }
    }

    func error(_ message: String, hint: String? = nil) { report.error(message, at: place, hint: hint) }
    func warning(_ message: String, hint: String? = nil) { report.warning(message, at: place, hint: hint) }

    /// What one would underline: a scalar that stands in one line, else its first character.
    private static func length(of node: Node, at mark: Mark, in report: YAMLReport) -> Int {
        guard case .scalar(let scalar) = node, let line = report.line(mark.line) else { return 1 }
        let quotes = scalar.style == .singleQuoted || scalar.style == .doubleQuoted ? 2 : 0
        guard scalar.style == .plain || quotes == 2 else { return 1 }
        let rest = line.unicodeScalars.count - mark.column + 1
        return max(1, min(scalar.string.unicodeScalars.count + quotes, rest))
    }
}

extension YAMLPlace {
    /// A node that was made from something else than YAML carries its place as its tag, since marks come from Yams
    /// alone.
    init?(tag: Tag) {
        let numbers = tag.rawValue.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        self.init(line: numbers[0], column: numbers[1], length: numbers[2])
    }

    var tag: Tag { Tag(Tag.Name(rawValue: "\(line):\(column):\(length)")) }
}
