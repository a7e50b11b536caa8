// Dates, instants and the working calendar.

import OrderModel
import Testing

@Suite("Time") struct TimeTests {
    @Test("every day from 1600 to 2400 is read as it is written")
    func dateRoundTrip() throws {
        let first = try #require(CalendarDate("1600-01-01"))
        let last = try #require(CalendarDate("2400-12-31"))
        for day in first.daysSinceEpoch...last.daysSinceEpoch {
            let date = CalendarDate(daysSinceEpoch: day)
            let (year, month, number) = date.components
            guard CalendarDate(year: year, month: month, day: number) == date else {
                Issue.record("\(date) is not read back")
                return
            }
        }
    }

    @Test(
        "what is no day of the calendar is refused",
        arguments: [
            "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-04-31", "2026/04/30",
            "２０２６-04-30",
        ])
    func noSuchDay(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("the days of the week are counted from Monday")
    func weekday() throws {
        #expect(try #require(CalendarDate("1970-01-01")).weekday == 4)
        #expect(try #require(CalendarDate("2026-11-22")).weekday == 7)
        #expect(try #require(CalendarDate("1969-12-29")).weekday == 1)
    }

    @Test("an instant is read with any offset and written in UTC")
    func instants() throws {
        let instant = try #require(Instant(rfc3339: "2026-11-22T17:30:00.25+08:00"))
        #expect(instant.description == "2026-11-22T09:30:00.250Z")
        #expect(Instant(rfc3339: "1969-12-31T23:59:59Z")?.milliseconds == -1000)
        #expect(Instant(rfc3339: "1969-12-31T23:59:59.5Z")?.description == "1969-12-31T23:59:59.500Z")
    }

    @Test(
        "half an instant is none",
        arguments: [
            "2026-11-22", "2026-11-22T09:30:00", "2026-11-22T24:00:00Z", "2026-11-22T09:30:00.Z",
            "2026-11-22T09:30:00+8", "",
        ])
    func badInstants(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("adding to the ends of time stays there")
    func clamps() {
        #expect(Instant(milliseconds: .max).adding(seconds: 1).milliseconds == .max)
        #expect(Instant(milliseconds: .min).adding(seconds: -1).milliseconds == .min)
        #expect(Instant(milliseconds: 0).adding(seconds: .max).milliseconds == .max)
        #expect(CalendarDate(daysSinceEpoch: .max).adding(days: .max).description == "9999-12-31")
    }

    @Test("A12: two working days skip the weekend, a holiday, and use a make-up working day")
    func workingDays() throws {
        let friday = try #require(Instant(rfc3339: "2026-11-20T10:00:00Z"))
        let plain = WorkingCalendar()
        #expect(plain.adding(workingDays: 2, to: friday).description == "2026-11-24T10:00:00Z")
        let holiday = WorkingCalendar(holidays: [try #require(CalendarDate("2026-11-23"))])
        #expect(holiday.adding(workingDays: 2, to: friday).description == "2026-11-25T10:00:00Z")
        let makeUp = WorkingCalendar(makeUpWorkingDays: [try #require(CalendarDate("2026-11-21"))])
        #expect(makeUp.adding(workingDays: 2, to: friday).description == "2026-11-23T10:00:00Z")
    }

    @Test("the desk's calendar day is that of its own clock")
    func zone() throws {
        let lateEvening = try #require(Instant(rfc3339: "2026-11-22T17:00:00Z"))
        #expect(WorkingCalendar(offsetSeconds: 8 * 3600).date(at: lateEvening).description == "2026-11-23")
    }

    @Test("a calendar without a working day ends the search")
    func noWorkingDays() {
        let start = Instant(milliseconds: 0)
        let all = Set((0...4000).map { CalendarDate(daysSinceEpoch: $0) })
        let never = WorkingCalendar(holidays: all)
        #expect(never.adding(workingDays: 1, to: start) > start)
    }
}
