// Did what each sample says must come really come: each document once and whole, nothing else, orders where they belong.

import Digests
import Foundation
import OrderLedger
import OrderModel
import OrderProcess

enum Checks {
    /// Every order stands where it should and every document is there: nothing more is to be waited for.
    static func isSettled(desk: Desk, play: Play) -> Bool {
        let report = all(desk: desk, play: play)
        return report.values.allSatisfy(\.isEmpty)
    }

    /// What is wrong, by sample; nothing for a good one. `""` is what belongs to no sample.
    static func all(desk: Desk, play: Play) -> [String: [String]] {
        let documents = desk.documents()
        let records = Dictionary(
            desk.orders().map { ("\($0.partner)/\($0.order.customerReference)", $0) },
            uniquingKeysWith: { _, last in last })
        let quarantined = desk.quarantined()
        var report: [String: [String]] = [:]
        var expected: Set<String> = []
        for playing in play.samples {
            var wrong =
                playing.isOver ? [] : ["step \(playing.next + 1) of \(playing.sample.steps.count) is still waited for"]
            wrong += checkDocuments(playing.sample, documents: documents, desk: desk, play: play, expected: &expected)
            wrong += checkOrders(playing.sample, records: records)
            wrong += checkQuarantine(playing.sample, names: quarantined, desk: desk)
            wrong += checkCarrier(playing.sample, records: records, desk: desk)
            report[playing.name] = wrong
        }
        report[""] = checkNothingElse(documents, expected: expected) + checkWhole(documents, desk: desk)
        return report
    }

    private static func checkDocuments(
        _ sample: Sample, documents: [String], desk: Desk, play: Play, expected: inout Set<String>
    ) -> [String] {
        var wrong: [String] = []
        for line in sample.outbox {
            let pattern = OutboxPattern(line)
            guard let text = play.resolved(pattern.text, of: sample) else {
                wrong.append("there is no order for \(pattern.text)")
                continue
            }
            let found = documents.filter { OutboxPattern.matches(text, $0) }
            expected.formUnion(found)
            if found.count != pattern.count {
                wrong.append("\(found.count) instead of \(pattern.count) of outbox/\(text)")
            }
        }
        for (pattern, texts) in sample.contains ?? [:] {
            guard let resolved = play.resolved(pattern, of: sample) else { continue }
            let all = documents.filter { OutboxPattern.matches(resolved, $0) }
                .map { String(decoding: desk.bytes(of: $0), as: UTF8.self) }.joined(separator: "\n")
            for text in texts where !all.contains(text) { wrong.append("outbox/\(resolved) does not say '\(text)'") }
        }
        return wrong
    }

    private static func checkOrders(_ sample: Sample, records: [String: OrderRecord]) -> [String] {
        (sample.status ?? [:]).compactMap { reference, status in
            let found = records["\(sample.partner)/\(reference)"]?.status.name ?? "not there"
            return found == status ? nil : "order \(reference) is \(found) instead of \(status)"
        }.sorted()
    }

    private static func checkQuarantine(_ sample: Sample, names: [String], desk: Desk) -> [String] {
        guard let expected = sample.quarantine else { return [] }
        let intakes = (try? desk.look { try $0.quarantined(limit: .max) }) ?? []
        return expected.sorted { $0.key < $1.key }.flatMap { name, code in
            let receipts = intakes.filter { $0.printableName == name }.map(\.receipt)
            let codes = receipts.flatMap { $0.findings + $0.entries.flatMap(\.findings) }.map(\.code.rawValue)
            var wrong: [String] = []
            if names.count(where: { $0 == name }) != 1 { wrong.append("\(name) is not in quarantine exactly once") }
            if !codes.contains(code) { wrong.append("\(name) was refused for \(codes) instead of \(code)") }
            return wrong
        }
    }

    private static func checkCarrier(
        _ sample: Sample, records: [String: OrderRecord], desk: Desk
    ) -> [String] {
        (sample.told ?? [:]).compactMap { reference, events in
            guard let number = records["\(sample.partner)/\(reference)"]?.number else { return nil }
            let notices = (try? desk.look { try $0.notices(NoticeFilter(orderNumber: number)) }) ?? []
            let told = notices.filter { $0.state == .delivered }.map(\.type)
            return told.sorted() == events.sorted()
                ? nil : "the carrier was told \(told) about \(reference) instead of \(events)"
        }
    }

    /// In the partners' outboxes nothing may lie that no sample expects.
    private static func checkNothingElse(_ documents: [String], expected: Set<String>) -> [String] {
        documents.filter { !$0.hasPrefix("desk/") && !$0.hasPrefix("carriers/") && !expected.contains($0) }
            .map { "outbox/\($0) was not to be expected" }
    }

    /// Every document that the ledger says is published has the very bytes that were meant, and there is no other.
    private static func checkWhole(_ documents: [String], desk: Desk) -> [String] {
        guard let published = try? desk.look({ try $0.publishedFiles(limit: .max) }) else {
            return ["the ledger cannot be read"]
        }
        var wrong: [String] = []
        var known: Set<String> = []
        for file in published {
            let path = "\(file.recipientFolder)/\(file.fileName)"
            known.insert(path)
            let digest = (try? SHA256Digest.of(Array(desk.bytes(of: path))).hexadecimal) ?? ""
            if digest != file.sha256 { wrong.append("outbox/\(path) is not whole") }
        }
        return wrong + documents.filter { !known.contains($0) }.map { "outbox/\($0) is not in the ledger" }
    }
}
