// What taking in reference data comes to: how much was new, what was changed, what names something unknown.

package import OrderModel

/// The account of one file of reference data.
package struct ReferenceImport: Hashable, Sendable {
    package var added = 0
    package var changed = 0
    package var unchanged = 0
    /// Entries that were taken in though they name something unknown, and entries that could not be. At most
    /// `LedgerLimits.findingsPerImport`; the last one then says how many more there are.
    package var findings: [Finding] = []

    package init() {}

    package var total: Int { added + changed + unchanged }
}

/// Collects findings up to the limit, each only once.
struct FindingCollector {
    private var findings: [Finding] = []
    private var seen: Set<String> = []
    private var surplus = 0

    /// An entry names something that is not in the reference data (yet).
    mutating func unknown(_ kind: String, _ name: String, usedBy user: String) {
        guard seen.insert("\(kind) \(name)").inserted else { return }
        add(
            Finding(
                .warning, .referenceUnknown, "\(user) names the \(kind) \(name), which is not known", value: name,
                hint: "the entry was taken in; it counts as soon as the \(kind) is entered too"))
    }

    mutating func invalid(_ message: String, value: String, hint: String) {
        add(Finding(.error, .referenceInvalid, message, value: value, hint: hint))
    }

    private mutating func add(_ finding: Finding) {
        if findings.count < LedgerLimits.findingsPerImport { findings.append(finding) } else { surplus += 1 }
    }

    var all: [Finding] {
        guard surplus > 0 else { return findings }
        return findings + [
            Finding(
                .warning, .tooManyFindings, "\(surplus) more findings of this kind are not listed",
                hint: "mend the ones that are listed and send the file again")
        ]
    }
}
