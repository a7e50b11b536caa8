// Files with webhook keys, one on each line: the desk's own, a carrier's, or a credential of systemd.

import Glibc

/// Where the keys of a carrier are, as its file says it: a path, or `credential:NAME` for a file that systemd hands to
/// the service (`LoadCredential=` or `LoadCredentialEncrypted=`, systemd.exec(5)).
package enum SecretSource: Hashable, Sendable {
    case file(path: String)
    case credential(name: String)

    package static let credentialPrefix = "credential:"
    /// What systemd tells a service: the folder with its credentials.
    package static let credentialsVariable = "CREDENTIALS_DIRECTORY"

    package init(_ text: String) {
        if let name = text.removing(prefix: SecretSource.credentialPrefix) {
            self = .credential(name: name)
        } else {
            self = .file(path: text)
        }
    }

    /// The file to be read.
    ///
    /// - Parameter credentials: the folder that `CREDENTIALS_DIRECTORY` names; nil where it is not set.
    package func path(credentials: String? = SecretSource.credentialsFolder) throws(CarrierDeliveryError) -> String {
        switch self {
        case .file(let path): return path
        case .credential(let name):
            func unusable(_ problem: String) -> CarrierDeliveryError {
                .secretUnusable(file: SecretSource.credentialPrefix + name, problem: problem)
            }
            guard SecretSource.isCredentialName(name) else {
                throw unusable("a credential's name is that of a file: no slash, and neither . nor ..")
            }
            guard let credentials, !credentials.isEmpty else {
                throw unusable(
                    "\(SecretSource.credentialsVariable) is not set; systemd sets it for a service whose unit has "
                        + "LoadCredential=\(name):FILE")
            }
            return credentials.hasSuffix("/") ? credentials + name : "\(credentials)/\(name)"
        }
    }

    /// The folder with this process's credentials.
    package static var credentialsFolder: String? {
        guard let found = unsafe getenv(credentialsVariable) else { return nil }
        return unsafe String(cString: found)
    }

    private static func isCredentialName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 255
            && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 != 0x7F }
    }
}

extension WebhookSecret {
    /// The keys in a file that sign: one on each line, the one that carriers should use first. Several are for the
    /// time of a change of keys. Empty lines and lines that begin with `#` are skipped.
    package static func read(fileAt path: String) throws(CarrierDeliveryError) -> [WebhookSecret] {
        try SecretFile.entries(path) { text throws(CarrierDeliveryError) in try WebhookSecret(text) }
    }
}

extension WebhookVerificationKey {
    /// The keys in a file that check signatures, laid out alike.
    package static func read(fileAt path: String) throws(CarrierDeliveryError) -> [WebhookVerificationKey] {
        try SecretFile.entries(path) { text throws(CarrierDeliveryError) in try WebhookVerificationKey(text) }
    }
}

private enum SecretFile {
    static func entries<Key>(
        _ path: String, _ read: (String) throws(CarrierDeliveryError) -> Key
    ) throws(CarrierDeliveryError) -> [Key] {
        var keys: [Key] = []
        var number = 0
        for line in try contents(of: path).split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let entry = line.trimmed
            if entry.isEmpty || entry.hasPrefix("#") { continue }
            do {
                keys.append(try read(entry))
            } catch {
                guard case .secretMalformed(let problem) = error else { throw error }
                throw .secretUnusable(file: path, problem: "line \(number): \(problem)")
            }
        }
        guard !keys.isEmpty else { throw .secretUnusable(file: path, problem: "there is no key in it") }
        guard keys.count <= DeliveryLimits.secretsPerCarrier else {
            let problem = "there are \(keys.count) keys in it, more than \(DeliveryLimits.secretsPerCarrier)"
            throw .secretUnusable(file: path, problem: problem)
        }
        return keys
    }

    private static func contents(of path: String) throws(CarrierDeliveryError) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .secretUnusable(file: path, problem: systemErrorText(errno)) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: DeliveryLimits.secretFile + 1)
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .secretUnusable(file: path, problem: systemErrorText(errno))
            }
            if count == 0 { break }
            filled += count
        }
        guard filled <= DeliveryLimits.secretFile else {
            throw .secretUnusable(file: path, problem: "it is larger than \(DeliveryLimits.secretFile) bytes")
        }
        guard let text = String(validating: bytes[..<filled], as: UTF8.self) else {
            throw .secretUnusable(file: path, problem: "it is not text")
        }
        return text
    }
}
