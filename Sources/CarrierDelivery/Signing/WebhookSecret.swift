// The key that Docket and a carrier share: read from a file, kept in memory, shown to nobody.

import Digests
import Glibc

/// A symmetric webhook key (Standard Webhooks 1.0: `whsec_` and base64 of 24 to 64 bytes).
///
/// Its description, its debug description and its mirror are blind, so that it cannot slip into a log.
package struct WebhookSecret: Sendable {
    let key: [UInt8]

    /// Reads `whsec_…`. The error says what is wrong and never quotes the text.
    package init(_ text: String) throws(CarrierDeliveryError) {
        guard text.hasPrefix(WebhookSecret.prefix) else {
            throw .secretMalformed(problem: "it does not begin with \(WebhookSecret.prefix)")
        }
        let key: [UInt8]
        do {
            key = try Base64.decode(String(text.dropFirst(WebhookSecret.prefix.count)))
        } catch {
            throw .secretMalformed(problem: "what follows \(WebhookSecret.prefix) is not base64")
        }
        guard DeliveryLimits.keyBytes.contains(key.count) else {
            let bounds = "\(DeliveryLimits.keyBytes.lowerBound) to \(DeliveryLimits.keyBytes.upperBound)"
            throw .secretMalformed(problem: "the key has \(key.count) bytes; it must have \(bounds)")
        }
        self.key = key
    }

    static let prefix = "whsec_"

    /// The keys in a file: one on each line, the one that carriers should use first. Several are for the time of a
    /// change of keys. Empty lines and lines that begin with `#` are skipped.
    package static func read(fileAt path: String) throws(CarrierDeliveryError) -> [WebhookSecret] {
        let text = try contents(of: path)
        var secrets: [WebhookSecret] = []
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let entry = line.trimmed
            if entry.isEmpty || entry.hasPrefix("#") { continue }
            do {
                secrets.append(try WebhookSecret(entry))
            } catch {
                guard case .secretMalformed(let problem) = error else { throw error }
                throw .secretUnusable(file: path, problem: "line \(number): \(problem)")
            }
        }
        guard !secrets.isEmpty else { throw .secretUnusable(file: path, problem: "there is no key in it") }
        guard secrets.count <= DeliveryLimits.secretsPerCarrier else {
            let problem = "there are \(secrets.count) keys in it, more than \(DeliveryLimits.secretsPerCarrier)"
            throw .secretUnusable(file: path, problem: problem)
        }
        return secrets
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

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a webhook secret" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
