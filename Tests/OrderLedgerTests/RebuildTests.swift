// The projections hold nothing that the journal does not say.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderLedger

@Suite struct RebuildTests {
    @Test("All projections computed anew from the journal are the rows that were there")
    func sameRows() throws {
        try withLedger { ledger throws in
            try fill(ledger)
            let before = try ledger.dump(Projection.tables)
            for table in Projection.tables {
                #expect(before[table]?.isEmpty == false, "\(table) has no rows to compare")
            }
            let stock = try ledger.read { try $0.stockTable() }
            try ledger.rebuildProjections()
            #expect(try ledger.dump(Projection.tables) == before)
            #expect(try ledger.read { try $0.stockTable() } == stock)
        }
    }

    @Test("A rebuild takes damage in projections away, in chunks of any journal")
    func repairs() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                for index in 1...(LedgerLimits.rebuildChunk + 7) { try transaction.register("SO-\(index)") }
            }
            try fill(ledger, prefix: "X")
            let before = try ledger.dump(Projection.tables)
            try ledger.write { transaction throws in
                for table in Projection.tables { try transaction.store.run("DELETE FROM \(table)") }
            }
            try ledger.rebuildProjections()
            #expect(try ledger.dump(Projection.tables) == before)
        }
    }

    /// Orders in every state, with recounts in between.
    private func fill(_ ledger: Ledger, prefix: String = "SO") throws {
        for index in 1...12 {
            try ledger.write { transaction throws in
                let order = "\(prefix)-\(index)"
                if index % 4 == 1 { try transaction.count(lot("P1", 100), lot("P2", 50 + index)) }
                try transaction.register(order, priority: index % 3 == 0 ? .urgent : nil, at: at(index))
                if index == 2 {
                    try transaction.append(.clarificationAsked(Clarification(questions: [], due: at(99))), order)
                }
                if index == 3 {
                    try transaction.append(.reviewOpened(ReviewPlan(steps: [], reasons: ["r"])), order)
                    return
                }
                if index == 4 {
                    try transaction.append(
                        .corrected(PurchaseOrder(customerReference: "n"), contentHash: "n", intake: "20261122-000001"),
                        order)
                }
                let taken = [reservation("P1", 3 + index), reservation("P2", 1, line: "2")]
                let line = ValidatedLine(
                    lineID: "1", product: "P1", name: "P", quantity: .one, unit: "CT",
                    stockQuantity: ExactDecimal(3 + index), stockUnit: "EA")
                try transaction.append(
                    .validated(Validation(lines: [line], findings: [], currency: "EUR", total: nil, isSpecial: false)),
                    order)
                try transaction.append(
                    .confirmed(confirmation(order, [("1", "P1", 1, "7.25"), ("2", "P2", 2, "1")])), order)
                try transaction.append(.reserved(taken), order)
                try transaction.append(
                    .shortageFound([Shortage(lineID: "2", product: "P2", quantity: .one)]), order, at: at(20 + index))
                if index == 5 { try transaction.append(.cancelled(by: "c", reason: "r"), order) }
                guard index >= 6 else { return }
                let shipment = "\(order)-S1"
                try transaction.append(.dispatchInstructed(instruction(shipment, order: order, taken)), order)
                try transaction.append(
                    .tracked(shipment: shipment, trackingNumber: "T\(index)", source: "answer"), order)
                guard index >= 8 else { return }
                try transaction.append(.dispatched(dispatch(shipment, taken, on: day("2026-11-23"))), order)
                try transaction.append(.shippingNoticeIssued(shipment: shipment), order)
                if index == 9 {
                    try transaction.append(.delivered(DeliveryReport(shipment: shipment, signedBy: "Q")), order)
                }
                if index == 10 { try transaction.append(.carrierRefused(shipment: shipment, reason: "full"), order) }
            }
        }
    }
}
