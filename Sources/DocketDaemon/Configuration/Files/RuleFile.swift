// rules/*.yaml: review rules, each a condition and what it asks for when the condition holds.

import OrderModel
import ReviewRules

enum RuleFile {
    /// The rules of a file; what is wrong with any of them is in the report. `roles` are the desk's roles; nil while
    /// they are not known, because `docket.yaml` cannot be read.
    static func read(_ root: YAMLNode, roles: [String]?) -> [RuleDefinition] {
        let rules = YAMLMapping.read(root, what: "a rule file") { mapping -> [RuleDefinition] in
            let key = mapping.entries.first { $0.key == "rules" }
            guard let entry = mapping.entry("rules") else {
                if key == nil {
                    mapping.report.error("'rules' is missing", at: mapping.place, hint: "begin with rules: and a list")
                }
                return []
            }
            guard let elements = entry.value.elements else {
                entry.value.error(
                    "expected a list of rules, but \(entry.value.inWords) stands here", hint: "begin each with '- id:'")
                return []
            }
            return elements.compactMap { rule($0, roles: roles) }
        }
        return rules ?? []
    }

    private static func rule(_ node: YAMLNode, roles: [String]?) -> RuleDefinition? {
        let read = YAMLMapping.read(node, what: "a rule") { mapping -> RuleDefinition? in
            let id = mapping.required("id", .text("a name for the rule, such as price-below-list"))
            let requirement = mapping.value("requirement", .list(of: .text("a requirement such as F05")), else: [])
            let condition = mapping.required("when", .condition)
            let outcome = outcome(mapping, roles: roles)
            guard let id, let condition else { return nil }
            return RuleDefinition(
                id: id, requirement: requirement.joined(separator: ", "), when: condition.text, place: condition.place,
                outcome: outcome)
        }
        return read ?? nil
    }

    /// A row of a table: what it asks for is written as in a rule, its condition stands in cells of their own.
    /// - Parameter table: the table, if only its first row that matches counts; such a row may ask for nothing, so that
    ///   those below it are not asked.
    static func rule(
        of node: YAMLNode, id standard: String, when: (text: String, place: SourcePlace), table: String?,
        roles: [String]?
    ) -> RuleDefinition? {
        let read = YAMLMapping.read(node, what: "a row") { mapping in
            let id = mapping.value("id", .text("a name for the rule, such as price-below-list"), else: standard)
            let requirement = mapping.value("requirement", .list(of: .text("a requirement such as F05")), else: [])
            let asksForNothing = table != nil && !wishes.contains(where: mapping.has)
            return RuleDefinition(
                id: id, requirement: requirement.joined(separator: ", "), when: when.text, place: when.place,
                outcome: outcome(mapping, roles: roles, mayBeEmpty: asksForNothing), firstOf: table)
        }
        return read
    }

    /// The keys of a rule but for its condition.
    static let keys =
        ["id", "requirement"] + wishes + [
            "automatic", "within", "escalate", "state-time", "demand-evidence", "reason",
        ]

