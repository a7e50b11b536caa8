// Putting a file back into its inbox: when it turned out to be incomplete, and when somebody takes it out of
// quarantine to be tried again.

import Glibc

extension DiskSpool {
    /// Crash row "after the claim, before the commit": until the file is back in the inbox it is a claim, after that
    /// it is as if it had never been taken. `finishReturning` tells which where one rename cannot do it.
    package func putBack(_ claim: Claim) throws(SpoolError) -> PutBackOutcome {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let inbox = try open(.inbox, claim.inbox, for: .putBack)
        let path = claimed.path.appending(label.name)
        let folder = try attempt(.putBack, path) { () throws(Failure) in try claimed.openIfThere(label.name) }
        guard let folder else { return .missing }
        let isBack: Bool
        do {
            try hideScans(of: claim.name, in: folder)
            isBack = try giveBack(claim.name, id: claim.id, from: folder, to: inbox)
        } catch {
            // It is a claim as before.
            _ = try? showScans(in: folder)
            if error.number == EEXIST { return .nameTaken }
            throw error.during(.putBack, folder.path.appending(claim.name))
        }
        guard isBack else { return .missing }
        ownClaims.remove(claim.id)
        try attempt(.putBack, folder.path) { () throws(Failure) in
            try returnScans(id: claim.id, from: folder, to: inbox)
        }
        returnMarker(from: folder, of: claim.name, to: inbox)
        try removeOwnFiles(of: folder, named: label.name, in: claimed, about: claim.name)
        try note(claimed)
        try note(inbox)
        return .putBack
    }

    /// Moves a file out of a claim's (or a quarantined file's) folder into the inbox, never replacing one there.
    /// - Returns: false if there is no such file.
    /// - Throws: EEXIST if the inbox has a file of that name.
    func giveBack(
        _ name: FileName, id: String, from folder: OpenFolder, to inbox: OpenFolder
    ) throws(Failure) -> Bool {
        if try finishReturning(name, id: id, from: folder, to: inbox) { return true }
        guard let details = try folder.detailsIfThere(of: name) else { return false }
        guard try folder.details().isSamePlace(as: try inbox.details()) else {
            return try giveBackByCopying(name, id: id, from: folder, to: inbox)
        }
        do {
            if try mover.moveAtOnce(name, in: folder, to: name, in: inbox) { return true }
        } catch let failure where failure.number == EXDEV {
            return try giveBackByCopying(name, id: id, from: folder, to: inbox)
        }
        // A link and a removal are two steps; the record tells after a crash whether the first was done.
        let record = ReturnRecord(inode: details.facts.inode, isCopy: false)
        try folder.writeRecord(record.record.bytes, as: OwnName.returning, mode: layout.documentMode)
        do {
            try mover.move(name, in: folder, to: name, in: inbox, fallback: .linkThenRemove)
        } catch {
            try folder.remove(OwnName.returning)
            throw error
        }
        try inbox.calls.sync(inbox.descriptor)
        try folder.calls.sync(folder.descriptor)
        return true
    }

    private func giveBackByCopying(
        _ name: FileName, id: String, from folder: OpenFolder, to inbox: OpenFolder
    ) throws(Failure) -> Bool {
        guard try inbox.detailsIfThere(of: name) == nil else { throw Failure(number: EEXIST) }
        let back = OwnName.back(id)
        try inbox.remove(back)
        guard try mover.copy(name, in: folder, to: back, in: inbox, mode: layout.documentMode | 0o020) != nil else {
            throw Failure(number: EAGAIN)
        }
        let record = ReturnRecord(inode: try inbox.details(of: back).facts.inode, isCopy: true)
        try folder.writeRecord(record.record.bytes, as: OwnName.returning, mode: layout.documentMode)
        do {
            try mover.move(back, in: inbox, to: name, in: inbox, fallback: .linkThenRemove)
        } catch {
            try inbox.remove(back)
            try folder.remove(OwnName.returning)
            throw error
        }
        try inbox.calls.sync(inbox.descriptor)
        try removeForGood(name, in: folder)
        return true
    }

    /// After a crash while putting back in two steps: finishes it if the file had appeared in the inbox, even if its
    /// owner has taken it away since; otherwise forgets it, and the file is a claim as before.
    /// - Returns: true if it is back in the inbox; its copy here is removed then.
    func finishReturning(
        _ name: FileName, id: String, from folder: OpenFolder, to inbox: OpenFolder
    ) throws(Failure) -> Bool {
        guard let bytes = try folder.record(OwnName.returning) else { return false }
        let isBack: Bool
        if let record = ReturnRecord(Record(parsing: bytes)) {
            let there = try inbox.detailsIfThere(of: name)?.facts.inode == record.inode
            if record.isCopy {
                let back = OwnName.back(id)
                let wasNotRenamed = try inbox.detailsIfThere(of: back)?.facts.inode == record.inode
                isBack = there || !wasNotRenamed
                if wasNotRenamed { try inbox.remove(back) }
            } else {
                isBack = there
            }
        } else {
            isBack = false
        }
        if isBack {
            try inbox.calls.sync(inbox.descriptor)
            try removeForGood(name, in: folder)
        }
        try folder.remove(OwnName.returning)
        return isBack
    }

    /// The return record, which is removed next, must not go before the file: without it the file is a claim again.
    private func removeForGood(_ name: FileName, in folder: OpenFolder) throws(Failure) {
        try folder.remove(name)
        try folder.calls.sync(folder.descriptor)
    }

    /// Removes a claim's folder with what the spool itself put there, and nothing else.
    func removeOwnFiles(
        of folder: OpenFolder, named folderName: FileName, in parent: OpenFolder, about name: FileName?
    ) throws(SpoolError) {
        try attempt(.sweep, folder.path) { () throws(Failure) in
            var own = [OwnName.copying, OwnName.source, OwnName.returning] + OwnName.halfRecords
            if let name {
                own += ReportName.Kind.allCases.map { ReportName.of(name, $0) }
                if let marker = name.marker { own.append(marker) }
            }
            for name in own { try folder.remove(name) }
            try parent.calls.removeFolder(folderName, in: parent.descriptor)
        }
    }
}

/// How to tell after a crash whether a file had been put back: the inode that then is in the inbox under its name.
struct ReturnRecord {
    var inode: UInt64
    var isCopy: Bool

    init(inode: UInt64, isCopy: Bool) {
        self.inode = inode
        self.isCopy = isCopy
    }

    init?(_ record: Record) {
        guard let inode: UInt64 = record.number("inode"), let way = record["by"] else { return nil }
        self.inode = inode
        isCopy = way == "copy"
    }

    var record: Record {
        var record = Record()
        record["inode"] = String(inode)
        record["by"] = isCopy ? "copy" : "link"
        return record
    }
}
