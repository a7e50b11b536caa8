// Ed25519: signatures that anybody can check who knows the public key, and that nobody can make who knows only that.

import CLibcrypto

/// Pure Ed25519 (RFC 8032, section 5.1).
package enum Ed25519 {
    /// Bytes of a private key: the seed from which everything else follows (RFC 8032, section 5.1.5).
    package static let seedBytes = 32
    package static let publicKeyBytes = 32
    package static let signatureBytes = 64

    /// The public key that belongs to a seed.
    package static func publicKey(ofSeed seed: [UInt8]) throws(DigestError) -> [UInt8] {
        let key = try Key(seed: seed)
        var bytes = [UInt8](repeating: 0, count: publicKeyBytes)
        var length = bytes.count
        let worked = unsafe bytes.withUnsafeMutableBufferPointer { output in
            unsafe EVP_PKEY_get_raw_public_key(key.pointer, output.baseAddress, &length)
        }
        guard worked == 1, length == publicKeyBytes else { throw .libraryFailed(operation: "an Ed25519 public key") }
        return bytes
    }

    /// The 64-byte signature of `message`. The same key and message give the same signature each time.
    package static func sign(_ message: [UInt8], seed: [UInt8]) throws(DigestError) -> [UInt8] {
        let key = try Key(seed: seed)
        let context = try Context()
        var bytes = [UInt8](repeating: 0, count: signatureBytes)
        var length = bytes.count
        let worked = unsafe message.withUnsafeBufferPointer { message in
            unsafe bytes.withUnsafeMutableBufferPointer { output in
                unsafe EVP_DigestSignInit(context.pointer, nil, nil, nil, key.pointer) == 1
                    && EVP_DigestSign(
                        context.pointer, output.baseAddress, &length, message.baseAddress, message.count) == 1
            }
        }
        guard worked, length == signatureBytes else { throw .libraryFailed(operation: "an Ed25519 signature") }
        return bytes
    }

    /// Whether `signature` is one of `message` by the owner of `publicKey`. A signature or key of another length fits
    /// nothing.
    package static func isValid(
        signature: [UInt8], of message: [UInt8], publicKey: [UInt8]
    ) throws(DigestError) -> Bool {
        guard signature.count == signatureBytes, publicKey.count == publicKeyBytes else { return false }
        let key = try Key(publicKey: publicKey)
        let context = try Context()
        guard unsafe EVP_DigestVerifyInit(context.pointer, nil, nil, nil, key.pointer) == 1 else {
            throw .libraryFailed(operation: "the check of an Ed25519 signature")
        }
        let result = unsafe message.withUnsafeBufferPointer { message in
            unsafe signature.withUnsafeBufferPointer { signature in
                unsafe EVP_DigestVerify(
                    context.pointer, signature.baseAddress, signature.count, message.baseAddress, message.count)
            }
        }
        // What does not fit leaves a note in the thread's list of errors, which nobody would read.
        if result != 1 { ERR_clear_error() }
        return result == 1
    }
}

extension Ed25519 {
    /// libcrypto's form of a key; freed with its owner.
    @safe private final class Key {
        let pointer: OpaquePointer

        init(seed: [UInt8]) throws(DigestError) {
            guard seed.count == seedBytes,
                let pointer = unsafe seed.withUnsafeBufferPointer({ seed in
                    unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed.baseAddress, seed.count)
                })
            else { throw .libraryFailed(operation: "an Ed25519 private key") }
            unsafe self.pointer = pointer
        }

        init(publicKey: [UInt8]) throws(DigestError) {
            guard
                let pointer = unsafe publicKey.withUnsafeBufferPointer({ key in
                    unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key.baseAddress, key.count)
                })
            else { throw .libraryFailed(operation: "an Ed25519 public key") }
            unsafe self.pointer = pointer
        }

        deinit { unsafe EVP_PKEY_free(pointer) }
    }

    /// libcrypto's state of one operation.
    @safe private final class Context {
        let pointer: OpaquePointer

        init() throws(DigestError) {
            guard let pointer = unsafe EVP_MD_CTX_new() else {
                throw .libraryFailed(operation: "the memory for a signature")
            }
            unsafe self.pointer = pointer
        }

        deinit { unsafe EVP_MD_CTX_free(pointer) }
    }
}
