// The zone of the desk's clock: an offset from UTC, or the name of a zone that keeps one offset all year.

/// The desk promises days and hours, so that its clock must not jump: zones with summer time are not offered.
package enum TimeZoneOffset {
    private static let zones: [String: String] = [
        "UTC": "+00:00", "Etc/UTC": "+00:00", "Africa/Johannesburg": "+02:00", "Africa/Lagos": "+01:00",
        "Africa/Nairobi": "+03:00", "America/Argentina/Buenos_Aires": "-03:00", "America/Bogota": "-05:00",
        "America/Lima": "-05:00", "America/Phoenix": "-07:00", "Asia/Bangkok": "+07:00", "Asia/Dubai": "+04:00",
        "Asia/Ho_Chi_Minh": "+07:00", "Asia/Hong_Kong": "+08:00", "Asia/Jakarta": "+07:00",
        "Asia/Karachi": "+05:00", "Asia/Kolkata": "+05:30", "Asia/Kuala_Lumpur": "+08:00", "Asia/Macau": "+08:00",
        "Asia/Manila": "+08:00", "Asia/Riyadh": "+03:00", "Asia/Seoul": "+09:00", "Asia/Shanghai": "+08:00",
        "Asia/Singapore": "+08:00", "Asia/Taipei": "+08:00", "Asia/Tokyo": "+09:00",
        "Australia/Brisbane": "+10:00", "Europe/Istanbul": "+03:00", "Europe/Moscow": "+03:00",
    ]

    package static var names: [String] { zones.keys.sorted() }

    /// Seconds east of UTC; nil if the text is neither `+08:00` nor a name that is known.
    package static func seconds(_ text: String) -> Int? {
        let offset = Array((zones[text] ?? text).utf8)
        guard offset.count == 6, offset[3] == UInt8(ascii: ":"), let hours = number(offset[1], offset[2]),
            let minutes = number(offset[4], offset[5]), hours <= 14, minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        switch offset[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    /// `+08:00`.
    package static func text(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }

    private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard digits.contains(tens), digits.contains(ones) else { return nil }
        return Int(tens - 48) * 10 + Int(ones - 48)
    }
}

extension YAMLType where Value == Int {
    /// A zone, in seconds east of UTC.
    static var timeZone: YAMLType {
        YAMLType("an offset such as +08:00, or the name of a zone without summer time") { node in
            if let text = node.text, let seconds = TimeZoneOffset.seconds(text) { return seconds }
            let near = node.text.flatMap { NearestName.of($0, among: TimeZoneOffset.names) }
            node.error(
                "expected an offset such as +08:00, or the name of a zone that keeps one offset all year, but "
                    + "\(node.inWords) stands here",
                hint: near.map { "did you mean '\($0)'?" }
                    ?? "known names: \(TimeZoneOffset.names.joined(separator: ", "))")
            return nil
        }
    }
}
