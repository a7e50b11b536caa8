// What happens around a decision besides yes and no: it is given away, asked about, reminded of, and somebody is made
// responsible.

/// `to` decides in place of `roles`.
package struct Delegation: Hashable, Codable, Sendable {
    package var roles: [String]
    package var to: String
    /// Who gave the decision away; nil: its time was over (H03).
    package var person: String?
    package var reason: String
    package init(roles: [String], to: String, person: String?, reason: String) {
        self.roles = roles
        self.to = to
        self.person = person
        self.reason = reason
    }
    package var isEscalation: Bool { person == nil }
}

/// A question of a role to a colleague; the role decides when it is answered (D04, G07).
package struct Inquiry: Hashable, Codable, Sendable {
    package var role: String
    package var person: String
    package var to: String
    package var question: String
    package init(role: String, person: String, to: String, question: String) {
        self.role = role
        self.person = person
        self.to = to
        self.question = question
    }
}

package struct InquiryAnswer: Hashable, Codable, Sendable {
    /// Who answered: the `to` of the inquiry.
    package var role: String
    package var person: String
    package var text: String
    package init(role: String, person: String, text: String) {
        self.role = role
        self.person = person
        self.text = text
    }
}

/// Whoever is waited for was told again.
package struct Reminder: Hashable, Codable, Sendable {
    package enum Matter: String, Codable, Sendable {
        /// Roles have to decide (E11).
        case review
        /// The customer has to answer (B13).
        case clarification
    }
    package var matter: Matter
    package var isLate: Bool
    package init(_ matter: Matter, isLate: Bool) {
        self.matter = matter
        self.isLate = isLate
    }
}

/// Who takes care of an order (E02), and who said so.
package struct Assignment: Hashable, Codable, Sendable {
    package var to: String
    /// The role that said so; `rules` where a rule did.
    package var by: String
    package var person: String
    package var reason: String?
    package init(to: String, by: String, person: String, reason: String? = nil) {
        self.to = to
        self.by = by
        self.person = person
        self.reason = reason
    }
}

/// How an urgent order stands, by one of its owners (H05).
package struct ProgressReport: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var role: String
    package var person: String
    package var text: String
    /// When it will be done, as far as the reporter can say.
    package var expectedOn: CalendarDate?
    package init(orderNumber: String, role: String, person: String, text: String, expectedOn: CalendarDate? = nil) {
        self.orderNumber = orderNumber
        self.role = role
        self.person = person
        self.text = text
        self.expectedOn = expectedOn
    }
}

/// What is wrong with a customer's credit (G02, G05).
package enum CreditProblem: String, Codable, CaseIterable, Sendable {
    case badStanding = "bad-standing"
    case limitExceeded = "limit-exceeded"
    case overdue
    package var words: String {
        switch self {
        case .badStanding: "the customer's credit standing is bad"
        case .limitExceeded: "the customer is above the credit limit"
        case .overdue: "the customer has overdue payments"
        }
    }
}
