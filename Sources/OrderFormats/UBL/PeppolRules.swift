// The rules of Peppol BIS 3 for orders, changes and cancellations, each under its own number. They hold where the
// document claims a Peppol profile.
//
// The review looks at code, line and value to say nothing twice, so that a warning here must never have the three of an
// error there: a warning about something missing has its name as the value.
//
// A rule that is fatal in Peppol does not refuse the order here: a sum that is wrong is an error that is asked about; what
// the order can be worked with all the same is a warning.

import ExactDecimals
import OrderModel

struct PeppolRules {
    private let order: PurchaseOrder
    private let facts: UBLFacts
    private let transaction: PeppolTransaction
    private let place: Place
    private var findings: [Finding] = []

    /// What the document does not keep.
    ///
    /// - Parameter place: of the root.
    static func check(_ order: PurchaseOrder, _ facts: UBLFacts, at place: Place) -> [Finding] {
        guard let transaction = facts.transaction else { return [] }
        var rules = PeppolRules(order: order, facts: facts, transaction: transaction, place: place)
        rules.checkProfile()
        rules.checkElements()
        rules.checkCodes()
        rules.checkParties()
        rules.checkSlips()
        if transaction != .cancellation {
            rules.checkAmounts()
            rules.checkLines()
            rules.checkTotal()
        }
        return rules.findings
    }

    private init(order: PurchaseOrder, facts: UBLFacts, transaction: PeppolTransaction, place: Place) {
        self.order = order
        self.facts = facts
        self.transaction = transaction
        self.place = place
    }

    private mutating func report(
        _ number: String, _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at place: Place?,
        value: String? = nil, hint: String? = nil
    ) {
        let rule = number.hasPrefix("PEPPOL") ? number : transaction.rule(number)
        findings.append(Finding(severity, code, message, at: place, value: value, hint: hint, rule: rule))
    }

    /// How far a product may be from what was rounded in between.
    static let twoCents = ExactDecimal(word: 2, scale: 2)

    /// The same number of cents. Nil where it cannot be computed exactly: nothing is said then.
    static func near(_ left: ExactDecimal, _ right: ExactDecimal?, within slack: ExactDecimal) -> Bool {
        guard let right, let distance = try? left - right, let opposite = try? distance.negated() else { return true }
        return max(distance, opposite) <= slack
    }
}

// MARK: - What stands there

extension PeppolRules {
    private mutating func checkProfile() {
        if let customization = facts.customization, !customization.hasPrefix(transaction.customization) {
            report(
                "R034", .warning, .valueNotInList, "cbc:CustomizationID is not that of this document", at: place,
                value: customization, hint: "it begins with \(transaction.customization)")
        }
        if let profile = facts.profile, !transaction.profiles.contains(profile) {
            report(
                "R031", .warning, .valueNotInList, "cbc:ProfileID is no profile that has this document", at: place,
                value: profile, hint: "possible: \(transaction.profiles.joined(separator: ", "))")
        }
    }

    private mutating func checkElements() {
        for element in PeppolElement.all {
            guard let rule = element.rule(transaction), !element.isThere(order, facts) else { continue }
            report(
                rule, .warning, .valueMissing, "\(element.path) is missing; Peppol demands it", at: place,
                value: element.path)
        }
    }

    private mutating func checkCodes() {
        if let currency = order.currency, !Currencies.contains(currency), transaction != .cancellation {
            report(
                transaction == .order ? "B01001" : "R003", .error, .currencyUnknown,
                "'\(currency)' is no currency of ISO 4217", at: order.place, value: currency,
                hint: "use codes such as CNY, EUR or USD")
        }
        guard transaction == .order else { return }
        if let country = order.buyer.address?.country, !CountryCodes.contains(country) {
            report(
                "B05001", .warning, .valueNotInList, "'\(country)' is no country of ISO 3166-1", at: place,
                value: country, hint: "use two letters, such as DE or CN")
        }
        for line in order.lines {
            guard let unit = line.unit, !UnitCodes.contains(unit) else { continue }
            report(
                "B21602", .warning, .valueNotInList,
                "line \(line.id): '\(unit)' is no unit of UN/ECE Recommendation 20",
                at: line.place, value: unit, hint: PeppolRules.unitHint(unit))
        }
    }

