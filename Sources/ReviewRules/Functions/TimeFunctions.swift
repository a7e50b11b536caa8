// The parts of instants and durations: getFullYear, getHours and their kin.

extension RuleFunctions {
    static let times: [RuleFunction] = [
        part("getFullYear") { civil, _ in civil.year },
        part("getMonth") { civil, _ in civil.month - 1 },
        part("getDate") { civil, _ in civil.day },
        part("getDayOfMonth") { civil, _ in civil.day - 1 },
        part("getDayOfYear") { civil, _ in civil.dayOfYear },
        part("getDayOfWeek") { civil, _ in civil.dayOfWeek },
        part("getHours", perUnit: 3_600_000_000_000) { civil, _ in civil.hour },
        part("getMinutes", perUnit: 60_000_000_000) { civil, _ in civil.minute },
        part("getSeconds", perUnit: 1_000_000_000) { civil, _ in civil.second },
        part("getMilliseconds", perUnit: 1_000_000) { _, nanoseconds in nanoseconds / 1_000_000 },
    ]

    /// A part of an instant, in UTC or in the zone that is given; of a duration, the whole count of the unit in it.
    /// The milliseconds of a duration are those within its last second.
    private static func part(
        _ name: String, perUnit: Int64? = nil, _ read: @escaping @Sendable (CivilTime, Int) -> Int
    ) -> RuleFunction {
        var forms: [RuleFunction.Form] = [
            .method(.timestamp, gives: .int), .method(.timestamp, .string, gives: .int),
        ]
        if perUnit != nil { forms.append(.method(.duration, gives: .int)) }
        return RuleFunction(name, forms) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .timestamp(let time):
                var offset = 0
                if arguments.count > 1 {
                    guard case .string(let zone) = arguments[1] else { return nil }
                    offset = try secondsEast(zone)
                }
                let civil = CivilTime(secondsSince1970: time.seconds + Int64(offset))
                return .int(Int64(read(civil, Int(time.nanoseconds))))
            case .duration(let span):
                guard let perUnit, arguments.count == 1 else { return nil }
                let count = span.nanoseconds / perUnit
                return .int(perUnit == 1_000_000 ? count % 1_000 : count)
            default: return nil
            }
        }
    }

    /// The offset of a zone such as `UTC`, `+08:00`, `-02:30` or `02:00`, in seconds east of UTC.
    private static func secondsEast(_ zone: String) throws(EvaluationFailure) -> Int {
        if zone == "UTC" || zone == "Z" || zone == "" { return 0 }
        let isWest = zone.hasPrefix("-")
        let digits = isWest || zone.hasPrefix("+") ? zone.dropFirst() : Substring(zone)
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        let isClock =
            parts.count == 2
            && parts.allSatisfy { part in
                (1...2).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
        guard isClock, let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60 else {
            throw EvaluationFailure.badArgument(
                "'\(zone)' is not a time zone that rules know; write UTC or the offset from UTC, such as \"+08:00\"")
        }
        return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
    }
}
