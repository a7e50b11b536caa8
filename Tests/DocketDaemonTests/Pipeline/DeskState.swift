// All that a desk has come to, so that a run that was broken off can be compared with one that was not; and the promises
// that hold in every such state.

import ExactDecimals
import OrderLedger
import OrderModel
import OrderSpool
import Testing

@testable import DocketDaemon

/// Every line of it must be the same however often the process died on the way.
struct DeskState {
    /// Of orders, events, documents, notices, timers, stock and files.
    var lines: [String] = []
    /// What has to hold in every state, and does not.
    var broken: [String] = []
    /// Intake ids hold the time and a count, both of which a restart may change: they stand for their files.
    private var names: [String: String] = [:]

    /// What this state has and the other has not, and the reverse; empty if they are the same.
    func difference(from expected: DeskState) -> [String] {
        if lines == expected.lines { return [] }
        let (mine, other) = (withoutIDs, expected.withoutIDs)
        if mine == other { return [] }
        let change = mine.difference(from: other)
        return change.map { step in
            switch step {
            case .insert(_, let line, _): "new: \(line)"
            case .remove(_, let line, _): "lost: \(line)"
            }
        }
    }

    private var withoutIDs: [String] {
        lines.map { line in
            names.reduce(line) { $0.replacing($1.key, with: "<\($1.value)>") }
        }
    }
}

/// How far the ledger was when a test began: only what came after is looked for on the disk.
struct LedgerMark {
    var intakes: Set<String> = []
    var documents: Set<Int64> = []

    init() {}

    init(_ ledger: Ledger) throws {
        (intakes, documents) = try ledger.read { reading in
            (
                Set(try reading.recentIntakes(limit: 100_000).map(\.id)),
                Set(try reading.publishedFiles(limit: 100_000).map(\.id))
            )
        }
    }
}

extension PipelineDesk {
    /// - Parameter takenAway: documents that the partner has fetched, as paths from the outbox.
    func state(since mark: LedgerMark = LedgerMark(), takenAway: Set<String> = []) throws -> DeskState {
        var state = DeskState()
        try ledger.read { reading in
            try state.addOrders(reading)
            try state.addStock(reading)
            try state.addDocuments(reading, since: mark, outbox: "\(folder.path)/outbox", takenAway: takenAway)
            try state.addIntakes(reading, since: mark, root: folder.path)
        }
        state.checkWorkIsDone(root: folder.path)
        return state
    }
}

extension DeskState {
    fileprivate mutating func addOrders(_ reading: LedgerReading) throws {
        let orders = try reading.orders(OrderFilter(limit: 100_000)).sorted { $0.number < $1.number }
        let references = orders.map { "\($0.partner)/\($0.customerReference)" }
        if Set(references).count != references.count { broken.append("an order is entered twice: \(references)") }
        for order in orders {
            for entry in try reading.journal(order: order.number) {
                lines.append("event \(order.number) \(entry.sequence) \(entry.event)")
            }
            let locked = try reading.reservations(of: order.number).map { "\($0.shipment) \($0.1)" }
            lines.append("locked \(order.number) \(locked.sorted())")
        }
        for notice in try reading.notices(NoticeFilter(limit: 100_000)) {
            lines.append(
                "notice \(notice.webhookID) \(notice.state.rawValue) " + String(decoding: notice.body, as: UTF8.self))
        }
        for timer in try reading.dueTimers(now: .init(milliseconds: .max), limit: 100_000) {
            lines.append("timer \(timer)")
        }
    }

    fileprivate mutating func addStock(_ reading: LedgerReading) throws {
        for row in try reading.stockTable(limit: 100_000) {
            lines.append("stock \(row.product) \(row.lot) on hand \(row.onHand), locked \(row.reserved)")
            if row.reserved > row.onHand { broken.append("more of \(row.product) is locked than there is") }
        }
    }

