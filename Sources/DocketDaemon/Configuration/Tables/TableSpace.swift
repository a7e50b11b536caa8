// The values that a table's columns can have, as far as its cells tell them apart: of each kind of values one stands
// for all others that every cell treats alike. So a search over few values finds what holds for all.

import ExactDecimals
import ReviewRules

/// A set of a dimension's samples, by number.
struct SampleSet: Hashable {
    private var words: [UInt64]

    init(all count: Int) {
        self.init(0..<count, of: count)
    }

    init(_ members: some Sequence<Int>, of count: Int) {
        words = Array(repeating: 0, count: count / 64 + 1)
        for member in members { words[member / 64] |= 1 << UInt64(member % 64) }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The lowest member.
    var first: Int? {
        guard let word = words.firstIndex(where: { $0 != 0 }) else { return nil }
        return word * 64 + words[word].trailingZeroBitCount
    }

    func intersection(_ other: SampleSet) -> SampleSet { combined(other) { $0 & $1 } }
    func subtracting(_ other: SampleSet) -> SampleSet { combined(other) { $0 & ~$1 } }
    func isSubset(of other: SampleSet) -> Bool { subtracting(other).isEmpty }

    private func combined(_ other: SampleSet, _ operation: (UInt64, UInt64) -> UInt64) -> SampleSet {
        var result = self
        result.words = zip(words, other.words).map(operation)
        return result
    }
}

/// One expression that the table compares, in one column or in several.
struct TableDimension {
    /// A value that stands for all that the cells treat alike.
    enum Sample: Hashable {
        case value(CellValue.Key)
        /// A text that no cell names.
        case otherText
        /// No value is given.
        case missing
    }

    let subject: TableSubject
    let samples: [Sample]

    init(_ subject: TableSubject, conditions: [CellCondition]) {
        self.subject = subject
        let values = conditions.flatMap { condition -> [CellValue] in
            if case .tests(let tests, _) = condition { tests.flatMap(\.values) } else { [] }
        }
        let missing: [Sample] = subject.isOptional ? [.missing] : []
        samples = TableDimension.samples(values, subject.kind) + missing
    }

    var all: SampleSet { SampleSet(all: samples.count) }

    /// The samples for which a condition holds; nil where only an evaluation can tell.
    func set(of condition: CellCondition) -> SampleSet? {
        switch condition {
        case .any: return all
        case .general: return nil
        case .given(let isGiven): return members { ($0 != .missing) == isGiven }
        case .tests(let tests, let isNegated):
            return members { sample in tests.contains { $0.holds(for: sample) } != isNegated }
        }
    }

    private func members(where holds: (Sample) -> Bool) -> SampleSet {
        SampleSet(samples.indices.filter { holds(samples[$0]) }, of: samples.count)
    }

    // MARK: Samples

    private static func samples(_ values: [CellValue], _ kind: TableSubject.Kind) -> [Sample] {
        switch kind {
        case .flag: return [.value(.flag(true)), .value(.flag(false))]
        case .text: return unique(values.map { .value($0.key) }) + [.otherText]
        case .other: return [.otherText]
        default: return numbers(values.compactMap(\.number), kind).map { .value(.number($0)) }
        }
    }

    private static func unique(_ samples: [Sample]) -> [Sample] {
        var seen: Set<Sample> = []
        return samples.filter { seen.insert($0).inserted }
    }

    /// Each number that a cell names, and one below, between and above them.
    private static func numbers(_ named: [ExactDecimal], _ kind: TableSubject.Kind) -> [ExactDecimal] {
        let bounds = Set(named).sorted()
        guard let lowest = bounds.first, let highest = bounds.last else { return [.zero] }
        let step = step(kind)
        let below = lowest > .zero ? ExactDecimal.zero : try? lowest - step
        var numbers: [ExactDecimal] = kind == .unsigned && lowest <= .zero ? [] : [below].compactMap(\.self)
        for (number, next) in zip(bounds, bounds.dropFirst()) {
            numbers += [number, between(number, next, step, kind)].compactMap(\.self)
        }
        return numbers + [highest, try? highest + step].compactMap(\.self)
    }

    /// By how much a sample lies off a bound, so that it reads well: one, an hour, a day.
    private static func step(_ kind: TableSubject.Kind) -> ExactDecimal {
        switch kind {
        case .timestamp: ExactDecimal(86_400)
        case .duration: ExactDecimal(3_600)
        default: .one
        }
    }

    private static func between(
        _ lower: ExactDecimal, _ upper: ExactDecimal, _ step: ExactDecimal, _ kind: TableSubject.Kind
    ) -> ExactDecimal? {
        if let next = try? lower + step, next < upper { return next }
        guard kind != .whole, kind != .unsigned, let sum = try? lower + upper,
            let middle = try? sum.divided(by: ExactDecimal(2), decimals: ExactDecimal.maximumScale)
        else { return nil }
        return lower < middle && middle < upper ? middle : nil
    }

    // MARK: In words

    func words(for sample: Sample) -> String {
        switch sample {
        case .missing: return "\(subject.text) is not given"
        case .otherText:
            let named = samples.compactMap { sample -> String? in
                if case .value(.text(let text)) = sample { text } else { nil }
            }
            return named.isEmpty ? "any \(subject.text)" : "\(subject.text) is none of \(named.joined(separator: ", "))"
        case .value(let key): return "\(subject.text) = \(words(for: key))"
        }
    }

    private func words(for key: CellValue.Key) -> String {
        switch key {
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        case .number(let number): words(for: number)
        }
    }

    private func words(for number: ExactDecimal) -> String {
        let plain = number.formatted()
        guard let seconds = Int64(plain) else {
            return subject.kind == .timestamp || subject.kind == .duration ? plain + " s" : plain
        }
        switch subject.kind {
        case .timestamp:
            guard let time = RuleTimestamp(seconds: seconds)?.description else { return plain }
            return time.hasSuffix("T00:00:00Z") ? String(time.dropLast(10)) : time
        case .duration: return seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : "\(seconds)s"
        default: return plain
        }
    }
}

extension CellTest {
    func holds(for sample: TableDimension.Sample) -> Bool {
        guard case .value(let key) = sample else { return false }
        if case .equals(let value) = self { return value.key == key }
        guard case .number(let number) = key else { return false }
        switch self {
        case .equals: return false
        case .compare(let order, let value): return value.number.map { order.holds(number, $0) } ?? false
        case .range(let lower, let upper, let isClosed):
            guard let lower = lower.number, let upper = upper.number else { return false }
            return lower <= number && (isClosed ? number <= upper : number < upper)
        }
    }
}

extension CellTest.Order {
    fileprivate func holds(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
        switch self {
        case .less: left < right
        case .atMost: left <= right
        case .atLeast: left >= right
        case .more: left > right
        }
    }
}
