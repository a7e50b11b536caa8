// What happens where the desk itself fails on one file or one timer: it is set aside, and everything else goes on. Where
// the disk or the ledger fails, nothing is set aside: the next file would fare no better.

import Logging
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

extension DeskPipeline {
    /// Decides a file and writes what follows, as far as the desk can.
    /// - Throws: what concerns the whole turn.
    func decideOne(
        _ file: FileInHand, decider: FileDecider, transaction: LedgerTransaction
    ) throws -> Receipt {
        let failures = claimed.first { $0.claim.id == file.intake }?.failures ?? 0
        guard failures < limits.triesPerFile else { return try setAside(file, transaction: transaction) }
        do {
            let (receipt, written) = try transaction.savepoint {
                let decided = try decider.decide(file)
                let written = try write(
                    decided.documents + receiptDocuments(decided.receipt, for: file), intake: file.intake,
                    now: decider.now, transaction: transaction)
                try transaction.recordIntake(intakeRow(for: file, receipt: decided.receipt))
                return (decided.receipt, written)
            }
            outgoing.append(written)
            return receipt
        } catch {
            try rethrow(ifItConcernsAll: error)
            log.error(
                "file-failed",
                metadata: ["intake": "\(file.intake)", "sender": "\(file.sender.folder)", "error": "\(error)"])
            return try setAside(file, transaction: transaction)
        }
    }

    /// The desk itself failed on the file: it is answered and kept, and nothing of it is entered.
    private func setAside(_ file: FileInHand, transaction: LedgerTransaction) throws -> Receipt {
        let finding = Finding(
            .error, .notProcessed, "the desk could not process this file; nothing of it was entered",
            hint: "the administrator finds the cause in the log under intake \(file.intake)")
        let emptied = file.emptied(because: finding)
        let receipt = Receipts.receipt(for: emptied, entries: [], seller: desk.settings.seller, buyer: Party())
        do {
            outgoing.append(
                try transaction.savepoint {
                    try write(
                        receiptDocuments(receipt, for: file), intake: file.intake, now: file.receivedAt,
                        transaction: transaction)
                })
        } catch {
            // Even the receipt cannot be written: the report beside the file in quarantine has to do.
            try rethrow(ifItConcernsAll: error)
            log.error("receipt-failed", metadata: ["intake": "\(file.intake)", "error": "\(error)"])
        }
        try transaction.recordIntake(intakeRow(for: file, receipt: receipt))
        return receipt
    }

    /// Does what a timer has waited for. One that fails is put off, so that it holds up nothing else.
    func fire(_ due: LedgerTimer, decider: FileDecider, transaction: LedgerTransaction) throws {
        do {
            let written: DocumentsInWork? = try transaction.savepoint {
                try transaction.removeTimer(kind: due.kind, order: due.orderNumber, shipment: due.shipment)
                guard let kind = DeskTimer.Kind(rawValue: due.kind) else { return nil }
                let timer = DeskTimer(kind: kind, orderNumber: due.orderNumber, shipment: due.shipment)
                return try write(decider.decide(timer), intake: nil, now: decider.now, transaction: transaction)
            }
            if let written { outgoing.append(written) }
        } catch {
            try rethrow(ifItConcernsAll: error)
            log.error(
                "timer-failed",
                metadata: ["timer": "\(due.kind)", "order": "\(due.orderNumber)", "error": "\(error)"])
            try transaction.schedule(
                kind: due.kind, order: due.orderNumber, shipment: due.shipment,
                due: decider.now.adding(seconds: limits.failedTimerSeconds))
        }
    }

    /// Documents that a failed turn had staged already are nobody's; on a full disk they would be in the way.
    func removeLeftovers(report: inout TurnReport) throws(PipelineError) {
        guard hasLeftovers else { return }
        do {
            try sweepStaged()
            hasLeftovers = false
        } catch .spool(let error) {
            report.say(error)
        }
    }

    /// Whether a turn failed on something that it decided, and not on the disk or the ledger.
    static func isOfADecision(_ error: any Error) -> Bool {
        switch error {
        case let error as SpoolError: !error.concernsAll
        case let error as LedgerError: !error.concernsAll
        default: true
        }
    }

    func rethrow(ifItConcernsAll error: any Error) throws {
        if !DeskPipeline.isOfADecision(error) { throw error }
    }
}

extension SpoolError {
    /// The disk is short or away. (A folder that is not in use is the matter of those who write to it.)
    var concernsAll: Bool {
        switch self {
        case .unknownFolder, .badIdentifier: false
        case .system, .rootChanged, .nameTaken, .unexpected: true
        }
    }
}

extension LedgerError {
    /// The ledger as such failed, and not a row that contradicts another or cannot be read.
    var concernsAll: Bool {
        switch self {
        case .damaged, .diskFull, .readOnly, .cannotOpen, .inputOutput, .busy, .closed, .openedForReading: true
        default: false
        }
    }
}
