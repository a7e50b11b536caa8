// What the last run left in work/, read off the names there; half-done steps are finished or undone.

import Glibc

extension DiskSpool {
    /// Crash rows: all five. What it finds of each, and what it does:
    /// - a claim's folder without a file: the claim had not happened; the marker goes back, the folder goes;
    /// - a copy without its final name: the same;
    /// - a source record: the file was copied from another file system; the original is removed if it is the same;
    /// - a return record: the file was on its way back; see `finishReturning`;
    /// - hidden or copied scans: see `DiskSpool+Scans`;
    /// - a file alone, or with its scans: a claim, written anew (see `makeDurable`). The ledger knows whether it was
    ///   entered (then it is archived) or not (then processed);
    /// - staged files: the ledger knows which are pending (published) and which no row owns (swept).
    package func recover() throws(SpoolError) -> RecoveredWork {
        var work = RecoveredWork()
        for label in try labels(in: claimed) {
            do {
                guard let claim = try recoverClaim(label) else { continue }
                do {
                    work.claims.append(try makeDurable(claim, label))
                } catch {
                    work.blocked.append(BlockedClaim(id: label.id, inbox: label.folder, error: error))
                }
            } catch {
                if case .unexpected = error {
                    // Nothing that a look at the inbox could settle.
                } else {
                    unsettled[label.folder, default: []].insert(label)
                }
                work.blocked.append(BlockedClaim(id: label.id, inbox: label.folder, error: error))
            }
        }
        work.claims.sort { $0.id < $1.id }
        work.staged = try allStaged().map(\.file).sorted { ($0.id, $0.outbox) < ($1.id, $1.outbox) }
        return work
    }

    /// The intakes in a folder of ours; other names there are not ours and left alone.
    func labels(in folder: OpenFolder) throws(SpoolError) -> [IntakeLabel] {
        try attempt(.recover, folder.path) { () throws(Failure) in try folder.names() }
            .compactMap(IntakeLabel.parse)
    }

    /// - Returns: nil if the claim had not happened or was undone, and is no more.
    func recoverClaim(_ label: IntakeLabel) throws(SpoolError) -> Claim? {
        let path = claimed.path.appending(label.name)
        let opened = try attempt(.recover, path) { () throws(Failure) in
            try claimed.openIfThere(label.name).map { (folder) throws(Failure) in (folder, try folder.names()) }
        }
        guard let (folder, names) = opened else { return nil }
        guard let name = ReportName.original(among: names) else {
            guard names.allSatisfy({ $0.isHidden || $0.marked != nil }) else {
                throw .unexpected(.recover, path: path, what: "there is more than one file in the folder of a claim")
            }
            try dropEmptyClaim(label, folder, marked: names.compactMap(\.marked).first)
            return nil
        }
        let hasCopiedScans = names.contains { $0.bytes.starts(with: Array(OwnName.copiedMark.utf8)) }
        if names.contains(OwnName.source) || names.contains(OwnName.returning) || hasCopiedScans {
            let inbox = try open(.inbox, label.folder, for: .recover)
            if names.contains(OwnName.source), try !settle(label, in: folder, inbox: inbox) {
                try attempt(.recover, path) { () throws(Failure) in try dropCopiedScans(in: folder) }
                try removeOwnFiles(of: folder, named: label.name, in: claimed, about: nil)
                return nil
            }
            let isBack = try attempt(.recover, path) { () throws(Failure) in
                try settleScans(label, in: folder, inbox: inbox)
                let isBack = try finishReturning(name, id: label.id, from: folder, to: inbox)
                if isBack { try returnScans(id: label.id, from: folder, to: inbox) }
                return isBack
            }
            if isBack {
                returnMarker(from: folder, of: name, to: inbox)
                try removeOwnFiles(of: folder, named: label.name, in: claimed, about: name)
                return nil
            }
        }
        return try attempt(.recover, path.appending(name)) { () throws(Failure) in
            try showScans(in: folder)
            for half in OwnName.halfRecords where names.contains(half) { try folder.remove(half) }
            return Claim(
                id: label.id, inbox: label.folder, name: name, facts: try folder.details(of: name).facts,
                hadMarker: name.marker.map(names.contains) ?? false, scans: try scans(of: name, in: folder))
        }
    }

    /// The last run may have died between taking a file and making that durable, or just because a sync had failed, after
    /// which the system calls the lost pages clean and another sync would lie. What is decided of the file now must not
    /// rest on that, so its bytes are written anew.
    /// - Returns: the claim with the facts of what was written.
    private func makeDurable(_ claim: Claim, _ label: IntakeLabel) throws(SpoolError) -> Claim {
        guard !ownClaims.contains(claim.id) else { return claim }
        var claim = claim
        let folder = try attempt(.recover, claimed.path.appending(label.name)) { () throws(Failure) in
            try claimed.open(label.name)
        }
        for name in [claim.name] + claim.scans { try writeAnew(name, in: folder) }
        claim.facts = try attempt(.recover, folder.path.appending(claim.name)) { () throws(Failure) in
            try folder.details(of: claim.name).facts
        }
        try note(folder)
        try note(claimed)
        // Of an inbox that is away nothing can be synced; the file itself is here.
        if let inbox = try? open(.inbox, claim.inbox, for: .recover) { try note(inbox) }
        ownClaims.insert(claim.id)
        return claim
    }

    func writeAnew(_ name: FileName, in folder: OpenFolder) throws(SpoolError) {
        let path = folder.path.appending(name)
        let file = try attempt(.recover, path) { () throws(Failure) in
            try folder.calls.openForReading(name, in: folder.descriptor)
        }
        try note(file, path: path)
        // Whoever may still be writing into it writes into this very file.
        guard folder.calls.isOpenForWritingElsewhere(file) == false else { return }
        try attempt(.recover, path) { () throws(Failure) in
            try folder.remove(OwnName.copying)
            let copied = try mover.copy(
                name, in: folder, to: OwnName.copying, in: folder, mode: layout.documentMode)
            guard copied != nil else { return }
            try folder.calls.rename(OwnName.copying, in: folder.descriptor, to: name, in: folder.descriptor)
        }
    }

    /// The claim had not happened, or the file went back and only the folder is left. A marker or a scan in it belongs to
    /// a file in the inbox, so it goes back there.
    private func dropEmptyClaim(
        _ label: IntakeLabel, _ folder: OpenFolder, marked: FileName?
    ) throws(SpoolError) {
        let hasScans = try attempt(.recover, folder.path) { () throws(Failure) in
            try dropCopiedScans(in: folder)
            return try !OwnName.scans(in: folder, marked: OwnName.hiddenMark).isEmpty
        }
        if marked != nil || hasScans {
            let inbox = try open(.inbox, label.folder, for: .recover)
            if let marked { returnMarker(from: folder, of: marked, to: inbox) }
            try attempt(.recover, folder.path) { () throws(Failure) in
                try returnScans(id: label.id, from: folder, to: inbox)
            }
            try note(inbox)
        }
        try removeOwnFiles(of: folder, named: label.name, in: claimed, about: marked)
        try note(claimed)
    }
}
