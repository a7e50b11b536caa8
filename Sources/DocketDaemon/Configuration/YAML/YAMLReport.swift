// Gathers what is wrong with one configuration file, so that all of it can be told and not only the first thing.

/// A place in a file: line and column from 1, in code points, and how many of them are meant.
struct YAMLPlace: Hashable, Sendable {
    var line: Int
    var column: Int
    var length = 1
}

/// The problems of one file.
final class YAMLReport {
    let file: String
    let scope: ConfigurationProblem.Scope
    let lines: [String]
    private(set) var problems: [ConfigurationProblem] = []

    init(file: String, scope: ConfigurationProblem.Scope, text: String) {
        self.file = file
        self.scope = scope
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    /// `quoting` is false where the line holds something that nobody else may see.
    func error(_ message: String, at place: YAMLPlace?, hint: String? = nil, quoting: Bool = true) {
        add(.error, message, at: place, hint: hint, quoting: quoting)
    }

    func warning(_ message: String, at place: YAMLPlace?, hint: String? = nil) {
        add(.warning, message, at: place, hint: hint)
    }

    func note(_ message: String, at place: YAMLPlace?, hint: String? = nil) {
        add(.note, message, at: place, hint: hint)
    }

    /// The line as it stands in the file; nil beyond its end.
    func line(_ number: Int) -> String? { lines.indices.contains(number - 1) ? lines[number - 1] : nil }

    private func add(
        _ severity: ConfigurationProblem.Severity, _ message: String, at place: YAMLPlace?, hint: String?,
        quoting: Bool = true
    ) {
        guard problems.count < ConfigurationLimits.problemsPerFile else { return }
        problems.append(
            ConfigurationProblem(
                severity, scope, file: file, line: place?.line, column: place?.column, length: place?.length ?? 1,
                message: message, hint: hint, sourceLine: quoting ? place.flatMap { line($0.line) } : nil))
        if problems.count == ConfigurationLimits.problemsPerFile {
            problems[problems.count - 1] = ConfigurationProblem(
                .error, scope, file: file, line: place?.line, column: place?.column,
                message: "there are more problems than \(problems.count); the rest is not shown",
                hint: "mend those above first")
        }
    }
}
