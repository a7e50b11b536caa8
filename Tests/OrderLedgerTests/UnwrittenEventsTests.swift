// Rows of the journal that wait for their text: nobody sees that they are not written yet, nor that some were taken back.

import OrderModel
import SideWork
import Testing

@testable import OrderLedger

private struct Mishap: Error {}

@Suite struct UnwrittenEventsTests {
    private func journal(_ ledger: Ledger) throws -> [String] {
        try ledger.read { reading in
            try reading.store.rows("SELECT order_number, sequence, position, event_count FROM event ORDER BY position")
            {
                columns throws(LedgerError) in
                "\(try columns.text(0)) \(try columns.int(1)) @\(try columns.int(2)) +\(try columns.int(3))"
            }
        }
    }

    @Test("Rows have the places that they would have had, with a second thread and without", arguments: [true, false])
    func places(isBeside: Bool) throws {
        try withLedger { ledger throws in
            let side = isBeside ? SideThread(name: "test.side") : nil
            try ledger.write(beside: side) { transaction throws in
                try transaction.register("SO-1")
                try transaction.append(
                    [.reviewPassed(.fastPath), .clarified(person: "Wang", note: nil)], order: "SO-1", at: at(1),
                    intake: nil)
                try transaction.register("SO-2")
                try transaction.append(.completed, "SO-1", at: at(2))
            }
            try ledger.write(beside: side) { try $0.append(.completed, "SO-2", at: at(3)) }
            #expect(
                try journal(ledger) == [
                    "SO-1 1 @1 +1", "SO-1 2 @2 +2", "SO-2 1 @4 +1", "SO-1 4 @5 +1", "SO-2 2 @6 +1",
                ])
        }
    }

    @Test("What a savepoint takes back leaves neither rows nor places, though rows before it were written inside it")
    func takenBack() throws {
        try withLedger { ledger throws in
            try ledger.write(beside: SideThread(name: "test.side")) { transaction throws in
                try transaction.register("SO-1")
                #expect(throws: Mishap.self) {
                    try transaction.savepoint {
                        try transaction.register("SO-2")
                        transaction.memo.forget()
                        // Asking the table writes both, inside the savepoint.
                        let before = try transaction.journalEntries(of: "SO-1")
                        let inside = try transaction.journalEntries(of: "SO-2")
                        #expect(before.count == 1 && inside.count == 1)
                        throw Mishap()
                    }
                }
                #expect(try transaction.journalEntries(of: "SO-2").isEmpty)
                #expect(try transaction.journalEntries(of: "SO-1").count == 1)
                try transaction.register("SO-3")
            }
            #expect(try journal(ledger) == ["SO-1 1 @1 +1", "SO-3 1 @2 +1"])
        }
    }

    @Test("A savepoint inside a savepoint is taken back by itself")
    func nested() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.savepoint {
                    try transaction.register("SO-1")
                    #expect(throws: Mishap.self) {
                        try transaction.savepoint {
                            try transaction.append(.completed, "SO-1", at: at(1))
                            throw Mishap()
                        }
                    }
                    try transaction.append(.reviewPassed(.fastPath), "SO-1", at: at(2))
                }
            }
            #expect(
                try ledger.read { try $0.journalEntries(of: "SO-1") }.map(\.event.kind) == [
                    "registered", "reviewPassed",
                ])
        }
    }

    @Test("More orders than may wait are written meanwhile")
    func many() throws {
        let count = LedgerLimits.unwrittenRows * 2 + 3
        try withLedger { ledger throws in
            try ledger.write(beside: SideThread(name: "test.side")) { transaction throws in
                for number in 1...count {
                    try transaction.savepoint { try transaction.register("SO-\(number)") }
                }
            }
            #expect(try journal(ledger).count == count)
        }
    }
}
