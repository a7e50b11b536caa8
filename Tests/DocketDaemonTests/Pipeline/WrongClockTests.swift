// A clock that is wrong: nothing is lost, doubled or left waiting for it, and it is said.

import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct WrongClockTests {
    @Test("A clock that jumps ten years ahead and back again: every file is taken once, under an id of its own")
    func jumps() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        let right = desk.now
        for (count, seconds) in [0, 315_360_000, 0, -315_360_000, 0].enumerated() {
            desk.now = right.adding(seconds: Int64(seconds))
            try desk.drop(
                PipelineDesk.csv(("CLOCK-\(count)", "P-1", 1, "10.00")), "clock-\(count).csv", into: "acme/edi")
            try desk.runUntilQuiet()
            #expect(try desk.intake("clock-\(count).csv").outcome == .taken)
        }
        let ids = try (0..<5).map { try desk.intake("clock-\($0).csv").id }
        #expect(Set(ids).count == 5)
        #expect(try Set((0..<5).map { try desk.order("CLOCK-\($0)") }).count == 5)
        #expect(desk.log.lines("clock").isEmpty)
    }

    @Test("A desk that starts before its last file was taken says that the clock is wrong, and works")
    func startsInThePast() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        desk.now = desk.now.adding(seconds: -86_400)
        try desk.restart()
        #expect(desk.log.lines("clock").count == 1)
        try desk.drop(PipelineDesk.csv(("CLOCK-9", "P-1", 1, "10.00")), "clock-9.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        #expect(try desk.intake("clock-9.csv").outcome == .taken)
    }

    @Test("A few minutes are no trouble, a day is one")
    func sentence() {
        let now = moment("2026-11-23T09:00:00Z")
        #expect(ClockTrouble.sentence(newestIntake: nil, now: now) == nil)
        #expect(ClockTrouble.sentence(newestIntake: now.adding(seconds: 200), now: now) == nil)
        let sentence = ClockTrouble.sentence(newestIntake: now.adding(seconds: 86_400), now: now)
        #expect(sentence?.contains("2026-11-24T09:00:00Z") == true, "\(sentence ?? "")")
    }
}
