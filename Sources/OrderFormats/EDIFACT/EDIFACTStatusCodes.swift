// The status codes of IFTSTA (STS C555, data element 4405, before D.99B 9011): UN/ECE Recommendation 24.

import OrderModel

enum EDIFACTStatusCodes {
    /// Nil for codes that are not known here.
    static func step(_ code: String) -> TransportStatus.Step? {
        switch code {
        case "13", "27", "130": .pickedUp
        case "45", "112", "113": .arriving
        case "21", "22", "72", "114": .delivered
        case "80", "81", "82": .returned
        case _ where troubles[code] != nil: .exception
        case _ where Int(code).map { (1...410).contains($0) } == true: .inTransit
        default: nil
        }
    }

    /// What is in the way, in words.
    static func trouble(_ code: String) -> String? { troubles[code] }

    private static let troubles = [
        "3": "it arrived in bad condition", "17": "customs did not clear it", "18": "it was damaged on the way",
        "20": "it is delayed on the way", "23": "the delivery was not completed", "25": "the departure is delayed",
        "30": "a package was found empty", "36": "it was not found", "49": "it is lost",
        "53": "it was not collected", "54": "nobody can tell what it is", "57": "it was not loaded",
        "63": "it was not ready to be collected", "66": "it was robbed", "69": "it was disposed of",
        "73": "only part of it was received", "77": "the transport was refused", "85": "part of it was not unloaded",
        "86": "part of it was not loaded", "87": "it went the wrong way", "90": "it was stopped",
        "97": "damage to it was surveyed", "101": "it is delayed on the way",
        "104": "the delivery was refused and is arranged anew", "105": "the delivery was postponed",
        "106": "the delivery was refused", "107": "something was wrong on arrival",
        "108": "a claim was made at the delivery", "109": "nobody was there to receive it; a note was left",
        "110": "nobody was there to receive it", "111": "the transport was ended", "115": "its data do not agree",
        "117": "it is missing", "119": "it cannot be located", "120": "it is in a state that nobody accepts",
    ]

    /// DTM 2005: when the step happened, and when the goods are expected.
    static func isMoment(_ qualifier: EDITag) -> Bool {
        ["334", "7", "11", "35", "186", "178", "110"].contains(qualifier.description)
    }
    static func isExpectation(_ qualifier: EDITag) -> Bool {
        ["17", "132", "69", "191", "196", "371"].contains(qualifier.description)
    }
}
