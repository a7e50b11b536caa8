// A charset that somebody names for a file: the partner's profile, or the file itself.

/// Counts where the bytes themselves do not say it by a byte order mark, and are no UTF-8.
struct NamedCharset: Hashable, Sendable {
    /// IANA's name, or another that iconv knows.
    var name: String
    /// The end of a sentence: `as the partner's profile says`.
    var why: String
    /// The name says little: bytes that read as Chinese are taken for Chinese.
    var isWeak = false
    /// It is the partner's setting.
    var isAgreed = false

    static func agreed(_ name: String?) -> NamedCharset? {
        name.map { NamedCharset(name: $0, why: "as the partner's profile says", isAgreed: true) }
    }
}
