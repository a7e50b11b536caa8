// Finds a name by its bytes, without making a String of them: the keys of a million objects are the same few names.

struct NameLookup: Sendable {
    private let names: [[UInt8]]
    /// Hash → index of a name, or −1; open addressing, at most a quarter full.
    private let slots: [Int16]

    init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        var size = 8
        while size < names.count * 4 { size *= 2 }
        var slots = [Int16](repeating: -1, count: size)
        for (index, name) in self.names.enumerated() {
            var slot = NameLookup.hash(name.span, 0..<name.count) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int16(clamping: index)
        }
        self.slots = slots
    }

    /// The index of the name that these bytes are; nil if it is none. Cost: the length of the name.
    func index(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var slot = NameLookup.hash(text, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if isSame(names[index], text, range) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isSame(_ name: [UInt8], _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard name.count == range.count else { return false }
        for offset in 0..<name.count where name[offset] != text[range.lowerBound + offset] { return false }
        return true
    }

    /// FNV-1a.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for offset in range { hash = (hash ^ UInt32(text[offset])) &* 0x0100_0193 }
        return Int(hash ^ hash >> 15)
    }
}
