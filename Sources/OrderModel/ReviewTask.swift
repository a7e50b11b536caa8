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
    package var howToAnswer: String

    package init(
        orderNumber: String, role: String, step: Int, steps: Int, due: Instant?, customer: String,
        customerReference: String, priority: OrderPriority, reasons: [String], rules: [AppliedRule],
        currency: String?, total: ExactDecimal?, lines: [ValidatedLine], findings: [Finding], howToAnswer: String
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
        self.howToAnswer = howToAnswer
    }
}
