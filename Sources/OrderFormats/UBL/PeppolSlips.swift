// Rules of Peppol about single elements of which the order itself keeps nothing: prices before their discount, percentages
// of allowances, rates of tax. They are looked at while they are read, and only where the document claims a profile.

import ExactDecimals
import OrderModel

/// An element that does not keep a rule.
struct PeppolSlip {
    /// Such as `R019`.
    let rule: String
    let code: FindingCode
    let message: String
    let place: Place
    var value: String?
    var hint: String?
}

extension UBLOrderReader {
    /// cac:Price: the net price is the gross price less its discount (R019, R027, R033).
    mutating func checkDiscount(_ price: XMLElement, net: ExactDecimal?, _ values: UBLValues) {
        guard facts.isClaimed, let discount = price.first(.allowanceCharge) else { return }
        let amount = values.decimal(discount.first(.amount))
        let gross = values.decimal(discount.first(.baseAmount))
        if let amount, amount.isNegative {
            slip(
                "R033", .valueOutOfRange, "the discount on the price is less than nothing", at: discount, amount, values
            )
        }
        guard let gross else { return }
        if gross.isNegative {
            slip("R027", .valueOutOfRange, "the gross price is less than nothing", at: discount, gross, values)
        }
        guard let net, let expected = try? gross - (amount ?? .zero), expected != net else { return }
        slip(
            "R019", .lineAmountDiffers, "the net price is \(net), and gross price and discount make \(expected)",
            at: discount, net, values, hint: "say which of the three is right")
    }

    /// cac:AllowanceCharge of the document or of a line (R020 to R023).
    mutating func checkAllowance(_ element: XMLElement, _ amount: ExactDecimal, _ values: UBLValues) {
        guard facts.isClaimed else { return }
        if element.first(.allowanceChargeReason) == nil, element.first(.allowanceChargeReasonCode) == nil {
            slip("R023", .valueMissing, "the allowance or charge has no reason", at: element, nil, values)
        }
        checkTax(of: element, .taxCategory, values)
        let base = values.decimal(element.first(.baseAmount))
        let percent = values.decimal(element.first(.multiplierFactorNumeric))
        switch (base, percent) {
        case (nil, let percent?):
            slip(
                "R020", .valueMissing, "a percentage is given, but not the amount it is of", at: element, percent,
                values)
        case (let base?, nil):
            slip(
                "R021", .valueMissing, "a base amount is given, but not the percentage of it", at: element, base, values
            )
        case (let base?, let percent?): checkPercentage(element, amount, percent, of: base, values)
        case (nil, nil): break
        }
    }

    private mutating func checkPercentage(
        _ element: XMLElement, _ amount: ExactDecimal, _ percent: ExactDecimal, of base: ExactDecimal,
        _ values: UBLValues
    ) {
        guard let expected = try? (base * percent).divided(by: ExactDecimal(100), decimals: 6),
            !PeppolRules.near(amount, expected, within: PeppolRules.twoCents)
        else { return }
        slip(
            "R022", .totalDiffers, "the allowance or charge is \(amount), and \(percent) % of \(base) are \(expected)",
            at: element, amount, values, hint: "say which of the three is right")
    }

    /// cac:TaxCategory and cac:ClassifiedTaxCategory (R029, R030; UN/EDIFACT 5305).
    mutating func checkTax(of element: XMLElement, _ name: UBLName, _ values: UBLValues) {
        guard facts.isClaimed else { return }
        for category in element.all(name) {
            let percent = values.decimal(category.first(.percent))
            switch (values.identifier(category.first(.id)), percent) {
            case ("O", nil): break
            case (_, nil): slip("R029", .valueMissing, "the tax category has no rate", at: category, nil, values)
            case ("S", let percent?) where !percent.isPositive:
                slip(
                    "R030", .valueOutOfRange, "the standard rate of tax is not above zero", at: category, percent,
                    values)
            default: break
            }
        }
    }

    private mutating func slip(
        _ rule: String, _ code: FindingCode, _ message: String, at element: XMLElement, _ value: ExactDecimal?,
        _ values: UBLValues, hint: String? = nil
    ) {
        // A warning without a value would hide behind an error at the same place (see PeppolRules).
        facts.note(
            PeppolSlip(
                rule: rule, code: code, message: message, place: values.place(of: element),
                value: value?.description ?? element.name.qualified, hint: hint))
    }
}
