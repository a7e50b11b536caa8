// A CONTRL that a partner sends: the answer to something of ours. Where all is well there is nothing to do; where the
// partner's system refused what we sent, a person has to hear of it. It is never answered.

import OrderModel

struct EDIFACTAcknowledgementReader {
    private var interchange = ""
    private var isJudged = false
    private var isRefused = false

    /// Takes the segment in hand: UCI, UCF and UCM say what became of an interchange, a group, a message of ours (0083 in
    /// their fourth element, for UCM in the third).
    mutating func take(_ message: inout EDIFACTMessage) {
        let reference = message.segments.string(1) ?? "?"
        switch message.segments.tag {
        case "UCI":
            interchange = reference
            judge("our interchange \(reference)", action: 4, &message)
        case "UCF": judge("our group \(reference) of interchange \(interchange)", action: 4, &message)
        case "UCM":
            let type = message.segments.string(2) ?? "message"
            judge("our \(type) \(reference) of interchange \(interchange)", action: 3, &message)
        default: break
        }
    }

    /// 7 acknowledges, 8 says that the interchange came, 4 rejects; the error (0085) stands behind the action.
    private mutating func judge(_ what: String, action: Int, _ message: inout EDIFACTMessage) {
        isJudged = true
        let code = message.segments.string(action)
        if code == "7" || code == "8" { return }
        isRefused = true
        let error = message.segments.string(action + 1)
        let reason = error.map { " (0085: \($0))" } ?? ""
        message.report(
            .error, .ediAnswerRejected, "the partner's system refused \(what)\(reason)", at: action, 1, "0083",
            value: code, hint: "look up the document in the outbox and ask the partner what is wrong with it")
    }

    /// Says that the answer came, where nothing else is to be said.
    func finish(_ message: inout EDIFACTMessage) {
        guard isJudged else {
            return message.report(
                .error, .ediSegmentMissing, "the CONTRL does not say what became of our interchange: UCI is missing",
                hint: "ask the partner to send the acknowledgement again")
        }
        if isRefused { return }
        message.report(
            .note, .ediAcknowledged, "the partner's system has acknowledged our interchange \(interchange)")
    }
}
