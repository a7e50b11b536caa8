// What the configuration says of transport: `transport:` in docket.yaml, and `service:` in a carrier's file.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules

/// `transport:` in docket.yaml.
struct TransportReading {
    var settings = TransportSettings(silentAfter: Deadline(3, .workingDays))

    static func read(_ mapping: YAMLMapping) -> TransportReading {
        var reading = TransportReading()
        reading.readModes(mapping)
        if let fleet = mapping.section(
            "own-fleet", what: "own-fleet",
            { CarrierServiceReading.read($0, carrier: CarrierChoice.ownFleet, mode: .own) })
            ?? nil
        {
            reading.settings.rules.add(fleet)
        }
        if mapping.optional("silent-after", .never) != nil {
            reading.settings.silentAfter = nil
        } else if let span = mapping.optional("silent-after", .deadline) {
            reading.settings.silentAfter = span
        }
        reading.settings.customerProgress = mapping.optional("customer-progress", .deadline)
        let occasions = YAMLType<[String]>.list(of: .oneOf(OrderStatusReport.Occasion.allCases.map(\.rawValue)))
        if let tells = mapping.optional("tell-customer", occasions) {
            reading.settings.tells = Set(tells.compactMap(OrderStatusReport.Occasion.init(rawValue:)))
        }
        return reading
    }

    /// Which modes come into question for which goods; the first rule that holds counts.
    private mutating func readModes(_ mapping: YAMLMapping) {
        guard let entry = mapping.entry("modes") else { return }
        guard let elements = entry.value.elements else {
            entry.value.error(
                "expected a list of rules, but \(entry.value.inWords) stands here", hint: "begin each with '- id:'")
            return
        }
        var definitions: [RuleDefinition] = []
        for element in elements {
            guard let (rule, modes) = TransportReading.mode(element) else { continue }
            definitions.append(rule)
            settings.rules.modes[rule.id] = modes
        }
        settings.rules.preferences = TransportReading.compile(definitions, mapping.report)
    }

    private static func mode(_ node: YAMLNode) -> (RuleDefinition, [TransportMode])? {
        YAMLMapping.read(node, what: "a rule of transport") { rule -> (RuleDefinition, [TransportMode])? in
            let id = rule.required("id", .text("a name for the rule, such as bulky"))
            let requirement = rule.value("requirement", .list(of: .text("a requirement such as O03")), else: [])
            let condition = rule.required("when", .shipmentCondition)
            let modes = rule.required("use", .list(of: .transportMode))
            var outcome = RuleOutcome()
            outcome.reason = rule.value("reason", .sentence("the reason, in words"), else: "")
            guard let id, let condition, let modes, !modes.isEmpty else { return nil }
            let definition = RuleDefinition(
                id: id, requirement: requirement.joined(separator: ", "), when: condition.text,
                place: condition.place, outcome: outcome)
            return (definition, modes)
        } ?? nil
    }

    /// Nil where anything is wrong, which is reported at its place.
    fileprivate static func compile(_ rules: [RuleDefinition], _ report: YAMLReport) -> RuleSet? {
        let (set, errors) = RuleSet.compile(rules, variables: ShipmentVariables.types)
        for error in errors {
            report.error(
                "\(error.rule): \(error.sentence)", at: YAMLPlace(line: error.line, column: error.column),
                hint: error.suggestion.map { "did you mean '\($0)'?" })
        }
        return set
    }
}

/// `service:` in a carrier's file: what it takes, costs and needs, by contract (O05, O06).
enum CarrierServiceReading {
    /// - Parameter mode: where it is not for the file to say.
    static func read(_ mapping: YAMLMapping, carrier: String, mode fixed: TransportMode? = nil) -> CarrierService? {
        let mode = fixed ?? mapping.required("mode", .transportMode)
        let contract = mapping.section("contract", what: "contract") { contract -> TransportContract? in
            let until = contract.optional("until", .date)
            return contract.required("number", .text("the number of the contract")).map {
                TransportContract(number: $0, until: until)
            }
        }
        let condition = mapping.optional("takes", .shipmentCondition)
        let cost = mapping.entry("cost").flatMap { readCost($0.value) }
        let days = mapping.entry("days").flatMap { expression($0.value, "a number of working days", [.int, .decimal]) }
        guard let mode else { return nil }
        let takes = condition.flatMap { condition in
            TransportReading.compile(
                [RuleDefinition(id: "takes", when: condition.text, place: condition.place, outcome: RuleOutcome())],
                mapping.report)
        }
        return CarrierService(
            carrier: carrier, mode: mode, contract: contract ?? nil, takes: takes, cost: cost, days: days)
    }

