// Reading a claimed file, and seeing that nobody wrote into it meanwhile.

import Glibc

extension DiskSpool {
    /// Changes nothing on the disk, so no crash row. A file is read in chunks and never mapped: a mapped file that is
    /// cut short kills the program.
    package func read(_ claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        let path = claimed.path.appending(label.name).appending(claim.name)
        return try attempt(.read, path) { () throws(Failure) in
            guard let folder = try claimed.openIfThere(label.name) else { return .missing }
            return try read(claim.name, in: folder, expecting: claim.facts, limit: limit)
        }
    }

    func read(
        _ name: FileName, in folder: OpenFolder, expecting facts: FileFacts, limit: Int64
    ) throws(Failure) -> ReadOutcome {
        let file: Descriptor? = try OpenFolder.nilIfMissing { () throws(Failure) in
            try folder.calls.openForReading(name, in: folder.descriptor)
        }
        guard let file else { return .missing }
        let before = try file.calls.details(of: nil, in: file).facts
        guard before.hasSameContent(as: facts) else { return .changedWhileReading }
        guard before.sizeInBytes <= limit, let size = Int(exactly: before.sizeInBytes) else {
            return .tooLarge(sizeInBytes: before.sizeInBytes)
        }
        guard let bytes = try readAll(of: file, size: size),
            try file.calls.details(of: nil, in: file).facts.hasSameContent(as: before)
        else { return .changedWhileReading }
        return .whole(bytes)
    }

    /// - Returns: nil if the file does not end after `size` bytes.
    private func readAll(of file: Descriptor, size: Int) throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        while bytes.count <= size {
            // One byte more than there should be, to see the end of the file.
            let wanted = min(limits.chunkBytes, size - bytes.count + 1)
            if try file.calls.read(file, upTo: wanted, into: &bytes) == 0 { return bytes.count == size ? bytes : nil }
        }
        return nil
    }
}
