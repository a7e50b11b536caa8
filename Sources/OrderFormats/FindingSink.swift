// Where findings of one file are collected: bounded, so that a bad file of a gigabyte cannot fill the memory with them.

import OrderModel

/// How many findings of one file may still be kept.
final class FindingBudget {
    private var left: Int
    private(set) var dropped = 0

    init(_ limits: FormatLimits) { left = limits.findingsPerFile }

    func admit() -> Bool {
        if left > 0 {
            left -= 1
            return true
        }
        dropped += 1
        return false
    }

    /// Says that there were more; nil if none was dropped.
    var closingFinding: Finding? {
        guard dropped > 0 else { return nil }
        return Finding(
            .note, .tooManyFindings, "\(dropped) more findings are not listed",
            hint: "correct those above first; many have the same cause")
    }
}

/// The findings of one document. Its first error is always kept, so that nothing is refused without a reason.
final class FindingSink {
    private let budget: FindingBudget
    private(set) var findings: [Finding] = []
    private(set) var errors = 0
    var hasErrors: Bool { errors > 0 }

    init(_ budget: FindingBudget) { self.budget = budget }

    /// What was found, leaving the sink as new for the next document.
    func take() -> [Finding] {
        guard hasErrors || !findings.isEmpty else { return [] }
        defer {
            findings = []
            errors = 0
        }
        return findings
    }

    func report(_ finding: Finding) {
        let isFirstError = finding.severity == .error && !hasErrors
        if finding.severity == .error { errors += 1 }
        if budget.admit() || isFirstError { findings.append(finding) }
    }

    /// There is room for another finding of this file.
    func admits() -> Bool { budget.admit() }

    func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at place: Place?, value: String? = nil,
        hint: String? = nil
    ) {
        report(Finding(severity, code, message, at: place, value: value, hint: hint))
    }
}
