// rules/tests/*.yaml: cases beside the rules. An order is given by the names that rules use; what a case does not name is
// that of an ordinary order.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules

package enum RuleCaseFile {
    /// The cases of all files in `rules/tests/` of the configuration, with what is wrong with any of them.
    package static func load(from location: ConfigurationLocation) -> (
        cases: [RuleCase], problems: [ConfigurationProblem]
    ) {
        let folder = ConfigurationLocation.join(location.configuration, "rules/tests")
        var problems: [ConfigurationProblem] = []
        var cases: [RuleCase] = []
        for file in ConfigurationFiles.rules(at: folder, tables: false, ifThere: true, &problems) {
            let (found, trouble) = read(file)
            cases += found
            problems += trouble
        }
        return (cases, problems.sorted())
    }

    static func read(_ file: ConfigurationFiles.File) -> ([RuleCase], [ConfigurationProblem]) {
        let (found, problems) = file.read(scope: .rules) { text, report in
            YAMLText.compose(text, into: report).flatMap(cases)
        }
        return (found ?? [], problems)
    }

    private static func cases(_ root: YAMLNode) -> [RuleCase]? {
        YAMLMapping.read(root, what: "a file of cases") { mapping in
            guard let elements = mapping.entry("cases")?.value.elements else {
                mapping.report.error(
                    "'cases' is missing", at: mapping.place, hint: "begin with cases: and a list of cases")
                return []
            }
            return elements.compactMap(read)
        }
    }

    private static func read(_ node: YAMLNode) -> RuleCase? {
        let read = YAMLMapping.read(node, what: "a case") { mapping -> RuleCase? in
            let name = mapping.required("name", .sentence("what the case shows, in words"))
            let today = mapping.value("today", .date, else: RuleCaseDefaults.today)
            let order = section(mapping, "order", RuleVariables.orderType)
            let customer = section(mapping, "customer", RuleVariables.customerType)
            let expected = mapping.section("expect", what: "what is expected", expected) ?? RuleCase.Expected()
            if !mapping.has("expect") {
                mapping.report.error(
                    "'expect' is missing", at: mapping.place,
                    hint: "say what the rules ask for: approve, rules, reject …")
            }
            guard let name else { return nil }
            return RuleCaseDefaults.complete(
                name: name, place: "\(mapping.report.file):\(mapping.place.line)", order: order, customer: customer,
                today: today, expected: expected)
        }
        return read ?? nil
    }

    private static func section(
        _ mapping: YAMLMapping, _ key: String, _ type: RuleRecordType
    ) -> [String: RuleValue] {
        mapping.section(key, what: "the fields of \(key)") { record($0, type) } ?? [:]
    }

    /// Every field that the type has may be named, and no other. `none` takes away what an ordinary order has.
    private static func record(_ mapping: YAMLMapping, _ type: RuleRecordType) -> [String: RuleValue] {
        var fields: [String: RuleValue] = [:]
        for field in type.fields {
            guard let entry = mapping.entry(field.name) else { continue }
            if field.isOptional, entry.value.text == "none" {
                fields[field.name] = .null
            } else if let value = YAMLType.ruleValue(field.type).read(entry.value) {
                fields[field.name] = value
            }
        }
        return fields
    }

    fileprivate static func line(_ node: YAMLNode) -> RuleValue? {
        let given = YAMLMapping.read(node, what: "the fields of a line") { record($0, RuleVariables.lineType) }
        return given.map { .record(RuleCaseDefaults.line($0)) }
    }

    private static func expected(_ mapping: YAMLMapping) -> RuleCase.Expected {
        let name = YAMLType<String>.text
        var expected = RuleCase.Expected()
        expected.rules = mapping.optional("rules", .list(of: name))
        expected.approve = mapping.optional("approve", .list(of: .approvalStep(.text))).map { $0.map(\.description) }
        expected.automatic = mapping.optional("automatic", .list(of: name))
        expected.within = mapping.optional("within", .deadline)
        expected.escalate = mapping.optional("escalate", name)
        expected.priority = mapping.optional("priority", .oneOf(OrderPriority.allCases.map(\.name)))
        expected.reject = mapping.optional("reject", .sentence("the reason"))
        expected.terms = mapping.optional("terms", .list(of: .sentence("a term")))
        expected.assign = mapping.optional("assign", name)
        expected.notify = mapping.optional("notify", .list(of: name))
        expected.questions = mapping.optional("questions", .integer(in: 0...1000))
        expected.fastPath = mapping.optional("fast-path", .flag)
        return expected
    }
}

extension YAMLType where Value == RuleValue {
    /// A value of a declared type, as a person writes it.
    static func ruleValue(_ type: RuleType) -> YAMLType {
        switch type {
        case .bool: YAMLType<Bool>.flag.map { .bool($0) }
        case .int: YAMLType<Int>.integer(in: -1_000_000_000...1_000_000_000).map { .int(Int64($0)) }
        case .decimal: .scalar("a number such as 12.50") { (try? ExactDecimal($0)).map { .decimal($0) } }
        case .timestamp: YAMLType<CalendarDate>.date.map { RuleVariables.timestamp($0) ?? .null }
        case .list(.record):
            YAMLType<[RuleValue]>.list(of: YAMLType("the fields of a line", RuleCaseFile.line)).map { .list($0) }
        case .list: YAMLType<[String]>.list(of: .text).map { .list($0.map { .string($0) }) }
        default: YAMLType<String>.text.map { .string($0) }
        }
    }
}
