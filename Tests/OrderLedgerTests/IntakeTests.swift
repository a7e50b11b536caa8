// Files: ids, records, repeats, and where they end up.

import OrderModel
import Testing

@testable import OrderLedger

@Suite struct IntakeTests {
    @Test("Intake ids sort by time, begin anew each day and are never given twice")
    func ids() throws {
        try withLedger { ledger throws in
            let ids = try ledger.write { transaction throws in
                [try transaction.nextIntakeID(now: at())] + (try transaction.nextIntakeIDs(count: 3, now: at(1)))
                    + [try transaction.nextIntakeID(now: at(24 * 60))]
            }
            #expect(
                ids == ["20261122-000001", "20261122-000002", "20261122-000003", "20261122-000004", "20261123-000001"])
            #expect(ids == ids.sorted())
            // The clock is set back: the numbers of that day go on.
            #expect(try ledger.write { try $0.nextIntakeID(now: at()) } == "20261122-000005")
            #expect(try ledger.write { try $0.nextIntakeIDs(count: 0, now: at()) }.isEmpty)
        }
    }

    @Test("An intake comes back as it was recorded: names that are not UTF-8, findings, receipt")
    func roundTrip() throws {
        try withLedger { ledger throws in
            let intake = Intake.sample("20261122-000001")
            try ledger.write { try $0.recordIntake(intake) }
            #expect(try ledger.read { try $0.intake(intake.id) } == intake)
            #expect(try ledger.read { try $0.intake("nothing") } == nil)
            var changed = intake
            changed.outcome = .partlyTaken
            try ledger.write { try $0.recordIntake(changed) }
            #expect(try ledger.read { try $0.intake(intake.id) } == changed)
        }
    }

    @Test("The same bytes from the same sender are a repeat only if they were taken before, through whichever channel")
    func repeats() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.recordIntake(.sample("20261122-000001", sha256: "aa", outcome: .refused))
                try transaction.recordIntake(.sample("20261122-000002", sha256: "bb", outcome: .partlyTaken))
                try transaction.recordIntake(.sample("20261122-000003", sha256: "bb", outcome: .repeated))
            }
            try ledger.read { reading throws in
                #expect(try reading.takenIntake(from: .partner(id: "acme", channel: .edi), sha256: "aa") == nil)
                #expect(
                    try reading.takenIntake(from: .partner(id: "acme", channel: .web), sha256: "bb")?.id
                        == "20261122-000002")
                let byMail = try reading.takenIntake(from: .partner(id: "acme", channel: .email), sha256: "bb")
                #expect(byMail?.id == "20261122-000002")
                #expect(try reading.takenIntake(from: .desk(role: "edi"), sha256: "bb") == nil)
                #expect(try reading.takenIntake(from: .partner(id: "globex", channel: .edi), sha256: "bb") == nil)
            }
        }
    }

    @Test("Files wait for the archive or quarantine until they are marked, and keep their last place")
    func disposition() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.recordIntake(.sample("20261122-000001"))
                try transaction.recordIntake(.sample("20261122-000002", outcome: .refused))
            }
            #expect(
                try ledger.read { try $0.intakesAwaitingDisposition().map(\.disposition) } == [.archive, .quarantine])
            try ledger.write { try $0.markDisposed("20261122-000002", path: "quarantine/acme/x", at: at(3)) }
            #expect(try ledger.read { try $0.intakesAwaitingDisposition().map(\.id) } == ["20261122-000001"])
            #expect(try ledger.read { try $0.quarantined().map(\.finalPath) } == ["quarantine/acme/x"])
            #expect(throws: LedgerError.unknownIntake(id: "x")) {
                try ledger.write { try $0.markDisposed("x", path: "p", at: at()) }
            }
        }
    }

    @Test("Recent files are listed newest first, by folder and disposition")
    func recent() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.recordIntake(.sample("20261122-000001"))
                try transaction.recordIntake(.sample("20261122-000002", partner: "globex"))
                try transaction.recordIntake(.sample("20261122-000003", outcome: .refused))
            }
            try ledger.read { reading throws in
                #expect(try reading.recentIntakes(limit: 2).map(\.id) == ["20261122-000003", "20261122-000002"])
                #expect(
                    try reading.recentIntakes(senderFolder: "acme/edi").map(\.id) == [
                        "20261122-000003", "20261122-000001",
                    ])
                #expect(
                    try reading.recentIntakes(senderFolder: "acme/edi", disposition: .archive).map(\.id) == [
                        "20261122-000001"
                    ])
            }
        }
    }
}
