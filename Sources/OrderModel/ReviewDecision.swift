// The word of one of our roles on an order, as a file says it.

/// A role's word on an order (G01 to G07). The folder that it lay in says which role speaks.
package struct ReviewDecision: Hashable, Codable, Sendable {
    package enum Verdict: String, Codable, CaseIterable, Sendable {
        case approve, reject
        /// Back to the customer with a question (G07, B13).
        case ask
        /// Back to a colleague with a question (D04, G07): `to` answers, then the role decides.
        case sendBack = "send-back"
        /// The answer to a question that was sent back.
        case answer
        /// Another role, `to`, decides in place of this one.
        case delegate
        /// The role `to` takes care of the order (E02, E08).
        case assign

        /// Without words of explanation it could not be acted on.
        package var needsReason: Bool {
            switch self {
            case .approve, .assign: false
            case .reject, .ask, .sendBack, .answer, .delegate: true
            }
        }

        /// It names the role that goes on.
        package var needsRecipient: Bool {
            switch self {
            case .sendBack, .delegate, .assign: true
            case .approve, .reject, .ask, .answer: false
            }
        }
    }
    /// The largest number of working days that can be stated.
    package static let mostWorkingDays = 1500

    package var orderNumber: String
    package var verdict: Verdict
    /// Who decided; a role alone cannot be asked why.
    package var person: String
    /// Demanded for every verdict but `approve` and `assign`.
    package var reason: String?
    /// The number of the customer's change or cancellation that is decided; nil: the order itself (J06, J11).
    package var change: String?
    /// The role that is asked, decides instead, or takes care of the order.
    package var to: String?
    /// How many working days the department needs for its part of the order (G15).
    package var workingDays: Int?
    /// On which terms the order is taken (G14); they stand in the confirmation.
    package var terms: String?
    /// What proves the decision: a signed contract, minutes of a meeting (G13, H11).
    package var evidence: [Evidence]

    package init(
        orderNumber: String, verdict: Verdict, person: String, reason: String? = nil, change: String? = nil,
        to: String? = nil, workingDays: Int? = nil, terms: String? = nil, evidence: [Evidence] = []
    ) {
        self.orderNumber = orderNumber
        self.verdict = verdict
        self.person = person
        self.reason = reason
        self.change = change
        self.to = to
        self.workingDays = workingDays
        self.terms = terms
        self.evidence = evidence
    }
}

extension Evidence {
    /// What a decision file names as its proof; none where it names nothing.
    package static func ofDecision(name: String?, sha256: String?) -> [Evidence] {
        guard name != nil || sha256 != nil else { return [] }
        return [Evidence(kind: .other, name: name ?? "", sha256: sha256?.lowercased())]
    }
}
