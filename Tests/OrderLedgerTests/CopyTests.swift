// Copies of a ledger that is in use, and two ledgers side by side.

import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct CopyTests {
    @Test("A copy is the view that `first` was handed, whatever the daemon writes meanwhile")
    func pinned() throws {
        try withTemporaryFolder { (folder: String) in
            let daemon = try Ledger.open(path: folder + "/ledger.sqlite", mode: .daemon)
            try daemon.write { try $0.register("SO-1") }
            let reader = try Ledger.open(path: folder + "/ledger.sqlite", mode: .reader)
            let seen = try reader.copy(to: folder + "/copy.sqlite") { view in
                try daemon.write { try $0.register("SO-2") }
                return try view.orders().map(\.number)
            }
            #expect(seen == ["SO-1"])
            try daemon.write { try $0.register("SO-3") }
            let copy = try Ledger.open(path: folder + "/copy.sqlite", mode: .reader)
            #expect(try copy.read { try $0.orders() }.map(\.number) == ["SO-1"])
            try copy.close()
            #expect(throws: LedgerError.self, "no file is written over") {
                try reader.copy(to: folder + "/copy.sqlite")
            }
            let compared = try LedgerComparison.compare(
                folder + "/copy.sqlite", with: folder + "/ledger.sqlite", limit: 10)
            let orders = try #require(compared.first { $0.table == "orders" })
            #expect(orders.rows == 1 && orders.differing == 2)
            #expect(orders.differences.map(\.kind) == [.onlyComputed, .onlyComputed])
            try reader.close()
            try daemon.close()
        }
    }

    @Test(
        "The past is told in the order in which it was decided: files without events by their time, timers between them"
    )
    func history() throws {
        try withLedger { ledger throws in
            func enter(_ id: String, _ minute: Int, order: String? = nil) throws {
                try ledger.write { transaction throws in
                    if let order {
                        try transaction.append(.repeated(intake: id), order: order, at: at(minute), intake: id)
                    }
                    try transaction.recordIntake(.sample(id, at: at(minute)))
                }
            }
            try ledger.write { try $0.register("SO-1", at: at(0)) }
            try enter("20261122-000050", 1)
            try enter("20261122-000049", 2, order: "SO-1")
            try ledger.write { try $0.append(.shippingNoticeIssued(shipment: "S"), "SO-1", at: at(3)) }
            try enter("20261122-000048", 4)
            var history = History(of: ledger)
            var told: [String] = []
            while let step = history.next() {
                switch step {
                case .file(let file, _): told.append(file.intake.id)
                case .later(let run): told.append(run.intake ?? "timer")
                }
            }
            #expect(history.failure == nil)
            #expect(
                told == [
                    "20261122-000001", "20261122-000050", "20261122-000049", "timer", "20261122-000048",
                ])
        }
    }
}
