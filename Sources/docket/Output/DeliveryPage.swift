// One notice to a carrier as `docket deliveries show` prints it: what it says, and every exchange about it.

import OrderLedger
import OrderModel

struct DeliveryPage: Encodable {
    struct Attempt: Encodable {
        var attempt: Int
        var at: String
        var milliseconds: Int64
        var status: Int?
        /// One word of why there is no whole answer, such as `timedOut`.
        var failure: String?
        var sentence: String
        var address: String?
        var answer: String

        init(_ logged: LoggedAttempt) {
            attempt = logged.number
            at = logged.at.description
            milliseconds = logged.exchange.milliseconds
            status = logged.exchange.status
            failure = logged.exchange.failure
            sentence = logged.exchange.sentence
            address = logged.exchange.address
            answer = String(decoding: logged.exchange.answerExcerpt, as: UTF8.self)
        }
    }

    var notice: NoticeView
    var body: String
    var attempts: [Attempt]

    init(_ row: NoticeRow, _ logged: [LoggedAttempt]) {
        notice = NoticeView(row)
        body = String(decoding: row.body, as: UTF8.self)
        attempts = logged.map(Attempt.init)
    }

    func text() -> String {
        let terminal = Terminal.output
        let facts = [
            ("carrier", notice.carrier), ("tells", notice.type), ("shipment", notice.shipment),
            ("order", notice.order), ("since", Ages.short(notice.createdAt)), ("tries", String(notice.attempts)),
            ("next", notice.due.map { Ages.short($0) } ?? ""),
            ("delivered", notice.deliveredAt.map { Ages.short($0) } ?? ""), ("last", notice.note ?? ""),
        ]
        var text = "\(terminal.bold(notice.id))  \(notice.state)\n\n"
        for (name, value) in facts where !value.isEmpty {
            text += "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(OneLine.printable(value))\n"
        }
        text += "\n\(terminal.bold("Says"))\n\(JSONLayout.indented(body, by: "  "))\n"
        return text + "\n\(terminal.bold("Exchanges"))\n" + exchanges()
    }

    private func exchanges() -> String {
        if attempts.isEmpty { return "  None is kept.\n" }
        return attempts.map { attempt in
            let head = [
                "\(attempt.attempt).", attempt.at, "\(attempt.milliseconds) ms",
                attempt.status.map { "HTTP \($0)" } ?? attempt.failure ?? "no answer", attempt.address ?? "",
            ]
            let lines = [head.filter { !$0.isEmpty }.joined(separator: "  "), "   " + attempt.sentence]
            let answer = attempt.answer.isEmpty ? [] : ["   " + attempt.answer]
            return (lines + answer).map { "  \(OneLine.printable($0))\n" }.joined()
        }.joined()
    }
}

private enum OneLine {
    /// What strangers have sent must not move the cursor.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
