// A 997 or 999 that a partner sends: the answer to something of ours. Where all is well there is nothing to do; where the
// partner's system refused what we sent, a person has to hear of it. It is never answered.

import OrderModel

final class X12AcknowledgementReader {
    private let context: X12SetContext
    private var group = ""
    private var set = ""
    private var refused = 0

    init(_ context: X12SetContext) { self.context = context }

    func take(_ segments: X12Segments) {
        switch segments.tag {
        case "AK1": group = "\(segments.string(1) ?? "?") \(segments.string(2) ?? "")"
        case "AK2": set = "\(segments.string(1) ?? "?") \(segments.string(2) ?? "")"
        case "AK5", "IK5": judge(segments.string(1), "our \(set) of group \(group)", errors: [2, 3, 4, 5, 6])
        // A group of which only some sets were refused has been told of with the sets.
        case "AK9" where refused == 0: judge(segments.string(1), "our group \(group)", errors: [5, 6, 7, 8, 9])
        default: break
        }
    }

    private func judge(_ code: String?, _ what: String, errors: [Int]) {
        let codes = errors.compactMap { context.segments.string($0) }.joined(separator: ", ")
        let reasons = codes.isEmpty ? "" : " (\(context.segments.tagText) codes \(codes))"
        switch code {
        case "A": return
        case "E", "P":
            context.report(
                .warning, .ediAnswerRejected, "the partner's system found errors in \(what)\(reasons)", element: 1,
                value: code,
                hint: "ask the partner what is to be written differently")
        default:
            refused += 1
            context.report(
                .error, .ediAnswerRejected, "the partner's system refused \(what)\(reasons)", element: 1, value: code,
                hint: "look up the document in the outbox and ask the partner what is wrong with it")
        }
    }

    /// Says that the answer came, where nothing else is to be said.
    func finish() {
        guard context.sink.findings.isEmpty else { return }
        context.report(.note, .ediAcknowledged, "the partner's system has acknowledged our group \(group)")
    }
}
