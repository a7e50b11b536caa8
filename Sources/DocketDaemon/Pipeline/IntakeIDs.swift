// Names for files that are taken: sortable by time, unique for ever.

import OrderModel

/// Makes ids such as `20261122-093001123-0042`: date, time of day in milliseconds (UTC), and a count that goes on from
/// id to id, so that two files of one millisecond differ. An id that is already known, as after a clock was set back,
/// is passed over.
struct IntakeIDs {
    private var count = 0

    mutating func next(at now: Instant, isTaken: (String) throws -> Bool) rethrows -> String {
        while true {
            count = (count + 1) % 10_000
            let id = IntakeIDs.name(now, count)
            if try !isTaken(id) { return id }
        }
    }

    private static func name(_ now: Instant, _ count: Int) -> String {
        let (date, second) = now.wallClock()
        let (year, month, day) = date.components
        let millisecond = Int(((now.milliseconds % 1000) + 1000) % 1000)
        let time = digits(second / 3600, 2) + digits(second / 60 % 60, 2) + digits(second % 60, 2)
        return
            "\(digits(year, 4))\(digits(month, 2))\(digits(day, 2))-\(time)\(digits(millisecond, 3))-\(digits(count, 4))"
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
