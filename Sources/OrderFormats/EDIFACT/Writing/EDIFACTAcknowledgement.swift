// CONTRL: what became of each interchange of a file, and of each message in it (ISO 9735, syntax and service report).

import OrderModel

enum EDIFACTAcknowledgement {
    /// Data element 0083.
    private static let rejected = "4"
    private static let acknowledged = "7"

    /// A CONTRL is never answered by a CONTRL, and what was no interchange cannot be.
    static func isDue(_ receipt: Receipt) -> Bool { receipt.interchanges.contains(where: isAnswered) }

    private static func isAnswered(_ interchange: Interchange) -> Bool {
        guard interchange.standard == .edifact, !interchange.controlReference.isEmpty else { return false }
        return interchange.groups.allSatisfy(\.messages.isEmpty)
            || interchange.groups.contains { group in group.messages.contains { $0.type != "CONTRL" } }
    }

    /// One message for each interchange of the file.
    static func write(_ receipt: Receipt, to output: inout EDIFACTOutput) {
        var verdicts = EDIFACTVerdicts(receipt)
        for interchange in receipt.interchanges where isAnswered(interchange) {
            let error = reasonToReject(interchange, receipt)
            output.message(.syntaxReport) { output in
                header(interchange, error, to: &output)
                if error == nil { groups(interchange, &verdicts, to: &output) }
            }
        }
    }

    /// With no message in it, the interchange was refused as a whole; one that breaks off was not entered either.
    private static func reasonToReject(_ interchange: Interchange, _ receipt: Receipt) -> Interchange.SyntaxError? {
        if interchange.groups.allSatisfy(\.messages.isEmpty) {
            return interchange.errors.first ?? Interchange.SyntaxError(code: EDIFACTError.unspecified)
        }
        guard receipt.outcome == .refused else { return nil }
        return interchange.errors.first { $0.code == EDIFACTError.missing && $0.segment == "UNZ" }
    }

    private static func header(
        _ interchange: Interchange, _ error: Interchange.SyntaxError?, to output: inout EDIFACTOutput
    ) {
        output.segment(
            "UCI", [interchange.controlReference], address(interchange.sender), address(interchange.receiver),
            [error == nil ? acknowledged : rejected], [error?.code], [error?.segment], position(error))
    }

    private static func groups(
        _ interchange: Interchange, _ verdicts: inout EDIFACTVerdicts, to output: inout EDIFACTOutput
    ) {
        for group in interchange.groups where !group.messages.isEmpty {
            if group.functionalCode != nil || !group.controlReference.isEmpty {
                output.segment("UCF", [group.controlReference], [group.sender], [group.receiver], [acknowledged])
            }
            for message in group.messages where message.type != "CONTRL" {
                write(message, isTaken: verdicts.next(message), to: &output)
            }
        }
    }

    private static func address(_ identifier: Identifier) -> [String?] { [identifier.value, identifier.scheme] }

    private static func position(_ error: Interchange.SyntaxError?) -> [String?] {
        guard let error, let element = error.element else { return [] }
        return [String(element), error.component.map(String.init)]
    }

    /// UCM, and for a message that was rejected the errors: in UNH and UNT here, in other segments by UCS and UCD.
    private static func write(_ message: Interchange.Message, isTaken: Bool, to output: inout EDIFACTOutput) {
        let version = (message.version ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let identifier: [String?] = [message.type] + version
        guard message.outcome == .rejected || !isTaken else {
            return output.segment("UCM", [message.controlReference], identifier, [acknowledged])
        }
        let inEnvelope = message.errors.first { $0.segment == "UNH" || $0.segment == "UNT" }
        let hasDetails = message.errors.contains { $0.segment != "UNH" && $0.segment != "UNT" }
        let code = inEnvelope?.code ?? (hasDetails ? nil : EDIFACTError.unspecified)
        output.segment(
            "UCM", [message.controlReference], identifier, [rejected], [code], [inEnvelope?.segment],
            position(inEnvelope))
        writeSegments(message.errors.filter { $0.segment != "UNH" && $0.segment != "UNT" }, to: &output)
    }

    private static func writeSegments(_ errors: [Interchange.SyntaxError], to output: inout EDIFACTOutput) {
        var positions: [Int] = []
        for error in errors where !positions.contains(error.segmentPosition ?? 1) {
            positions.append(error.segmentPosition ?? 1)
        }
        for position in positions.sorted() {
            let here = errors.filter { ($0.segmentPosition ?? 1) == position }
            output.segment("UCS", [String(position)], [here.first { $0.element == nil }?.code])
            for error in here where error.element != nil {
                output.segment("UCD", [error.code], self.position(error))
            }
        }
    }
}

/// Which messages the desk itself has refused, though there was nothing wrong with their syntax.
struct EDIFACTVerdicts {
    private var outcomes: ArraySlice<Receipt.Entry.Outcome>?
    private let isRefused: Bool

    init(_ receipt: Receipt) {
        isRefused = receipt.outcome == .refused
        let groups = receipt.interchanges.flatMap(\.groups)
        let taken = groups.reduce(0) { $0 + $1.messages.count(where: EDIFACTVerdicts.isOrder) }
        // The documents of the file come first in the receipt, in their sequence, and then what was refused of it.
        outcomes = receipt.entries.count >= taken ? receipt.entries.map(\.outcome)[..<taken] : nil
    }

    private static func isOrder(_ message: Interchange.Message) -> Bool {
        message.outcome != .rejected && message.type != "CONTRL"
    }

    /// False if the message must not be acknowledged.
    mutating func next(_ message: Interchange.Message) -> Bool {
        guard EDIFACTVerdicts.isOrder(message) else { return true }
        if isRefused { return false }
        return outcomes?.popFirst() != .refused
    }
}