    /// A header as the key that it means: `Set priority` is `set-priority`.
    static func key(_ header: String) -> String {
        String(header.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    }

    private static func outcome(
        _ mapping: YAMLMapping, roles: [String]?, mayBeEmpty: Bool = false
    ) -> RuleOutcome {
        let role = YAMLType<String>.role(among: roles)
        var outcome = RuleOutcome()
        outcome.approve = mapping.value("approve", .list(of: .approvalStep(role)), else: [])
        outcome.automatic = mapping.value("automatic", .flag, else: false)
        outcome.within = mapping.optional("within", .deadline)
        outcome.finalApproval = mapping.value("final", .list(of: role), else: [])
        outcome.escalate = mapping.optional("escalate", role)
        outcome.stateTime = mapping.value("state-time", .list(of: role), else: [])
        outcome.demandEvidence = mapping.value("demand-evidence", .list(of: role), else: [])
        outcome.askCustomer = mapping.optional("ask-customer", .sentence("a question to the customer"))
        outcome.hold = mapping.optional("hold", role)
        outcome.reject = mapping.optional("reject", .sentence("the reason why the order is refused"))
        outcome.setPriority = mapping.optional("set-priority", .oneOf(OrderPriority.allCases.map(\.name)))
        outcome.addTerms = mapping.optional("add-terms", .sentence("the terms to add"))
        outcome.surcharge = mapping.optional("surcharge", .surcharge)
        outcome.extendLeadTime = mapping.optional("extend-lead-time", .leadTime)
        outcome.assign = mapping.optional("assign", role)
        outcome.notify = mapping.value("notify", .list(of: role), else: [])
        outcome.reason = mapping.value("reason", .sentence("the reason, in words"), else: "")
        check(mapping, mayBeEmpty: mayBeEmpty)
        return outcome
    }

    /// The keys of which a rule has at least one.
    static let wishes = [
        "approve", "final", "ask-customer", "hold", "reject", "set-priority", "add-terms", "surcharge",
        "extend-lead-time", "assign", "notify",
    ]

    private static func check(_ mapping: YAMLMapping, mayBeEmpty: Bool) {
        guard mayBeEmpty || wishes.contains(where: { mapping.has($0) }) else {
            mapping.report.error(
                "the rule asks for nothing", at: mapping.place, hint: "give it one of \(WordList.alternatives(wishes))")
            return
        }
        if let automatic = mapping.entry("automatic"), !mapping.has("approve") {
            automatic.value.error("'automatic' has a meaning only beside 'approve'")
        }
        for key in ["within", "escalate", "state-time", "demand-evidence"] {
            guard let entry = mapping.entry(key), !["approve", "final", "hold"].contains(where: mapping.has) else {
                continue
            }
            entry.value.error("'\(key)' has a meaning only where one of us is asked: approve, final or hold")
        }
        if let escalate = mapping.entry("escalate"), !mapping.has("within") {
            escalate.value.error("'escalate' has a meaning only beside 'within': it says who decides after that time")
        }
    }
}

extension YAMLType where Value == String {
    static func role(among roles: [String]?) -> YAMLType {
        YAMLType("the name of a role") { node in
            guard let name = folderName("the name of a role").read(node) else { return nil }
            guard let roles, !roles.contains(name) else { return name }
            let near = NearestName.of(name, among: roles)
            node.error(
                "there is no role '\(name)'",
                hint: near.map { "did you mean '\($0)'?" }
                    ?? "the desk's roles: \(roles.joined(separator: ", ")); docket.yaml names them under roles")
            return nil
        }
    }

    /// A text that may go over several lines, which are joined.
    static func sentence(_ expected: String) -> YAMLType {
        scalar(expected) { text in
            let words = text.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }
}

extension YAMLType where Value == Surcharge {
    static var surcharge: YAMLType {
        YAMLType("a surcharge such as 5 %") { node in
            guard let text = YAMLType<String>.text("a surcharge such as 5 %").read(node) else { return nil }
            do throws(SurchargeTextError) {
                return try Surcharge(text)
            } catch {
                node.error(error.description)
                return nil
            }
        }
    }
}

extension YAMLType where Value == Deadline {
    /// Goods leave on working days, so a lead time is counted in them.
    static var leadTime: YAMLType {
        YAMLType("a time such as 5 working days") { node in
            guard let span = YAMLType<Deadline>.deadline.read(node) else { return nil }
            guard span.unit == .workingDays, span.count <= ConfigurationLimits.longestExtraLeadDays else {
                node.error(
                    "a lead time is extended by working days, at most \(ConfigurationLimits.longestExtraLeadDays)",
                    hint: "such as 5 working days")
                return nil
            }
            return span
        }
    }
}

extension YAMLType where Value == ApprovalStep {
    /// A role, a list of roles that are asked side by side, or `{any: 2, of: [a, b, c]}`.
    static func approvalStep(_ role: YAMLType<String>) -> YAMLType {
        YAMLType("a role, a list of roles that are asked together, or any: and of:") { node in
            if node.isMapping { return choice(node, role) }
            guard let roles = YAMLType<[String]>.list(of: role).read(node) else { return nil }
            if node.elements?.isEmpty == true {
                node.error("this step asks nobody", hint: "name a role in it")
                return nil
            }
            return roles.isEmpty ? nil : ApprovalStep(roles)
        }
    }

    private static func choice(_ node: YAMLNode, _ role: YAMLType<String>) -> ApprovalStep? {
        YAMLMapping.read(node, what: "a choice of roles") { mapping -> ApprovalStep? in
            let roles = mapping.required("of", .list(of: role)) ?? []
            let needed = mapping.required("any", .integer(in: 1...max(1, roles.count)))
            guard let needed, !roles.isEmpty else { return nil }
            return ApprovalStep([], choices: [ApprovalChoice(needed: needed, of: roles)])
        } ?? nil
    }
}

extension YAMLType where Value == (text: String, place: SourcePlace) {
    static var condition: YAMLType {
        YAMLType("a condition such as order.total > 1000") { node in
            if let found = ExpressionText.read(node) { return found }
            node.error("expected a condition such as order.total > 1000, but \(node.inWords) stands here")
            return nil
        }
    }
}
