// How a claim leaves work/: its whole folder moves, in one rename, into the archive or into quarantine. Nothing has to be
// deleted for that, and the file keeps its name byte for byte.

import Glibc

extension DiskSpool {
    /// Moves the folder of a claim to `parent`, on the same file system or another. Repeating it after a crash anywhere
    /// in between ends the same.
    /// - Parameter preparing: what to do in the folder before it moves.
    /// - Returns: the folder in its new place, and whether it was there before; nil if it is in neither place.
    func moveFolder(
        of claim: Claim, _ label: IntakeLabel, to parent: OpenFolder, during operation: SpoolOperation,
        preparing: (OpenFolder) throws(Failure) -> Void
    ) throws(SpoolError) -> (folder: OpenFolder, wasThereAlready: Bool)? {
        let path = parent.path.appending(label.name)
        let (source, wasThereAlready) = try attempt(operation, path) { () throws(Failure) in
            (try claimed.openIfThere(label.name), try parent.detailsIfThere(of: label.name) != nil)
        }
        if let source {
            try attempt(operation, path) { () throws(Failure) in
                if !wasThereAlready, try source.detailsIfThere(of: claim.name) != nil {
                    try preparing(source)
                    try move(label.name, source, to: parent, id: claim.id)
                }
            }
            try removeLeftOver(of: claim, label, copiedTo: parent, during: operation)
            try note(claimed)
        }
        let moved = try attempt(operation, path) { () throws(Failure) in try parent.openIfThere(label.name) }
        ownClaims.remove(claim.id)
        guard let moved else { return nil }
        try note(parent)
        return (moved, wasThereAlready)
    }

    private func move(_ name: FileName, _ folder: OpenFolder, to parent: OpenFolder, id: String) throws(Failure) {
        do {
            try mover.move(name, in: claimed, to: name, in: parent, fallback: .lookThenRename)
        } catch let failure where failure.number == EXDEV {
            let temporary = OwnName.copy(id)
            try removeFlat(temporary, in: parent)
            let copy = try parent.openOrMake(temporary, mode: layout.folderMode) {}
            for file in try folder.names() {
                guard try mover.copy(file, in: folder, to: file, in: copy, mode: layout.documentMode) != nil else {
                    throw Failure(number: EAGAIN)
                }
            }
            try copy.calls.sync(copy.descriptor)
            try mover.move(temporary, in: parent, to: name, in: parent, fallback: .lookThenRename)
            try parent.calls.sync(parent.descriptor)
        }
    }

    /// Removes what is still in `work/` of a claim after its folder was copied to another file system, or of a claim
    /// whose file is gone.
    private func removeLeftOver(
        of claim: Claim, _ label: IntakeLabel, copiedTo parent: OpenFolder, during operation: SpoolOperation
    ) throws(SpoolError) {
        let left = try attempt(operation, claimed.path.appending(label.name)) { () throws(Failure) in
            let left = try claimed.openIfThere(label.name)
            guard let left, let here = try left.detailsIfThere(of: claim.name)?.facts else { return left }
            let there = try parent.openIfThere(label.name)?.detailsIfThere(of: claim.name)?.facts
            guard let there, there.sizeInBytes == here.sizeInBytes,
                there.modifiedNanoseconds == here.modifiedNanoseconds
            else { throw Failure(number: EEXIST) }
            // Marker, scans and reports before the file: without it they would be put back, or taken for a claim, by
            // `recover`.
            for scan in try scans(of: claim.name, in: left) { try left.remove(scan) }
            if let marker = claim.name.marker { try left.remove(marker) }
            for kind in ReportName.Kind.allCases { try left.remove(ReportName.of(claim.name, kind)) }
            try left.remove(claim.name)
            return left
        }
        if let left { try removeOwnFiles(of: left, named: label.name, in: claimed, about: claim.name) }
    }

    /// Removes a folder of ours with the files in it.
    func removeFlat(_ name: FileName, in parent: OpenFolder) throws(Failure) {
        guard let folder = try parent.openIfThere(name) else { return }
        for file in try folder.names() { try folder.remove(file) }
        try parent.calls.removeFolder(name, in: parent.descriptor)
    }
}
