// Taking files: one rename from the inbox into a folder of the claim's own in work/claimed. With the rename the desk
// becomes answerable for the file; before it the file is the partner's.

import Glibc

extension DiskSpool {
    /// Crash rows: "before the claim" up to the rename, "after the claim, before the commit" from it on. The folder that
    /// receives the file is made and synced first, and its name says which intake and which inbox it is, so everything
    /// about the claim can be read off `work/` whatever of the rest was lost.
    ///
    /// Each claim holds two files open until all of them are taken, so not too many are taken together.
    package func claim(_ requests: [ClaimRequest]) -> [ClaimOutcome] {
        stride(from: 0, to: requests.count, by: limits.openForSync).flatMap { start in
            claimTogether(requests[start..<min(requests.count, start + limits.openForSync)])
        }
    }

    private func claimTogether(_ requests: ArraySlice<ClaimRequest>) -> [ClaimOutcome] {
        let requests = Array(requests)
        var outcomes: [ClaimOutcome?] = Array(repeating: nil, count: requests.count)
        var prepared: [(index: Int, PreparedClaim)] = []
        for (index, request) in requests.enumerated() {
            do {
                switch try prepare(request) {
                case .success(let claim): prepared.append((index, claim))
                case .failure(let refusal): outcomes[index] = refusal.outcome
                }
            } catch {
                outcomes[index] = .failed(error)
            }
        }
        do {
            if !prepared.isEmpty {
                try attempt(.sync, claimed.path) { () throws(Failure) in try claimed.calls.sync(claimed.descriptor) }
            }
            for (index, claim) in prepared { outcomes[index] = take(claim) }
        } catch {
            for (index, claim) in prepared {
                giveUp(claim)
                outcomes[index] = .failed(error)
            }
        }
        for case .claimed(let claim) in outcomes { ownClaims.insert(claim.id) }
        return outcomes.map { $0 ?? .vanished }
    }

    /// A request whose file was looked at and whose folder is made.
    struct PreparedClaim {
        var request: ClaimRequest
        var label: IntakeLabel
        var inbox: OpenFolder
        var file: Descriptor
        var facts: FileFacts
        var folder: OpenFolder
        var scans: [PreparedScan]

        var name: FileName { request.entry.name }
        var path: SpoolPath { inbox.path.appending(name) }
    }

    struct Refusal: Error { var outcome: ClaimOutcome }

    /// Opens the file without following a link, and makes the claim's folder.
    func prepare(_ request: ClaimRequest) throws(SpoolError) -> Result<PreparedClaim, Refusal> {
        let label = try IntakeLabel(id: request.id, folder: request.inbox)
        guard !NeverTaken().contains(request.entry.name) else {
            throw .badIdentifier(
                request.entry.name.printable, why: "files of such a name are never taken out of an inbox")
        }
        let inbox = try open(.inbox, request.inbox, for: .claim)
        let path = inbox.path.appending(request.entry.name)
        let file: Descriptor
        do {
            file = try inbox.calls.openForReading(request.entry.name, in: inbox.descriptor)
        } catch {
            switch error.number {
            case ENOENT: return .failure(Refusal(outcome: .vanished))
            case ELOOP: return .failure(Refusal(outcome: .unusable(.symlink)))
            case ENXIO, ENODEV: return .failure(Refusal(outcome: .unusable(.other)))
            default: throw error.during(.claim, path)
            }
        }
        let facts = try attempt(.claim, path) { () throws(Failure) in
            try file.calls.details(of: nil, in: file).facts
        }
        guard facts.kind == .regular else { return .failure(Refusal(outcome: .unusable(facts.kind))) }
        guard facts.hasSameContent(as: request.entry.facts) else { return .failure(Refusal(outcome: .changed)) }
        let scans = try attempt(.claim, path) { () throws(Failure) in try prepareScans(request, in: inbox) }
        guard let scans else { return .failure(Refusal(outcome: .changed)) }
        let folder = try attempt(.claim, claimed.path.appending(label.name)) { () throws(Failure) in
            guard try claimed.detailsIfThere(of: label.name) == nil else { throw Failure(number: EEXIST) }
            return try claimed.openOrMake(label.name, mode: layout.folderMode) {}
        }
        return .success(
            PreparedClaim(
                request: request, label: label, inbox: inbox, file: file, facts: facts, folder: folder, scans: scans))
    }

    func take(_ claim: PreparedClaim) -> ClaimOutcome {
        do {
            return try takeByRenaming(claim)
        } catch let error where error.number == EXDEV {
            return takeByCopying(claim)
        } catch let error where error.number == ENOENT {
            giveUp(claim)
            return .vanished
        } catch {
            giveUp(claim)
            return .failed(error)
        }
    }

