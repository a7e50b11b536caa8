// Eight bytes of a text at a time, in a machine word: the first byte is the lowest.
//
// Tests say of each byte in a word what a loop would say one by one; they answer in the highest bit of each byte.

enum ByteWords {
    static let size = 8
    /// The bits in which the tests answer.
    static let answers: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low = ~answers

    /// The same byte eight times.
    static func repeating(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    /// The eight bytes from `index` on; zeros behind the end of the text.
    @inline(__always)
    static func load(_ text: Span<UInt8>, _ index: Int) -> UInt64 {
        guard index &+ 8 <= text.count else { return loadTail(text, index) }
        return unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    @inline(never)
    private static func loadTail(_ text: Span<UInt8>, _ index: Int) -> UInt64 {
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for offset in index..<min(text.count, index + 8) {
            word |= UInt64(text[offset]) << shift
            shift += 8
        }
        return word
    }

    /// The highest bit of each byte that equals that byte of `pattern`; exact for every byte.
    @inline(__always)
    static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return ~(((difference & low) &+ low) | difference | low)
    }

    // Of these two, which are quicker, only the answer for the lowest byte that is answered yes can be relied on. They
    // set other bits too.

    static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    static func below0x20(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) & ~word }

    /// How many of the lowest bytes come before the first one that is answered yes; 8 if there is none.
    static func leading(_ found: UInt64) -> Int { found.trailingZeroBitCount >> 3 }

    /// Where the first byte is that is zero.
    static func firstZero(_ text: Span<UInt8>) -> Int? {
        for index in stride(from: 0, to: text.count, by: size) where zeros(load(text, index)) & answers != 0 {
            // Behind the text there are zeros too.
            for offset in index..<min(index + size, text.count) where text[offset] == 0 { return offset }
        }
        return nil
    }

    /// No byte is 0, and none is above 0x7F.
    static func areASCIIWithoutZero(_ text: Span<UInt8>) -> Bool {
        var offending: UInt64 = 0
        var index = 0
        // The lowest byte that is zero makes its highest bit; those above it may be wrong, which does not matter here.
        while index &+ 8 <= text.count {
            let word = load(text, index)
            offending |= word | zeros(word)
            index &+= 8
        }
        guard offending & ~low == 0 else { return false }
        while index < text.count {
            guard text[index] &- 1 < 0x7F else { return false }
            index &+= 1
        }
        return true
    }

    /// All bytes of the range are printable ASCII: neither control characters, nor U+007F, nor parts of other characters.
    @inline(__always)
    static func arePrintable(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var bad: UInt64 = 0
        while index &+ 8 <= range.upperBound {
            bad |= unprintable(load(text, index))
            index &+= 8
        }
        if index < range.upperBound {
            // Bytes behind the range count as spaces.
            let kept = ~UInt64(0) >> UInt64(64 &- (range.upperBound &- index) &* 8)
            bad |= unprintable((load(text, index) & kept) | (0x2020_2020_2020_2020 & ~kept))
        }
        return bad == 0
    }

    /// Below 0x20 none of the upper three bits is set, so that adding 0x60 does not reach the highest; 0x7F is the only one
    /// of the lower half that reaches it by one.
    @inline(__always)
    private static func unprintable(_ word: UInt64) -> UInt64 {
        let lower = word & low
        return (word | ~(lower &+ 0x6060_6060_6060_6060) | (lower &+ 0x0101_0101_0101_0101)) & ~low
    }

    /// The two ranges hold the same bytes.
    static func areEqual(_ left: Span<UInt8>, _ first: Range<Int>, _ right: Span<UInt8>, _ second: Range<Int>) -> Bool {
        guard first.count == second.count else { return false }
        var offset = 0
        while offset &+ 8 <= first.count {
            guard load(left, first.lowerBound + offset) == load(right, second.lowerBound + offset) else { return false }
            offset += 8
        }
        guard offset < first.count else { return true }
        let kept = ~UInt64(0) >> UInt64(64 - (first.count - offset) * 8)
        return load(left, first.lowerBound + offset) & kept == load(right, second.lowerBound + offset) & kept
    }

    /// A 64-bit hash of the bytes of the range, the same in every run.
    static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash = UInt64(range.count) &* 0x9E37_79B9_7F4A_7C15
        var index = range.lowerBound
        while index < range.upperBound {
            var word = load(text, index)
            let left = range.upperBound - index
            if left < 8 { word &= ~UInt64(0) >> UInt64(64 - left * 8) }
            let (high, low) = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = high ^ low &+ 0x9E37_79B9_7F4A_7C15
            index += 8
        }
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        return hash ^ (hash >> 32)
    }

    /// The text of the range, which must be UTF-8.
    @inline(__always)
    static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
        let part = text.extracting(range)
        return unsafe String(unsafeUninitializedCapacity: part.count) { target in
            unsafe part.withUnsafeBufferPointer { unsafe target.initialize(fromContentsOf: $0) }
        }
    }
}
