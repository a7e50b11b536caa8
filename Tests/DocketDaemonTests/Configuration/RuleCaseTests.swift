// Cases beside the rules: what they say, what they take for granted, and what is wrong with them.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct RuleCaseTests {
    private func settings() throws -> DeskSettings {
        var desk = ConfigurationTestDesk()
        for file in DeskTemplates.rules {
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
            desk.rules[name] = String(decoding: file.content, as: UTF8.self)
        }
        return try #require(desk.load().configuration).deskSettings(digest: { _ in "" })
    }

    private func read(_ text: String) -> ([RuleCase], [ConfigurationProblem]) {
        RuleCaseFile.read(ConfigurationFiles.File(path: "etc/rules/tests/a.yaml", text: text))
    }

    private func run(_ text: String) throws -> [RuleCase.Difference] {
        let (cases, problems) = read("cases:\n" + text)
        #expect(problems.map(\.description) == [])
        return try #require(cases.first).run(try settings()).differences
    }

    @Test("The cases that a new desk begins with come out as they say")
    func templates() throws {
        let text = String(decoding: DeskTemplates.ruleCases[0].content, as: UTF8.self)
        let (cases, problems) = read(text)
        #expect(problems == [] && cases.count == 6)
        for one in cases { #expect(one.run(try settings()).differences == [], "\(one.name)") }
    }

    @Test("A case that comes out otherwise says what was expected and what is")
    func differs() throws {
        let found = try run(
            """
              - name: wrong
                order: { lines: [{ unitPrice: 9, listPrice: 10 }] }
                expect: { approve: [operations], within: 1 hour, priority: urgent, fast-path: true, escalate: sales }
            """)
        #expect(
            found.map(\.what) == ["approve", "within", "escalate", "priority", "fast-path"])
        #expect(found.first?.expected == "operations")
        #expect(found.first?.found == "operations, then sales-director, then general-manager")
    }

    @Test("What an order is follows from its lines, unless the case says otherwise")
    func derived() throws {
        let (cases, _) = read(
            """
            cases:
              - name: two lines
                order:
                  lines: [{ quantity: 3, unitPrice: 2.50 }, { isStandard: false, inStock: false, listPrice: none }]
                  channel: fax
                expect: {}
            """)
        guard case .record(let order) = try #require(cases.first).bindings["order"] else { return }
        let total = try ExactDecimal("17.50")
        #expect(order.value(of: "total") == .decimal(total))
        #expect(order.value(of: "isSpecial") == .bool(true) && order.value(of: "inStock") == .bool(false))
        #expect(order.value(of: "hasPriceForEveryLine") == .bool(false))
        #expect(order.value(of: "channel") == .string("fax"))
        #expect(order.value(of: "note") == nil)
    }

    @Test("A misspelt field, a wrong value and a case without expectations are told with their places")
    func problems() {
        let (cases, problems) = read(
            """
            cases:
              - name: odd
                order: { urgnt: true, total: many }
                customer: { isKey: perhaps }
              - expect: { aprove: [sales] }
            """)
        #expect(cases.count == 1)
        #expect(problems.count == 6, "\(problems.map(\.description))")
        for (line, words) in [
            (3, "'urgnt'"), (3, "'many'"), (4, "'perhaps'"), (2, "'expect' is missing"), (5, "'name' is missing"),
            (5, "'aprove'"),
        ] {
            #expect(problems.contains { $0.line == line && $0.message.contains(words) }, "\(line): \(words)")
        }
        #expect(problems.contains { $0.hint == "did you mean 'urgent'?" })
        #expect(problems.contains { $0.hint == "did you mean 'approve'?" })
    }

    @Test("A file that is no list of cases is told")
    func noCases() {
        #expect(read("rules: []").1.contains { $0.message.contains("'cases' is missing") })
        #expect(!read("cases: [").1.isEmpty)
    }
}
