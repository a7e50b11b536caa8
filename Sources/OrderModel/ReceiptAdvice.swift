// The customer's word on what arrived: received, short, rejected, and whether it is accepted.

package import ExactDecimals

/// What the customer's inspection of a delivery found (Q04, Q05; UBL ReceiptAdvice, X12 861, EDIFACT RECADV).
package struct ReceiptAdvice: Hashable, Codable, Sendable {
    /// What the customer says about the goods, as a whole or of a line.
    package enum Result: String, Codable, CaseIterable, Sendable {
        case accepted
        case acceptedWithRemarks = "accepted-with-remarks"
        case rejected
    }

    /// All quantities are in `unit`; `received` counts what was rejected or damaged too.
    package struct Line: Hashable, Codable, Sendable {
        /// The order's line, as on the shipping notice; nil where the customer names the product only.
        package var lineID: String?
        /// Our product code, the customer's own, and the GTIN: whichever the customer gives.
        package var product: String?
        package var buyerCode: String?
        package var gtin: String?
        package var name: String?
        package var specification: String?
        /// Nil: as sent, less what is short.
        package var received: ExactDecimal?
        /// As on the shipping notice where it is nil.
        package var unit: String?
        package var short: ExactDecimal?
        package var rejected: ExactDecimal?
        package var damaged: ExactDecimal?
        package var excess: ExactDecimal?
        /// The customer's own code, or a word such as `quality` (UBL RejectReasonCode).
        package var reasonCode: String?
        package var reason: String?
        package var result: Result?

        package init(
            lineID: String? = nil, product: String? = nil, buyerCode: String? = nil, gtin: String? = nil,
            name: String? = nil, specification: String? = nil, received: ExactDecimal? = nil, unit: String? = nil,
            short: ExactDecimal? = nil, rejected: ExactDecimal? = nil, damaged: ExactDecimal? = nil,
            excess: ExactDecimal? = nil, reasonCode: String? = nil, reason: String? = nil, result: Result? = nil
        ) {
            self.lineID = lineID
            self.product = product
            self.buyerCode = buyerCode
            self.gtin = gtin
            self.name = name
            self.specification = specification
            self.received = received
            self.unit = unit
            self.short = short
            self.rejected = rejected
            self.damaged = damaged
            self.excess = excess
            self.reasonCode = reasonCode
            self.reason = reason
            self.result = result
        }
    }

    /// The customer's own number of the advice.
    package var number: String?
    /// Our shipment, as on the shipping notice.
    package var shipment: String?
    /// The customer's order number, or ours; enough where the shipment is not named.
    package var order: String?
    package var receivedOn: CalendarDate?
    package var inspectedBy: String?
    package var result: Result?
    package var remarks: String?
    /// Empty: what was sent was received, and `result` says whether it is accepted.
    package var lines: [Line]

    package init(
        number: String? = nil, shipment: String? = nil, order: String? = nil, receivedOn: CalendarDate? = nil,
        inspectedBy: String? = nil, result: Result? = nil, remarks: String? = nil, lines: [Line] = []
    ) {
        self.number = number
        self.shipment = shipment
        self.order = order
        self.receivedOn = receivedOn
        self.inspectedBy = inspectedBy
        self.result = result
        self.remarks = remarks
        self.lines = lines
    }
}

/// The acceptance record that is kept (Q05): order, product, specification, quantity and result of each line.
package struct Acceptance: Hashable, Codable, Sendable {
    /// What an inspection can find fault with (Q04).
    package enum Problem: String, Codable, CaseIterable, Sendable {
        case quantity, specification, quality
    }

    /// All quantities are in `unit`, the unit of the order.
    package struct Line: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var name: String
        package var specification: String?
        package var unit: String
        package var sent: ExactDecimal
        /// Nil: the advice does not mention the line.
        package var received: ExactDecimal?
        /// Of what was received: rejected, damaged goods included.
        package var rejected: ExactDecimal
        package var problems: [Problem]
        /// The customer's code and words for what is wrong.
        package var reason: String?
        package var result: ReceiptAdvice.Result

        package init(
            lineID: String, product: String, name: String, specification: String? = nil, unit: String,
            sent: ExactDecimal, received: ExactDecimal?, rejected: ExactDecimal = .zero, problems: [Problem] = [],
            reason: String? = nil, result: ReceiptAdvice.Result
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.specification = specification
            self.unit = unit
            self.sent = sent
            self.received = received
            self.rejected = rejected
            self.problems = problems
            self.reason = reason
            self.result = result
        }
    }

    /// The shipments that the advice is about.
    package var shipments: [String]
    /// As the customer sent it, or as it was keyed in.
    package var advice: ReceiptAdvice
    package var receivedOn: CalendarDate
    /// Who of the customer's side inspected the goods; the customer's name where the advice names nobody.
    package var inspectedBy: String
    package var result: ReceiptAdvice.Result
    package var lines: [Line]

    package init(
        shipments: [String], advice: ReceiptAdvice, receivedOn: CalendarDate, inspectedBy: String,
        result: ReceiptAdvice.Result, lines: [Line]
    ) {
        self.shipments = shipments
        self.advice = advice
        self.receivedOn = receivedOn
        self.inspectedBy = inspectedBy
        self.result = result
        self.lines = lines
    }

    /// The lines that customer service has to see to.
    package var faultyLines: [Line] { lines.filter { !$0.problems.isEmpty } }
}
