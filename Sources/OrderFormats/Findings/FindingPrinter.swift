// Findings as a compiler prints them: place, severity, code, sentence; the source line with a caret; the hint.

package import OrderModel

package struct FindingPrinter {
    private let fileName: String
    private let source: (any SourceExcerpts)?
    private let attachments: [String: SourceText]
    private let usesColours: Bool
    /// How much of a source line is shown, in columns of the terminal.
    private static let window = 100

    /// - Parameters:
    ///   - source: the lines of the file (`FileReader.sourceForDisplay`, `SourceLines`); nil: no lines are shown.
    ///   - attachments: those of a mail, by name (`FileReader.attachmentsForDisplay`).
    ///   - usesColours: ANSI colours, for a terminal.
    package init(
        fileName: String, source: (any SourceExcerpts)?, attachments: [String: SourceText] = [:],
        usesColours: Bool = false
    ) {
        self.fileName = DisplayWidth.harmless(fileName)
        self.source = source
        self.attachments = attachments
        self.usesColours = usesColours
    }

    /// The findings, each ending with a line end. Empty for no findings.
    package func text(_ findings: [Finding]) -> String { findings.map(text).joined() }

    package func text(_ finding: Finding) -> String {
        let shown = excerptShown(finding)
        let width = gutter(finding, shown)
        var lines = [headline(finding)]
        if let shown { lines += excerpt(finding, shown, width) }
        let indent = String(repeating: " ", count: shown == nil ? 2 : width + 1)
        if let path = path(finding) { lines.append(indent + faint("= at: ") + DisplayWidth.harmless(path)) }
        if let value = finding.value, shown == nil {
            lines.append(indent + faint("= value: ") + DisplayWidth.harmless(value))
        }
        if let hint = finding.hint { lines.append(indent + faint("= hint: ") + DisplayWidth.harmless(hint)) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Such as `2 errors, 1 warning`; nil where there is nothing to count.
    package static func summary(_ findings: [Finding]) -> String? {
        summary(Dictionary(findings.map { ($0.severity, 1) }, uniquingKeysWith: +))
    }

    package static func summary(_ counts: [Finding.Severity: Int]) -> String? {
        let words = [(Finding.Severity.error, "error"), (.warning, "warning"), (.note, "note")]
        let counted = words.compactMap { severity, word in
            counts[severity].map { "\($0) \(word)\($0 == 1 ? "" : "s")" }
        }
        return counted.isEmpty ? nil : counted.joined(separator: ", ")
    }

    // MARK: - Parts

    private func headline(_ finding: Finding) -> String {
        var place = fileName + (attachment(finding).map { "(\(DisplayWidth.harmless($0)))" } ?? "")
        if let line = finding.place?.line {
            place += ":\(line)"
            if let column = finding.place?.column { place += ":\(column)" }
        }
        let severity = colour(finding.severity, "\(finding.severity.rawValue)[\(finding.code.rawValue)]")
        let rule = finding.rule.map { " " + DisplayWidth.harmless($0) } ?? ""
        return bold("\(place):") + " \(severity)\(rule): \(DisplayWidth.harmless(finding.message))"
    }

    private func excerptShown(_ finding: Finding) -> SourceExcerpt? {
        guard let line = finding.place?.line else { return nil }
        let text: (any SourceExcerpts)? = attachment(finding).flatMap { attachments[$0] } ?? source
        return text?.excerpt(line: line, around: finding.place?.column ?? 1)
    }

    /// The attachment that a finding is about.
    private func attachment(_ finding: Finding) -> String? {
        guard !attachments.isEmpty, let path = finding.place?.path else { return nil }
        return attachments.keys.filter { path == $0 || path.hasPrefix("\($0)#") }.max { $0.count < $1.count }
    }

    /// Where it stands inside its file or attachment.
    private func path(_ finding: Finding) -> String? {
        guard let path = finding.place?.path, let attachment = attachment(finding) else { return finding.place?.path }
        let rest = path.dropFirst(attachment.count + 1)
        return rest.isEmpty ? nil : String(rest)
    }

    /// The width of the line numbers.
    private func gutter(_ finding: Finding, _ shown: SourceExcerpt?) -> Int {
        guard let line = finding.place?.line, shown != nil else { return 2 }
        return max(5, String(line).utf8.count + 1)
    }

    private func excerpt(_ finding: Finding, _ source: SourceExcerpt, _ width: Int) -> [String] {
        guard let number = finding.place?.line else { return [] }
        let label = String(repeating: " ", count: width - String(number).utf8.count) + String(number)
        let (shown, before) = clipped(source, around: finding.place?.column)
        var lines = [faint("\(label) | ") + shown]
        if finding.place?.column != nil {
            let indent = String(repeating: " ", count: width) + " | " + String(repeating: " ", count: before.width)
            let length = underlineLength(finding, shown, from: before.scalars)
            let marks = "^" + String(repeating: "~", count: max(0, length - 1))
            lines.append(faint(indent) + colour(finding.severity, marks))
        }
        return lines
    }

    /// The part of a long line around a column, and what stands in it before that column.
    private func clipped(
        _ source: SourceExcerpt, around column: Int?
    ) -> (String, before: (scalars: Int, width: Int)) {
        let scalars = Array(source.text.unicodeScalars)
        let target = min(max((column ?? 1) - 1 - source.skipped, 0), scalars.count)
        var start = 0
        if DisplayWidth.of(source.text) > FindingPrinter.window {
            start = target
            var room = FindingPrinter.window / 2
            while start > 0, room > 0 {
                start -= 1
                room -= DisplayWidth.of(scalars[start])
            }
        }
        var end = start
        var room = FindingPrinter.window
        while end < scalars.count, room > 0 {
            room -= DisplayWidth.of(scalars[end])
            end += 1
        }
        let prefix = start + source.skipped > 0 ? "…" : ""
        let before = prefix + text(scalars[start..<target])
        let isCut = end < scalars.count || source.isCut
        let shown = prefix + text(scalars[start..<max(end, target)]) + (isCut ? "…" : "")
        return (shown, (before.unicodeScalars.count, DisplayWidth.of(before)))
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars)
        return DisplayWidth.harmless(result)
    }

    /// The width of the value, where it stands at the caret; else one.
    private func underlineLength(_ finding: Finding, _ shown: String, from scalars: Int) -> Int {
        guard let value = finding.value.map({ DisplayWidth.harmless($0) }), !value.isEmpty else { return 1 }
        let rest = String(shown.unicodeScalars.dropFirst(scalars))
        for start in [rest, String(rest.dropFirst())] where start.hasPrefix(value) {
            return DisplayWidth.of(value) + (start == rest ? 0 : 1)
        }
        return 1
    }

    // MARK: - Colours

    private func bold(_ text: String) -> String { usesColours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    private func faint(_ text: String) -> String { usesColours ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    private func colour(_ severity: Finding.Severity, _ text: String) -> String {
        guard usesColours else { return text }
        switch severity {
        case .error: return "\u{1B}[1;31m\(text)\u{1B}[0m"
        case .warning: return "\u{1B}[1;33m\(text)\u{1B}[0m"
        case .note: return "\u{1B}[1;36m\(text)\u{1B}[0m"
        }
    }
}
