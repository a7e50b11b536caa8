// Writes segments: release characters, empty elements left out at the end, and the envelope with its counts.

import OrderModel

/// One interchange on its way out.
struct EDIFACTOutput {
    /// Segments of the messages that are finished, and of the one in hand.
    private var text = ""
    private var segmentCount = 0
    private var messageCount = 0
    private let alphabet: EDIFACTAlphabet
    private let profile: EDIFACTProfile
    let directory: EDIFACTDirectory

    init(_ profile: EDIFACTProfile) {
        self.profile = profile
        alphabet = EDIFACTAlphabet(profile.syntax)
        directory = EDIFACTDirectory(profile.directory)
    }

    /// One segment. Each element is given by its components; what is nil or empty at the end is left out.
    mutating func segment(_ tag: String, _ elements: [String?]...) {
        var line = tag
        var pending = ""
        for element in elements {
            pending += "+"
            let composite = EDIFACTOutput.composite(element.map { $0.map(escaped) })
            guard !composite.isEmpty else { continue }
            line += pending + composite
            pending = ""
        }
        text += line + "'"
        segmentCount += 1
    }

    private static func composite(_ components: [String?]) -> String {
        var text = ""
        var pending = ""
        for component in components {
            if let component, !component.isEmpty {
                text += pending + component
                pending = ""
            }
            pending += ":"
        }
        return text
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in alphabet.fitting(text).unicodeScalars {
            if scalar == "?" || scalar == "+" || scalar == ":" || scalar == "'" { result.unicodeScalars.append("?") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// UNH … UNT around what `body` writes.
    mutating func message(_ type: EDIFACTMessageType, _ body: (inout EDIFACTOutput) -> Void) {
        messageCount += 1
        segmentCount = 0
        let version =
            type == .syntaxReport ? (alphabet.syntaxVersion == 4 ? ["4", "1"] : ["D", "3"]) : directory.version
        segment("UNH", [String(messageCount)], [type.rawValue] + version + ["UN", directory.association(of: type)])
        body(&self)
        segment("UNT", [String(segmentCount + 1)], [String(messageCount)])
    }

    /// The whole interchange: UNA, UNB, the messages, UNZ.
    ///
    /// - Parameter reference: data element 0020.
    func interchange(
        from sender: Identifier, to receiver: Identifier, reference: Int, at now: Instant, offsetSeconds: Int,
        application: String?
    ) -> [UInt8] {
        var envelope = EDIFACTOutput(profile)
        let (date, secondOfDay) = now.wallClock(offsetSeconds: offsetSeconds)
        let day = EDIFACTDates.write(date)
        let minutes = secondOfDay / 60
        let time = EDIFACTOutput.twoDigits(minutes / 60) + EDIFACTOutput.twoDigits(minutes % 60)
        envelope.segment(
            "UNB", [profile.syntax, String(alphabet.syntaxVersion)], [sender.value, sender.scheme],
            [receiver.value, receiver.scheme], [alphabet.syntaxVersion == 4 ? day : String(day.dropFirst(2)), time],
            [String(reference)], [], [application], [], [], [], [profile.isTest ? "1" : nil])
        let header = envelope.text
        envelope.text = ""
        envelope.segment("UNZ", [String(messageCount)], [String(reference)])
        let una = profile.writesServiceString ? "UNA:+.? '" : ""
        return alphabet.bytes(una + header + text + envelope.text)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// The messages that we write.
enum EDIFACTMessageType: String {
    case order = "ORDERS"
    case orderChange = "ORDCHG"
    case orderResponse = "ORDRSP"
    case despatchAdvice = "DESADV"
    case syntaxReport = "CONTRL"
}

/// A directory of messages: which EANCOM version we write, and how long texts may be in it.
struct EDIFACTDirectory: Hashable {
    let isLater: Bool

    /// `D.96A` or `D.01B`.
    init(_ name: String) { isLater = name.uppercased().hasSuffix("01B") }

    var version: [String] { ["D", isLater ? "01B" : "96A"] }
    /// Data elements 4440 and 7008.
    var textWidth: Int { isLater ? 512 : 70 }
    var nameWidth: Int { isLater ? 256 : 35 }
    /// Data element 7143 for a GTIN.
    var gtinType: String { isLater ? "SRV" : "EN" }
    /// The most digits of a number (6060, 5118) and of an amount (5004).
    var longestNumber: Int { isLater ? 35 : 15 }

    /// Data element 0057.
    func association(of type: EDIFACTMessageType) -> String? {
        switch type {
        case .order: isLater ? "EAN010" : "EAN008"
        case .orderChange: isLater ? "EAN008" : "EAN005"
        case .orderResponse: isLater ? "EAN009" : "EAN005"
        case .despatchAdvice: isLater ? "EAN007" : "EAN005"
        case .syntaxReport: nil
        }
    }
}
