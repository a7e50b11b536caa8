// Documents on their way out: staged where one rename can publish them, published by that rename.

import Glibc

extension DiskSpool {
    /// Crash row "after the claim, before the commit": what is staged and not owned by a row is swept. The document is
    /// not durable before the next `syncBatch`. If the outbox is away, full or read-only, the document waits in `work/`,
    /// so that one partner's share does not hold up the others.
    package func stage(_ document: [UInt8], id: String, for outbox: String) throws(SpoolError) -> StagedFile {
        let label = try IntakeLabel(id: id, folder: outbox)
        guard folders[FolderKey(direction: .outbox, id: outbox)] != nil else { throw .unknownFolder(outbox) }
        let beside = (try? stagingFolder(for: outbox)) ?? staged
        do {
            try stage(document, as: label.name, in: beside)
        } catch {
            guard beside.path != staged.path else { throw error }
            try stage(document, as: label.name, in: staged)
        }
        let result = StagedFile(id: id, outbox: outbox)
        stagedUnsynced.insert(result)
        return result
    }

    func stage(_ document: [UInt8], as name: FileName, in folder: OpenFolder) throws(SpoolError) {
        let file = try write(document, as: name, into: folder, during: .stage)
        try note(file, path: folder.path.appending(name))
        try note(folder)
    }

    /// Crash rows "after the commit, before publishing" (the staged file is there: publish it) and "after publishing,
    /// before it is marked" (it is gone: it was published). The rename is durable after the next `syncBatch`; mark it
    /// after that.
    package func publish(_ staged: StagedFile, as name: FileName) throws(SpoolError) -> PublishOutcome {
        let label = try IntakeLabel(id: staged.id, folder: staged.outbox)
        let outbox = try open(.outbox, staged.outbox, for: .publish)
        let path = outbox.path.appending(name)
        guard !stagedDamaged.contains(staged) else {
            throw .unexpected(.publish, path: path, what: "the disk failed when this document was made durable")
        }
        // A name may only appear when the bytes behind it are on the disk.
        if stagedUnsynced.contains(staged) { try syncBatch() }
        for folder in try stagingFolders(of: outbox, bringing: label.name) {
            do {
                try mover.move(label.name, in: folder, to: name, in: outbox, fallback: .lookThenRename)
            } catch let failure where failure.number == ENOENT {
                continue
            } catch let failure where failure.number == EEXIST {
                guard try isThere(label.name, in: folder, as: name, in: outbox) else { return .nameTaken }
            } catch {
                throw error.during(.publish, path)
            }
            try note(outbox)
            try note(folder)
            return .published
        }
        // An earlier run published it, and may have died before its sync: it may be marked only after this one.
        try note(outbox)
        try note(self.staged)
        return .stagedFileGone
    }

    /// A desk that was restored from a backup writes documents again that it had published. Where the same bytes have the
    /// name, the document is there, and the staged one goes.
    private func isThere(
        _ staged: FileName, in folder: OpenFolder, as name: FileName, in outbox: OpenFolder
    ) throws(SpoolError) -> Bool {
        try attempt(.publish, outbox.path.appending(name)) { () throws(Failure) in
            guard let there = try outbox.detailsIfThere(of: name)?.facts,
                let here = try folder.detailsIfThere(of: staged)?.facts,
                there.kind == .regular, there.sizeInBytes == here.sizeInBytes
            else { return false }
            let (left, right) = (
                try folder.calls.openForReading(staged, in: folder.descriptor),
                try outbox.calls.openForReading(name, in: outbox.descriptor)
            )
            var offset: Int64 = 0
            while offset < here.sizeInBytes {
                let piece = try left.calls.read(left, at: offset, upTo: limits.chunkBytes)
                guard !piece.isEmpty, piece == (try right.calls.read(right, at: offset, upTo: limits.chunkBytes)) else {
                    return false
                }
                offset += Int64(piece.count)
            }
            try right.calls.sync(right)
            try folder.remove(staged)
            return true
        }
    }

