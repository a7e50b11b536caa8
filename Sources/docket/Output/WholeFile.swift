// Reading a file that a person named, within a limit and with an error that says what to do.

import ArgumentParser
import Glibc
import OrderFormats

enum WholeFile {
    static let limit = 256 << 20

    static func read(_ path: String) throws -> [UInt8] {
        // A pipe that nobody writes to would hold the command for ever.
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ValidationError("\(path): \(String(cString: strerror(errno)))") }
        defer { if descriptor != 0 { close(descriptor) } }
        var facts = stat()
        if path != "-", fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT != S_IFREG {
            throw ValidationError("\(path) is not a file.")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ValidationError("\(path): \(String(cString: strerror(errno)))") }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw ValidationError("\(path) is larger than \(limit >> 20) MiB, more than the desk takes by default.")
            }
        }
    }
}
