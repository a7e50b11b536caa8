// The desk's own order numbers (C01, C14).

package import OrderModel

/// A format of order numbers such as `SO-{yyyy}-{n:6}`, taken apart.
package struct OrderNumberFormat: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case year, month, day
        /// The running number, with leading zeros up to so many digits.
        case counter(width: Int)
    }

    private let parts: [Part]

    /// What is wrong with a format, and what to write instead.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Takes a format apart. It needs exactly one `{n}` or `{n:6}`, and besides `{yyyy}`, `{mm}`, `{dd}` only ASCII
    /// letters, digits, `-`, `.` and `_`, as numbers stand in file names.
    package init(_ format: String) throws(Problem) {
        var parts: [Part] = []
        var rest = Substring(format)
        while let first = rest.first {
            if first == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    throw Problem(description: "a '{' in the order number format is not closed")
                }
                parts.append(try OrderNumberFormat.part(rest[rest.index(after: rest.startIndex)..<end]))
                rest = rest[rest.index(after: end)...]
            } else {
                let text = rest.prefix { $0 != "{" }
                if let bad = text.first(where: { Stem.safe(String($0)) != String($0) }) {
                    throw Problem(
                        description:
                            "'\(bad)' cannot stand in an order number; letters, digits, '-', '_' and '.' can")
                }
                parts.append(.text(String(text)))
                rest = rest.dropFirst(text.count)
            }
        }
        let counters = parts.filter { if case .counter = $0 { true } else { false } }.count
        guard counters == 1 else {
            throw Problem(description: "an order number needs the counter {n} exactly once")
        }
        guard let first = format.first, first == "{" || first.isLetter || first.isNumber else {
            throw Problem(description: "an order number begins with a letter or a digit")
        }
        self.parts = parts
    }

    private static func part(_ name: Substring) throws(Problem) -> Part {
        switch name {
        case "yyyy": return .year
        case "mm": return .month
        case "dd": return .day
        case "n": return .counter(width: 1)
        default:
            guard name.hasPrefix("n:") else {
                throw Problem(
                    description:
                        "'{\(name)}' means nothing in an order number; there are {yyyy}, {mm}, {dd}, {n} and {n:6}")
            }
            guard let width = Int(name.dropFirst(2)), (1...12).contains(width) else {
                throw Problem(description: "the digits of the counter must be 1 to 12, as in {n:6}")
            }
            return .counter(width: width)
        }
    }

    /// The name of the counter on this day: it starts again with each new date part.
    package func series(on date: CalendarDate) -> String {
        text(on: date) { width in width == 1 ? "{n}" : "{n:\(width)}" }
    }

    package func number(_ count: Int, on date: CalendarDate) -> String {
        text(on: date) { width in padded(count, width) }
    }

    private func text(on date: CalendarDate, counter: (Int) -> String) -> String {
        let (year, month, day) = date.components
        return parts.map { part in
            switch part {
            case .text(let text): text
            case .year: padded(year, 4)
            case .month: padded(month, 2)
            case .day: padded(day, 2)
            case .counter(let width): counter(width)
            }
        }.joined()
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension OrderNumberFormat {
    /// The next number for the order, or the quotation, of the series that is running today. The configuration refuses
    /// formats that are none.
    static func next(for order: PurchaseOrder, at desk: DeskView) throws(FactsError) -> String {
        let format: OrderNumberFormat
        do {
            format = try OrderNumberFormat(desk.settings.numberFormat(of: order))
        } catch {
            throw FactsError(error.description)
        }
        return format.number(try desk.facts.nextNumber(series: format.series(on: desk.today)), on: desk.today)
    }
}

extension DeskSettings {
    /// Quotations have a series of their own, so that no gap is left in that of the orders.
    package func numberFormat(of order: PurchaseOrder) -> String {
        order.isQuotation ? quotationNumberFormat : orderNumberFormat
    }
}
