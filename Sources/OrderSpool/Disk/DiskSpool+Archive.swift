// Where claimed files go in the end: the archive, which keeps every input for ever.

import Glibc

extension DiskSpool {
    /// Crash row "after the commit, before archiving": the file is still a claim and is archived then; if it had been
    /// archived, only the claim's folder is left to remove. The move is durable after the next `syncBatch`.
    package func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile? {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let name = label.archivedName(of: claim.name)
        let folder = try dayFolder(day)
        let path = folder.path.appending(name)
        let source = try attempt(.archive, claimed.path.appending(label.name)) { () throws(Failure) in
            try claimed.openIfThere(label.name)
        }
        let wasThereAlready = try attempt(.archive, path) { () throws(Failure) in
            try folder.detailsIfThere(of: name) != nil
        }
        if let source {
            try attempt(.archive, path) { () throws(Failure) in
                // Before the file goes: a marker alone would be put back by `recover`.
                if let marker = claim.name.marker { try source.remove(marker) }
                try moveOrCopy(claim.name, in: source, to: name, in: folder, id: claim.id)
            }
            try removeOwnFiles(of: source, named: label.name, in: claimed, about: claim.name)
            try note(claimed)
        }
        let details = try attempt(.archive, path) { () throws(Failure) in try folder.detailsIfThere(of: name) }
        guard let details else { return nil }
        try note(folder)
        return ArchivedFile(path: path, facts: details.facts, wasThereAlready: wasThereAlready)
    }

    /// Moves a file of ours to a name that is unique to us, on the same file system or another. Repeating it after a
    /// crash anywhere in between ends the same. If there is no such file any more, nothing happens.
    private func moveOrCopy(
        _ name: FileName, in folder: OpenFolder, to newName: FileName, in newFolder: OpenFolder, id: String
    ) throws(Failure) {
        guard let here = try folder.detailsIfThere(of: name)?.facts else { return }
        if let there = try newFolder.detailsIfThere(of: newName)?.facts {
            guard there.sizeInBytes == here.sizeInBytes, there.modifiedNanoseconds == here.modifiedNanoseconds else {
                throw Failure(number: EEXIST)
            }
            // Copied before the crash, with its time; only the original was left.
            try folder.remove(name)
            return
        }
        do {
            try mover.move(name, in: folder, to: newName, in: newFolder, fallback: .lookThenRename)
        } catch let failure where failure.number == EXDEV {
            let temporary = OwnName.copy(id)
            try newFolder.remove(temporary)
            guard try mover.copy(name, in: folder, to: temporary, in: newFolder, mode: layout.documentMode) != nil
            else {
                throw Failure(number: EAGAIN)
            }
            try mover.move(temporary, in: newFolder, to: newName, in: newFolder, fallback: .lookThenRename)
            try SystemCalls.sync(newFolder.descriptor)
            try folder.remove(name)
        }
    }

    /// `archive/yyyy/mm/dd`, made if missing, durably.
    private func dayFolder(_ day: ArchiveDay) throws(SpoolError) -> OpenFolder {
        var folder = try Self.makeAll(layout.archive, mode: layout.folderMode)
        for name in day.folders { folder = try Self.make(name, in: folder, mode: layout.folderMode) }
        return folder
    }
}
