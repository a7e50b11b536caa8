// SHA-256 of content that comes in pieces: what is too large, or not yet there, to be digested at once.

import CLibcrypto

/// An unfinished SHA-256 digest. It is used up by `finish`.
@safe package struct SHA256Hasher: ~Copyable {
    /// Owned by this value alone: made in `init`, freed in `deinit`, never handed out.
    private let context: OpaquePointer

    package init() throws(DigestError) {
        guard let context = unsafe EVP_MD_CTX_new() else {
            throw .libraryFailed(operation: "a SHA-256 context")
        }
        guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            throw .libraryFailed(operation: "a SHA-256 context")
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes in the next piece.
    package mutating func update(_ piece: Span<UInt8>) throws(DigestError) {
        let worked = unsafe piece.withUnsafeBufferPointer { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        guard worked == 1 else { throw .libraryFailed(operation: "a piece of a SHA-256 digest") }
    }

    /// Takes in the next piece.
    package mutating func update(_ piece: [UInt8]) throws(DigestError) {
        try update(piece.span)
    }

    /// The digest of all pieces in the order in which they came.
    package consuming func finish() throws(DigestError) -> SHA256Digest {
        var bytes = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
        var length: UInt32 = 0
        let worked = unsafe bytes.withUnsafeMutableBufferPointer { output in
            unsafe EVP_DigestFinal_ex(context, output.baseAddress, &length)
        }
        guard worked == 1, Int(length) == SHA256Digest.byteCount, let digest = SHA256Digest(bytes: bytes) else {
            throw .libraryFailed(operation: "the end of a SHA-256 digest")
        }
        return digest
    }
}
