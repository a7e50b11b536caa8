// The words of an expression.

/// One word of an expression, with the code points from `start` up to `end`.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        /// A name, a keyword or a reserved word.
        case name(String)
        /// A name in backquotes, which can hold more than letters; only for fields.
        case quotedName(String)
        /// A whole number without its sign.
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case symbol(String)
        case end
    }

    let kind: Kind
    let start: Int
    let end: Int

    func isSymbol(_ text: String) -> Bool { kind == .symbol(text) }
    func isName(_ text: String) -> Bool { kind == .name(text) }
}

/// Words that cannot be names.
enum ReservedWords {
    /// Words of the language itself: neither variables nor fields.
    static let keywords: Set<String> = ["false", "in", "null", "true"]
    /// Words kept free for embedding: not variables, but fields can be called so.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]
}
