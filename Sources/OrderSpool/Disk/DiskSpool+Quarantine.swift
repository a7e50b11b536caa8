// Files that could not be entered: kept with a report of what was wrong, listed, and given another try.

import Glibc

extension DiskSpool {
    /// Crash row "after the commit, before archiving", for files that end in quarantine. The reports are written into
    /// the claim's folder and synced, then the whole folder moves in one rename: a file is never there without its
    /// report. The move is durable after the next `syncBatch`.
    package func quarantine(
        _ claim: Claim, owner: String, report: QuarantineReport
    ) throws(SpoolError) -> QuarantinedFile? {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let parent = try ownerFolder(owner)
        let moved = try moveFolder(of: claim, label, to: parent, during: .quarantine) { (folder) throws(Failure) in
            try write(report, about: claim.name, into: folder)
        }
        guard let moved else { return nil }
        return try describe(moved.folder, label, owner: owner)
    }

    package func quarantined(owner: String?) throws(SpoolError) -> [QuarantinedFile] {
        var files: [QuarantinedFile] = []
        for (owner, folder) in try ownerFolders(only: owner) {
            for label in try labels(in: folder) {
                guard files.count < limits.quarantineListed else { return files }
                // Between the look and the opening somebody may have retried it.
                let opened = try attempt(.list, folder.path.appending(label.name)) { () throws(Failure) in
                    try folder.openIfThere(label.name)
                }
                if let opened, let file = try describe(opened, label, owner: owner) { files.append(file) }
            }
        }
        return files
    }

    /// A person's command, no crash row: until the rename the file is in quarantine, from then on it is in the inbox.
    /// What a crash leaves of its folder is removed by the next retry of the same owner's files.
    package func retry(_ file: QuarantinedFile) throws(SpoolError) -> RetryOutcome {
        let label = try IntakeLabel(id: file.id, folder: file.inbox)
        let inbox = try open(.inbox, file.inbox, for: .retry)
        let parent = try ownerFolder(file.owner)
        try removeLeavingFolders(of: parent)
        let path = parent.path.appending(label.name)
        let folder = try attempt(.retry, path) { () throws(Failure) in try parent.openIfThere(label.name) }
        guard let folder else { return .missing }
        let isBack: Bool
        do {
            // Looked at before the scans move. A file that is not here any more, or was on its way, `giveBack` knows about.
            if try folder.detailsIfThere(of: file.name) != nil, try folder.record(OwnName.returning) == nil,
                try inbox.detailsIfThere(of: file.name) != nil
            {
                return .nameTaken
            }
            // The scans go first: the file waits for nothing once it is there.
            try hideScans(of: file.name, in: folder)
            try returnScans(id: file.id, from: folder, to: inbox)
            isBack = try giveBack(file.name, id: file.id, from: folder, to: inbox)
        } catch let failure where failure.number == EEXIST {
            return .nameTaken
        } catch {
            throw error.during(.retry, path.appending(file.name))
        }
        returnMarker(from: folder, of: file.name, to: inbox)
        try attempt(.retry, path) { () throws(Failure) in
            let leaving = FileName(composed: Self.leavingPrefix + label.id.utf8)
            try parent.calls.rename(label.name, in: parent.descriptor, to: leaving, in: parent.descriptor)
        }
        try removeLeavingFolders(of: parent)
        try attempt(.sync, inbox.path) { () throws(Failure) in try inbox.calls.sync(inbox.descriptor) }
        try attempt(.sync, parent.path) { () throws(Failure) in try parent.calls.sync(parent.descriptor) }
        return isBack ? .movedBack : .missing
    }

    // MARK: -

    /// The folder of a retried file on its way out: no file in it any more, only reports.
    private static let leavingPrefix = Array(".docket-leaving-".utf8)

    private func removeLeavingFolders(of parent: OpenFolder) throws(SpoolError) {
        try attempt(.retry, parent.path) { () throws(Failure) in
            for name in try parent.names() where name.bytes.starts(with: Self.leavingPrefix) {
                try removeFlat(name, in: parent)
            }
        }
    }

    private func write(_ report: QuarantineReport, about name: FileName, into folder: OpenFolder) throws(Failure) {
        for (kind, bytes) in [(ReportName.Kind.text, report.text), (.json, report.json)] {
            let reportName = ReportName.of(name, kind)
            // One of an earlier attempt.
            try folder.remove(reportName)
            let file = try folder.create(reportName, mode: layout.documentMode)
            try file.calls.write(bytes, to: file, chunk: limits.chunkBytes)
            try file.calls.sync(file)
        }
        try folder.calls.sync(folder.descriptor)
    }

    private func describe(
        _ folder: OpenFolder, _ label: IntakeLabel, owner: String
    ) throws(SpoolError) -> QuarantinedFile? {
        try attempt(.list, folder.path) { () throws(Failure) in
            let names = try folder.names()
            guard let name = ReportName.original(among: names), let details = try folder.detailsIfThere(of: name) else {
                return nil
            }
            let report = ReportName.of(name, .text)
            return QuarantinedFile(
                owner: owner, id: label.id, inbox: label.folder, name: name, facts: details.facts,
                path: folder.path.appending(name),
                reportPath: names.contains(report) ? folder.path.appending(report) : nil)
        }
    }

    private func ownerFolder(_ owner: String) throws(SpoolError) -> OpenFolder {
        _ = try IntakeLabel.escaped(folder: owner)
        var folder = try open(.own, OwnName.quarantine, for: .quarantine)
        for part in owner.utf8.split(separator: UInt8(ascii: "/")) {
            guard let name = FileName(bytes: Array(part)) else { continue }
            folder = try Self.make(name, in: folder, mode: layout.folderMode)
        }
        return folder
    }

    /// The folders of owners, by owner. An owner's folder may have those of others in it (`desk/finance`).
    private func ownerFolders(only owner: String?) throws(SpoolError) -> [(owner: String, folder: OpenFolder)] {
        if let owner { return [(owner, try ownerFolder(owner))] }
        let root = try open(.own, OwnName.quarantine, for: .list)
        return try attempt(.list, root.path) { () throws(Failure) in try owners(beneath: root, prefix: "", depth: 0) }
    }

    private func owners(
        beneath folder: OpenFolder, prefix: String, depth: Int
    ) throws(Failure) -> [(owner: String, folder: OpenFolder)] {
        var result: [(owner: String, folder: OpenFolder)] = []
        for name in try folder.names() where !name.isHidden && IntakeLabel.parse(name) == nil {
            guard let text = String(validating: name.bytes, as: UTF8.self),
                try folder.detailsIfThere(of: name)?.facts.kind == .directory,
                let inner = try OpenFolder.nilIfMissing({ () throws(Failure) in try folder.open(name) })
            else { continue }
            let owner = prefix + text
            result.append((owner, inner))
            if depth < 3 { result += try owners(beneath: inner, prefix: owner + "/", depth: depth + 1) }
        }
        return result
    }
}
