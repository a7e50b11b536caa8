// An order as the review rules look at it: what was validated, what stock and credit say, and what day it is.

package import ExactDecimals
package import OrderModel
import ReviewRules

/// Everything that a rule can ask about. An object, as its parts are: rules read it field by field, and to hand it on must
/// copy nothing.
package final class ReviewCase: Sendable {
    let order: OrderRecord
    let validation: Validation
    let lines: [LineCase]
    let customer: CustomerCase
    let today: CalendarDate
    /// The lines as rules see them: made once, since most rules go through them.
    let lineValues: [RuleValue]

    package init(
        order: OrderRecord, validation: Validation, lines: [LineCase], customer: CustomerCase, today: CalendarDate
    ) {
        self.order = order
        self.validation = validation
        self.lines = lines
        self.customer = customer
        self.today = today
        lineValues = lines.map { RuleVariables.record(LineFacts.table, $0) }
    }

    package var lineCount: Int { lines.count }
    /// Every line can be served from free stock, all lines together (G04, K16).
    var inStock: Bool { lines.allSatisfy(\.shortage.isZero) }
    /// Only catalogue products, as they are in the catalogue (A04).
    var isStandard: Bool { !validation.isSpecial }
}

/// What decides who is asked where no rule asks anybody.
package struct ReviewedKind: Hashable, Sendable {
    package var isQuotation: Bool
    package var isStandard: Bool
    package var inStock: Bool
    package init(isQuotation: Bool, isStandard: Bool, inStock: Bool) {
        self.isQuotation = isQuotation
        self.isStandard = isStandard
        self.inStock = inStock
    }
}

extension ReviewCase {
    var kind: ReviewedKind {
        ReviewedKind(isQuotation: order.isQuotation, isStandard: isStandard, inStock: inStock)
    }
}

/// A line with what stock can give for it after the lines before it were served.
package final class LineCase: Sendable {
    package let line: ValidatedLine
    /// In the product's own unit.
    let shortage: ExactDecimal
    let isPriceFromList: Bool
    let packing: String?

    package init(line: ValidatedLine, shortage: ExactDecimal, isPriceFromList: Bool, packing: String?) {
        self.line = line
        self.shortage = shortage
        self.isPriceFromList = isPriceFromList
        self.packing = packing
    }
}

/// The customer with the credit situation in which the order finds them.
package final class CustomerCase: Sendable {
    let customer: Customer
    /// What is open and what is ordered, this order included, in the currency of the credit limit.
    let exposure: ExactDecimal
    /// This order counts in `exposure`: it is in the currency of the limit.
    let isComparable: Bool

    package init(customer: Customer, exposure: ExactDecimal, isComparable: Bool) {
        self.customer = customer
        self.exposure = exposure
        self.isComparable = isComparable
    }
}

extension ReviewCase {
    /// The case of `order`, asked for while nothing of it is reserved yet. Without a customer on file everything that
    /// would be known of them is unknown, and their credit counts as bad.
    convenience init(_ order: OrderRecord, _ validation: Validation, at desk: DeskView) throws(FactsError) {
        let known = try desk.facts.customer(order.partner)
        let customer =
            known ?? Customer(id: order.partner, name: desk.partnerName(order.partner), creditStanding: .bad)
        self.init(
            order: order, validation: validation, lines: try ReviewCase.lines(validation, of: order.order, at: desk),
            customer: try CustomerCase(customer, ordering: validation, at: desk), today: desk.today)
    }

    private static func lines(
        _ validation: Validation, of order: PurchaseOrder, at desk: DeskView
    ) throws(FactsError) -> [LineCase] {
        var free = FreeStock(warehouses: desk.settings.warehouses, leavingOn: desk.earliestDispatch)
        let ordered = order.linesByNumber
        var cases: [LineCase] = []
        for line in validation.lines {
            let found = try free.take(line, wanting: line.stockQuantity, from: desk.facts)
            let taken = found.map(\.quantity).sum
            cases.append(
                LineCase(
                    line: line, shortage: line.stockQuantity.less(taken),
                    isPriceFromList: ordered[line.lineID]?.unitPrice == nil, packing: ordered[line.lineID]?.packing))
        }
        return cases
    }
}

extension CustomerCase {
    convenience init(_ customer: Customer, ordering validation: Validation, at desk: DeskView) throws(FactsError) {
        guard let currency = customer.creditCurrency ?? validation.currency else {
            self.init(customer: customer, exposure: customer.openAmount, isComparable: false)
            return
        }
        let open = try desk.facts.openOrderValue(customer: customer.id, currency: currency)
        let isComparable = validation.currency == currency && validation.total != nil
        let amounts = [customer.openAmount, open, isComparable ? validation.total ?? .zero : .zero]
        self.init(customer: customer, exposure: amounts.sum, isComparable: isComparable)
    }
}