    /// A tariff in words (`base`, `per-kilogram` …), or an expression for what they cannot say.
    private static func readCost(_ node: YAMLNode) -> RuleExpression? {
        guard node.isMapping else { return expression(node, "an amount", [.decimal, .int]) }
        let tariff = YAMLMapping.read(node, what: "a tariff") { tariff -> String? in
            let base = tariff.value("base", .amount, else: .zero)
            let rates: [(String, String)] = [
                ("per-kilogram", "shipment.weight"), ("per-cubic-metre", "shipment.volume"),
                ("per-value", "shipment.value"),
            ]
            let parts = rates.compactMap { key, field in
                tariff.optional(key, .amount).map { "decimal(\"\($0)\") * \(field)" }
            }
            let minimum = tariff.optional("minimum", .amount)
            guard tariff.has("base") || !parts.isEmpty else {
                tariff.report.error(
                    "the tariff names no price", at: tariff.place,
                    hint: "give it base, per-kilogram, per-cubic-metre or per-value")
                return nil
            }
            let sum = (["decimal(\"\(base)\")"] + parts).joined(separator: " + ")
            return minimum.map { "math.greatest([decimal(\"\($0)\"), \(sum)])" } ?? sum
        }
        guard let text = tariff ?? nil else { return nil }
        do throws(RuleExpressionError) {
            return try RuleExpression(text, variables: ShipmentVariables.types)
        } catch {
            node.error("the tariff cannot be computed: \(error.sentence)")
            return nil
        }
    }

    private static func expression(_ node: YAMLNode, _ what: String, _ types: [RuleType]) -> RuleExpression? {
        guard let (text, place) = ExpressionText.read(node) else {
            node.error("expected \(what) or an expression that gives one, but \(node.inWords) stands here")
            return nil
        }
        let problems = RuleExpression.problems(in: text, variables: ShipmentVariables.types)
        for problem in problems {
            let (line, column) = place.position(line: problem.line, column: problem.column)
            node.report.error(
                problem.sentence, at: YAMLPlace(line: line, column: column),
                hint: problem.suggestion.map { "did you mean '\($0)'?" })
        }
        guard problems.isEmpty, let found = try? RuleExpression(text, variables: ShipmentVariables.types) else {
            return nil
        }
        guard (types + [.dyn]).contains(found.resultType) else {
            node.error(
                "this is \(found.resultType), and \(what) is wanted",
                hint: found.resultType == .double ? "write decimal(\"\(text)\") for an exact number" : nil)
            return nil
        }
        return found
    }
}

extension YAMLType where Value == TransportMode {
    static var transportMode: YAMLType {
        YAMLType(WordList.alternatives(TransportMode.allCases.map(\.rawValue))) { node in
            YAMLType<String>.oneOf(TransportMode.allCases.map(\.rawValue)).read(node).flatMap(
                TransportMode.init(rawValue:))
        }
    }
}

extension YAMLType where Value == Void {
    /// The word that switches something off.
    static var never: YAMLType {
        YAMLType("never") { $0.text == "never" ? () : nil }
    }
}

extension YAMLType where Value == (text: String, place: SourcePlace) {
    static var shipmentCondition: YAMLType {
        YAMLType("a condition such as shipment.weight > 500") { node in
            if let found = ExpressionText.read(node) { return found }
            node.error("expected a condition such as shipment.weight > 500, but \(node.inWords) stands here")
            return nil
        }
    }
}
