// 997, functional acknowledgement: which groups and sets of a file were taken, with the standard's own error codes. And
// TA1, where the interchange itself was refused or the partner asks for it.

import OrderModel

enum X12Acknowledgement {
    /// The answer to a file: one interchange with a 997 for each group, and the TA1s in front. Nil if nothing of X12 in
    /// the file can be answered: there is no readable interchange, or only acknowledgements, which are never answered.
    static func write(_ receipt: Receipt, _ context: WritingContext) throws -> [UInt8]? {
        let interchanges = receipt.interchanges.filter { $0.standard == .x12 }
        let technical = interchanges.filter(needsTA1).map { ta1($0) }
        var output = X12Output(context.profile)
        for interchange in interchanges where interchange.errors.isEmpty {
            for group in interchange.groups where isAnswered(group) {
                output.set("997") { write(group, &$0) }
            }
        }
        guard output.hasSets || !technical.isEmpty else { return nil }
        return try output.interchange(acknowledgements: technical, context)
    }

    /// An acknowledgement must never be answered by one, or two programs would thank each other for ever.
    private static func isAnswered(_ group: Interchange.Group) -> Bool {
        group.functionalCode != X12Group.acknowledgements
            && !(group.messages.allSatisfy { $0.type == "997" || $0.type == "999" } && !group.messages.isEmpty)
    }

    // MARK: - TA1

    private static func needsTA1(_ interchange: Interchange) -> Bool {
        if !interchange.errors.isEmpty { return true }
        return interchange.wantsAcknowledgement && interchange.groups.contains(where: isAnswered)
    }

    private static func ta1(_ interchange: Interchange) -> [String?] {
        let error = interchange.errors.first?.code
        return [
            interchange.controlReference.leftPadded(9), interchange.date ?? "000000", interchange.time ?? "0000",
            error == nil ? "A" : "R", error ?? "000",
        ]
    }

    // MARK: - 997

    private static func write(_ group: Interchange.Group, _ output: inout X12Output) {
        output.segment("AK1", group.functionalCode ?? X12Group.orders, number(group.controlReference))
        for message in group.messages { write(message, &output) }
        writeEnd(of: group, &output)
    }

    private static func write(_ message: Interchange.Message, _ output: inout X12Output) {
        output.segment(
            "AK2", message.type.utf8.count == 3 ? message.type : "000", message.controlReference.leftPadded(4))
        let inSegments = message.errors.filter { $0.segmentPosition != nil }
        var written: [Int: Bool] = [:]
        for error in inSegments where error.element == nil {
            output.segment("AK3", error.segment, position(error), nil, error.code)
        }
        for error in inSegments where error.element != nil {
            guard let place = error.segmentPosition, written.updateValue(true, forKey: place) == nil else { continue }
            output.segment("AK3", error.segment, position(error), nil, X12Error.segmentHasErrors)
            for each in inSegments where each.segmentPosition == place && each.element != nil { write(each, &output) }
        }
        var codes = message.errors.filter { $0.segmentPosition == nil }.map(\.code)
        if !inSegments.isEmpty || (codes.isEmpty && message.outcome == .rejected) {
            codes.append(X12Error.segmentsInError)
        }
        output.segment("AK5", [code(message.outcome)] + unique(codes))
    }

    private static func write(_ error: Interchange.SyntaxError, _ output: inout X12Output) {
        let place = [error.element, error.component].compactMap(\.self).map(String.init)
        output.segment("AK4", composite: place, [nil, error.code, error.value])
    }

    private static func writeEnd(of group: Interchange.Group, _ output: inout X12Output) {
        let accepted = group.messages.count { $0.outcome != .rejected }
        let received = group.messages.count
        let isWhole = group.errors.isEmpty && group.messages.allSatisfy { $0.outcome == .accepted }
        let answer: String
        if accepted == 0, received > 0 || !group.errors.isEmpty {
            answer = "R"
        } else if accepted < received {
            answer = "P"
        } else {
            answer = isWhole ? "A" : "E"
        }
        output.segment(
            "AK9",
            [answer, "\(group.statedCount ?? received)", "\(received)", "\(accepted)"]
                + unique(group.errors.map(\.code)))
    }

    private static func code(_ outcome: Interchange.Message.Outcome) -> String {
        switch outcome {
        case .accepted: "A"
        case .acceptedWithErrors: "E"
        case .rejected: "R"
        }
    }

    private static func position(_ error: Interchange.SyntaxError) -> String {
        "\(min(error.segmentPosition ?? 1, 999_999))"
    }

    /// At most five codes have room.
    private static func unique(_ codes: [String]) -> [String] {
        var seen: [String] = []
        for code in codes where !seen.contains(code) { seen.append(code) }
        return Array(seen.prefix(5))
    }

    /// AK102 is a number of up to nine digits.
    private static func number(_ reference: String) -> String {
        let digits = reference.utf8.allSatisfy { (0x30...0x39).contains($0) } ? reference.suffix(9) : ""
        return digits.isEmpty ? "0" : String(digits)
    }
}

extension String {
    /// With zeros in front up to a width; at most nine characters, as control numbers are.
    fileprivate func leftPadded(_ width: Int) -> String {
        let text = suffix(9)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
