// Sizes, counts and spans that the delivery to carriers keeps to. What a carrier's file may change is a default here.

package enum DeliveryLimits {
    // What is sent.

    /// Bytes of a notice's body.
    package static let noticeBody = 1024 * 1024
    /// Bytes of a webhook id.
    package static let webhookID = 256
    /// Bytes of a carrier's address.
    package static let endpointURL = 2048
    /// Headers that a carrier's file may add, and bytes of one.
    package static let extraHeaders = 32
    package static let extraHeader = 4096

    // Secrets.

    /// Bytes of a secret file.
    package static let secretFile = 16 * 1024
    /// Keys of one carrier: the present one, and those that are on their way in or out.
    package static let secretsPerCarrier = 8
    /// Bytes of a key, as Standard Webhooks 1.0 asks for them.
    package static let keyBytes = 24...64
    /// Bytes of a key that is made here; also the seed of an Ed25519 key.
    static let newKeyBytes = 32
    /// Signatures of one webhook that are looked at.
    static let signaturesPerWebhook = 32
    /// How far a webhook's timestamp may be from the receiver's clock.
    package static let timestampTolerance = Duration.seconds(300)

    // What comes back.

    /// Bytes of an answer's body. More is not read.
    package static let answerBody = 16 * 1024
    /// Bytes of an answer's header lines together.
    package static let answerHeaders = 16 * 1024
    /// Bytes of a header value that is taken up.
    package static let answerHeaderValue = 1024
    /// Bytes of an answer that are kept with the delivery.
    package static let keptAnswer = 1024
    /// Characters of a tracking number or label reference, and of a reason for a refusal.
    package static let answerReference = 100
    package static let answerRefusal = 500

    // Time.

    /// The whole exchange, from the name's look-up to the answer's last byte.
    package static let wholeTimeout = Duration.seconds(20)
    /// Look-up, connection and TLS handshake.
    package static let connectTimeout = Duration.seconds(5)
    /// What a carrier's file may set for either.
    package static let timeouts = Duration.milliseconds(100)...Duration.seconds(300)
    /// What must be left of a lease beyond the exchange's own timeout before a notice is sent under it.
    package static let leaseMargin = Duration.seconds(5)
    /// The longest that a `Retry-After` is believed.
    package static let retryAfter = Duration.seconds(24 * 3600)
    /// The longest that `Retry-After` of a 429 or 503 holds the whole endpoint and not only its delivery.
    package static let endpointHold = Duration.seconds(3600)
    /// Entries of a schedule, and the longest of them.
    package static let scheduleEntries = 50
    package static let scheduleDelay = Duration.seconds(30 * 24 * 3600)
    /// From this delay on an entry belongs to the slow part of a schedule.
    package static let slowDelay = Duration.seconds(30 * 60)

    // Side by side.

    /// Exchanges of one carrier at a time, and what a carrier's file may set.
    package static let concurrency = 8
    package static let concurrencies = 1...64
    /// Exchanges that a carrier's rate limit may allow in its span.
    package static let ratesPerSpan = 1...100_000
    /// Keys that a carrier's certificate may have.
    static let pinnedKeys = 16
    /// Exchanges of all carriers at a time.
    package static let allExchanges = 256
    /// Connections that stay open between exchanges.
    package static let keptConnections = allExchanges
    /// Transfer handles that are kept for the next transfer.
    static let keptHandles = allExchanges

    // Circuit breaker.

    /// Failures in a row that open it.
    package static let failuresToOpen = 5
    /// How long it stays open the first time; twice as long each time after that, up to the longest.
    package static let firstOpenSpell = Duration.seconds(30)
    package static let longestOpenSpell = Duration.seconds(600)

    // The worker.

    /// The longest wait before it looks again, whatever it knows.
    package static let longestWait = Duration.seconds(30)
    /// The wait after its store failed.
    package static let storePause = Duration.seconds(1)
    /// The wait before a notice is tried again of which could not be said that nothing more is tried.
    package static let failurePause = Duration.seconds(300)
    /// How often what is too old in the delivery log is looked for, and how soon again while there is more of it.
    package static let tidyInterval = Duration.seconds(3600)
    package static let tidyPause = Duration.seconds(1)
    /// How long exchanges under way may take to end when the worker is stopped.
    package static let stopWithin = Duration.seconds(10)
}
