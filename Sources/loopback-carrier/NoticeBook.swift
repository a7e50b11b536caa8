// What the carrier remembers: how often each notice came, and what it answered; and the log of what it accepted.

import CarrierDelivery
import Digests
import Glibc
import Synchronization

/// The answer to an accepted notice.
struct NoticeAnswer: Sendable {
    var trackingNumber: String?
    var refusal: String?
}

final class NoticeBook: Sendable {
    private let log: Int32?
    private let pages = Mutex(Pages())

    private struct Pages: Sendable {
        var attempts: [String: Int] = [:]
        var answers: [String: NoticeAnswer] = [:]
    }

    init(logFile: String?) throws(ServerProblem) {
        guard let logFile else {
            log = nil
            return
        }
        let descriptor = unsafe open(logFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ServerProblem(description: "the log \(logFile) cannot be opened: error \(errno)")
        }
        log = descriptor
    }

    /// Counts an attempt of this notice: 1 for the first.
    func countAttempt(_ id: String) -> Int {
        pages.withLock { pages in
            if pages.attempts.count >= Limits.rememberedNotices { pages.attempts = [:] }
            let count = (pages.attempts[id] ?? 0) + 1
            pages.attempts[id] = count
            return count
        }
    }

    /// Enters an accepted notice, and logs it. A repeat gets the answer of the first time.
    func accept(_ notice: Notice, id: String, path: String, connection: Int, refusing: Bool) -> NoticeAnswer {
        pages.withLock { pages in
            let earlier = pages.answers[id]
            let answer = earlier ?? NoticeBook.answer(to: notice, refusing: refusing)
            if pages.answers.count >= Limits.rememberedNotices { pages.answers = [:] }
            pages.answers[id] = answer
            // Under the lock, so that the log has the order in which notices were accepted.
            write(notice, answer: answer, id: id, path: path, connection: connection, isRepeat: earlier != nil)
            return answer
        }
    }

    private static func answer(to notice: Notice, refusing: Bool) -> NoticeAnswer {
        if refusing { return NoticeAnswer(refusal: "shipment \(notice.shipment) is not carried on this route") }
        guard notice.type == NoticeType.shipmentRequested.rawValue else { return NoticeAnswer() }
        return NoticeAnswer(trackingNumber: trackingNumber(of: notice.shipment))
    }

    /// The same for the same shipment, in every run.
    private static func trackingNumber(of shipment: String) -> String? {
        guard let digest = try? SHA256Digest.of(shipment) else { return nil }
        return "LB-" + digest.hexadecimal.prefix(10).uppercased()
    }

    private func write(
        _ notice: Notice, answer: NoticeAnswer, id: String, path: String, connection: Int, isRepeat: Bool
    ) {
        guard let log else { return }
        let line = JSONText.object([
            "webhook-id": .text(id), "type": .text(notice.type), "shipment": .text(notice.shipment),
            "path": .text(path), "tracking-number": answer.trackingNumber.map { .text($0) },
            "repeat": .flag(isRepeat), "connection": .number(connection),
        ])
        Output.write(line + "\n", to: log)
    }
}
