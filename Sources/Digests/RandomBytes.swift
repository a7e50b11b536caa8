// Bytes that nobody can guess: keys, names of leases.

import CLibcrypto

package enum RandomBytes {
    /// `count` bytes from libcrypto's generator, fit for keys.
    package static func make(count: Int) throws(DigestError) -> [UInt8] {
        guard let length = Int32(exactly: count), length >= 0 else {
            throw .libraryFailed(operation: "\(count) random bytes")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let worked = unsafe bytes.withUnsafeMutableBufferPointer { unsafe RAND_bytes($0.baseAddress, length) }
        guard worked == 1 else { throw .libraryFailed(operation: "\(count) random bytes") }
        return bytes
    }
}
