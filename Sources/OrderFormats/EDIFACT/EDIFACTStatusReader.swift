// Reads one IFTSTA (international multimodal status report): consignments, and for each its steps, one for each STS
// (P03, P04, P06, Q03).

import OrderModel

struct EDIFACTStatusReader {
    private var statuses: [TransportStatus] = []
    /// The consignment in hand: our number and the carrier's.
    private var shipment: String?
    private var tracking: String?
    private var consignments = 0
    /// The first step of the consignment in hand.
    private var first = 0
    private var hasStep = false
    private var isTooLong = false

    /// More steps than these in one message are no report of what is new.
    private static let mostSteps = 10_000

    // MARK: - Segments

    /// Takes the segment in hand.
    mutating func take(_ message: inout EDIFACTMessage) {
        switch message.segments.tag {
        case "CNI": beginConsignment(&message)
        case "STS": beginStep(&message)
        case "RFF": takeReference(&message)
        case "DTM": takeMoment(&message)
        case "LOC": takePlace(&message)
        case "FTX": takeText(&message)
        case "NAD": takeParty(&message)
        case "CTA": takeContact(&message)
        default: break
        }
    }

    private mutating func beginConsignment(_ message: inout EDIFACTMessage) {
        closeConsignment(&message)
        consignments += 1
        first = statuses.count
        hasStep = false
        tracking = nil
        // C503 1004: the number of the document that goes with the consignment; most carriers write ours there.
        shipment = message.identifier(2, 1, "C503.1004", "the number of the consignment")
    }

    private mutating func closeConsignment(_ message: inout EDIFACTMessage) {
        guard consignments > 0 || hasStep else { return }
        if shipment == nil, tracking == nil, first < statuses.count {
            message.report(
                .error, .valueMissing, "a consignment has no number: CNI 1004 and RFF are empty", missing: "CNI",
                hint: "write our number of the shipment in CNI or in RFF+CU")
        }
        for index in statuses[first...].indices {
            statuses[index].shipment = shipment ?? ""
            statuses[index].trackingNumber = tracking
        }
    }

    private mutating func beginStep(_ message: inout EDIFACTMessage) {
        guard statuses.count < EDIFACTStatusReader.mostSteps else {
            if !isTooLong {
                message.report(
                    .error, .tooManyLines, "the message has more than \(EDIFACTStatusReader.mostSteps) steps",
                    hint: "send what is new", error: EDIFACTError.tooManyRepetitions)
            }
            isTooLong = true
            return
        }
        guard let code = message.identifier(2, 1, "C555.4405", "the status") else {
            return message.reportMissing(2, "C555.4405", "the status", .error)
        }
        let known = EDIFACTStatusCodes.step(code)
        if known == nil {
            message.report(
                .note, .ediCodeUnknown, "the status code '\(code)' is not known here; it was read as under way", at: 2,
                1, "C555.4405", value: code)
        }
        hasStep = true
        var status = TransportStatus(shipment: "", step: known ?? .inTransit, code: code)
        status.reason = reason(&message) ?? EDIFACTStatusCodes.trouble(code)
        statuses.append(status)
    }

    /// C556, with the carrier's words (4405 9012) where it gives any.
    private func reason(_ message: inout EDIFACTMessage) -> String? {
        guard let words = message.segments.string(3, 4) else { return nil }
        return message.text(words, "C556.4404", "the reason")
    }

    private mutating func takeReference(_ message: inout EDIFACTMessage) {
        let value = message.identifier(1, 2, "C506.1154", "the reference")
        switch message.segments.string(1) {
        case "CU", "SRN", "DQ": shipment = value ?? shipment
        case "CN", "AAM", "AWB", "BM": tracking = value ?? tracking
        default: break
        }
    }

