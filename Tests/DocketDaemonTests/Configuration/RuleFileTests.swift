// Rule files: what they say, and mistakes in them at their exact place, down to the column in a condition.

import OrderModel
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct RuleFileTests {
    private func places(_ text: String) -> [String] {
        ConfigurationTestDesk.rules(text).load().problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message)" }
    }

    /// A rule whose condition has a misspelt field, in a style of YAML.
    private func onlyProblem(in condition: String) -> ConfigurationProblem? {
        let text = "rules:\n  - id: one\n    when: \(condition)\n    hold: sales\n"
        let problems = ConfigurationTestDesk.rules(text).load().problems
        return problems.count == 1 ? problems[0] : nil
    }

    @Test("F09: a surcharge and a longer lead time are read, and what is none is told at its place")
    func F09_surcharge_isRead() throws {
        func text(_ surcharge: String, _ time: String) -> String {
            "rules:\n  - id: small\n    when: order.total < 100 && !customer.hasPotential\n    surcharge: \(surcharge)\n"
                + "    extend-lead-time: \(time)\n"
        }
        for (surcharge, meaning) in [("5 %", Surcharge.percent(5)), ("50.00", .amount(50)), ("12", .amount(12))] {
            let loaded = ConfigurationTestDesk.rules(text(surcharge, "5 working days")).load()
            let outcome = try #require(loaded.configuration).ruleSet.rules.first?.outcome
            #expect(outcome?.surcharge == meaning && outcome?.extendLeadTime == Deadline(5, .workingDays))
        }
        for wrong in [
            ("five", "5 working days"), ("101 %", "5 working days"), ("5 %", "2 weeks"), ("5 %", "999 working days"),
        ] {
            let problems = ConfigurationTestDesk.rules(text(wrong.0, wrong.1)).load().problems
            #expect(problems.map(\.line) == [wrong.0 == "5 %" ? 5 : 4], "\(wrong): \(problems)")
        }
    }

    @Test("A misspelt field is told with its line and column, and with the field that was probably meant")
    func misspeltField() throws {
        let problem = try #require(onlyProblem(in: "order.totl > 100"))
        #expect(problem.scope == .rules)
        #expect(problem.line == 3)
        #expect(problem.column == 17)
        #expect(problem.hint == "did you mean 'total'?")
        #expect(problem.diagnostic.contains("\n 3 |     when: order.totl > 100\n   |                 ^\n"))
    }

    @Test(
        "The place is right in every style in which YAML writes a text",
        arguments: [
            ("order.urgent && order.totl > 100", 3, 33),
            ("\"order.urgent && order.totl > 100\"", 3, 34),
            ("'order.urgent && order.totl > 100'", 3, 34),
            ("|\n      order.urgent &&\n        order.totl > 100", 5, 15),
            ("|\n\n      order.urgent &&\n      order.totl > 100\n", 6, 13),
            (">-\n      order.urgent &&\n      order.totl > 100", 5, 13),
            ("order.urgent &&\n      order.totl > 100", 4, 13),
            ("\"order.urgent &&\n       order.totl > 100\"", 4, 14),
            ("order.channel == \"传真\" && order.totl > 1", 3, 42),
        ])
    func styles(condition: String, line: Int, column: Int) throws {
        let problem = try #require(onlyProblem(in: condition))
        #expect(problem.line == line)
        #expect(problem.column == column)
    }

    @Test("A condition over several lines means the same in every style")
    func severalLines() throws {
        let text = """
            rules:
              - id: folded
                when: >-
                  order.urgent
                  && order.total > 1
                hold: sales
              - id: plain
                when: order.urgent
                  && order.total > 1
                hold: sales
            """
        let rules = try #require(ConfigurationTestDesk.rules(text).load().configuration).rules
        #expect(rules.map(\.when) == ["order.urgent\n&& order.total > 1", "order.urgent\n&& order.total > 1"])
        #expect(rules.map(\.place.line) == [4, 8])
        #expect(rules.map(\.place.column) == [7, 11])
    }

    @Test("All that a rule can ask for arrives")
    func outcomes() throws {
        let text = """
            rules:
              - id: all
                requirement: [F05, G01]
                when: "true"
                approve: [[sales, finance], general-manager]
                automatic: true
                within: 2 working days
                ask-customer: >
                  Is this
                  right?
                hold: finance
                reject: we do not sell that
                set-priority: important
                add-terms: a surcharge of 10.00
                assign: sales
                notify: order-management
                reason: because
            """
        let rule = try #require(ConfigurationTestDesk.rules(text).load().configuration?.rules.first)
        #expect(rule.requirement == "F05, G01")
        var outcome = RuleOutcome(
            approve: [["sales", "finance"], ["general-manager"]], automatic: true, within: Deadline(2, .workingDays),
            reason: "because")
        outcome.askCustomer = "Is this right?"
        outcome.hold = "finance"
        outcome.reject = "we do not sell that"
        outcome.setPriority = "important"
        outcome.addTerms = "a surcharge of 10.00"
        outcome.assign = "sales"
        outcome.notify = ["order-management"]
        #expect(rule.outcome == outcome)
    }

    @Test("A role that does not exist is told in every place where a rule names one")
    func roles() {
        let text = """
            rules:
              - id: one
                when: order.urgent
                approve: [[sales, finanz], general-manger]
                hold: finance-department
                assign: nobody
                notify: [sales, order-managment]
            """
        #expect(
            places(text) == [
                "4:23 there is no role 'finanz'", "4:32 there is no role 'general-manger'",
                "5:11 there is no role 'finance-department'", "6:13 there is no role 'nobody'",
                "7:21 there is no role 'order-managment'",
            ])
        #expect(
            ConfigurationTestDesk.rules(text).load().problems[1].hint == "did you mean 'general-manager'?")
    }

    @Test("Rules that ask for nothing, twice-used ids and misplaced words are told")
    func oddRules() {
        let text = """
            rules:
              - id: one
                when: order.urgent
                reason: no more than that
              - id: two
                when: order.urgent
                notify: [sales]
                automatic: true
                within: 2 days
              - id: three
                hold: sales
              - id: four
                when: [order.urgent]
                set-priority: high
              - hold: sales
                when: order.total
              - text
            """
        #expect(
            places(text) == [
                "2:5 the rule asks for nothing", "8:16 'automatic' has a meaning only beside 'approve'",
                "9:13 'within' has a meaning only where one of us is asked: approve, final or hold",
                "10:5 'when' is missing",
                "13:11 expected a condition such as order.total > 1000, but a list stands here",
                "14:19 expected urgent, important or normal, but 'high' stands here", "15:5 'id' is missing",
                "17:5 expected a rule as a mapping (key: value), but 'text' stands here",
            ])
    }

    @Test("A condition that is neither true nor false, and an id that is taken in another file, are told")
    func checked() {
        var desk = ConfigurationTestDesk()
        desk.rules = [
            "a": "rules:\n  - id: one\n    when: order.urgent\n    hold: sales\n",
            "b": "rules:\n  - id: one\n    when: order.total\n    hold: sales\n",
        ]
        let problems = desk.load().problems
        #expect(problems.map(\.file) == ["etc/rules/b.yaml", "etc/rules/b.yaml"])
        #expect(problems.contains { $0.message.contains("the id is taken already, in etc/rules/a.yaml") })
        #expect(problems.contains { $0.message.contains("true or false") })
        #expect(desk.load().configuration == nil)
    }

    @Test("A file without rules, or with none yet, is told or taken")
    func empty() {
        #expect(places("rules:\n") == [])
        #expect(places("rules: []\n") == [])
        #expect(
            places("rule:\n  - id: x\n") == ["1:1 'rules' is missing", "1:1 there is no key 'rule' in a rule file"])
        #expect(places("rules: 3\n") == ["1:8 expected a list of rules, but '3' stands here"])
    }
}
