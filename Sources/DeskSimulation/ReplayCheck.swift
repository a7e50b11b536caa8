// Promise 5, checked after a run: what the desk has decided, whatever died meanwhile, is decided anew from what it has kept,
// and must be the same row by row.

import DocketDaemon
import Foundation
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

extension World {
    /// - Parameter calls: to the disk after the last power cut.
    /// - Returns: in what the ledger differs from what follows from the files.
    func replay(_ ledger: Ledger, calls: any FileCalls, pace: PipelineLimits, now: Instant) throws -> [String] {
        let place = folder.appending(path: "replay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        // Products, customers and stock did not come from files here.
        try template.write(to: place.appending(path: "ledger.sqlite"))
        let (report, _) = try Replay.run(
            ledger, PastDesks(Replay.Desk(register: register, desk: .init(settings: settings), limits: pace)),
            kept: KeptFiles(layout: layout, calls: calls), workPath: layout.work, in: place.path, limit: 3, now: now)
        let findings = report.findings.map { "replay: \($0.sentence)" }
        let differences = report.tables.flatMap(\.differences).map { difference in
            let columns = difference.changes.map { change in
                "\(change.column) \((change.recorded ?? "-").prefix(60)) | \((change.computed ?? "-").prefix(60))"
            }
            return "replay: \(difference.table) \(difference.row) \(difference.kind.rawValue) "
                + columns.joined(separator: ", ")
        }
        return findings + differences
    }
}
