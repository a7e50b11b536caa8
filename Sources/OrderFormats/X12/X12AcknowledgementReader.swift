// A 997 or 999 that a partner sends: the answer to something of ours. Where all is well there is nothing to do; where the
// partner's system refused what we sent, a person has to hear of it. It is never answered.

import OrderModel

struct X12AcknowledgementReader {
    private var group = ""
    private var set = ""
    private var refused = 0
    private var isJudged = false
    private var isComplained = false

    /// Takes the segment in hand.
    mutating func take(_ context: inout X12SetContext) {
        switch context.segments.tag {
        case "AK1": group = X12AcknowledgementReader.name(context)
        case "AK2": set = X12AcknowledgementReader.name(context)
        case "AK5", "IK5": judge("our \(set) of group \(group)", errors: [2, 3, 4, 5, 6], &context)
        // A group of which only some sets were refused has been told of with the sets.
        case "AK9" where refused == 0: judge("our group \(group)", errors: [5, 6, 7, 8, 9], &context)
        default: break
        }
    }

    private static func name(_ context: X12SetContext) -> String {
        "\(context.segments.string(1) ?? "?") \(context.segments.string(2) ?? "")"
    }

    private mutating func judge(_ what: String, errors: [Int], _ context: inout X12SetContext) {
        let code = context.segments.string(1)
        isJudged = true
        if code != "A" { isComplained = true }
        var codes: [String] = []
        for error in errors { if let code = context.segments.string(error) { codes.append(code) } }
        let reasons = codes.isEmpty ? "" : " (\(context.segments.tagText) codes \(codes.joined(separator: ", ")))"
        switch code {
        case "A": return
        case "E", "P":
            context.report(
                .warning, .ediAnswerRejected, "the partner's system found errors in \(what)\(reasons)", element: 1,
                value: code, hint: "ask the partner what is to be written differently")
        default:
            refused += 1
            context.report(
                .error, .ediAnswerRejected, "the partner's system refused \(what)\(reasons)", element: 1, value: code,
                hint: "look up the document in the outbox and ask the partner what is wrong with it")
        }
    }

    /// Says that the answer came, where nothing else is to be said.
    func finish(_ context: inout X12SetContext) {
        guard isJudged else {
            return context.report(
                .error, .ediSegmentMissing, "the \(context.type) does not say what became of our group: AK9 is missing",
                hint: "ask the partner to send the acknowledgement again")
        }
        if isComplained { return }
        context.report(.note, .ediAcknowledged, "the partner's system has acknowledged our group \(group)")
    }
}
