// A carrier that is told of shipments: it may be down, answer and not be heard, or answer with a tracking number.

import CarrierDelivery
import DocketDaemon
import OrderFormats
import OrderModel
import OrderSpool

final class Carrier {
    private(set) var heard: [String: [UInt8]] = [:]
    private(set) var violations: [Violation] = []
    private var lastSequence: [String: Int64] = [:]
    private var leases = 0
    var isReliable = false

    /// What the delivery worker does, in one go: claim, send, keep the answer, settle.
    func work(_ process: DeskProcess, world: World, now: Instant, disk: SimulatedDisk) throws {
        leases += 1
        let lease = DeliveryLease(holder: "lease-\(leases)", until: now.adding(seconds: 60))
        let room = [CarrierRoom(carrier: World.carrier, count: isReliable ? 100 : disk.dice.number(1...4))]
        let claimed = try process.deliveries.claim(room, now: now, lease: lease)
        var settlements: [DeliverySettlement] = []
        for delivery in claimed {
            let outcome = isReliable ? 0 : disk.dice.below(4)
            if outcome != 3 { hear(delivery) }
            switch outcome {
            case 0, 1:
                if outcome == 0 { try answer(delivery, process, world) }
                settlements.append(settlement(delivery, .delivered, at: now))
            default:
                // Down, or its answer was lost on the way: which of the two, the desk cannot know.
                settlements.append(settlement(delivery, .retry(due: now.adding(seconds: 30)), at: now))
            }
        }
        try process.deliveries.settle(settlements)
    }

    private func hear(_ delivery: Delivery) {
        if let before = heard[delivery.id] {
            if before != delivery.body {
                violations.append(
                    Violation(kind: .torn, sentence: "\(delivery.id) was told with two contents"))
            }
            return
        }
        heard[delivery.id] = delivery.body
        if delivery.sequence < lastSequence[delivery.shipment] ?? 0 {
            violations.append(
                Violation(
                    kind: .torn, sentence: "\(delivery.id) came after a later notice of \(delivery.shipment)"))
        }
        lastSequence[delivery.shipment] = delivery.sequence
    }

    private func answer(_ delivery: Delivery, _ process: DeskProcess, _ world: World) throws {
        let report = report(on: delivery)
        let spool = try DiskSpool(layout: world.layout, calls: process.calls)
        _ = spool.use(world.register.carrierInboxes)
        guard let name = FileName("answer-\(delivery.id).json") else { return }
        do {
            _ = try spool.drop(
                IncomingDocumentWriter.write(report), into: "carriers/\(World.carrier)", as: name)
        } catch SpoolError.nameTaken {
            return
        }
    }

    /// A tracking number for what is to be carried; for what has left, by that number alone, where it is.
    private func report(on delivery: Delivery) -> IncomingDocument {
        let trackingNumber = "LB-\(delivery.shipment)"
        if delivery.type == .shipmentRequested {
            return .carrierReport(
                CarrierReport(shipment: delivery.shipment, trackingNumber: trackingNumber, webhookID: delivery.id))
        }
        return .transportStatus(
            TransportStatus(
                shipment: "", trackingNumber: trackingNumber, step: .exception, location: "Example Pass",
                reason: "road closed by snow"))
    }

    private func settlement(
        _ delivery: Delivery, _ outcome: DeliverySettlement.Outcome, at now: Instant
    ) -> DeliverySettlement {
        DeliverySettlement(
            id: delivery.id, carrier: delivery.carrier, lease: delivery.lease, outcome: outcome,
            attempts: delivery.attempts + 1, at: now, exchange: nil)
    }
}
