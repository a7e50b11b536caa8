// The table at the end: file in → order → review → documents out → carrier.

import Foundation
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess

struct Summary {
    let desk: Desk
    let play: Play
    let report: [String: [String]]

    func text() -> String {
        let records = Dictionary(
            desk.orders().map { ("\($0.partner)/\($0.order.customerReference)", $0) },
            uniquingKeysWith: { _, last in last })
        var rows: [[String]] = [["", "FILE IN", "ORDER", "REVIEW", "STATUS", "DOCUMENTS OUT", "CARRIER"]]
        for playing in play.samples {
            let isGood = report[playing.name]?.isEmpty ?? false
            let first = playing.sample.steps.first
            let file = first.map { "\($0.into)/\(URL(filePath: $0.drop).lastPathComponent)" } ?? ""
            let mark = isGood ? "✓" : "✗"
            let orders = playing.sample.orders.compactMap { records["\(playing.sample.partner)/\($0)"] }
            if orders.isEmpty {
                rows.append([mark, file, "none", "refused", "in quarantine", documents(of: playing.sample), ""])
            }
            for (index, record) in orders.enumerated() {
                rows.append([
                    index == 0 ? mark : "", index == 0 ? file : "", record.number, review(record), record.status.name,
                    documents(of: record), carrier(record),
                ])
            }
        }
        return table(rows)
    }

    private func review(_ record: OrderRecord) -> String {
        if let rejection = record.rejection { return "rejected by \(rejection.role)" }
        if record.reviewRoute == .fastPath {
            let byRule = record.approvals.compactMap(\.byRule)
            return byRule.isEmpty ? "fast path" : "fast path, \(byRule.joined(separator: ", "))"
        }
        if record.plan != nil { return record.approvals.map(\.role).joined(separator: " → ") }
        return record.openQuestions.isEmpty ? "" : "customer asked"
    }

    private func documents(of record: OrderRecord) -> String {
        let files = (try? desk.look { try $0.outgoing(order: record.number) }) ?? []
        let toDesk = files.count { $0.recipientFolder.hasPrefix("desk/") }
        let kinds = files.filter { !$0.recipientFolder.hasPrefix("desk/") }.map { file in
            "\(file.kind) \(file.fileName.split(separator: ".").last ?? "")"
        }
        var parts: [String] = []
        for kind in kinds where !parts.contains(where: { $0.hasSuffix(kind) }) {
            let count = kinds.count { $0 == kind }
            parts.append(count == 1 ? kind : "\(count) × \(kind)")
        }
        if toDesk > 0 { parts.append("\(toDesk) to the desk") }
        return parts.joined(separator: ", ")
    }

    private func documents(of sample: Sample) -> String {
        "\(sample.steps.count) receipt\(sample.steps.count == 1 ? "" : "s")"
    }

    private func carrier(_ record: OrderRecord) -> String {
        let notices = (try? desk.look { try $0.notices(NoticeFilter(orderNumber: record.number)) }) ?? []
        guard !notices.isEmpty else { return "" }
        let told = notices.count { $0.state == .delivered }
        let tracking = record.shipments.compactMap(\.trackingNumber).joined(separator: ", ")
        return "told \(told) of \(notices.count)\(tracking.isEmpty ? "" : ", \(tracking)")"
    }

    private func table(_ rows: [[String]]) -> String {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - DisplayWidth.of($0))) }
                .joined(separator: "  ").replacing(/\ +$/, with: "")
        }.joined(separator: "\n") + "\n"
    }
}
