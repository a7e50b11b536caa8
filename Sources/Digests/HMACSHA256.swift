// HMAC with SHA-256: proof that a message comes from someone who knows the key.

import CLibcrypto

/// HMAC-SHA256 (RFC 2104, FIPS 198-1).
package enum HMACSHA256 {
    package static let byteCount = 32

    /// The 32-byte code of `message` under `key`. Keys longer than 64 bytes are digested first, as the RFC says.
    package static func code(key: [UInt8], message: [UInt8]) throws(DigestError) -> [UInt8] {
        guard let keyLength = Int32(exactly: key.count) else { throw .libraryFailed(operation: "a key of this length") }
        var bytes = [UInt8](repeating: 0, count: byteCount)
        var length: UInt32 = 0
        let worked = unsafe key.withUnsafeBytes { key in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe bytes.withUnsafeMutableBufferPointer { output in
                    unsafe HMAC(
                        EVP_sha256(), key.baseAddress, keyLength, message.baseAddress, message.count,
                        output.baseAddress, &length) != nil
                }
            }
        }
        guard worked, Int(length) == byteCount else { throw .libraryFailed(operation: "an HMAC-SHA256 code") }
        return bytes
    }
}
