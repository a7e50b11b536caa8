// Eight bytes at once: tests that say of each byte in a word what a loop would say one by one.

enum ByteWord {
    static let size = 8
    /// The bit of each byte in which the tests answer.
    static let answers: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The eight bytes from `offset` on, the first one lowest. They must lie inside the text.
    static func load(_ text: Span<UInt8>, at offset: Int) -> UInt64 {
        let bytes = unsafe text.bytes
        return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The same byte eight times.
    static func repeating(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    // Of these two the lowest answer is always right; above it there may be wrong ones.

    static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    static func below0x20(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) & ~word }

    /// How many of the lowest bytes come before the first one that is answered yes; 8 if there is none.
    static func leading(_ found: UInt64) -> Int { found.trailingZeroBitCount >> 3 }
}
