// What carriers answer, and what they could not be told, as files in their inboxes.

package import CarrierDelivery
import OrderFormats
package import OrderModel
package import OrderSpool
import Synchronization

/// Turns what a carrier answered into a file in its inbox, so that answers take the same path as everything else and
/// lie in the archive with it (design.md, promise 5).
package final class CarrierAnswers: Sendable {
    /// A disk of its own, because answers come on the worker's thread and the lane's disk belongs to the lane.
    private let spool: Mutex<AnswerSpool>

    private struct AnswerSpool: ~Copyable {
        let spool: DiskSpool
    }

    package init(layout: SpoolLayout, folders: [SpoolFolder]) throws(SpoolError) {
        let disk = try DiskSpool(layout: layout)
        _ = disk.use(folders)
        spool = Mutex(AnswerSpool(spool: disk))
    }

    /// Takes the inboxes of other carriers into use, after the configuration was read again.
    func use(_ folders: [SpoolFolder]) { spool.withLock { _ = $0.spool.use(folders) } }

    /// Drops the answer; one that lies there already is the same answer.
    package func keep(_ answer: CarrierAnswer) throws {
        guard !answer.isEmpty else { return }
        let report = CarrierReport(
            shipment: answer.shipment, trackingNumber: answer.trackingNumber, labelReference: answer.labelReference,
            refusal: answer.refusal, webhookID: answer.webhookID)
        let bytes = IncomingDocumentWriter.write(.carrierReport(report))
        try drop(bytes, as: CarrierAnswers.fileName(answer.webhookID), carrier: answer.carrier)
    }

    /// Drops word of a notice of which nothing more is tried by itself; one that lies there already is the same word.
    package func keep(_ failure: DeliveryFailure, carrier: String) throws {
        let bytes = IncomingDocumentWriter.write(.deliveryFailure(failure))
        try drop(bytes, as: CarrierAnswers.fileName(failure), carrier: carrier)
    }

    private func drop(_ bytes: [UInt8], as text: String, carrier: String) throws {
        guard let name = FileName(text) else { return }
        let folder = Sender.carrier(id: carrier).folder
        try spool.withLock { disk in
            do {
                _ = try disk.spool.drop(bytes, into: folder, as: name)
            } catch SpoolError.nameTaken {
                return
            }
        }
    }

    private static let prefix = "answer-"
    private static let failurePrefix = "undelivered-"

    static func fileName(_ webhookID: String) -> String { "\(prefix)\(webhookID).json" }

    static func fileName(_ failure: DeliveryFailure) -> String {
        "\(failurePrefix)\(failure.webhookID)-\(failure.attempts).json"
    }

    /// Whether the desk itself put this file there: it needs no receipt unless something is wrong with it.
    static func isOwn(_ name: FileName, from sender: Sender) -> Bool {
        guard case .carrier = sender else { return false }
        return [prefix, failurePrefix].contains { name.printable.hasPrefix($0 + "msg_") }
    }
}
