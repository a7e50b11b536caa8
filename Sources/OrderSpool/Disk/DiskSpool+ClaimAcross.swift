// Taking files from an inbox on another file system, where a rename cannot: copy, sync, rename, record where it came
// from, remove the original. A crash anywhere in between neither loses the file nor enters it twice, because a claim
// whose original may still be there has a source record, and settling it removes the original if it is the same file.

import Glibc

extension DiskSpool {
    /// Crash rows: "before the claim" until the copy has its name (without it `recover` throws the copy away),
    /// "after the claim" from there on (`recover` first removes the original, or finds it removed).
    func takeByCopying(_ claim: PreparedClaim) -> ClaimOutcome {
        guard claim.facts.sizeInBytes <= limits.fileBytes else {
            giveUp(claim)
            return .tooLarge(sizeInBytes: claim.facts.sizeInBytes)
        }
        do {
            let copied = try attempt(.claim, claim.path) { () throws(Failure) in
                guard try copyScans(claim) else { return false }
                return try copy(claim)
            }
            guard copied, try settle(claim.label, in: claim.folder, inbox: claim.inbox) else {
                giveUp(claim)
                return .changed
            }
            let facts = try attempt(.claim, claim.path) { () throws(Failure) in
                try settleScans(claim.label, in: claim.folder, inbox: claim.inbox)
                return try claim.folder.details(of: claim.name).facts
            }
            try noteFolders(of: claim)
            return .claimed(
                Claim(
                    id: claim.label.id, inbox: claim.label.folder, name: claim.name, facts: facts,
                    hadMarker: claim.request.entry.hasMarker, scans: claim.scans.map(\.entry.name)))
        } catch {
            return abandonCopy(claim, after: error)
        }
    }

    /// - Returns: false if the file moved under the copying.
    private func copy(_ claim: PreparedClaim) throws(Failure) -> Bool {
        let facts = try mover.copy(
            claim.name, in: claim.inbox, to: OwnName.copying, in: claim.folder, mode: layout.documentMode)
        guard let facts, facts.hasSameContent(as: claim.facts) else {
            try claim.folder.remove(OwnName.copying)
            return false
        }
        try claim.folder.writeRecord(
            SourceRecord(facts: facts, hasMarker: claim.request.entry.hasMarker).record.bytes, as: OwnName.source,
            mode: layout.documentMode)
        try claim.folder.calls.rename(
            OwnName.copying, in: claim.folder.descriptor, to: claim.name, in: claim.folder.descriptor)
        try claim.folder.calls.sync(claim.folder.descriptor)
        return true
    }

    /// After a failure: if the original is certainly still in the inbox, the copy goes; otherwise the claim stays, to
    /// be settled by the next scan.
    private func abandonCopy(_ claim: PreparedClaim, after error: SpoolError) -> ClaimOutcome {
        let original = try? claim.inbox.detailsIfThere(of: claim.name)
        if let original, original.facts.hasSameContent(as: claim.facts),
            (try? removeCopy(named: claim.name, in: claim.folder)) != nil
        {
            giveUp(claim)
        } else {
            unsettled[claim.label.folder, default: []].insert(claim.label)
        }
        return .failed(error)
    }

    /// The source record goes last, and when the copy is gone for good: a copy without it is a claim.
    private func removeCopy(named name: FileName, in folder: OpenFolder) throws(Failure) {
        for name in [name, OwnName.copying] { try folder.remove(name) }
        try folder.calls.sync(folder.descriptor)
        try folder.remove(OwnName.source)
    }

    /// Settles what is unsettled of an inbox. The claims that are settled by this are listed by the next `recover`.
    func settle(_ inbox: String) throws(SpoolError) {
        guard let labels = unsettled[inbox], !labels.isEmpty else { return }
        for label in labels.sorted(by: { $0.id < $1.id }) {
            _ = try recoverClaim(label)
            unsettled[inbox]?.remove(label)
        }
    }

    /// Removes the original of a copied claim from its inbox. The original is first moved to a name that is ours, then
    /// looked at, then removed: a new file that the partner puts there at this very moment is never deleted.
    /// - Returns: false if the original was written to after it was copied. The copy is removed then.
    func settle(_ label: IntakeLabel, in folder: OpenFolder, inbox: OpenFolder) throws(SpoolError) -> Bool {
        try attempt(.claim, folder.path) { () throws(Failure) in
            guard let source = try folder.record(OwnName.source).flatMap({ SourceRecord(Record(parsing: $0)) }),
                let name = ReportName.original(among: try folder.names())
            else { return true }
            let taken = OwnName.taken(label.id)
            if try inbox.detailsIfThere(of: taken) == nil {
                guard let original = try inbox.detailsIfThere(of: name)?.facts, source.mayBe(original) else {
                    // Removed already, or another file has its name.
                    return try forgetSource(of: folder, inbox: inbox)
                }
                try mover.move(name, in: inbox, to: taken, in: inbox, fallback: .lookThenRename)
            }
            let moved = try inbox.details(of: taken).facts
            if source.isOf(moved) {
                if source.hasMarker, let marker = name.marker { try takeMarkerAcross(marker, inbox, folder) }
                try inbox.remove(taken)
                return try forgetSource(of: folder, inbox: inbox)
            }
            // It is not what was copied: back to its name, which waits for it unless a still newer file has come.
            try mover.move(taken, in: inbox, to: name, in: inbox, fallback: .linkThenRemove)
            guard moved.inode == source.inode else { return try forgetSource(of: folder, inbox: inbox) }
            try removeCopy(named: name, in: folder)
            return false
        }
    }

    private func takeMarkerAcross(_ marker: FileName, _ inbox: OpenFolder, _ folder: OpenFolder) throws(Failure) {
        guard try inbox.detailsIfThere(of: marker) != nil else { return }
        if try folder.detailsIfThere(of: marker) == nil {
            _ = try folder.create(marker, mode: layout.documentMode)
        }
        try inbox.remove(marker)
    }

    /// The record goes when the removal is durable, not before.
    private func forgetSource(of folder: OpenFolder, inbox: OpenFolder) throws(Failure) -> Bool {
        try inbox.calls.sync(inbox.descriptor)
        try folder.remove(OwnName.source)
        return true
    }
}

/// Which file a claim was copied from. The device is not part of it: it changes when a share is mounted anew.
struct SourceRecord {
    var inode: UInt64
    var size: Int64
    var modified: Int64
    var hasMarker: Bool

    init(facts: FileFacts, hasMarker: Bool) {
        inode = facts.inode
        size = facts.sizeInBytes
        modified = facts.modifiedNanoseconds
        self.hasMarker = hasMarker
    }

    init?(_ record: Record) {
        guard let inode: UInt64 = record.number("inode"), let size: Int64 = record.number("size"),
            let modified: Int64 = record.number("modified"), let marker = record["marker"]
        else { return nil }
        self.inode = inode
        self.size = size
        self.modified = modified
        hasMarker = marker == "yes"
    }

    var record: Record {
        var record = Record()
        record["inode"] = String(inode)
        record["size"] = String(size)
        record["modified"] = String(modified)
        record["marker"] = hasMarker ? "yes" : "no"
        return record
    }

    /// The same content. The inode need not be the same: some file servers make up new numbers.
    func isOf(_ facts: FileFacts) -> Bool { facts.sizeInBytes == size && facts.modifiedNanoseconds == modified }

    /// The same content, or the same file with other content.
    func mayBe(_ facts: FileFacts) -> Bool { facts.inode == inode || isOf(facts) }
}
