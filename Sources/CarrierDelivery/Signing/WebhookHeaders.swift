// The three headers of Standard Webhooks 1.0.

/// The headers that say which webhook this is, when it was sent, and that it comes from us.
package struct WebhookHeaders: Hashable, Sendable {
    /// The same for each repeat of the same notice.
    package let id: String
    /// Whole seconds since 1970-01-01T00:00:00Z, at this attempt.
    package let timestamp: Int64
    /// `v1,<base64>` or `v1a,<base64>`, one for each key, separated by spaces.
    package let signature: String

    package static let idName = "webhook-id"
    package static let timestampName = "webhook-timestamp"
    package static let signatureName = "webhook-signature"

    /// The three as name and value, in the order in which they are sent.
    package var fields: [(name: String, value: String)] {
        [
            (WebhookHeaders.idName, id), (WebhookHeaders.timestampName, String(timestamp)),
            (WebhookHeaders.signatureName, signature),
        ]
    }
}
