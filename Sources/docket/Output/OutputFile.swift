// A file that a command writes: there as a whole, or not at all, and never over another one unasked.

import ArgumentParser
import Glibc

/// Is written beside its path, piece by piece, and gets its name at the end; without that nothing is left of it.
final class OutputFile {
    private let path: String
    private let replacing: Bool
    private let descriptor: Int32
    /// Its name until it is whole; nil once it has its own.
    private var temporary: String?

    static func isThere(_ path: String) -> CommandTrouble {
        CommandTrouble(ExitStatus.cannotWrite, "\(path) is there already; --force writes over it.")
    }

    init(_ path: String, replacing: Bool) throws {
        self.path = path
        self.replacing = replacing
        (descriptor, temporary) = try OutputFile.open(beside: path)
    }

    deinit {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    func write(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OutputFile.trouble(path, errno) }
            written += count
        }
    }

    /// Makes sure that it is on the disk, and gives it its name.
    func finish() throws {
        guard let temporary else { return }
        guard fsync(descriptor) == 0 else { throw OutputFile.trouble(path, errno) }
        try OutputFile.name(temporary, path, replacing: replacing)
        self.temporary = nil
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
