// What was exchanged with carriers: each attempt to deliver a notice, for as long as the desk wants to keep it.

package import OrderModel

/// One exchange with a carrier.
package struct NoticeExchange: Hashable, Sendable {
    /// The HTTP status, if the answer's header arrived.
    package var status: Int?
    /// Why there is no whole answer, in one word such as `timedOut`.
    package var failure: String?
    /// What came of it, for people.
    package var sentence: String
    package var milliseconds: Int64
    /// The beginning of the answer's body.
    package var answerExcerpt: [UInt8]
    /// Where the carrier's name led to.
    package var address: String?

    package init(
        status: Int? = nil, failure: String? = nil, sentence: String, milliseconds: Int64 = 0,
        answerExcerpt: [UInt8] = [], address: String? = nil
    ) {
        self.status = status
        self.failure = failure
        self.sentence = sentence
        self.milliseconds = milliseconds
        self.answerExcerpt = answerExcerpt
        self.address = address
    }
}

/// An exchange as the log has it.
package struct LoggedAttempt: Hashable, Sendable {
    /// 1 for the first; counted anew after a person had the notice sent again.
    package var number: Int
    /// When it had ended.
    package var at: Instant
    package var exchange: NoticeExchange
}

extension LedgerTransaction {
    /// Enters the exchange of a settlement. The same one twice is entered once.
    func log(_ settlement: NoticeSettlement, of delivery: Int64) throws(LedgerError) {
        guard let exchange = settlement.exchange else { return }
        // An exchange that was cut off by ourselves does not count, but it was one.
        let wasCutOff = if case .released = settlement.outcome { true } else { false }
        try store.run(
            """
            INSERT INTO delivery_attempt
                (delivery, attempt, at, duration_ms, status, failure, sentence, address, answer_excerpt)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
            """, delivery, settlement.attempts + (wasCutOff ? 1 : 0), settlement.at, exchange.milliseconds,
            exchange.status, exchange.failure, DeliveryLog.beginning(exchange.sentence), exchange.address,
            Array(exchange.answerExcerpt.prefix(LedgerLimits.keptExcerpt)))
    }

    /// Keeps the last exchanges of a notice that was tried very often.
    func shortenLog(of delivery: Int64) throws(LedgerError) {
        try store.run(
            """
            DELETE FROM delivery_attempt WHERE delivery = $1 AND id IN (
                SELECT id FROM delivery_attempt WHERE delivery = $1 ORDER BY at DESC, attempt DESC
                LIMIT 1000 OFFSET $2)
            """, delivery, LedgerLimits.keptAttempts)
    }

    /// Removes exchanges that ended before `instant`, the oldest first, at most `limit`. Costs no more than it removes.
    /// - Returns: how many; fewer than `limit` if no more are that old.
    @discardableResult
    package func pruneAttempts(
        before instant: Instant, limit: Int = LedgerLimits.prunedAttempts
    ) throws(LedgerError) -> Int {
        // They were entered in the order of time, so the oldest are the first.
        try store.run(
            """
            DELETE FROM delivery_attempt WHERE id IN (
                SELECT id FROM (SELECT id, at FROM delivery_attempt ORDER BY id LIMIT $1) WHERE at < $2)
            """, limit, instant)
    }
}

extension LedgerReading {
    /// What is kept of the exchanges about a notice, the first one first.
    package func attempts(webhookID: String) throws(LedgerError) -> [LoggedAttempt] {
        try store.rows(
            """
            SELECT a.attempt, a.at, a.duration_ms, a.status, a.failure, a.sentence, a.address, a.answer_excerpt
            FROM delivery_attempt a JOIN delivery d ON d.sequence = a.delivery WHERE d.webhook_id = $1
            ORDER BY a.at, a.attempt
            """, webhookID
        ) { columns throws(LedgerError) in
            LoggedAttempt(
                number: try columns.int(0), at: try columns.instant(1),
                exchange: NoticeExchange(
                    status: try columns.integerOrNil(3).map { Int(clamping: $0) }, failure: try columns.textOrNil(4),
                    sentence: try columns.text(5), milliseconds: try columns.integer(2),
                    answerExcerpt: try columns.bytes(7), address: try columns.textOrNil(6)))
        }
    }
}

private enum DeliveryLog {
    /// As much of a sentence as is kept, in whole characters.
    static func beginning(_ sentence: String) -> String {
        guard sentence.utf8.count > LedgerLimits.keptSentence else { return sentence }
        var (text, bytes) = ("", 0)
        for character in sentence {
            bytes += character.utf8.count
            if bytes > LedgerLimits.keptSentence { break }
            text.append(character)
        }
        return text
    }
}
