// What every reader is told besides the bytes: who sent the file, how that partner writes, and the limits.

import OrderModel

struct ReadingContext {
    let sender: Sender
    let profile: PartnerProfile?
    let limits: FormatLimits
    let budget: FindingBudget

    init(sender: Sender, profile: PartnerProfile?, limits: FormatLimits) {
        self.sender = sender
        self.profile = profile
        self.limits = limits
        budget = FindingBudget(limits)
    }

    var csv: CSVMapping { profile?.csv ?? CSVMapping() }

    /// Fax and telephone orders are keyed in from paper unless the file says otherwise (A02).
    var usualForm: OrderForm {
        switch sender {
        case .partner(_, .fax), .partner(_, .phone): .paper
        default: .electronic
        }
    }
}
