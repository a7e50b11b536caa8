// Sums of quantities whose size was bounded when the order was validated.

import ExactDecimals
import OrderModel

extension ExactDecimal {
    /// `self + other`. Only for amounts within `Limits`, whose sums always fit; what would not fit stays as it was,
    /// so that a sum can be too small but never wrong in kind.
    func plus(_ other: ExactDecimal) -> ExactDecimal { (try? self + other) ?? self }

    /// `self - other`, never less than nothing.
    func less(_ other: ExactDecimal) -> ExactDecimal {
        guard let rest = try? self - other, rest > .zero else { return .zero }
        return rest
    }
}

extension Sequence<ExactDecimal> {
    var sum: ExactDecimal { reduce(.zero) { $0.plus($1) } }
}

extension String {
    /// Without white space at both ends; nil if nothing is left.
    var meaningful: String? {
        // The usual case, without a look into the tables of Unicode.
        if let first = utf8.first, let last = utf8.last, (0x21..<0x80).contains(first), (0x21..<0x80).contains(last) {
            return self
        }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return scalars.isEmpty ? nil : String(scalars)
    }
}

extension String {
    /// What a person wrote, as long as a document repeats it.
    var shortened: String { String(prefix(Limits.longestRemark)) }
}

extension String? {
    /// The text, nil where there is none or nothing but white space.
    var meaningful: String? { self?.meaningful }
}

extension Array {
    /// The one element, where there is exactly one.
    var only: Element? { count == 1 ? first : nil }
}
