// Documents that grow from turn to turn: the answer to a file of many orders.

import Glibc

extension DiskSpool {
    /// Crash row "after the claim, before the commit": the ledger knows how much of the document counts; the rest is cut
    /// off by the next call.
    package func extend(
        _ staged: StagedFile, after length: Int64, with bytes: [UInt8]
    ) throws(SpoolError) {
        let name = try IntakeLabel(id: staged.id, folder: staged.outbox).name
        guard folders[FolderKey(direction: .outbox, id: staged.outbox)] != nil else {
            throw .unknownFolder(staged.outbox)
        }
        if length == 0 {
            // What an attempt that was never committed has left under this name.
            _ = try attempt(.stage, self.staged.path.appending(name)) { () throws(Failure) in
                try self.staged.remove(name)
            }
            try stage(bytes, as: name, in: self.staged)
        } else {
            try append(bytes, to: name, after: length)
        }
        stagedUnsynced.insert(staged)
    }

    package func readPiece(
        of staged: StagedFile, at offset: Int64, count: Int
    ) throws(SpoolError) -> [UInt8]? {
        let name = try IntakeLabel(id: staged.id, folder: staged.outbox).name
        return try readPiece(of: name, in: self.staged, at: offset, count: count, expecting: nil)
    }

    /// Changes nothing on the disk, so no crash row.
    package func readPiece(
        of claim: Claim, at offset: Int64, count: Int
    ) throws(SpoolError) -> [UInt8]? {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let path = claimed.path.appending(label.name)
        let folder = try attempt(.read, path) { () throws(Failure) in try claimed.openIfThere(label.name) }
        guard let folder else { return nil }
        return try readPiece(of: claim.name, in: folder, at: offset, count: count, expecting: claim.facts)
    }

    private func readPiece(
        of name: FileName, in folder: OpenFolder, at offset: Int64, count: Int, expecting facts: FileFacts?
    ) throws(SpoolError) -> [UInt8]? {
        try attempt(.read, folder.path.appending(name)) { () throws(Failure) in
            let file: Descriptor? = try OpenFolder.nilIfMissing { () throws(Failure) in
                try folder.calls.openForReading(name, in: folder.descriptor)
            }
            guard let file else { return nil }
            if let facts {
                guard try file.calls.details(of: nil, in: file).facts.hasSameContent(as: facts) else { return nil }
            }
            return try file.calls.read(file, at: offset, upTo: count)
        }
    }

    private func append(_ bytes: [UInt8], to name: FileName, after length: Int64) throws(SpoolError) {
        let path = staged.path.appending(name)
        let file = try open(name, after: length, at: path)
        try attempt(.stage, path) { () throws(Failure) in
            try file.calls.write(bytes, to: file, chunk: limits.chunkBytes)
        }
        try note(file, path: path)
        try note(staged)
    }

    private func open(_ name: FileName, after length: Int64, at path: SpoolPath) throws(SpoolError) -> Descriptor {
        let size = try attempt(.stage, path) { () throws(Failure) in
            try staged.detailsIfThere(of: name)?.facts.sizeInBytes ?? 0
        }
        guard size >= length else {
            throw .unexpected(.stage, path: path, what: "it has \(size) bytes, and \(length) were made durable")
        }
        return try attempt(.stage, path) { () throws(Failure) in
            try staged.calls.open(name, in: staged.descriptor, toExtendAfter: length)
        }
    }
}
