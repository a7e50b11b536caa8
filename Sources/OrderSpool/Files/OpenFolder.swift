// A folder held open: what is done in it is done in just that folder, whatever is renamed or mounted meanwhile.

import Glibc

final class OpenFolder {
    let descriptor: Descriptor
    /// Where it was when it was opened, for messages.
    let path: SpoolPath

    init(descriptor: Descriptor, path: SpoolPath) {
        self.descriptor = descriptor
        self.path = path
    }

    var calls: any FileCalls { descriptor.calls }

    static func open(_ path: SpoolPath, _ calls: any FileCalls) throws(Failure) -> OpenFolder {
        OpenFolder(descriptor: try calls.openFolder(path), path: path)
    }

    /// A folder beneath, no symlink on the way.
    func open(_ names: [FileName]) throws(Failure) -> OpenFolder {
        OpenFolder(
            descriptor: try calls.openFolder(names, beneath: descriptor), path: path.appending(names))
    }

    func open(_ name: FileName) throws(Failure) -> OpenFolder { try open([name]) }

    /// nil if there is none.
    func openIfThere(_ name: FileName) throws(Failure) -> OpenFolder? {
        try OpenFolder.nilIfMissing { () throws(Failure) in try open(name) }
    }

    /// Opens the folder of that name, made with just `mode` if it is missing. `made` is told then.
    func openOrMake(_ name: FileName, mode: UInt32, made: () -> Void) throws(Failure) -> OpenFolder {
        if let folder = try openIfThere(name) { return folder }
        do {
            try calls.makeFolder(name, in: descriptor, mode: 0o700)
        } catch let failure where failure.number == EEXIST {
            // Another process was quicker.
            return try open(name)
        }
        let folder = try open(name)
        // The umask has no say; a setgid bit that was inherited from the folder above stays.
        let inherited = try folder.details().mode & 0o2000
        try giveToOwner(folder.descriptor)
        try folder.calls.setMode(mode | inherited, of: folder.descriptor)
        made()
        return folder
    }

    /// A new file with just `mode`; EEXIST if there is one. The umask has no say in what partners can read.
    func create(_ name: FileName, mode: UInt32) throws(Failure) -> Descriptor {
        let file = try calls.create(name, in: descriptor, mode: mode)
        try giveToOwner(file)
        try file.calls.setMode(mode, of: file)
        return file
    }

    /// The command line may be run by root, the daemon is not: what root makes belongs to the owner of the folder that
    /// it is in, so that the daemon can use it.
    private func giveToOwner(_ new: Descriptor) throws(Failure) {
        guard calls.effectiveUser == 0 else { return }
        let owner = try details()
        guard owner.user != 0 || owner.group != 0 else { return }
        try new.calls.setOwner(user: owner.user, group: owner.group, of: new)
    }

    func details() throws(Failure) -> FileDetails { try calls.details(of: nil, in: descriptor) }

    func details(of name: FileName) throws(Failure) -> FileDetails {
        try calls.details(of: name, in: descriptor)
    }

    /// nil if there is none.
    func detailsIfThere(of name: FileName) throws(Failure) -> FileDetails? {
        try OpenFolder.nilIfMissing { () throws(Failure) in try details(of: name) }
    }

    /// All names in it; for folders of our own, which are small.
    func names() throws(Failure) -> [FileName] {
        var names: [FileName] = []
        try calls.forEachName(in: descriptor) { (name) throws(Failure) in
            names.append(name)
            return true
        }
        return names.sorted()
    }

    /// - Returns: false if there was none.
    @discardableResult
    func remove(_ name: FileName) throws(Failure) -> Bool {
        try OpenFolder.nilIfMissing { () throws(Failure) in try calls.removeFile(name, in: descriptor) } != nil
    }

    /// The content of a small record, at most 4 KiB; nil if there is no such regular file.
    func record(_ name: FileName) throws(Failure) -> [UInt8]? {
        guard let details = try detailsIfThere(of: name), details.facts.kind == .regular else { return nil }
        let file = try calls.openForReading(name, in: descriptor)
        var bytes: [UInt8] = []
        while bytes.count < FixedLimits.recordBytes {
            let room = FixedLimits.recordBytes - bytes.count
            guard try file.calls.read(file, upTo: room, into: &bytes) > 0 else { break }
        }
        return bytes
    }

    /// Writes a small record durably: under a temporary name, synced, renamed, the folder synced.
    func writeRecord(_ bytes: [UInt8], as name: FileName, mode: UInt32) throws(Failure) {
        let temporary = FileName(composed: Array(name.bytes.prefix(200)) + Array(".new".utf8))
        try remove(temporary)
        do {
            let file = try create(temporary, mode: mode)
            try file.calls.write(bytes, to: file, chunk: FixedLimits.recordBytes)
            try file.calls.sync(file)
            try calls.rename(temporary, in: descriptor, to: name, in: descriptor)
        } catch {
            _ = try? remove(temporary)
            throw error
        }
        try calls.sync(descriptor)
    }

    static func nilIfMissing<Value>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value? {
        do {
            return try body()
        } catch let failure where failure.number == ENOENT {
            return nil
        }
    }
}
