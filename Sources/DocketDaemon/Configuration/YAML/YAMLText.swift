// From the text of a YAML file to its nodes, with every syntax error and every key that stands twice at its place.

import Yams

enum YAMLText {
    /// The root node of a file; nil if the file is empty or cannot be read as YAML, which the report then says.
    static func compose(_ text: String, into report: YAMLReport) -> YAMLNode? {
        var text = text
        // Each round mends one key that stands twice, so that the rest of the file is read too.
        for _ in 0...ConfigurationLimits.problemsPerFile {
            do {
                // Without rules for what looks like a number or a date: we read values as they are written.
                guard let root = try Yams.compose(yaml: text, .basic) else {
                    report.error("the file is empty", at: nil)
                    return nil
                }
                return YAMLNode(root, report: report)
            } catch let error as YamlError {
                guard case .duplicatedKeysInMapping(let names, let context) = error, let name = names.first,
                    let mended = mend(text, key: name, first: context.mark, report: report)
                else {
                    tell(error, to: report)
                    return nil
                }
                text = mended
            } catch {
                report.error("the file cannot be read as YAML: \(error)", at: nil)
                return nil
            }
        }
        return nil
    }

    /// Takes the place of the first character of a repeated key, which is reported and then passed over.
    static let repeatedKeyMark: Unicode.Scalar = "\u{E000}"

    // MARK: Keys that stand twice

    /// Reports the second place of the key and gives the text with that key renamed; nil if it cannot be found, as in
    /// flow style over several lines.
    private static func mend(_ text: String, key: String, first: Mark, report: YAMLReport) -> String? {
        let place = secondPlace(of: key, first: first, in: report.lines(of: text))
        let shown = place ?? YAMLPlace(line: first.line, column: first.column, length: key.unicodeScalars.count)
        let earlier = place == nil ? "" : "; the first is in line \(first.line)"
        report.error("the key '\(key)' stands twice\(earlier)", at: shown, hint: "keep one of them")
        guard let place else { return nil }
        var lines = report.lines(of: text)
        var scalars = Array(lines[place.line - 1].unicodeScalars)
        // Behind an opening quote, so that the quotes stay a pair.
        let index = place.column - 1 + (scalars[place.column - 1] == "\"" || scalars[place.column - 1] == "'" ? 1 : 0)
        guard scalars.indices.contains(index) else { return nil }
        scalars[index] = repeatedKeyMark
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        lines[place.line - 1] = String(line)
        return lines.joined(separator: "\n")
    }

    /// In block style the key stands in the same column of a later line, before anything stands further left. In flow
    /// style it stands later in the same line.
    private static func secondPlace(of key: String, first: Mark, in lines: [String]) -> YAMLPlace? {
        let spellings = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.unicodeScalars) }
        func matches(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
            for spelling in spellings where scalars[index...].starts(with: spelling) {
                let rest = scalars[(index + spelling.count)...].drop { $0 == " " }
                if rest.first == ":" { return spelling.count }
            }
            return nil
        }
        guard lines.indices.contains(first.line - 1) else { return nil }
        let line = Array(lines[first.line - 1].unicodeScalars)
        if first.column < line.count {
            for index in first.column..<line.count where " ,{".unicodeScalars.contains(line[index - 1]) {
                if let length = matches(line, at: index) {
                    return YAMLPlace(line: first.line, column: index + 1, length: length)
                }
            }
        }
        for number in lines.indices.dropFirst(first.line) {
            let scalars = Array(lines[number].unicodeScalars)
            let indent = scalars.prefix { $0 == " " }.count
            if indent == scalars.count || scalars[indent] == "#" { continue }
            if indent < first.column - 1 { return nil }
            if indent == first.column - 1, let length = matches(scalars, at: indent) {
                return YAMLPlace(line: number + 1, column: indent + 1, length: length)
            }
        }
        return nil
    }

    // MARK: Syntax

    private static func tell(_ error: YamlError, to report: YAMLReport) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let around = context.map { context -> String in
                let line = mark.line == context.mark.line ? "" : ", which begins in line \(context.mark.line)"
                return " \(context.text)\(line)"
            }
            report.error(
                "this is not YAML: \(problem)\(around ?? "")", at: YAMLPlace(line: mark.line, column: mark.column),
                hint: hint(problem, line: report.line(mark.line)))
        case .reader(let problem, let offset, let value, let yaml):
            let place = offset.map { YAMLText.place(ofCharacter: $0, in: yaml) }
            let code = value >= 0 ? " (U+\(String(value, radix: 16, uppercase: true)))" : ""
            report.error("this is not YAML: \(problem)\(code)", at: place, hint: "remove the character")
        default:
            report.error("the file cannot be read as YAML", at: nil)
        }
    }

    private static func place(ofCharacter offset: Int, in text: String) -> YAMLPlace {
        let before = text.prefix(offset)
        let line = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return YAMLPlace(line: line.count, column: (line.last?.unicodeScalars.count ?? 0) + 1)
    }

    /// What most probably has to be done, for the mistakes that people make most.
    private static func hint(_ problem: String, line: String?) -> String? {
        if line?.prefix(while: \.isWhitespace).contains("\t") == true { return "indent with spaces, not with tabs" }
        if problem.contains("mapping values are not allowed") {
            return "a text with ': ' in it has to stand in quotes; or the indentation differs from the line before"
        }
        if problem.contains("cannot start any token") { return "put the text in quotes" }
        if problem.contains("did not find expected key") || problem.contains("block end") {
            return "look at the indentation, here and in the lines before"
        }
        if problem.contains("unexpected end") || problem.contains("end of stream") {
            return "a quote or bracket is not closed"
        }
        if problem.contains("another document") { return "write one document; remove the line '---'" }
        if problem.contains("undefined alias") { return "a text that begins with * has to stand in quotes" }
        return nil
    }
}

extension YAMLReport {
    func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
