// Files as the system sees them: names are bytes, and a name need not be text.

import Glibc

struct FileTrouble: Error, CustomStringConvertible {
    let description: String
    init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
}

enum RawFiles {
    /// Writes a file under another name and renames it, so that it is whole from the first instant.
    static func drop(_ bytes: [UInt8], into folder: String, as name: [UInt8]) throws {
        let hidden = "\(folder)/.being-written-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).part"
        try write(bytes, to: hidden)
        let target = Array(folder.utf8) + [0x2F] + name + [0]
        let code = target.withUnsafeBytes { buffer in
            buffer.baseAddress.map { rename(hidden, $0.assumingMemoryBound(to: CChar.self)) } ?? -1
        }
        guard code == 0 else { throw FileTrouble("cannot rename a file into \(folder)") }
    }

    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileTrouble("cannot write \(path)") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FileTrouble("cannot write \(path)") }
            written += count
        }
    }

    static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        try write(Array(text.utf8), to: path, mode: mode)
    }

    /// A file of this size with nothing on the disk.
    static func makeSparse(_ path: String, size: off_t) throws {
        try write([], to: path)
        guard truncate(path, size) == 0 else { throw FileTrouble("cannot make \(path) so large") }
    }

    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    static func text(_ path: String) -> String? { read(path).map { String(decoding: $0, as: UTF8.self) } }

    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    /// Names in a folder, without those that begin with a dot; empty where there is no such folder.
    static func names(in folder: String) -> [[UInt8]] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let length = strlen(&entry.pointee.d_name.0)
            let name = withUnsafeBytes(of: entry.pointee.d_name) { [UInt8]($0.prefix(length)) }
            if name.first != 0x2E { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
