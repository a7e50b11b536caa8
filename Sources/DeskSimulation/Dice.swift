// The one source of chance: everything that a run does follows from its seed.

import SeededNumbers

struct Dice {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next() -> UInt64 { random.next() }

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
