// Moving and copying files between folders without ever overwriting one, also where the file system lacks the calls
// for it.

import Glibc

struct FileMover {
    /// How a move without replacing is done where `RENAME_NOREPLACE` is not supported.
    enum Fallback {
        /// The target's folder belongs to one claim alone, so nothing can be there: an ordinary rename.
        case renameIntoOwnFolder
        /// A look, then an ordinary rename. For names that are unique to us. Unlike a link, a rename leaves no moment
        /// at which the document is in both places, after which a crash would publish it twice.
        case lookThenRename
        /// A hard link, which never replaces, then the old name is removed; where there are no hard links, a look and
        /// a rename. For names that others may take at any moment.
        case linkThenRemove
    }

    /// Off only in tests of the fallbacks.
    var mayUseNoReplace = true
    var chunkBytes: Int

    /// Moves `name` to `newName`.
    /// - Throws: EEXIST if the new name is taken, EXDEV if the folders are not in the same place.
    func move(
        _ name: FileName, in folder: OpenFolder, to newName: FileName, in newFolder: OpenFolder, fallback: Fallback
    ) throws(Failure) {
        if try moveAtOnce(name, in: folder, to: newName, in: newFolder) { return }
        switch fallback {
        case .renameIntoOwnFolder, .lookThenRename:
            try lookThenRename(name, in: folder, to: newName, in: newFolder)
        case .linkThenRemove:
            do {
                try folder.calls.link(name, in: folder.descriptor, to: newName, in: newFolder.descriptor)
            } catch let failure where [EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EINVAL].contains(failure.number) {
                return try lookThenRename(name, in: folder, to: newName, in: newFolder)
            }
            try folder.remove(name)
        }
    }

    /// Moves in one atomic step.
    /// - Returns: false if the file system or the kernel cannot, and nothing was done.
    func moveAtOnce(
        _ name: FileName, in folder: OpenFolder, to newName: FileName, in newFolder: OpenFolder
    ) throws(Failure) -> Bool {
        guard mayUseNoReplace else { return false }
        do {
            try folder.calls.renameWithoutReplacing(name, in: folder.descriptor, to: newName, in: newFolder.descriptor)
            return true
        } catch let failure where [EINVAL, ENOSYS, EOPNOTSUPP].contains(failure.number) {
            return false
        }
    }

    private func lookThenRename(
        _ name: FileName, in folder: OpenFolder, to newName: FileName, in newFolder: OpenFolder
    ) throws(Failure) {
        // The kernel, too, first finds the old name: a document that is published already is gone here and taken there.
        _ = try folder.details(of: name)
        guard try newFolder.detailsIfThere(of: newName) == nil else { throw Failure(number: EEXIST) }
        try folder.calls.rename(name, in: folder.descriptor, to: newName, in: newFolder.descriptor)
    }

    /// Copies a regular file under a new name, which must be free, with its modification time, synced. The copy's
    /// folder is not synced. What was written is removed if it fails.
    /// - Returns: the facts of the source, the same before and after; nil if it moved under the copying.
    func copy(
        _ name: FileName, in folder: OpenFolder, to newName: FileName, in newFolder: OpenFolder, mode: UInt32
    ) throws(Failure) -> FileFacts? {
        let source = try folder.calls.openForReading(name, in: folder.descriptor)
        let before = try source.calls.details(of: nil, in: source).facts
        guard before.kind == .regular else { throw Failure(number: ELOOP) }
        let target = try newFolder.create(newName, mode: mode)
        do {
            guard try copyBytes(of: source, to: target, expecting: before.sizeInBytes),
                try source.calls.details(of: nil, in: source).facts.hasSameContent(as: before)
            else {
                try newFolder.remove(newName)
                return nil
            }
            try target.calls.setModified(before.modifiedNanoseconds, of: target)
            try target.calls.sync(target)
            return before
        } catch {
            _ = try? newFolder.remove(newName)
            throw error
        }
    }

    /// - Returns: false if the source is not `size` bytes long.
    private func copyBytes(of source: Descriptor, to target: Descriptor, expecting size: Int64) throws(Failure) -> Bool
    {
        var copied: Int64 = 0
        while true {
            var chunk: [UInt8] = []
            let count = try source.calls.read(source, upTo: chunkBytes, into: &chunk)
            if count == 0 { return copied == size }
            copied += Int64(count)
            if copied > size { return false }
            try target.calls.write(chunk, to: target, chunk: chunkBytes)
        }
    }
}
