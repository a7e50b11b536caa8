// One process of the desk: the real pipeline and the real spool on the simulated disk, with the real ledger.

import CarrierDelivery
import DocketDaemon
import Logging
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

/// What is gone when the process dies.
final class DeskProcess {
    let calls: SimulatedCalls
    let gate: CommitGate
    let ledger: Ledger
    let pipeline: DeskPipeline
    private let store: LedgerDeliveryStore

    init(
        calls: SimulatedCalls, gate: CommitGate, ledgerPath: String, world: World, pace: PipelineLimits,
        spool: (DiskSpool) -> any Spool, log: Logger
    ) throws {
        self.calls = calls
        self.gate = gate
        ledger = try Ledger.open(path: ledgerPath, mode: .daemon, hooks: gate.hooks)
        do {
            var limits = SpoolLimits()
            // Low enough that both ways of syncing are walked.
            limits.syncsOneByOne = 6
            limits.openForSync = 24
            let disk = try DiskSpool(layout: world.layout, limits: limits, calls: calls)
            pipeline = DeskPipeline(
                spool: spool(disk), ledger: ledger, register: world.register, desk: .init(settings: world.settings),
                limits: pace, log: log)
            store = LedgerDeliveryStore(ledger: ledger)
        } catch {
            try? ledger.close()
            throw error
        }
    }

    var isDead: Bool { gate.isDead }

    func end() throws {
        calls.die()
        try ledger.close()
    }

    var deliveries: LedgerDeliveryStore { store }
}