    /// The marker goes first: without the file it is nothing, but a marker left behind would declare the next file of
    /// that name whole. Then the scans, hidden; with the file itself the claim has happened.
    private func takeByRenaming(_ claim: PreparedClaim) throws(SpoolError) -> ClaimOutcome {
        let moved = try attempt(.claim, claim.path) { () throws(Failure) -> (hadMarker: Bool, taken: FileFacts)? in
            let hadMarker = try takeMarker(claim)
            guard try takeScans(claim) else { return nil }
            try mover.move(
                claim.name, in: claim.inbox, to: claim.name, in: claim.folder, fallback: .renameIntoOwnFolder)
            return (hadMarker, try claim.folder.details(of: claim.name).facts)
        }
        guard let (hadMarker, taken) = moved else {
            giveUp(claim)
            return .changed
        }
        guard taken.inode == claim.facts.inode, taken.hasSameContent(as: claim.facts) else {
            // Another file took the name, or the file was written to, between the look and the rename.
            return try undo(claim, of: taken)
        }
        var result = Claim(
            id: claim.label.id, inbox: claim.label.folder, name: claim.name, facts: taken, hadMarker: hadMarker,
            scans: claim.scans.map(\.entry.name))
        do {
            try attempt(.claim, claim.path) { () throws(Failure) in try showScans(in: claim.folder) }
            if try renewLost(claim) {
                result.facts = try attempt(.claim, claim.path) { () throws(Failure) in
                    try claim.folder.details(of: claim.name).facts
                }
            }
            try noteForSync(claim)
        } catch {
            _ = try putBack(result)
            throw error
        }
        return .claimed(result)
    }

    /// What the system could not write while it lay in the inbox it calls clean, so that no sync of ours would write it;
    /// it is written anew.
    /// - Returns: whether the data file is another one now.
    private func renewLost(_ claim: PreparedClaim) throws(SpoolError) -> Bool {
        for scan in claim.scans where scan.file.calls.hasLostWrites(scan.file) {
            try writeAnew(scan.entry.name, in: claim.folder)
        }
        guard claim.file.calls.hasLostWrites(claim.file) else { return false }
        try writeAnew(claim.name, in: claim.folder)
        return true
    }

    private func noteForSync(_ claim: PreparedClaim) throws(SpoolError) {
        try note(claim.file, path: claim.folder.path.appending(claim.name))
        for scan in claim.scans { try note(scan.file, path: claim.folder.path.appending(scan.entry.name)) }
        try noteFolders(of: claim)
    }

    func noteFolders(of claim: PreparedClaim) throws(SpoolError) {
        try note(claim.folder)
        try note(claimed)
        try note(claim.inbox)
    }

    private func takeMarker(_ claim: PreparedClaim) throws(Failure) -> Bool {
        guard claim.request.entry.hasMarker, let marker = claim.name.marker else { return false }
        let moved: Void? = try OpenFolder.nilIfMissing { () throws(Failure) in
            try mover.move(
                marker, in: claim.inbox, to: marker, in: claim.folder, fallback: .renameIntoOwnFolder)
        }
        return moved != nil
    }

    /// Puts back what is not the file that was asked for. Where a new file has the name by now, what was taken stays a
    /// claim: nothing is lost.
    private func undo(_ claim: PreparedClaim, of facts: FileFacts) throws(SpoolError) -> ClaimOutcome {
        let taken = Claim(
            id: claim.label.id, inbox: claim.label.folder, name: claim.name, facts: facts,
            hadMarker: claim.request.entry.hasMarker, scans: claim.scans.map(\.entry.name))
        switch try putBack(taken) {
        case .putBack, .missing: return facts.kind == .regular ? .changed : .unusable(facts.kind)
        case .nameTaken where facts.kind == .regular:
            try noteForSync(claim)
            return .claimed(taken)
        case .nameTaken:
            throw .unexpected(
                .claim, path: claim.folder.path.appending(claim.name),
                what: "what was moved there is no file, and its place in the inbox is taken")
        }
    }

    /// Removes the claim's folder after putting its marker and scans back. Failing that, `recover` does it at the next start.
    func giveUp(_ claim: PreparedClaim) {
        returnMarker(from: claim.folder, of: claim.name, to: claim.inbox)
        _ = try? returnScans(id: claim.label.id, from: claim.folder, to: claim.inbox)
        _ = try? dropCopiedScans(in: claim.folder)
        _ = try? claimed.calls.removeFolder(claim.label.name, in: claimed.descriptor)
    }

    /// Puts the marker back, behind its file. If a new marker is there by now, ours is the same thing and goes.
    func returnMarker(from folder: OpenFolder, of name: FileName, to inbox: OpenFolder) {
        guard let marker = name.marker else { return }
        do {
            guard try folder.detailsIfThere(of: marker) != nil else { return }
            try mover.move(marker, in: folder, to: marker, in: inbox, fallback: .linkThenRemove)
        } catch let failure where failure.number == EEXIST {
            _ = try? folder.remove(marker)
        } catch let failure where failure.number == EXDEV {
            let made = try? inbox.create(marker, mode: layout.documentMode)
            if made != nil { _ = try? folder.remove(marker) }
        } catch {
            // It cannot go back; then the partner has to give it again.
        }
    }
}
