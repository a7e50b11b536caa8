// Plain calls on files and folders whose names are bytes, for backup and restore: copy with a digest, sync, list, remove.

import Digests
import Glibc
import OrderSpool

enum FileTree {
    private static let chunk = 1 << 20

    static func terminated(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }

    /// Whose a file becomes that root makes. (The command line may be run by root; the daemon is not.)
    enum Owner {
        /// The owner's of the folder that it is in, so that the daemon can use it.
        case folder
        /// The owner's of the file that it is a copy of.
        case source
    }

    /// Copies a regular file to a new one, synced.
    /// - Parameters:
    ///   - mode: of the copy; nil: as the source's.
    ///   - progress: told how many bytes of it are copied.
    /// - Returns: SHA-256 and size of what was copied; nil if there is no such file.
    static func copy(
        _ source: [UInt8], to target: [UInt8], mode: mode_t?, owner: Owner = .folder,
        progress: (Int64) -> Void = { _ in }
    ) throws(BackupError) -> (digest: String, bytes: Int64)? {
        let from = open(terminated(source), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard from >= 0 else {
            if errno == ENOENT || errno == ENXIO { return nil }
            throw BackupError("cannot read", PrintableBytes.text(of: source), errno)
        }
        defer { close(from) }
        var facts = stat()
        guard fstat(from, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let shown = PrintableBytes.text(of: target)
        let to = open(terminated(target), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard to >= 0 else { throw BackupError("cannot write", shown, errno) }
        defer { close(to) }
        do {
            let copied = try copy(from, to, shown, progress)
            give(to, at: target, owner == .source ? facts : nil)
            guard fchmod(to, mode ?? facts.st_mode & 0o777) == 0, fsync(to) == 0 else {
                throw BackupError("cannot write", shown, errno)
            }
            var times = [facts.st_mtim, facts.st_mtim]
            futimens(to, &times)
            return copied
        } catch {
            unlink(terminated(target))
            throw (error as? BackupError) ?? BackupError("\(error)")
        }
    }

    private static func give(_ file: Int32, at path: [UInt8], _ facts: stat?) {
        guard geteuid() == 0 else { return }
        var owner = facts ?? stat()
        let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? 0
        if facts == nil, stat(terminated(Array(path[..<max(slash, 1)])), &owner) != 0 { return }
        fchown(file, owner.st_uid, owner.st_gid)
    }

    /// Makes a folder, if there is none.
    static func makeFolder(_ path: [UInt8], mode: mode_t) throws(BackupError) {
        if mkdir(terminated(path), mode) != 0 {
            guard errno == EEXIST else {
                throw BackupError("cannot make the folder", PrintableBytes.text(of: path), errno)
            }
            return
        }
        let folder = open(terminated(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        fchmod(folder, mode)
        give(folder, at: path, nil)
    }

    private static func copy(
        _ from: Int32, _ to: Int32, _ path: String, _ progress: (Int64) -> Void
    ) throws -> (digest: String, bytes: Int64) {
        var hasher = try SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: chunk)
        var total: Int64 = 0
        while true {
            let count = Glibc.read(from, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw BackupError("cannot read for", path, errno) }
            if count == 0 { return (try hasher.finish().hexadecimal, total) }
            try hasher.update(buffer.span.extracting(0..<count))
            try write(buffer[..<count], to: to, path)
            total += Int64(count)
            progress(total)
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(BackupError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BackupError("cannot write", path, errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes a new file, synced.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(BackupError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw BackupError("cannot write", path, errno) }
        defer { close(file) }
        give(file, at: Array(path.utf8), nil)
        try write(bytes[...], to: file, path)
        guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw BackupError("cannot write", path, errno) }
    }

    /// The bytes of a file of ours, which is small enough; nil if there is none.
    static func read(_ path: String, limit: Int = 256 << 20) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while bytes.count <= limit {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        return nil
    }

    /// Names in a folder, sorted; none where there is no such folder.
    static func names(in folder: [UInt8]) throws(BackupError) -> [[UInt8]] {
        guard let list = opendir(terminated(folder)) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw BackupError("cannot look through", PrintableBytes.text(of: folder), errno)
        }
        defer { closedir(list) }
        var names: [[UInt8]] = []
        while let entry = readdir(list) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { [UInt8]($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The kind of what stands there, no link followed; nil: nothing.
    static func kind(_ path: [UInt8]) -> mode_t? {
        var facts = stat()
        return lstat(terminated(path), &facts) == 0 ? facts.st_mode & S_IFMT : nil
    }

    /// Every regular file beneath a folder, as paths from it.
    /// - Parameter links: list symbolic links too, which may lead to files. No link to a folder is followed.
    static func files(beneath folder: [UInt8], links: Bool = false) throws(BackupError) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for name in try names(in: folder) {
            let path = folder + [UInt8(ascii: "/")] + name
            switch kind(path) {
            case S_IFREG: found.append(name)
            case S_IFLNK where links: found.append(name)
            case S_IFDIR: found += try files(beneath: path, links: links).map { name + [UInt8(ascii: "/")] + $0 }
            default: break
            }
        }
        return found
    }

    /// In bytes; nil: there is no such file.
    static func size(_ path: String) -> Int64? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
    }

    static func sync(_ path: String) throws(BackupError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0, fsync(file) == 0 else {
            let number = errno
            if file >= 0 { close(file) }
            throw BackupError("cannot make durable", path, number)
        }
        close(file)
    }

    /// Syncs a folder and all folders beneath it; the files in them were synced when they were written.
    static func syncAll(beneath folder: String) throws(BackupError) {
        for name in try names(in: Array(folder.utf8)) {
            guard kind(Array(folder.utf8) + [UInt8(ascii: "/")] + name) == S_IFDIR,
                let text = String(validating: name, as: UTF8.self)
            else { continue }
            try syncAll(beneath: folder + "/" + text)
        }
        try sync(folder)
    }

    /// Removes a folder with all that is in it, as far as it can.
    static func remove(_ path: String) { remove(Array(path.utf8)) }

    static func remove(_ path: [UInt8]) {
        if kind(path) == S_IFDIR {
            for name in (try? names(in: path)) ?? [] { remove(path + [UInt8(ascii: "/")] + name) }
            rmdir(terminated(path))
        } else {
            unlink(terminated(path))
        }
    }
}
