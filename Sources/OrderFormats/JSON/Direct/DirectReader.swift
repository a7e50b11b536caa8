// The structure of a plain JSON text: objects member by member, lists element by element.

/// Reads values one after the other, each as what the caller expects it to be.
struct DirectReader {
    var position: Int
    /// Where the lines of the order begin.
    var lineStarts: [Int] = []
    let limits: FormatLimits

    init(position: Int, limits: FormatLimits) {
        self.position = position
        self.limits = limits
    }
}

/// How far an object has been read.
struct DirectMembers<Field: JSONFieldSet> {
    fileprivate let shape = Field.shape
    fileprivate var isOpen = false
    /// A bit for each field that was seen: none may come twice.
    fileprivate var seen: UInt64 = 0
}

/// How far a list has been read.
struct DirectElements {
    fileprivate var isOpen = false
    private(set) var count = 0

    fileprivate mutating func countOne() { count += 1 }
}

extension DirectReader {
    /// Moves to the value of the next member that is not null, and says which field it is; nil behind the object.
    mutating func next<Field: JSONFieldSet>(
        _ members: inout DirectMembers<Field>, _ text: Span<UInt8>
    ) throws(NotPlain) -> Field? {
        while true {
            guard try enter(&members.isOpen, UInt8(ascii: "{"), UInt8(ascii: "}"), text) else { return nil }
            let key = try key(text)
            guard let index = members.shape.lookup.index(of: text, key), index < UInt64.bitWidth else {
                throw NotPlain()
            }
            let bit: UInt64 = 1 << UInt64(index)
            guard members.seen & bit == 0 else { throw NotPlain() }
            members.seen |= bit
            try expect(UInt8(ascii: ":"), text)
            guard try !skipNull(text) else { continue }
            guard let field = Field(rawValue: index) else { throw NotPlain() }
            return field
        }
    }

    /// Moves to the next element of a list; false behind the list.
    mutating func next(_ elements: inout DirectElements, _ text: Span<UInt8>) throws(NotPlain) -> Bool {
        guard try enter(&elements.isOpen, UInt8(ascii: "["), UInt8(ascii: "]"), text) else { return false }
        elements.countOne()
        return true
    }

    /// Moves over the opening bracket, or the comma in front of what comes next; false behind the closing bracket.
    @inline(__always)
    private mutating func enter(
        _ isOpen: inout Bool, _ opening: UInt8, _ closing: UInt8, _ text: Span<UInt8>
    ) throws(NotPlain) -> Bool {
        if !isOpen {
            isOpen = true
            try expect(opening, text)
            guard try nextByte(text) != closing else {
                position += 1
                return false
            }
            return true
        }
        let byte = try nextByte(text)
        position += 1
        if byte == closing { return false }
        guard byte == UInt8(ascii: ",") else { throw NotPlain() }
        _ = try nextByte(text)
        return true
    }

    /// The byte that comes next and is no blank. The position is at it.
    @inline(__always)
    mutating func nextByte(_ text: Span<UInt8>) throws(NotPlain) -> UInt8 {
        if position < text.count, text[position] > 0x20 { return text[position] }
        return try byteBehindBlanks(text)
    }

    @inline(never)
    private mutating func byteBehindBlanks(_ text: Span<UInt8>) throws(NotPlain) -> UInt8 {
        JSONParser.skipWhitespace(text, &position)
        guard position < text.count else { throw NotPlain() }
        return text[position]
    }

    @inline(__always)
    private mutating func expect(_ byte: UInt8, _ text: Span<UInt8>) throws(NotPlain) {
        guard try nextByte(text) == byte else { throw NotPlain() }
        position += 1
    }

    /// The bytes of a key, without its quotes.
    private mutating func key(_ text: Span<UInt8>) throws(NotPlain) -> Range<Int> {
        try expect(UInt8(ascii: "\""), text)
        let start = position
        position = JSONBytes.endOfPlain(text, from: position)
        guard position < text.count, text[position] == UInt8(ascii: "\"") else { throw NotPlain() }
        position += 1
        return start..<(position - 1)
    }

    private mutating func skipNull(_ text: Span<UInt8>) throws(NotPlain) -> Bool {
        guard try nextByte(text) == UInt8(ascii: "n") else { return false }
        guard position + 4 <= text.count, text[position + 1] == UInt8(ascii: "u"),
            text[position + 2] == UInt8(ascii: "l"), text[position + 3] == UInt8(ascii: "l")
        else { throw NotPlain() }
        position += 4
        return true
    }
}
