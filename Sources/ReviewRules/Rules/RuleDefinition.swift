// A review rule as the desk's rule files state it: a condition, and what it asks for.

/// One review rule: when the condition holds for an order, the outcome is asked for.
package struct RuleDefinition: Hashable, Sendable {
    /// The name under which explanations and messages cite the rule; unique in the desk.
    package let id: String
    /// Which requirement the rule fulfils, such as `F05`; empty where none is named.
    package let requirement: String
    /// The condition, an expression that gives true or false.
    package let when: String
    /// Where the condition stands in its file.
    package let place: SourcePlace
    package let outcome: RuleOutcome
    /// The table of which only the first row that matches counts; nil for a rule that counts whatever others do.
    package let firstOf: String?

    package init(
        id: String, requirement: String = "", when: String, place: SourcePlace, outcome: RuleOutcome,
        firstOf: String? = nil
    ) {
        self.firstOf = firstOf
        self.id = id
        self.requirement = requirement
        self.when = when
        self.place = place
        self.outcome = outcome
    }
}

/// Where an expression begins in its file.
package struct SourcePlace: Hashable, Sendable, Codable {
    package let file: String
    /// The line of the expression's first character, from 1.
    package let line: Int
    /// The column of the expression's first character, from 1, in code points.
    package let column: Int
    /// How far the expression's further lines are indented in the file, for conditions written over several lines.
    package let indent: Int
    /// For an expression that was put together in one line from several places: where each part of it stands.
    package let parts: [SourcePart]

    package init(file: String, line: Int, column: Int, indent: Int = 0, parts: [SourcePart] = []) {
        self.parts = parts
        self.file = file
        self.line = line
        self.column = column
        self.indent = indent
    }

    /// The line and column in the file of a line and column (both from 1) in the expression.
    package func position(line: Int, column: Int) -> (line: Int, column: Int) {
        if let part = parts.last(where: { $0.start <= column }) {
            return (part.line, part.column + min(column - part.start, max(part.length - 1, 0)))
        }
        return line <= 1 ? (self.line, self.column + column - 1) : (self.line + line - 1, indent + column)
    }
}

/// A part of an expression that was put together: from where in the expression on, and where it comes from.
package struct SourcePart: Hashable, Sendable, Codable {
    /// The column in the expression, from 1.
    package let start: Int
    /// How many code points of it stand in the file as they stand in the expression; 0 for words that were added.
    package let length: Int
    package let line: Int
    package let column: Int

    package init(start: Int, length: Int, line: Int, column: Int) {
        self.start = start
        self.length = length
        self.line = line
        self.column = column
    }
}

/// What a rule asks for when it matches. Several wishes can stand side by side.
package struct RuleOutcome: Hashable, Sendable, Codable {
    /// Who approves: one step after the other, the roles of one step side by side.
    package var approve: [ApprovalStep] = []
    /// The approval is recorded by itself for those roles, without asking anyone (F03).
    package var automatic = false
    /// How long whoever is asked has time.
    package var within: Deadline?
    /// Roles that approve after all others, whatever other rules ask (G06, G12).
    package var finalApproval: [String] = []
    /// The role that decides when `within` has passed (H03).
    package var escalate: String?
    /// Roles that say with their approval how many working days they need (G15).
    package var stateTime: [String] = []
    /// Roles whose approval carries evidence: a signed contract, minutes (G13).
    package var demandEvidence: [String] = []
    /// The question to put to the customer.
    package var askCustomer: String?
    /// The role that has to release the order before it goes on.
    package var hold: String?
    /// Why the order is refused.
    package var reject: String?
    /// The priority that the order gets.
    package var setPriority: String?
    /// Terms to add, in words.
    package var addTerms: String?
    /// What comes on top of the order's sum (F09).
    package var surcharge: Surcharge?
    /// Working days that come on top of the usual time until dispatch (F09).
    package var extendLeadTime: Deadline?
    /// The role that takes care of the order.
    package var assign: String?
    /// The roles that are told (B15, B16).
    package var notify: [String] = []
    /// Why, in words that a reviewer and a customer can read.
    package var reason = ""

    package init() {}

    package init(approve: [ApprovalStep], automatic: Bool = false, within: Deadline? = nil, reason: String = "") {
        self.approve = approve
        self.automatic = automatic
        self.within = within
        self.reason = reason
    }
}
