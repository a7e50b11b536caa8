// A folder that becomes a backup: written beside its name, each file with its SHA-256, and named when all of it is on the
// disk.

import Digests
import Glibc
import OrderSpool

/// Why there is no backup, or why one cannot be restored. For people.
package struct BackupError: Error, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }

    /// About a call that failed.
    init(_ what: String, _ path: String, _ number: Int32) {
        let advice =
            switch number {
            case ENOSPC, EDQUOT: "; make room there, nothing was left behind under a final name"
            case EACCES, EPERM: "; run this as the desk's user, who needs the right to read and write there"
            case EROFS: "; the file system is mounted read-only"
            default: ""
            }
        description = "\(what) \(path): \(number == ENOSPC ? "the disk is full" : systemText(number))\(advice)"
    }
}

/// What a backup is called by: names of its own files.
enum BackupName {
    static let note = "BACKUP"
    static let digests = "SHA256SUMS"
    static let ledger = "ledger.sqlite"
    static let configuration = "etc"
    static let claimed = "work/claimed"
    static let staged = "work/staged"
    /// Behind the name of a backup that is not whole.
    static let unfinished = ".unfinished"
}

/// Writes a backup.
final class BackupFolder {
    /// Its name once it is whole.
    let path: String
    private let temporary: String
    private let lock: Int32
    private var digests: [(digest: String, path: [UInt8])] = []
    private var isFinished = false
    private(set) var bytes: Int64 = 0
    var files: Int { digests.count }

    /// Begins a backup. What an earlier attempt at the same backup has left is removed.
    init(_ path: String) throws(BackupError) {
        self.path = path
        temporary = path + BackupName.unfinished
        guard access(path, F_OK) != 0 else {
            throw BackupError("\(path) is there already; name a folder that is not, such as one with the day in it")
        }
        if mkdir(temporary, 0o700) != 0 {
            guard errno == EEXIST else { throw BackupError("a backup cannot be made at", temporary, errno) }
            try BackupFolder.removeLeftOver(temporary)
            guard mkdir(temporary, 0o700) == 0 else {
                throw BackupError("a backup cannot be made at", temporary, errno)
            }
        }
        lock = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw BackupError("another backup is being made at \(temporary)")
        }
    }

    deinit {
        // Whoever breaks off leaves nothing; whoever is killed leaves a folder that is called unfinished.
        if !isFinished { FileTree.remove(temporary) }
        close(lock)
    }

    private static func removeLeftOver(_ path: String) throws(BackupError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { throw BackupError("cannot look at", path, errno) }
        defer { close(folder) }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            throw BackupError("another backup is being made at \(path)")
        }
        FileTree.remove(path)
    }

    /// Where a file of the backup lies while it is written; its folders are made.
    func place(of path: [UInt8]) throws(BackupError) -> [UInt8] {
        var folder = Array(temporary.utf8)
        for part in path.split(separator: UInt8(ascii: "/")).dropLast() {
            folder += [UInt8(ascii: "/")] + part
            if mkdir(FileTree.terminated(folder), 0o700) != 0, errno != EEXIST {
                throw BackupError("cannot make the folder", PrintableBytes.text(of: folder), errno)
            }
        }
        return Array(temporary.utf8) + [UInt8(ascii: "/")] + path
    }

    /// Copies a file into the backup; `path` is relative to it.
    /// - Returns: false if there is no such file, or no regular one.
    @discardableResult
    func copy(_ source: [UInt8], to path: [UInt8], progress: (Int64) -> Void) throws(BackupError) -> Bool {
        let target = try place(of: path)
        guard
            let copied = try FileTree.copy(
                source, to: target, mode: nil, owner: .source, progress: { progress(bytes + $0) })
        else {
            return false
        }
        digests.append((copied.digest, path))
        bytes += copied.bytes
        return true
    }

    /// Takes a file in that was written to its `place`.
    func add(_ path: String) throws(BackupError) {
        let place = temporary + "/" + path
        do {
            let (digest, count) = try SHA256Digest.ofFile(at: place)
            digests.append((digest.hexadecimal, Array(path.utf8)))
            bytes += count
        } catch {
            throw BackupError("\(error)")
        }
        try FileTree.sync(place)
    }

    /// Everything is on the disk, and the backup gets its name.
    /// - Parameter note: what the backup says about itself.
    func finish(note: [(key: String, value: String)]) throws(BackupError) {
        let lines = (note + [("files", "\(files)"), ("bytes", "\(bytes)")]).map { "\($0.0) \($0.1)\n" }
        try FileTree.write(Array(lines.joined().utf8), to: temporary + "/" + BackupName.note)
        try add(BackupName.note)
        try FileTree.write(
            digests.flatMap { BackupDigests.line($0.digest, $0.path) }, to: temporary + "/" + BackupName.digests)
        try FileTree.syncAll(beneath: temporary)
        guard rename(temporary, path) == 0 else { throw BackupError("cannot give the backup its name", path, errno) }
        isFinished = true
        try FileTree.sync(DeskLayout.parent(of: path))
    }
}

/// The list of digests, as sha256sum(1) writes and checks it.
enum BackupDigests {
    static func line(_ digest: String, _ path: [UInt8]) -> [UInt8] {
        var escaped: [UInt8] = []
        for byte in path {
            switch byte {
            case UInt8(ascii: "\\"): escaped += Array("\\\\".utf8)
            case UInt8(ascii: "\n"): escaped += Array("\\n".utf8)
            case UInt8(ascii: "\r"): escaped += Array("\\r".utf8)
            default: escaped.append(byte)
            }
        }
        let mark = escaped == path ? "" : "\\"
        return Array("\(mark)\(digest)  ".utf8) + escaped + [UInt8(ascii: "\n")]
    }

    /// - Returns: nil if a line is none.
    static func parse(_ bytes: [UInt8]) -> [(digest: String, path: [UInt8])]? {
        guard bytes.last == UInt8(ascii: "\n") else { return nil }
        var found: [(digest: String, path: [UInt8])] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let isEscaped = line.first == UInt8(ascii: "\\")
            let rest = isEscaped ? line.dropFirst() : line
            guard rest.count > 66, rest.dropFirst(64).prefix(2) == [0x20, 0x20] else { return nil }
            let digest = String(decoding: rest.prefix(64), as: UTF8.self)
            let path = Array(rest.dropFirst(66))
            found.append((digest, isEscaped ? unescaped(path) : path))
        }
        return found
    }

    private static func unescaped(_ path: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = path[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
            default: result.append(next)
            }
        }
        return result
    }
}
