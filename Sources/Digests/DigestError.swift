// What can go wrong while digesting: the library refuses, a file cannot be read, or a text is not what it claims to be.

/// Why a digest, a code or a decoding did not come about.
package enum DigestError: Error, Hashable, Sendable {
    /// libcrypto refused an operation (out of memory, or a provider that lacks the algorithm).
    case libraryFailed(operation: String)
    /// A file could not be opened or read; `code` is the `errno` of the call.
    case unreadable(path: String, code: Int32)
    /// A text is not base64 as RFC 4648 section 4 writes it, at this offset in bytes.
    case notBase64(offset: Int)
    /// A text is not pairs of hexadecimal digits, at this offset in bytes.
    case notHexadecimal(offset: Int)
}

extension DigestError: CustomStringConvertible {
    /// A sentence for people. It never quotes the text that was decoded, which may be a secret.
    package var description: String {
        switch self {
        case .libraryFailed(let operation):
            "libcrypto refused \(operation); check that OpenSSL 3 is installed and that its default provider is enabled"
        case .unreadable(let path, let code):
            "\(path) cannot be read: \(systemErrorText(code))"
        case .notBase64(let offset):
            "this is not base64: byte \(offset + 1) does not belong there"
        case .notHexadecimal(let offset):
            "this is not hexadecimal: byte \(offset + 1) does not belong there"
        }
    }
}
