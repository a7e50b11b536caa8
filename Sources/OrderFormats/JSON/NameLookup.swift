// Finds a name by its bytes, without making a String of them: the keys of a million objects are the same few names.

struct NameLookup: Sendable {
    /// All names, one behind the other.
    private let bytes: [UInt8]
    /// Where each name begins, and where the last one ends.
    private let starts: [Int]
    /// Hash → index of a name, or −1; open addressing, at most an eighth full.
    private let slots: [Int16]

    init(_ names: [String]) {
        var bytes: [UInt8] = []
        var starts = [0]
        for name in names {
            bytes += name.utf8
            starts.append(bytes.count)
        }
        var size = 8
        while size < names.count * 8 { size *= 2 }
        var slots = [Int16](repeating: -1, count: size)
        for index in names.indices where starts[index] < starts[index + 1] {
            var slot = NameLookup.hash(bytes.span, starts[index]..<starts[index + 1]) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int16(clamping: index)
        }
        (self.bytes, self.starts, self.slots) = (bytes, starts, slots)
    }

    /// The index of the name that these bytes are; nil if it is none. Cost: the length of the name.
    func index(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var slot = NameLookup.hash(text, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if isSame(index, text, range) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isSame(_ index: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = starts[index]
        guard starts[index + 1] - start == range.count else { return false }
        let names = bytes.span
        var offset = 0
        while offset + ByteWords.size <= range.count {
            guard ByteWords.load(names, start + offset) == ByteWords.load(text, range.lowerBound + offset) else {
                return false
            }
            offset += ByteWords.size
        }
        while offset < range.count {
            guard names[start + offset] == text[range.lowerBound + offset] else { return false }
            offset += 1
        }
        return true
    }

    /// Of the length, the first, the middle and the last byte: enough to tell the names of one object apart.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        let first = UInt32(text[range.lowerBound])
        let middle = UInt32(text[range.lowerBound + range.count / 2])
        let last = UInt32(text[range.upperBound - 1])
        let mixed = (UInt32(truncatingIfNeeded: range.count) &* 31 &+ first) &* 31 &+ middle
        let hash = (mixed &* 31 &+ last) &* 0x9E37_79B1
        return Int(hash >> 16)
    }
}
