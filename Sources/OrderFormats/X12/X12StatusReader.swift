// Reads one 214 (transportation carrier shipment status): a shipment, and the steps of it, one for each AT7 (P03, P04,
// P06, Q03).

import OrderModel

struct X12StatusReader {
    /// B10: the carrier's own number, and the shipper's.
    private var proNumber: String?
    private var shipment: String?
    /// L11: the shipper's number and the bill of lading, where B10 has none.
    private var otherNumbers: [String: String] = [:]
    private var hasBeginning = false
    private var statuses: [TransportStatus] = []
    private var steps = 0
    /// Remarks that stand before the first step count for the last one.
    private var remarks: [String] = []
    private(set) var wasRefused = false

    /// More steps than these in one set are no history of a shipment.
    private static let mostSteps = 1000

    // MARK: - Segments

    /// Takes the segment in hand.
    mutating func take(_ context: inout X12SetContext) {
        switch context.segments.tag {
        case "B10": takeBeginning(&context)
        case "L11": takeReference(&context)
        case "AT7": takeStep(&context)
        case "MS1": takePlace(&context)
        case "K1": takeRemark(&context)
        default: break
        }
    }

    private mutating func takeBeginning(_ context: inout X12SetContext) {
        hasBeginning = true
        proNumber = context.identifier(1)
        shipment = context.identifier(2)
    }

    private mutating func takeReference(_ context: inout X12SetContext) {
        guard let qualifier = context.segments.string(2), ["SI", "BM", "CN"].contains(qualifier),
            otherNumbers[qualifier] == nil
        else { return }
        otherNumbers[qualifier] = context.identifier(1)
    }

    private mutating func takeStep(_ context: inout X12SetContext) {
        steps += 1
        context.line = ("AT7", steps)
        guard steps <= X12StatusReader.mostSteps else {
            if steps == X12StatusReader.mostSteps + 1 {
                context.report(
                    .error, .tooManyLines, "the set has more than \(X12StatusReader.mostSteps) steps of a shipment",
                    code: X12Error.tooMany, hint: "send what is new")
            }
            return
        }
        let status = context.identifier(1)
        let code = status ?? context.identifier(3)
        guard let code else {
            return context.report(
                .error, .ediElementMissing, "AT701 is missing: the step of the shipment", element: 1,
                code: X12Error.elementMissing, hint: "write for example X6 for under way, D1 for delivered")
        }
        let known = status == nil ? X12StatusCodes.appointment(code) : X12StatusCodes.step(code)
        if known == nil {
            context.report(
                .note, .ediCodeUnknown, "the status code '\(code)' is not known here; it was read as under way",
                element: status == nil ? 3 : 1, value: code)
        }
        var step = TransportStatus(shipment: "", step: known ?? .inTransit, code: code)
        takeReason(&context, &step)
        takeMoment(&context, code, &step)
        statuses.append(step)
    }

    /// AT702, or AT704 of an appointment. A reason makes goods on their way goods that are held up.
    private func takeReason(_ context: inout X12SetContext, _ step: inout TransportStatus) {
        guard let code = context.identifier(2) ?? context.identifier(4), code != "NS", code != "NA" else { return }
        step.reason = X12StatusCodes.reason(code) ?? "the carrier's reason \(code)"
        if step.step == .inTransit, X12StatusCodes.reason(code) != nil, step.code == "SD" { step.step = .exception }
    }

    private func takeMoment(_ context: inout X12SetContext, _ code: String, _ step: inout TransportStatus) {
        let date = context.date(5)
        let time = X12StatusReader.clock(context.segments.string(6))
        if X12StatusCodes.isExpectation(code) {
            step.expectedOn = date
            step.expectedTime = time
        } else {
            step.date = date
            step.time = time
        }
    }

    /// HHMM or longer, as people read it.
    private static func clock(_ text: String?) -> String? {
        guard let digits = text.map({ Array($0.utf8) }), digits.count >= 4,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(decoding: digits[0..<2] + [0x3A] + digits[2..<4], as: UTF8.self)
    }

    private mutating func takePlace(_ context: inout X12SetContext) {
        let parts = [context.text(1), context.text(2), context.text(3)].compactMap(\.self)
        guard !statuses.isEmpty, !parts.isEmpty else { return }
        statuses[statuses.count - 1].location = parts.joined(separator: ", ")
    }

    private mutating func takeRemark(_ context: inout X12SetContext) {
        for element in [1, 2] {
            guard let text = context.text(element) else { continue }
            remarks.append(text)
        }
    }

    // MARK: - The end

    /// What the set has said, step by step.
    mutating func finish(_ context: inout X12SetContext) -> [ReadItem] {
        context.line = nil
        settle(&context)
        wasRefused = context.isRefused
        let findings = context.sink.take()
        guard !wasRefused else { return [.refused(RefusedDocument(kind: .transportStatus, findings: findings))] }
        return statuses.enumerated().map { index, status in
            .document(ReadDocument(.transportStatus(status), findings: index == 0 ? findings : []))
        }
    }

    private mutating func settle(_ context: inout X12SetContext) {
        var place = context.segments.place()
        place.path = context.setPath
        guard hasBeginning else {
            return context.report(
                .error, .ediSegmentMissing, "B10 is missing: it says which shipment this is about", missing: "B10",
                at: place, code: X12Error.segmentMissing, hint: "write B10 with our number of the shipment in B1002")
        }
        let number = shipment ?? otherNumbers["SI"] ?? otherNumbers["BM"]
        let tracking = proNumber ?? otherNumbers["CN"]
        if number == nil, tracking == nil {
            context.report(
                .error, .valueMissing, "the set names no shipment: B1001 and B1002 are empty", missing: "B10",
                at: place,
                code: X12Error.segmentMissing, hint: "write our number of the shipment in B1002")
        }
        if statuses.isEmpty, !context.isRefused {
            context.report(
                .error, .ediSegmentMissing, "the set has no AT7: nothing is said of the shipment", missing: "AT7",
                at: place, code: X12Error.segmentMissing, hint: "write an AT7 for each step")
        }
        for index in statuses.indices {
            statuses[index].shipment = number ?? ""
            statuses[index].trackingNumber = tracking
        }
        settleRemarks()
    }

    /// Carriers write who has signed as a remark: `SIGNED BY H MEYER`.
    private mutating func settleRemarks() {
        guard !statuses.isEmpty else { return }
        let last = statuses.count - 1
        for remark in remarks {
            let words = remark.uppercased()
            if statuses[last].step == .delivered,
                let prefix = ["SIGNED BY", "SIGNED FOR BY", "SIGNATURE", "POD"].first(where: words.hasPrefix)
            {
                let name = remark.dropFirst(prefix.count).drop { $0 == ":" || $0 == " " }
                if !name.isEmpty { statuses[last].signedBy = String(name) }
            } else {
                statuses[last].remarks = [statuses[last].remarks, remark].compactMap(\.self).joined(separator: "; ")
            }
        }
    }
}
