// Where claimed files go in the end: the archive, which keeps every input for ever.

import Glibc

extension DiskSpool {
    /// Crash row "after the commit, before archiving": the file is still a claim and is archived then, or it had been
    /// archived and nothing is left to do. The move is durable after the next `syncBatch`.
    package func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile? {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let moved = try moveFolder(of: claim, label, to: dayFolder(day), during: .archive) { (folder) throws(Failure) in
            // Left by a quarantine that was broken off and then decided otherwise.
            for kind in ReportName.Kind.allCases { try folder.remove(ReportName.of(claim.name, kind)) }
        }
        guard let moved else { return nil }
        let path = moved.folder.path.appending(claim.name)
        let details = try attempt(.archive, path) { () throws(Failure) in
            try moved.folder.detailsIfThere(of: claim.name)
        }
        return details.map { ArchivedFile(path: path, facts: $0.facts, wasThereAlready: moved.wasThereAlready) }
    }

    /// `archive/yyyy/mm/dd`, made if missing, durably.
    private func dayFolder(_ day: ArchiveDay) throws(SpoolError) -> OpenFolder {
        var folder = try open(.own, OwnName.archive, for: .archive)
        for name in day.folders { folder = try Self.make(name, in: folder, mode: layout.folderMode) }
        return folder
    }
}
