// The review task: asks a role for its decision.

package import ExactDecimals

/// Asks a role for its decision (G01 to G07); answered by a decision file.
package struct ReviewTask: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var role: String
    package var step: Int
    package var steps: Int
    package var due: Instant?
    package var customer: String
    package var customerReference: String
    package var priority: OrderPriority
    package var reasons: [String]
    package var rules: [AppliedRule]
    package var currency: String?
    package var total: ExactDecimal?
    package var lines: [ValidatedLine]
    package var findings: [Finding]
    /// What is asked for, where a change or a cancellation is to be decided (J05, J06).
    package var change: Change?
    package var howToAnswer: String
    /// The role in whose place this one decides.
    package var inPlaceOf: String?
    /// Who has said yes before.
    package var decided: [Approval] = []
    /// What finance looks at (G03).
    package var paymentMeans: String?
    package var paymentTerms: String?
    package var deliverTo: String?
    package var requestedDeliveryDate: CalendarDate?

    package init(
        orderNumber: String, role: String, step: Int, steps: Int, due: Instant?, customer: String,
        customerReference: String, priority: OrderPriority, reasons: [String], rules: [AppliedRule],
        currency: String?, total: ExactDecimal?, lines: [ValidatedLine], findings: [Finding], change: Change? = nil,
        howToAnswer: String
    ) {
        self.orderNumber = orderNumber
        self.role = role
        self.step = step
        self.steps = steps
        self.due = due
        self.customer = customer
        self.customerReference = customerReference
        self.priority = priority
        self.reasons = reasons
        self.rules = rules
        self.currency = currency
        self.total = total
        self.lines = lines
        self.findings = findings
        self.change = change
        self.howToAnswer = howToAnswer
    }
}

extension ReviewTask {
    /// The customer's request, as the person who decides has to see it.
    package struct Change: Hashable, Codable, Sendable {
        /// To be named in the decision.
        package var number: String
        package var isCancellation: Bool
        /// The customer's reason, and what they expect of it.
        package var reason: String?
        package var expectedImpact: String?
        package var differences: [OrderDifference]
        /// Why it cannot be granted; empty where it can.
        package var obstacles: [String]

        package init(
            number: String, isCancellation: Bool, reason: String?, expectedImpact: String?,
            differences: [OrderDifference], obstacles: [String]
        ) {
            self.number = number
            self.isCancellation = isCancellation
            self.reason = reason
            self.expectedImpact = expectedImpact
            self.differences = differences
            self.obstacles = obstacles
        }
    }
}
