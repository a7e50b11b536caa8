// SHA-256 of bytes that are in memory, and the digest as a value.

import CLibcrypto

/// A SHA-256 digest (FIPS 180-4): 32 bytes that name a content.
package struct SHA256Digest: Hashable, Sendable {
    package static let byteCount = 32

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes up a digest that was stored earlier. Nil unless it is 32 bytes long.
    package init?(bytes: [UInt8]) {
        guard bytes.count == SHA256Digest.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Takes up a digest written as 64 hexadecimal digits. Nil if it is not that.
    package init?(hexadecimal text: String) {
        guard let bytes = try? Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// 64 lower-case hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.encode(bytes) }

    /// The digest of these bytes. Time grows with their number; nothing is copied.
    package static func of(_ content: Span<UInt8>) throws(DigestError) -> SHA256Digest {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        var length: UInt32 = 0
        let worked = unsafe content.withUnsafeBufferPointer { input in
            unsafe bytes.withUnsafeMutableBufferPointer { output in
                unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, &length, EVP_sha256(), nil)
            }
        }
        guard worked == 1, Int(length) == byteCount, let digest = SHA256Digest(bytes: bytes) else {
            throw .libraryFailed(operation: "a SHA-256 digest")
        }
        return digest
    }

    /// The digest of these bytes.
    package static func of(_ content: [UInt8]) throws(DigestError) -> SHA256Digest {
        try of(content.span)
    }

    /// The digest of a text's UTF-8 bytes.
    package static func of(_ content: String) throws(DigestError) -> SHA256Digest {
        try of(Array(content.utf8))
    }
}

extension SHA256Digest: CustomStringConvertible {
    package var description: String { hexadecimal }
}
