// What is said about tables beside what their rules do: random tables by a fixed seed, tried with every combination of
// the values that matter.

import ExactDecimals
import ReviewRules
import Testing

@testable import DocketDaemon

@Suite struct TableReviewSoundnessTests {
    private static let totals = ["", "-", "< 2", "<= 2", "2", "2..3", "2..<3", "> 3", "not 3", "1 | 3", "not in 1, 2"]
    private static let flags = ["", "", "true", "false", "not true"]
    private static let countries = ["", "-", "DE", "DE | FR", "not DE", "given", "none", "not in DE, FR"]

    private static func table(_ seed: Int) -> String {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func pick(_ cells: [String]) -> String {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            let number = (state &* 0x2545_F491_4F6C_DD1D) >> 33
            return cells[Int(number % UInt64(cells.count))]
        }
        var rows = ["match;first", "order.total;order.urgent;order.country;order.total;hold"]
        for _ in 0..<(2 + seed % 6) {
            rows.append([totals, flags, countries, ["", "", "< 3"]].map(pick).joined(separator: ";") + ";sales")
        }
        return rows.joined(separator: "\n") + "\n"
    }

    /// One order for each combination.
    private static func orders() throws -> [[String: RuleValue]] {
        var orders: [[String: RuleValue]] = []
        for total in ["0", "1", "1.5", "2", "2.5", "3", "3.5"] {
            for urgent in [true, false] {
                for country in ["DE", "FR", "CN", nil] as [String?] {
                    var fields: [String: RuleValue] = [
                        "total": .decimal(try ExactDecimal(total)), "urgent": .bool(urgent),
                    ]
                    if let country { fields["country"] = .string(country) }
                    orders.append(["order": .record(RuleFields("Order", fields))])
                }
            }
        }
        return orders
    }

    @Test("Rows that are said to be never reached are those that are; gaps are told where there are any")
    func sound() throws {
        let orders = try TableReviewSoundnessTests.orders()
        for seed in 1...300 {
            let text = TableReviewSoundnessTests.table(seed)
            let desk = ConfigurationTestDesk.table(text)
            let rules = try #require(desk.load().configuration, "\(desk.problems())").ruleSet
            var reached: Set<String> = []
            var hasGap = false
            for order in orders {
                let matched = rules.evaluate(order).filter(\.applies).map(\.rule.id)
                #expect(matched.count <= 1)
                reached.formUnion(matched)
                if matched.isEmpty { hasGap = true }
            }
            let remarks = TableReview.problems(in: desk.files)
            let unreached = Set(
                remarks.filter { $0.message.contains("never reached") || $0.message.contains("matches no order") }
                    .compactMap(\.line))
            #expect(unreached == Set(rules.rules.filter { !reached.contains($0.id) }.map(\.place.line)), "\(text)")
            #expect(remarks.contains { $0.message.hasPrefix("no row matches") } == hasGap, "\(text)")
        }
    }
}
