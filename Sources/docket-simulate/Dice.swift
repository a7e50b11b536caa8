// The one source of chance: everything that a run does follows from its seed.

/// SplitMix64: a few lines, and the same numbers on every machine.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `count` - 1.
    mutating func below(_ count: Int) -> Int { count > 1 ? Int(next() % UInt64(count)) : 0 }

    mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in `share` of a million cases.
    mutating func hits(perMillion share: Int) -> Bool { share > 0 && below(1_000_000) < share }

    mutating func hits(percent share: Int) -> Bool { below(100) < share }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// 1 to `most`, small numbers as likely as large ones are together.
    mutating func spread(upTo most: Int) -> Int {
        var span = 1
        while span < most, hits(percent: 75) { span *= 2 }
        return number(1...min(span, most))
    }
}
