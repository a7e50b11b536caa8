// The crash table, row by row, and then every call to the disk in the life of a desk: the process dies there, is
// started anew, and everything must be as if it had never died. (design.md, "Stage, commit, publish")

import OrderLedger
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct CrashTests {
    // MARK: Everywhere

    @Test(
        "The process dies before or after any call to the disk, and nothing is lost or doubled",
        arguments: DeskLife.names)
    func everyCall(_ name: String) throws {
        let stretch = try DeskLife.stretch(name)
        for call in 1...stretch.calls.count {
            for moment in StoppingSpool.Moment.allCases {
                // After one document and before the next of the same kind is the same place.
                let isLast = call == stretch.calls.count || stretch.calls[call] != stretch.calls[call - 1]
                guard moment == .before || isLast else { continue }
                try check(stretch, "dead \(moment) call \(call), \(stretch.calls[call - 1])", [.dies(at: call, moment)])
            }
        }
    }

    @Test("The process dies again while it recovers, and again", arguments: DeskLife.names)
    func whileRecovering(_ name: String) throws {
        let stretch = try DeskLife.stretch(name)
        for call in stride(from: 3, through: stretch.calls.count, by: 4) {
            // Each death is another number of calls into the start that follows the one before it.
            let plans = [call, 1 + call % 3, 2 + call % 7, 4 + call % 5].enumerated().map { index, call in
                StoppingSpool.Plan.dies(at: call, (index + call) % 2 == 0 ? .before : .after)
            }
            try check(stretch, "dead at call \(call) and while recovering", plans)
        }
    }

    @Test("A desk that dies every few calls for its whole life comes to the same end", arguments: [19, 31])
    func allTheTime(_ span: Int) throws {
        let last = try DeskLife.stretch(#require(DeskLife.names.last))
        let first = try DeskLife.stretch("orders")
        let desk = try DeskLife.desk(on: first)
        try desk.start()
        for name in DeskLife.names {
            let stretch = try DeskLife.stretch(name)
            desk.now = stretch.now
            desk.limits = stretch.limits
            for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
            var deaths = 0
            repeat {
                try desk.end()
                // It dies a little later each time: who always dies at the same place gets nowhere.
                try start(desk, .dies(at: span + deaths, deaths % 2 == 0 ? .after : .before))
                if try !desk.spool.isDead { try run(desk) }
                deaths += 1
            } while try desk.spool.isDead
        }
        try desk.restart()
        let state = try desk.state(since: first.mark)
        #expect(state.broken == [])
        // What earlier stretches kept is there too, beside what the last one keeps.
        let difference = state.difference(from: last.expected)
        #expect(difference.filter { !$0.hasPrefix("new: content") && !$0.hasPrefix("new: scan") } == [])
        try desk.end()
    }

    /// Plays a stretch with one process after the other, each with its death, and a last one that lives.
    private func check(_ stretch: Stretch, _ what: String, _ deaths: [StoppingSpool.Plan]) throws {
        let desk = try DeskLife.desk(on: stretch)
        for (index, plan) in deaths.enumerated() {
            try start(desk, plan)
            if index == 0 {
                for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
            }
            if try !desk.spool.isDead { try run(desk) }
            try desk.end()
        }
        try desk.start()
        try desk.runUntilQuiet()
        let state = try desk.state(since: stretch.mark)
        #expect(state.broken == [], "\(stretch.name), \(what)")
        #expect(state.difference(from: stretch.expected) == [], "\(stretch.name), \(what)")
        try desk.end()
    }

    /// A dying process may say that it cannot go on; a living one may not.
    private func start(_ desk: PipelineDesk, _ plan: StoppingSpool.Plan) throws {
        do {
            try desk.start(plan)
        } catch let error as PipelineError {
            guard try desk.spool.isDead else { throw error }
        }
    }

    private func run(_ desk: PipelineDesk) throws {
        do {
            try desk.runUntilQuiet()
        } catch let error as PipelineError {
            guard try desk.spool.isDead else { throw error }
        }
    }
}
