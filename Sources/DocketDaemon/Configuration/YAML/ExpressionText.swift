// The text of a rule's condition, with the place of each of its characters in the file: conditions are often written
// over several lines, and an error in the third line has to be shown in the third line.

import ReviewRules
import Yams

enum ExpressionText {
    /// The condition in a node and where it begins. Nil if the node is no text.
    ///
    /// YAML joins lines in plain, quoted and folded style; here they are kept apart, because to a condition a line end
    /// is a blank like any other. Where a quoted text has escapes in it, columns count from the opening quote.
    static func read(_ node: YAMLNode) -> (text: String, place: SourcePlace)? {
        guard case .scalar(let scalar) = node.node, !node.isNothing, scalar.string.contains(where: { !$0.isWhitespace })
        else { return nil }
        let file = node.report.file
        switch scalar.style {
        case .literal: return literal(scalar.string, node)
        case .folded: return unfolded(scalar.string, node, firstLine: node.place.line + 1, column: nil)
        default:
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            let column = node.place.column + (isQuoted ? 1 : 0)
            let line = node.report.line(node.place.line) ?? ""
            let rest = String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(column - 1)))
            if rest.hasPrefix(scalar.string) {
                return (scalar.string, SourcePlace(file: file, line: node.place.line, column: column))
            }
            return unfolded(scalar.string, node, firstLine: node.place.line, column: column)
        }
    }

    /// A text behind `|`: the lines are the file's lines without their indentation.
    private static func literal(_ string: String, _ node: YAMLNode) -> (text: String, place: SourcePlace)? {
        let content = string.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let skipped = content.firstIndex(where: { !$0.isEmpty }) else { return nil }
        let number = node.place.line + 1 + skipped
        let indent = blanks(node.report.line(number) ?? "") - blanks(content[skipped])
        var kept = content[skipped...]
        while kept.last?.isEmpty == true { kept.removeLast() }
        let place = SourcePlace(
            file: node.report.file, line: number, column: max(indent, 0) + 1, indent: max(indent, 0))
        return (kept.joined(separator: "\n"), place)
    }

    /// Takes the lines back from the file that YAML has joined, as long as they hold the same words.
    private static func unfolded(
        _ string: String, _ node: YAMLNode, firstLine: Int, column: Int?
    ) -> (text: String, place: SourcePlace) {
        let report = node.report
        let whole = (
            string, SourcePlace(file: report.file, line: node.place.line, column: column ?? node.place.column)
        )
        var words = string.split(whereSeparator: \.isWhitespace)[...]
        var lines: [String] = []
        var number = firstLine
        while !words.isEmpty, var line = report.line(number) {
            if number == firstLine, let column {
                line =
                    String(repeating: " ", count: column - 1)
                    + String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(column - 1)))
            }
            guard let taken = take(&words, from: line) else { return whole }
            lines.append(taken)
            number += 1
        }
        guard words.isEmpty, let first = lines.firstIndex(where: { !$0.isEmpty }) else { return whole }
        let indent = lines[(first + 1)...].filter { !$0.isEmpty }.map(blanks).min() ?? 0
        let start = blanks(lines[first])
        let text = [String(lines[first].dropFirst(start))] + lines[(first + 1)...].map { String($0.dropFirst(indent)) }
        let place = SourcePlace(file: report.file, line: firstLine + first, column: start + 1, indent: indent)
        return (text.joined(separator: "\n"), place)
    }

    /// The part of a line up to its last expected word, if it holds the next words and nothing else but a closing
    /// quote or a comment behind them.
    private static func take(_ words: inout ArraySlice<Substring>, from line: String) -> String? {
        var end = line.startIndex
        for found in line.split(whereSeparator: \.isWhitespace) {
            guard let wanted = words.first else { break }
            guard
                found == wanted
                    || words.count == 1 && ["\"", "'"].contains(found.dropFirst(wanted.count))
                        && found.hasPrefix(wanted)
            else { return nil }
            end = found.index(found.startIndex, offsetBy: wanted.count)
            words = words.dropFirst()
        }
        return String(line[..<end])
    }

    private static func blanks(_ line: some StringProtocol) -> Int { line.prefix { $0 == " " }.count }
}
