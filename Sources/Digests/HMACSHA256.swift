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

/// A key that was made ready once, for many messages. Making it ready takes longer than a message of a kibibyte.
///
/// `@unchecked Sendable`: the context is never changed after it was made; each code is computed in a copy of it, which
/// OpenSSL allows from any thread.
@safe package final class HMACSHA256Key: @unchecked Sendable {
    private let context: OpaquePointer

    package init(_ key: [UInt8]) throws(DigestError) {
        guard let method = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else {
            throw .libraryFailed(operation: "HMAC")
        }
        defer { unsafe EVP_MAC_free(method) }
        guard let context = unsafe EVP_MAC_CTX_new(method) else { throw .libraryFailed(operation: "HMAC") }
        unsafe self.context = context
        var digest = Array("SHA256".utf8CString)
        let isReady = unsafe digest.withUnsafeMutableBufferPointer { digest in
            var settings = unsafe [
                OSSL_PARAM_construct_utf8_string("digest", digest.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return unsafe key.withUnsafeBufferPointer { key in
                // Without an address there would be no key at all.
                var none: UInt8 = 0
                return unsafe withUnsafePointer(to: &none) { none in
                    unsafe EVP_MAC_init(context, key.baseAddress ?? none, key.count, &settings) == 1
                }
            }
        }
        guard isReady else { throw .libraryFailed(operation: "an HMAC key") }
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    /// The 32-byte code of both parts, one behind the other.
    package func code(_ first: [UInt8], _ second: [UInt8]) throws(DigestError) -> [UInt8] {
        guard let copy = unsafe EVP_MAC_CTX_dup(context) else { throw .libraryFailed(operation: "HMAC") }
        defer { unsafe EVP_MAC_CTX_free(copy) }
        var code = [UInt8](repeating: 0, count: HMACSHA256.byteCount)
        var length = 0
        for part in [first, second] where !part.isEmpty {
            let isTaken = unsafe part.withUnsafeBufferPointer { part in
                unsafe EVP_MAC_update(copy, part.baseAddress, part.count) == 1
            }
            guard isTaken else { throw .libraryFailed(operation: "an HMAC-SHA256 code") }
        }
        let isDone = unsafe code.withUnsafeMutableBufferPointer { code in
            unsafe EVP_MAC_final(copy, code.baseAddress, &length, code.count) == 1
        }
        guard isDone, length == HMACSHA256.byteCount else { throw .libraryFailed(operation: "an HMAC-SHA256 code") }
        return code
    }
}
