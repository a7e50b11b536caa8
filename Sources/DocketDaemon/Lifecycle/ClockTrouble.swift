// Whether the clock can be right. Nothing is lost by one that is wrong, but deadlines, dates and the desk's day follow it.

package import OrderModel

package enum ClockTrouble {
    /// Clocks are put right by a little all the time.
    private static let tolerance: Int64 = 5 * 60

    /// What to say where a file was taken later than it is now.
    package static func sentence(newestIntake: Instant?, now: Instant) -> String? {
        guard let newestIntake, newestIntake > now.adding(seconds: tolerance) else { return nil }
        return
            "The clock is wrong or was: it is \(now) now, and the last file was taken at \(newestIntake). Deadlines and "
            + "dates follow the clock; check it (timedatectl)."
    }
}
