// The plain file calls with which tests play the partner, and look at what a desk has left on the disk.

import Glibc
import TestKit
import Testing

/// Removed with everything in it when the last reference goes. In memory where the machine has such a file system:
/// what is tested is the order of things, and thousands of syncs would only take time.
final class DeskFolder {
    let path: String

    init() throws {
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/docket-desk-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    // Byte by byte: names in it need not be text.
    deinit { removeTree(path) }
}

enum Disk {
    static func write(_ bytes: some Sequence<UInt8>, to path: String, appending: Bool = false) throws {
        let bytes = Array(bytes)
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC), 0o660)
        try #require(file >= 0, "\(path): \(errno)")
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            try #require(count > 0, "\(path): \(errno)")
            written += count
        }
    }

    static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes[count...].withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            guard more > 0 else { return nil }
            count += more
        }
        return bytes
    }

    static func text(_ path: String) -> String? { read(path).map { String(decoding: $0, as: UTF8.self) } }

    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    /// The files beneath a folder, as paths from it, sorted. Folders themselves are not listed.
    static func files(beneath root: String) -> [String] {
        var found: [String] = []
        var open = [""]
        while let folder = open.popLast() {
            for name in names(in: root + folder) {
                let path = "\(folder)/\(name)"
                if isFolder(root + path) { open.append(path) } else { found.append(String(path.dropFirst())) }
            }
        }
        return found.sorted()
    }

    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The time of the last change of a file, by the clock of its file system.
    static func changedNanoseconds(_ path: String) -> Int64? {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        return Int64(facts.st_ctim.tv_sec) * 1_000_000_000 + Int64(facts.st_ctim.tv_nsec)
    }

    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    static func remove(_ path: String) {
        if isFolder(path) {
            for name in names(in: path) { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
