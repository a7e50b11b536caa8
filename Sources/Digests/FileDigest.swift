// SHA-256 of a file, read in pieces so that a large one costs no memory.

import Glibc

extension SHA256Digest {
    /// The digest of what a descriptor yields from its present position to its end.
    ///
    /// - Parameters:
    ///   - descriptor: open for reading; it stays open and stands at the end afterwards.
    ///   - path: how the file is called in an error.
    /// - Returns: the digest, and the number of bytes that were read.
    package static func ofFile(
        descriptor: Int32, named path: String
    ) throws(DigestError) -> (digest: SHA256Digest, byteCount: Int64) {
        var hasher = try SHA256Hasher()
        var chunk = [UInt8](repeating: 0, count: Limits.readChunk)
        var total: Int64 = 0
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, code: errno)
            }
            if count == 0 { return (try hasher.finish(), total) }
            try hasher.update(chunk.span.extracting(0..<count))
            total += Int64(count)
        }
    }

    /// The digest of the file at this path, and its size in bytes.
    package static func ofFile(at path: String) throws(DigestError) -> (digest: SHA256Digest, byteCount: Int64) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(descriptor) }
        return try ofFile(descriptor: descriptor, named: path)
    }
}
