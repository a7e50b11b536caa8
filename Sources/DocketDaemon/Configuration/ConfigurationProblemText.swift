// Problems as `docket config check` prints them: the sentence, the line of the file, a caret beneath the place.

import OrderFormats

extension ConfigurationProblem {
    /// The problem over several lines, with the line of the file that it is about. No line end after the last line.
    package var diagnostic: String {
        var text = "\(file)\([line, column].compactMap(\.self).map { ":\($0)" }.joined()): \(severity.rawValue): "
        text += message
        if let line, let column, let sourceLine {
            let number = String(line)
            let margin = String(repeating: " ", count: number.count)
            let underline = "^" + String(repeating: "~", count: underlined(from: column, in: sourceLine) - 1)
            text += "\n \(number) | \(sourceLine)"
            text += "\n \(margin) | \(ConfigurationProblem.padding(for: sourceLine, before: column))\(underline)"
        }
        if let hint { text += "\n  hint: \(hint)" }
        return text
    }

    /// All problems, and how many there are. Empty if there are none.
    package static func report(_ problems: [ConfigurationProblem]) -> String {
        guard !problems.isEmpty else { return "" }
        let counts = [ConfigurationProblem.Severity.error, .warning, .note]
            .map { severity in (problems.count { $0.severity == severity }, severity.rawValue) }.filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
        return (problems.map(\.diagnostic) + [counts]).joined(separator: "\n") + "\n"
    }

    /// How many cells of a terminal are underlined: not beyond the end of the line.
    private func underlined(from column: Int, in source: String) -> Int {
        let meant = source.unicodeScalars.dropFirst(max(0, column - 1)).prefix(length)
        return max(1, meant.reduce(0) { $0 + DisplayWidth.of($1) })
    }

    /// Blanks as wide as the text before the column: tabs stay tabs, Chinese characters take two cells.
    private static func padding(for source: String, before column: Int) -> String {
        var padding = ""
        for scalar in source.unicodeScalars.prefix(max(0, column - 1)) {
            padding += scalar == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of(scalar))
        }
        return padding
    }
}