    private mutating func takeMoment(_ message: inout EDIFACTMessage) {
        guard !statuses.isEmpty, hasStep else { return }
        let qualifier = message.segments.code(1)
        let isExpected = EDIFACTStatusCodes.isExpectation(qualifier)
        guard isExpected || EDIFACTStatusCodes.isMoment(qualifier) else { return }
        guard let text = message.segments.string(1, 2) else { return }
        let bytes = text.utf8Span
        guard let date = EDIFACTDates.date(bytes.span, format: message.segments.code(1, 3)) else {
            return message.report(
                .warning, .valueNotADate, "'\(text)' is no date of the format that DTM names", at: 1, 2, "C507.2380",
                value: text, hint: "write for example 20261125:102", error: EDIFACTError.valueNotSupported)
        }
        let time = EDIFACTStatusReader.clock(text)
        let last = statuses.count - 1
        if isExpected {
            (statuses[last].expectedOn, statuses[last].expectedTime) = (date, time)
        } else if statuses[last].date == nil {
            (statuses[last].date, statuses[last].time) = (date, time)
        }
    }

    /// CCYYMMDDHHMM has the time of day behind the date.
    private static func clock(_ text: String) -> String? {
        let digits = Array(text.utf8)
        guard digits.count >= 12, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: digits[8..<10] + [0x3A] + digits[10..<12], as: UTF8.self)
    }

    private mutating func takePlace(_ message: inout EDIFACTMessage) {
        guard !statuses.isEmpty, hasStep, statuses[statuses.count - 1].location == nil else { return }
        // The name where there is one, else the code.
        guard let words = message.segments.string(2, 4) ?? message.segments.string(2, 1) else { return }
        statuses[statuses.count - 1].location = message.text(words, "C517.3224", "the place")
    }

    private mutating func takeText(_ message: inout EDIFACTMessage) {
        guard !statuses.isEmpty, hasStep else { return }
        let parts = (1...5).compactMap { message.segments.string(4, $0) }
        guard let words = message.text(parts.joined(separator: " "), "C108.4440", "the text") else { return }
        let last = statuses.count - 1
        if statuses[last].step == .exception, message.segments.string(1) == "ACD" {
            statuses[last].reason = words
        } else {
            statuses[last].remarks = [statuses[last].remarks, words].compactMap(\.self).joined(separator: "; ")
        }
    }

    /// Behind a step the one who received the goods: consignee, or who signed.
    private mutating func takeParty(_ message: inout EDIFACTMessage) {
        guard !statuses.isEmpty, hasStep, statuses[statuses.count - 1].step == .delivered,
            ["RE", "UC", "RV", "GR"].contains(message.segments.string(1)),
            let words = message.segments.string(4, 1) ?? message.segments.string(3, 1)
        else { return }
        statuses[statuses.count - 1].signedBy = message.text(words, "C080.3036", "the receiver")
    }

    private mutating func takeContact(_ message: inout EDIFACTMessage) {
        guard !statuses.isEmpty, hasStep, statuses[statuses.count - 1].step == .delivered,
            ["GR", "RE", "DL"].contains(message.segments.string(1)), let words = message.segments.string(2, 2)
        else { return }
        statuses[statuses.count - 1].signedBy = message.text(words, "C056.3412", "who signed")
    }

    // MARK: - The end

    /// What the message has said, step by step.
    mutating func finish(_ message: inout EDIFACTMessage) -> [ReadItem] {
        closeConsignment(&message)
        if statuses.isEmpty, !message.sink.hasErrors {
            message.report(
                .error, .ediSegmentMissing, "there is no STS: nothing is said of any consignment", missing: "STS",
                hint: "write an STS for each step")
        }
        let findings = message.sink.findings
        guard !message.sink.hasErrors else {
            return [.refused(RefusedDocument(kind: .transportStatus, findings: findings))]
        }
        return statuses.enumerated().map { index, status in
            .document(ReadDocument(.transportStatus(status), findings: index == 0 ? findings : []))
        }
    }
}
