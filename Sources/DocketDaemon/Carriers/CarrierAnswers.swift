// What carriers answer, as files in their inboxes.

package import CarrierDelivery
import OrderFormats
import OrderModel
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
        guard let name = FileName(CarrierAnswers.fileName(answer.webhookID)) else { return }
        let folder = Sender.carrier(id: answer.carrier).folder
        try spool.withLock { disk in
            do {
                _ = try disk.spool.drop(bytes, into: folder, as: name)
            } catch SpoolError.nameTaken {
                return
            }
        }
    }

    private static let prefix = "answer-"

    static func fileName(_ webhookID: String) -> String { "\(prefix)\(webhookID).json" }

    /// Whether the desk itself put this file there: it needs no receipt unless something is wrong with it.
    static func isOwn(_ name: FileName, from sender: Sender) -> Bool {
        guard case .carrier = sender else { return false }
        return name.printable.hasPrefix(prefix + "msg_")
    }
}
