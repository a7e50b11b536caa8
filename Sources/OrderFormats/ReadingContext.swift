// What every reader is told besides the bytes: who sent the file, how that partner writes, and the limits.

import OrderModel

struct ReadingContext {
    let sender: Sender
    let profile: PartnerProfile?
    let limits: FormatLimits
    let budget: FindingBudget
    /// How many containers the file in hand was taken out of.
    var depth = 0
    /// The charset that the text is said to be in: the partner's setting, or what a mail says of its part.
    var charset: String?

    init(sender: Sender, profile: PartnerProfile?, limits: FormatLimits) {
        self.sender = sender
        self.profile = profile
        charset = profile?.charset
        self.limits = limits
        budget = FindingBudget(limits)
    }

    /// For what a container holds; nil where containers are packed into each other too deeply.
    var oneDeeper: ReadingContext? {
        guard depth < limits.containerDepth else { return nil }
        var inside = self
        inside.depth += 1
        return inside
    }

    /// The same, for a part that names its charset. The partner's own setting goes before what a mail program wrote.
    func inside(charset: String?) -> ReadingContext? {
        guard var inside = oneDeeper else { return nil }
        if inside.charset == nil { inside.charset = charset }
        return inside
    }

    var tooDeep: Finding {
        Finding(
            .error, .containerTooDeep, "files are packed into each other more than \(limits.containerDepth) deep",
            hint: "send the file itself, or packed once")
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