    fileprivate mutating func addDocuments(
        _ reading: LedgerReading, since mark: LedgerMark, outbox: String, takenAway: Set<String>
    ) throws {
        let pending = try reading.pendingOutgoing(limit: 100_000)
        if !pending.isEmpty { broken.append("not published: \(pending.map(\.fileName))") }
        var owned: Set<String> = []
        for file in try reading.publishedFiles(limit: 100_000) {
            lines.append("document \(file.recipientFolder)/\(file.fileName) \(file.kind) \(file.orderNumber ?? "")")
            let path = "\(file.recipientFolder)/\(file.fileName)"
            guard !mark.documents.contains(file.id), !takenAway.contains(path) else { continue }
            owned.insert(path)
            guard let bytes = Disk.read("\(outbox)/\(path)") else {
                broken.append("\(path) is not in the outbox")
                continue
            }
            if Configuration.sha256(bytes) != file.sha256 { broken.append("\(path) is not what the ledger knows") }
            lines.append("content \(path) " + String(decoding: bytes, as: UTF8.self))
        }
        for path in Disk.files(beneath: outbox) where !owned.contains(path) {
            if !path.hasSuffix("/.docket-folder") { broken.append("the outbox has \(path), which nobody wrote") }
        }
    }

    fileprivate mutating func addIntakes(_ reading: LedgerReading, since mark: LedgerMark, root: String) throws {
        var kept: Set<String> = []
        for intake in try reading.recentIntakes(limit: 100_000).reversed() {
            let key = "\(intake.sender.folder)/\(intake.printableName)"
            names[intake.id] = key
            lines.append("intake \(intake.id) \(key) \(intake.outcome.rawValue) \(intake.disposition.rawValue)")
            guard !mark.intakes.contains(intake.id) else { continue }
            guard let path = intake.finalPath, let bytes = Disk.read(path) else {
                broken.append("\(key) is neither in the archive nor in quarantine (\(intake.finalPath ?? "no path"))")
                continue
            }
            if !intake.sha256.isEmpty, Configuration.sha256(bytes) != intake.sha256 {
                broken.append("\(key) was changed on its way")
            }
            kept.insert(String(path.dropFirst(root.count + 1)))
            for scan in scans(beside: path) {
                kept.insert(String(scan.dropFirst(root.count + 1)))
                lines.append("scan of \(key): \(Configuration.sha256(Disk.read(scan) ?? []))")
            }
            if intake.disposition == .quarantine {
                if Disk.text(path + ".report.txt")?.contains("was not taken") != true
                    || Disk.read(path + ".report.json")?.isEmpty != false
                {
                    broken.append("\(key) is in quarantine without its report")
                }
            }
        }
        for place in ["archive", "quarantine"] {
            for file in Disk.files(beneath: "\(root)/\(place)") {
                let path = "\(place)/\(file)"
                if !kept.contains(path), !path.contains(".report."), !path.hasSuffix("/.docket-folder"),
                    !path.hasSuffix(".done")
                {
                    broken.append("nobody knows of \(path)")
                }
            }
        }
    }

    /// The scans that lie beside a kept file.
    private func scans(beside path: String) -> [String] {
        guard let slash = path.lastIndex(of: "/"), let file = FileName(String(path[path.index(after: slash)...])) else {
            return []
        }
        return Disk.names(in: String(path[..<slash])).sorted().filter { FileName($0)?.isScan(of: file) == true }
            .map { "\(path[...slash])\($0)" }
    }

    /// Nothing is left of work that is done.
    fileprivate mutating func checkWorkIsDone(root: String) {
        for place in ["claimed", "staged"] {
            let left = Disk.names(in: "\(root)/work/\(place)")
            if !left.isEmpty { broken.append("left in work/\(place): \(left)") }
        }
        let waiting = Disk.files(beneath: "\(root)/inbox").filter { !$0.contains("/.docket-folder") }
        if !waiting.isEmpty { broken.append("left in the inbox: \(waiting)") }
    }
}
