// Ids of files: unique for ever, in the order of time.

import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct IntakeIDTests {
    private let now = moment("2026-11-22T09:30:01.123Z")

    @Test("An id says when the file was taken, to the millisecond, and counts")
    func form() {
        var ids = IntakeIDs()
        #expect(ids.next(at: now) { _ in false } == "20261122-093001123-0001")
        #expect(ids.next(at: now) { _ in false } == "20261122-093001123-0002")
        #expect(ids.next(at: now.adding(seconds: 1)) { _ in false } == "20261122-093002123-0003")
    }

    @Test("Ids of one millisecond differ, and sort in the order in which they were given")
    func manyAtOnce() {
        var ids = IntakeIDs()
        let given = (0..<9_000).map { _ in ids.next(at: now) { _ in false } }
        #expect(Set(given).count == given.count)
        #expect(given == given.sorted())
    }

    @Test("Ids of later moments sort behind those of earlier ones, also when the count begins again")
    func overflow() {
        var ids = IntakeIDs()
        var last = ""
        for step in 0..<25_000 {
            let id = ids.next(at: Instant(milliseconds: now.milliseconds + Int64(step))) { _ in false }
            #expect(id > last)
            last = id
        }
    }

    @Test("An id that is known already is passed over: after a restart, or when the clock was set back")
    func known() {
        var ids = IntakeIDs()
        let before = (0..<5).map { _ in ids.next(at: now) { _ in false } }
        var afterRestart = IntakeIDs()
        #expect(afterRestart.next(at: now) { before.contains($0) } == "20261122-093001123-0006")
    }

    @Test("Moments before 1970 have ids too")
    func early() {
        var ids = IntakeIDs()
        #expect(ids.next(at: moment("1969-12-31T23:59:59.999Z")) { _ in false } == "19691231-235959999-0001")
    }
}
