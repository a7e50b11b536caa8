// What the loopback carrier keeps to, so that a wrong client cannot fill the machine.

enum Limits {
    /// Bytes of a request's head, and of its body.
    static let requestHead = 16 * 1024
    static let requestBody = 1024 * 1024
    /// Bytes read at a time.
    static let readChunk = 16 * 1024
    /// Connections at a time; further ones are closed at once.
    static let connections = 256
    /// How long a client may keep silent.
    static let silenceSeconds = 60
    /// Objects within objects in a notice.
    static let jsonDepth = 32
    /// Notices that are remembered; the memory begins anew after that.
    static let rememberedNotices = 1_000_000
    /// The longest that `/slow` waits.
    static let slowMilliseconds: UInt32 = 60_000
}