    /// Packages need an X in front; pieces are the unit that is most often written wrong.
    private static func unitHint(_ unit: String) -> String {
        if UnitCodes.contains("X" + unit) { return "a package of Recommendation 21 is written with an X: X\(unit)" }
        return ["PCE", "PCS", "PC", "STK", "ST"].contains(unit.uppercased())
            ? "pieces are H87, or C62 for one of anything" : "use a code of the list, such as C62, H87, KGM or LTR"
    }

    private mutating func checkParties() {
        for party in [facts.buyer, facts.seller] {
            guard let party else { continue }
            for number in party.wrongGLNs {
                report(
                    "PEPPOL-COMMON-R040", .warning, .valueOutOfRange,
                    "the GLN is not valid: 13 digits, the last a check digit",
                    at: Place(line: place.line, path: party.address.text), value: number,
                    hint: "is one of the digits mistyped?")
            }
        }
    }

    private mutating func checkSlips() {
        for slip in facts.slips {
            report(
                slip.rule, .warning, slip.code, slip.message, at: slip.place, value: slip.value, hint: slip.hint)
        }
    }

    private mutating func checkAmounts() {
        for (amount, place) in facts.fine {
            report(
                "R028", .warning, .valueTooManyDecimals, "an amount has more than 2 decimals; only prices may",
                at: place,
                value: amount.description)
        }
        for (amount, place) in facts.negative {
            report(
                "R032", .warning, .valueOutOfRange, "an allowance or charge is less than nothing", at: place,
                value: amount.description, hint: "an allowance is written as a positive amount")
        }
    }
}

// MARK: - Lines

extension PeppolRules {
    private mutating func checkLines() {
        for (line, lineFacts) in zip(order.lines, facts.lines) {
            checkSigns(line)
            checkAmount(line, lineFacts)
            if line.quantity == nil {
                report(
                    transaction == .order ? "B21402" : "R013", .warning, .valueMissing,
                    "line \(line.id): cbc:Quantity is missing; Peppol demands it",
                    at: line.place, value: "cbc:Quantity")
            }
            guard transaction == .order else { continue }
            if !lineFacts.hasName {
                report(
                    "B25201", .warning, .valueMissing,
                    "line \(line.id): cac:Item/cbc:Name is missing; Peppol demands it",
                    at: line.place, value: "cac:Item/cbc:Name")
            }
        }
    }

    private mutating func checkSigns(_ line: OrderLine) {
        if let quantity = line.quantity, quantity.isNegative {
            report(
                "R004", .error, .quantityNotPositive, "line \(line.id): the quantity is \(quantity)", at: line.place,
                value: quantity.description, hint: "returns are not ordered: tell customer service about them")
        }
        if let price = line.unitPrice, price.isNegative {
            report(
                "R005", .error, .priceNegative, "line \(line.id): the price is \(price)", at: line.place,
                value: price.description, hint: "a price cannot be less than nothing")
        }
        if let base = line.priceBaseQuantity, !base.isPositive {
            report(
                "R025", .error, .priceBaseNotPositive, "line \(line.id): the price is given for \(base) units",
                at: line.place, value: base.description, hint: "say for how many units the price is, 1 if in doubt")
        }
    }

