// The name of each event as the journal's column `kind` has it: the same word that opens its JSON.

package import OrderModel

extension OrderEvent {
    /// Such as `registered`, `reviewOpened`; never changes for an event that has been recorded.
    package var kind: String {
        switch self {
        case .registered: "registered"
        case .repeated: "repeated"
        case .conflictingCopy: "conflictingCopy"
        case .corrected: "corrected"
        case .prioritised: "prioritised"
        case .changeRequested: "changeRequested"
        case .changeDecided: "changeDecided"
        case .changed: "changed"
        case .validated: "validated"
        case .clarificationAsked: "clarificationAsked"
        case .clarified: "clarified"
        case .rulesApplied: "rulesApplied"
        case .termsAdded: "termsAdded"
        case .conditionsSet: "conditionsSet"
        case .reviewOpened: "reviewOpened"
        case .approved: "approved"
        case .rejected: "rejected"
        case .creditAssessed: "creditAssessed"
        case .delegated: "delegated"
        case .sentBack: "sentBack"
        case .answered: "answered"
        case .reminded: "reminded"
        case .reviewPassed: "reviewPassed"
        case .quoted: "quoted"
        case .confirmed: "confirmed"
        case .cancelled: "cancelled"
        case .assignmentProposed: "assignmentProposed"
        case .assigned: "assigned"
        case .delayAnnounced: "delayAnnounced"
        case .progressRequested: "progressRequested"
        case .progressReported: "progressReported"
        case .creditHeld: "creditHeld"
        case .creditReleased: "creditReleased"
        case .reserved: "reserved"
        case .shortageFound: "shortageFound"
        case .consentAsked: "consentAsked"
        case .consentGiven: "consentGiven"
        case .dispatchInstructed: "dispatchInstructed"
        case .tracked: "tracked"
        case .carrierRefused: "carrierRefused"
        case .dispatched: "dispatched"
        case .shippingNoticeIssued: "shippingNoticeIssued"
        case .delivered: "delivered"
        case .completed: "completed"
        case .goodsAccepted: "goodsAccepted"
        case .reported: "reported"
        }
    }
}
