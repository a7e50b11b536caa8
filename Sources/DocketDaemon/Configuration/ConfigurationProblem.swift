// What is wrong with the configuration, at which place, and what to do about it.

/// One thing that is wrong with a configuration file.
package struct ConfigurationProblem: Error, Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        case note, warning, error
    }

    /// What cannot be used because of an error.
    package enum Scope: Hashable, Sendable {
        /// The desk as a whole: it does not start, or keeps the configuration that it had.
        case desk
        /// The rules as a whole: a rule that is left out would let orders pass that somebody has to see.
        case rules
        /// Only this partner.
        case partner(String)
        /// Only this carrier.
        case carrier(String)
        /// Only this template of a letter; the built-in one is used.
        case letter(String)
    }

    package let severity: Severity
    package let scope: Scope
    /// The path of the file.
    package let file: String
    /// From 1; nil where the file as a whole is meant.
    package let line: Int?
    /// From 1, in Unicode code points.
    package let column: Int?
    /// How many code points from `column` on are meant; at least 1.
    package let length: Int
    /// One sentence: what is wrong.
    package let message: String
    /// What to do about it.
    package let hint: String?
    /// The line of the file that it is about.
    package let sourceLine: String?

    package init(
        _ severity: Severity, _ scope: Scope, file: String, line: Int? = nil, column: Int? = nil, length: Int = 1,
        message: String, hint: String? = nil, sourceLine: String? = nil
    ) {
        self.severity = severity
        self.scope = scope
        self.file = file
        self.line = line
        self.column = column
        self.length = max(length, 1)
        self.message = message
        self.hint = hint
        self.sourceLine = sourceLine
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// One line, as compilers print it: `partners/acme.yaml:4:3: error: … (…)`.
    package var description: String {
        let place = [line, column].compactMap(\.self).map { ":\($0)" }.joined()
        return "\(file)\(place): \(severity.rawValue): \(message)" + (hint.map { " (\($0))" } ?? "")
    }

    /// What the error keeps from working, in words; nil for a warning or a note.
    package var consequence: String? {
        guard severity == .error else { return nil }
        switch scope {
        case .desk: return "the configuration cannot be used"
        case .rules: return "the rules cannot be used"
        case .partner(let id): return "partner \(id) is left out"
        case .carrier(let id): return "carrier \(id) is left out"
        case .letter(let name): return "the built-in \(name) is used"
        }
    }
}

extension ConfigurationProblem: Comparable {
    /// By file and place, so that they read like the files do.
    package static func < (left: ConfigurationProblem, right: ConfigurationProblem) -> Bool {
        (left.file, left.line ?? 0, left.column ?? 0, left.message)
            < (right.file, right.line ?? 0, right.column ?? 0, right.message)
    }
}
