// Notices to fifty endpoints, two to a shipment, and whether they arrived in their order.

import OrderLedger
import OrderModel

struct BenchNotice {
    var endpoint: Int
    /// Of this endpoint, from 0, in the order in which they are due.
    var place: Int
    var body: [UInt8]

    static let hangingEndpoint = OutboxRun.endpoints
    /// What an endpoint may have claimed: under way, and as many ahead.
    private static let claimedAtOnce = 16

    static func carrier(_ endpoint: Int) -> String { "c\(Digits.padded(endpoint, 2))" }

    private var id: String { "msg_\(BenchNotice.carrier(endpoint))_\(Digits.padded(place, 7))" }

    /// Evenly to the endpoints that answer.
    static func all(_ count: Int) -> [BenchNotice] {
        (0..<count).map { number in
            BenchNotice(
                endpoint: number % OutboxRun.endpoints, place: number / OutboxRun.endpoints, body: Posting.body)
        }
    }

    static func hanging(_ count: Int) -> [BenchNotice] {
        (0..<count).map { BenchNotice(endpoint: hangingEndpoint, place: $0, body: Posting.body) }
    }

    static func isHealthy(_ id: String) -> Bool { !id.hasPrefix("msg_\(carrier(hangingEndpoint))_") }

    /// As the outbox has it: due in its order, all of them before now. Neighbours share a shipment.
    func row(now: Instant) -> NoticeRow {
        let carrier = BenchNotice.carrier(endpoint)
        let due = now.adding(seconds: Int64(place / 2) - 86_400)
        return NoticeRow(
            webhookID: id, carrier: carrier, shipment: "\(carrier)-\(place / 2)", orderNumber: "SO-\(place / 2)",
            type: "shipment.requested", body: body, createdAt: now, due: due)
    }

    /// How many arrived behind one that they should not have been behind.
    static func outOfOrder(_ ids: [String]) -> Int {
        var highest: [Substring: Int] = [:]
        var seen: Set<String> = []
        var count = 0
        for id in ids {
            let parts = id.split(separator: "_")
            guard parts.count == 3, let place = Int(parts[2]), seen.insert(id).inserted else {
                count += 1
                continue
            }
            let top = max(place, highest[parts[1]] ?? 0)
            highest[parts[1]] = top
            let isOvertaken = top - place > 2 * claimedAtOnce
            let predecessor = "msg_\(parts[1])_\(Digits.padded(place - 1, 7))"
            let isBeforeItsFirst = place % 2 == 1 && !seen.contains(predecessor)
            if isOvertaken || isBeforeItsFirst { count += 1 }
        }
        return count
    }
}
