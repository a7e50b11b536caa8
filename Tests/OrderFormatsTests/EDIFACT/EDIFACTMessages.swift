// Interchanges for the tests, put together from segments, with counts and references that are right.

import OrderFormats
import OrderModel

enum EDIFACTMessages {
    static let head = [
        "BGM+220+PO-4711+9", "DTM+137:20261120:102", "DTM+2:20261204:102", "FTX+AAI+++Ring before delivery",
        "RFF+CT:C-77", "NAD+BY+4000001000005::9++Acme Trading GmbH+Hafenstr. 12+Hamburg+HH+20457+DE",
        "CTA+OC+:H. Meyer", "COM+?+49 40 5550100:TE", "COM+orders@acme.example:EM", "NAD+SU+4000009000009::9",
        "NAD+DP+4000001000012::9++Acme warehouse north+Kai 3+Hamburg++20457+DE", "CUX+2:EUR:9",
    ]
    static let lines = [
        "LIN+1++4000001000104:EN", "PIA+1+N-100:SA+HB-8:IN", "IMD+F++:::Hex bolt M8", "QTY+21:1200:PCE",
        "DTM+2:20261211:102", "MOA+203:270", "PRI+AAA:22.5:CT::100:PCE", "LIN+2++4000001000111:EN",
        "PIA+1+N-110:SA", "QTY+21:500", "MOA+203:20", "PRI+AAA:4:::100",
    ]
    static let summary = ["UNS+S", "MOA+79:290", "CNT+2:2"]

    /// An interchange with these messages, each given by its segments between UNH and UNT.
    static func interchange(
        _ messages: [[String]], type: String = "ORDERS:D:96A:UN:EAN008", reference: String = "17",
        una: String = "UNA:+.? '", unb: String? = nil, separator: String = "\n"
    ) -> String {
        var segments = [unb ?? "UNB+UNOC:3+4000001000005:14+4000009000009:14+261120:0930+\(reference)"]
        for (index, message) in messages.enumerated() {
            segments.append("UNH+\(index + 1)+\(type)")
            segments += message
            segments.append("UNT+\(message.count + 2)+\(index + 1)")
        }
        segments.append("UNZ+\(messages.count)+\(reference)")
        return una + separator + segments.map { "\($0)'" }.joined(separator: separator)
    }

    /// One order with these segments instead of the usual ones.
    static func order(
        head: [String] = head, lines: [String] = lines, summary: [String] = summary,
        type: String = "ORDERS:D:96A:UN:EAN008", unb: String? = nil, una: String = "UNA:+.? '"
    ) -> String {
        interchange([head + lines + summary], type: type, una: una, unb: unb)
    }

    static let change = interchange(
        [
            [
                "BGM+230+CHG-5+4", "DTM+137:20261125:102", "FTX+CHG+++Less is needed", "RFF+ON:PO-4711",
                "DTM+171:20261120:102", "NAD+BY+4000001000005::9", "LIN+1+2+4000001000104:EN", "RFF+ON:PO-4711:10",
                "LIN+2+3+4000001000111:EN", "QTY+21:400", "RFF+ON:PO-4711:20", "UNS+S",
            ]
        ], type: "ORDCHG:D:96A:UN:EAN005")
}

func edifactProfile(charset: String? = nil, _ change: (inout EDIFACTProfile) -> Void = { _ in }) -> PartnerProfile {
    var profile = PartnerProfile(id: "acme", name: "Acme Trading", answerFormat: .edifact, charset: charset)
    profile.edifact.own = Identifier(scheme: "14", value: "4000009000009")
    profile.edifact.partner = Identifier(scheme: "14", value: "4000001000005")
    change(&profile.edifact)
    return profile
}
