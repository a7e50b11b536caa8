// Which days the desk works: weekends off unless they are make-up working days, holidays off (requirements, 2.6).

/// The desk's days of work and the zone its clock stands in.
package struct WorkingCalendar: Hashable, Codable, Sendable {
    /// Seconds east of UTC of the desk's clock.
    package var offsetSeconds: Int
    package var holidays: Set<CalendarDate>
    /// Days of a weekend that are worked all the same (调休).
    package var makeUpWorkingDays: Set<CalendarDate>

    package init(
        offsetSeconds: Int = 0, holidays: Set<CalendarDate> = [], makeUpWorkingDays: Set<CalendarDate> = []
    ) {
        self.offsetSeconds = offsetSeconds
        self.holidays = holidays
        self.makeUpWorkingDays = makeUpWorkingDays
    }

    package func isWorkingDay(_ date: CalendarDate) -> Bool {
        if makeUpWorkingDays.contains(date) { return true }
        return date.weekday <= 5 && !holidays.contains(date)
    }

    /// The same time of day `count` working days later. A calendar without any working day within ten years ends the
    /// search there.
    package func adding(workingDays count: Int, to start: Instant) -> Instant {
        let (first, second) = start.wallClock(offsetSeconds: offsetSeconds)
        var date = first
        var left = count
        var looked = 0
        while left > 0, looked < 3660 {
            date = date.adding(days: 1)
            looked += 1
            if isWorkingDay(date) { left -= 1 }
        }
        return Instant(date: date, secondOfDay: second, offsetSeconds: offsetSeconds)
    }

    /// The day that the desk's wall calendar shows at `instant`.
    package func date(at instant: Instant) -> CalendarDate { instant.wallClock(offsetSeconds: offsetSeconds).date }
}