    /// Crash row "after the claim, before the commit": removes the staged files that no row owns.
    package func sweepStaged(except owned: Set<StagedFile>) throws(SpoolError) -> [StagedFile] {
        var removed: [StagedFile] = []
        for (file, folder) in try allStaged() where !owned.contains(file) {
            let name = try IntakeLabel(id: file.id, folder: file.outbox).name
            _ = try attempt(.sweep, folder.path.appending(name)) { () throws(Failure) in try folder.remove(name) }
            stagedUnsynced.remove(file)
            removed.append(file)
        }
        return removed.sorted { ($0.id, $0.outbox) < ($1.id, $1.outbox) }
    }

    /// Every staged file with the folder it is in, also of outboxes that are not in use any more. Outboxes that are
    /// away are left out.
    func allStaged() throws(SpoolError) -> [(file: StagedFile, folder: OpenFolder)] {
        var places = [staged]
        for key in folders.keys.filter({ $0.direction == .outbox }).sorted(by: { $0.id < $1.id }) {
            guard let outbox = try? open(.outbox, key.id, for: .recover) else { continue }
            let beside = try attempt(.recover, outbox.path) { () throws(Failure) in
                try outbox.openIfThere(OwnName.stagedBeside)
            }
            if let beside { places.append(beside) }
        }
        var result: [(file: StagedFile, folder: OpenFolder)] = []
        for place in places {
            for label in try labels(in: place) {
                result.append((StagedFile(id: label.id, outbox: label.folder), place))
            }
        }
        return result
    }

    /// Writes a new file with the documents' mode; what was written of it is removed if that fails (a full disk).
    func write(
        _ bytes: [UInt8], as name: FileName, into folder: OpenFolder, during operation: SpoolOperation
    ) throws(SpoolError) -> Descriptor {
        let path = folder.path.appending(name)
        let file: Descriptor
        do {
            file = try folder.create(name, mode: layout.documentMode)
        } catch let failure where failure.number == EEXIST {
            throw .nameTaken(operation, path: path)
        } catch {
            throw error.during(operation, path)
        }
        do {
            try file.calls.write(bytes, to: file, chunk: limits.chunkBytes)
        } catch {
            _ = try? folder.remove(name)
            throw error.during(operation, path)
        }
        return file
    }

    /// Where documents for this outbox are staged: in `work/` if they can be published from there or the outbox is
    /// away, else in a hidden folder in the outbox.
    private func stagingFolder(for outbox: String) throws(SpoolError) -> OpenFolder {
        guard let outbox = try? open(.outbox, outbox, for: .stage) else { return staged }
        return try attempt(.stage, outbox.path) { () throws(Failure) in
            if try canPublishFromWork(to: outbox) { return staged }
            return try outbox.openOrMake(OwnName.stagedBeside, mode: 0o700) {}
        }
    }

    /// One rename leads from `work/` into the outbox, and the outbox does not give its files a group of its own (a
    /// file that is renamed into it would keep ours).
    private func canPublishFromWork(to outbox: OpenFolder) throws(Failure) -> Bool {
        let there = try outbox.details()
        let here = try staged.details()
        return there.isSamePlace(as: here) && (!there.givesItsGroup || there.group == here.group)
    }

    /// Where a document for this outbox may be staged, as far as it can be published from there. A document in `work/`
    /// for an outbox that was away, or moved to another file system since, is first brought to the outbox.
    private func stagingFolders(of outbox: OpenFolder, bringing name: FileName) throws(SpoolError) -> [OpenFolder] {
        try attempt(.publish, outbox.path) { () throws(Failure) in
            let isNear = try canPublishFromWork(to: outbox)
            if !isNear, try staged.detailsIfThere(of: name) != nil { try bring(name, to: outbox) }
            let beside = try outbox.openIfThere(OwnName.stagedBeside)
            return (isNear ? [staged] : []) + (beside.map { [$0] } ?? [])
        }
    }

    /// Copies a staged document beside its outbox. It is removed here before it can be published there, so no crash
    /// can publish it twice.
    private func bring(_ name: FileName, to outbox: OpenFolder) throws(Failure) {
        let beside = try outbox.openOrMake(OwnName.stagedBeside, mode: 0o700) {}
        // What a crash left of an earlier attempt.
        try beside.remove(name)
        guard try mover.copy(name, in: staged, to: name, in: beside, mode: layout.documentMode) != nil else {
            throw Failure(number: EAGAIN)
        }
        try beside.calls.sync(beside.descriptor)
        try outbox.calls.sync(outbox.descriptor)
        try staged.remove(name)
        try staged.calls.sync(staged.descriptor)
    }
}
