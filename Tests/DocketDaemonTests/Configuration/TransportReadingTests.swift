// transport: in docket.yaml, and service: in a carrier's file.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import Testing

@testable import DocketDaemon

@Suite("Transport in the configuration")
struct TransportReadingTests {
    /// Any file that is there will do for a key: only its place is looked at.
    private func desk(_ transport: String, service: String = "") -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.desk += "\n" + transport
        desk.carriers = ["express": "url: https://carrier.example/in\nsecrets: [\(#filePath)]\n" + service]
        return desk
    }

    private func problems(_ transport: String, service: String = "") -> [String] {
        desk(transport, service: service).problems().filter { !$0.contains(": warning:") }
    }

    @Test("O01, O05, O06: modes, tariffs, contracts and our own fleet are read")
    func full() throws {
        let desk = desk(
            """
            transport:
              modes:
                - id: bulky
                  requirement: O03
                  when: shipment.weight > 500
                  use: [road, rail]
                  reason: bulk goods
              own-fleet:
                takes: shipment.city == 'Example City'
                cost: 15
                days: 1
              silent-after: never
              customer-progress: 5 working days
              tell-customer: [arriving, completed]
            """,
            service: """
                service:
                  mode: courier
                  takes: shipment.weight <= 30
                  cost: { base: 5.90, per-kilogram: 0.45, minimum: 8 }
                  days: 2
                  contract: { number: C-17, until: 2027-12-31 }
                """)
        let loaded = desk.load()
        #expect(!loaded.hasErrors, "\(loaded.problems)")
        let transport = try #require(loaded.configuration?.transport)
        #expect(transport.rules.modes == ["bulky": [.road, .rail]])
        #expect(transport.rules.preferences?.rules.map(\.requirement) == ["O03"])
        #expect(transport.silentAfter == nil && transport.customerProgress == Deadline(5, .workingDays))
        #expect(transport.tells == [.arriving, .completed])
        let express = try #require(transport.rules.service(of: "express"))
        #expect(express.mode == .courier && express.contract?.until == CalendarDate("2027-12-31"))
        #expect(transport.rules.service(of: CarrierChoice.ownFleet)?.mode == .own)
        let shown = try #require(loaded.configuration?.show())
        #expect(
            shown.contains("number: C-17") && shown.contains("silent-after: never"))
    }

    @Test("P04: a desk that says nothing is told after three working days without a word")
    func defaults() throws {
        let settings = try #require(ConfigurationTestDesk().load().configuration?.transport)
        #expect(settings.silentAfter == Deadline(3, .workingDays) && settings.customerProgress == nil)
        #expect(settings.tells == [.progress, .tracking, .arriving, .delayed] && settings.rules.services.isEmpty)
    }

    @Test("a mistake in a rule of transport stands at its place, with what was probably meant")
    func rules() {
        let rule = "transport:\n  modes:\n    - id: a\n      use: road\n      when: "
        #expect(
            problems(rule + "shipment.wieght > 5").first?
                .hasPrefix("etc/docket.yaml:7:22: error: a: ") == true)
        #expect(problems(rule + "shipment.wieght > 5").first?.contains("did you mean 'weight'?") == true)
        #expect(problems(rule + "order.total > 5").first?.contains("error") == true)
        #expect(problems("transport:\n  modes:\n    - id: a\n      when: true\n      use: lorry\n").count == 1)
        #expect(problems("transport:\n  modes: road\n").first?.contains("expected a list of rules") == true)
        #expect(problems("transport:\n  tell-customer: [always]\n").count == 1)
        #expect(problems("transport:\n  silent-after: soon\n").count == 1)
    }

    @Test("a mistake in a tariff stops that carrier alone, and says what to write")
    func tariffs() {
        func first(_ service: String) -> String {
            problems("", service: "service:\n  mode: road\n" + service).first ?? ""
        }
        #expect(first("  cost: 1.5 * 2.0\n").contains("write decimal("))
        #expect(first("  cost: {}\n").contains("the tariff names no price"))
        #expect(first("  cost: { base: 1, per-kilogramm: 2 }\n").contains("did you mean 'per-kilogram'?"))
        #expect(first("  days: \"'soon'\"\n").contains("a number of working days is wanted"))
        #expect(first("  takes: shipment.weight\n").contains("true or false"))
        #expect(first("  contract: { until: 2027-12-31 }\n").contains("'number' is missing"))
        #expect(problems("", service: "service:\n  days: 1\n").first?.contains("'mode' is missing") == true)
        #expect(problems("", service: "service:\n  mode: lorry\n").first?.contains("express.yaml:4:9") == true)
    }

    @Test(
        "a tariff in words costs what it says: base and weight, and not less than the minimum",
        arguments: [
            ("0.5", "8"), ("10", "10.4"), ("100", "50.9"),
        ])
    func cost(weight: String, expected: String) throws {
        let desk = desk(
            "", service: "service:\n  mode: courier\n  cost: { base: 5.90, per-kilogram: 0.45, minimum: 8 }\n")
        let rules = try #require(desk.load().configuration?.transport.rules)
        let cost = try #require(rules.service(of: "express")?.cost)
        let value = try cost.evaluate(["shipment": .map(RuleMap([("weight", .decimal(try ExactDecimal(weight)))]))])
        #expect(value == .decimal(try ExactDecimal(expected)))
    }
}
