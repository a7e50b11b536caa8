// Files that could not be entered, each with a report of what was wrong.

/// What is said about a quarantined file, for people and for programs.
package struct QuarantineReport: Sendable, Equatable {
    package var text: [UInt8]
    package var json: [UInt8]

    package init(text: [UInt8], json: [UInt8]) {
        self.text = text
        self.json = json
    }
}

/// A file in `quarantine/<owner>/<id>@<folder>/`, under its own name, with `<name>.report.txt` and `.report.json`.
package struct QuarantinedFile: Sendable, Hashable {
    /// The folder beneath quarantine: the partner's id, `desk/finance`, `carriers/loopback`.
    package var owner: String
    package var id: String
    package var inbox: String
    package var name: FileName
    package var facts: FileFacts
    package var path: SpoolPath
    /// The report for people; nil if somebody removed it.
    package var reportPath: SpoolPath?

    package init(
        owner: String, id: String, inbox: String, name: FileName, facts: FileFacts, path: SpoolPath,
        reportPath: SpoolPath?
    ) {
        self.owner = owner
        self.id = id
        self.inbox = inbox
        self.name = name
        self.facts = facts
        self.path = path
        self.reportPath = reportPath
    }
}

package enum RetryOutcome: Sendable, Equatable {
    case movedBack
    /// There is a file of that name in the inbox. Nothing was moved.
    case nameTaken
    case missing
}

/// Names of the reports beside a quarantined file.
enum ReportName {
    enum Kind: String, CaseIterable {
        case text = ".report.txt"
        case json = ".report.json"
    }

    /// `<name>.report.txt`. A name too long for that is cut to 200 bytes, which no name equals that needs cutting.
    static func of(_ name: FileName, _ kind: Kind) -> FileName {
        name.appending(kind.rawValue)
            ?? FileName(composed: Array(name.bytes.prefix(200)) + Array(("~" + kind.rawValue).utf8))
    }

    /// The file among `names` that the others report on or are scans of. Dot files and markers are left out: they are never taken, so
    /// they are never the file.
    static func original(among names: [FileName]) -> FileName? {
        let names = names.filter { !$0.isHidden && $0.marked == nil }
        return names.first { candidate in
            let reports = Kind.allCases.map { of(candidate, $0) }
            return names.allSatisfy { $0 == candidate || reports.contains($0) || $0.isScan(of: candidate) }
        }
    }
}
