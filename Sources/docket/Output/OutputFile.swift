// A file that a command writes: there as a whole, or not at all, and never over another one unasked.

import ArgumentParser
import Glibc

enum OutputFile {
    static func isThere(_ path: String) -> CommandTrouble {
        CommandTrouble(ExitStatus.cannotWrite, "\(path) is there already; --force writes over it.")
    }

    /// Writes beside the file, makes sure that it is on the disk, and gives it its name.
    static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws {
        let (descriptor, temporary) = try open(beside: path)
        do {
            try fill(descriptor, bytes, path)
            try name(temporary, path, replacing: replacing)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func open(beside path: String) throws -> (Int32, String) {
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw trouble(path, errno) }
        // As the person's umask would have it; mkstemp lets only the owner read.
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, 0o666 & ~mask)
        return (descriptor, template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws {
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw trouble(path, errno) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw trouble(path, errno) }
    }

    private static func name(_ temporary: String, _ path: String, replacing: Bool) throws {
        if replacing {
            guard rename(temporary, path) == 0 else { throw trouble(path, errno) }
            return
        }
        // A link never takes the place of a file that has come meanwhile.
        if link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        if errno == EEXIST { throw isThere(path) }
        // A file system without links.
        guard access(path, F_OK) != 0, rename(temporary, path) == 0 else { throw trouble(path, errno) }
    }

    private static func trouble(_ path: String, _ number: Int32) -> CommandTrouble {
        CommandTrouble(ExitStatus.cannotWrite, "\(path) cannot be written: \(systemText(number))")
    }
}