    /// Quantity × price ÷ base quantity + charges − allowances, to 2 cents.
    private mutating func checkAmount(_ line: OrderLine, _ facts: LineFacts) {
        guard let stated = line.lineAmount, let quantity = line.quantity, let price = line.unitPrice,
            !facts.allowances.isLost
        else { return }
        let base = line.priceBaseQuantity.flatMap { $0.isPositive ? $0 : nil } ?? .one
        let amount =
            try? (quantity * price).divided(by: base, decimals: 6) + facts.allowances.charges
            - facts.allowances.allowances
        guard let amount, !PeppolRules.near(stated, amount, within: PeppolRules.twoCents) else { return }
        report(
            "R024", .error, .lineAmountDiffers,
            "line \(line.id): the amount is given as \(stated), and quantity, price and allowances make "
                + amount.formatted(minimumDecimals: 2), at: line.place, value: stated.description,
            hint: "say which of quantity, price and amount is right")
    }
}

// MARK: - Totals

extension PeppolRules {
    /// A sum that must come out.
    private struct Sum {
        let number: String
        let severity: Finding.Severity
        let what: String
        let stated: ExactDecimal?
        let computed: ExactDecimal?
        let from: String
    }

    private mutating func checkTotal() {
        guard let total = facts.total else { return }
        let place = Place(line: total.line, path: total.address.text)
        for sum in sums(total) {
            guard let stated = sum.stated, !PeppolRules.near(stated, sum.computed, within: .zero),
                let computed = sum.computed
            else { continue }
            report(
                sum.number, sum.severity, .totalDiffers,
                "\(sum.what) is given as \(stated), and \(sum.from) make \(computed.formatted(minimumDecimals: 2))",
                at: place, value: sum.severity == .error ? stated.description : nil,
                hint: "say which of them is right")
        }
        for (number, what, amount) in [
            ("R006", "the payable amount", total.payable), ("R007", "the sum of the lines", total.lines),
        ] {
            guard let amount, amount.isNegative else { continue }
            report(
                number, .error, .valueOutOfRange, "\(what) is less than nothing", at: place, value: amount.description,
                hint: "an order cannot be for less than nothing")
        }
    }

    private func sums(_ total: TotalFacts) -> [Sum] {
        let allowances = total.allowances ?? .zero
        let charges = total.charges ?? .zero
        let lines = total.lines ?? .zero
        let net = try? lines - allowances + charges
        let isLost = facts.allowances.isLost
        return [
            Sum(
                number: "R008", severity: .error, what: "the total of the lines", stated: total.lines,
                computed: sumOfLines, from: "the lines"),
            Sum(
                number: "R009", severity: .warning, what: "the total of the allowances", stated: allowances,
                computed: isLost ? nil : facts.allowances.allowances, from: "the allowances"),
            Sum(
                number: "R010", severity: .warning, what: "the total of the charges", stated: charges,
                computed: isLost ? nil : facts.allowances.charges, from: "the charges"),
            Sum(
                number: "R011", severity: .warning, what: "the amount without tax", stated: total.withoutTax,
                computed: net, from: "lines, allowances and charges"),
            Sum(
                number: "R016", severity: .warning, what: "the payable amount",
                stated: total.withTax == nil ? nil : total.payable,
                computed: total.withTax.flatMap {
                    try? $0 - (total.prepaid ?? .zero) + (total.rounding ?? .zero)
                }, from: "the amount with tax, what is paid already and the rounding"),
            Sum(
                number: "R017", severity: .warning, what: "the amount with tax",
                stated: facts.tax == nil ? nil : total.withTax,
                computed: facts.tax.flatMap { tax in (total.withoutTax ?? net).flatMap { try? $0 + tax } },
                from: "the amount without tax and the tax"),
        ]
    }

    /// Rounded to cents; nil where a line states no amount in a way that can be read, or the sum is too large.
    private var sumOfLines: ExactDecimal? {
        var sum = ExactDecimal.zero
        for line in order.lines {
            guard let next = try? sum + (line.lineAmount ?? .zero) else { return nil }
            sum = next
        }
        return try? sum.rounded(decimals: 2)
    }
}
