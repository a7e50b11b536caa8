// The running desk: the lane on a thread of its own, the carriers' worker beside it, and how both begin and end.

import CarrierDelivery
package import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderSpool
import ServiceLifecycle
import Synchronization
import UnixSignals

/// A desk that runs until it is told to stop, or, `once`, until nothing is left to do.
package final class DeskDaemon: Service {
    private let configuration: Configuration
    private let isOnce: Bool
    private let log: Logger
    private let notifier: SystemdNotifier
    private let control: LaneControl

    package init(
        configuration: Configuration, once: Bool, log: Logger, notifySocket: String?
    ) throws(DeskError) {
        self.configuration = configuration
        isOnce = once
        self.log = log
        notifier = SystemdNotifier(socket: notifySocket)
        do {
            control = LaneControl(watcher: try InboxWatcher())
        } catch {
            throw .failed(error.sentence)
        }
    }

    /// Runs the desk. Returns after a graceful stop; throws if the desk cannot go on, for the supervisor to start anew.
    package func run() async throws {
        let parts = try madeParts()
        defer { close(parts.ledger) }
        let lane = DeskLane(
            parts: parts, control: control, isOnce: isOnce, log: log, notifier: notifier,
            scanInterval: configuration.limits.scanInterval.nanoseconds)
        let outcome = await withGracefulShutdownHandler {
            await withTaskGroup(of: Result<Void, DeskError>?.self) { group in
                group.addTask { await lane.run() }
                if !isOnce {
                    group.addTask {
                        await self.watchForReload()
                        return nil
                    }
                }
                var outcome: Result<Void, DeskError> = .success(())
                for await result in group {
                    if let result {
                        outcome = result
                        group.cancelAll()
                    }
                }
                return outcome
            }
        } onGracefulShutdown: {
            self.notifier.stopping()
            self.control.stop()
        }
        await parts.worker.stop()
        try outcome.get()
    }

    private func close(_ ledger: Ledger) {
        do {
            try ledger.close()
        } catch {
            log.error("ledger-close-failed", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Parts

    /// The parts; a desk that cannot even begin leaves a note of why.
    private func madeParts() throws(DeskError) -> DeskParts {
        do {
            return try makeParts()
        } catch {
            let ledger = configuration.folders.ledger
            // The note of a daemon that runs is its own.
            if Ledger.daemon(of: ledger) == nil { TroubleNote(ledgerPath: ledger).write([error.description]) }
            throw error
        }
    }

    private func makeParts() throws(DeskError) -> DeskParts {
        let layout = try configuration.spoolLayout()
        let register = try configuration.inboxRegister()
        do {
            // The ledger's folder only: a partner's folder that is missing may be a mount that is away, and the spool,
            // which pins its folders, knows the difference.
            try makeLedgerFolder()
            try LostLedger.check(configuration)
            let ledger = try Ledger.open(path: configuration.folders.ledger, mode: .daemon)
            if ledger.wasLeftOpen { log.notice("ledger-left-open", metadata: ["checked": "sound"]) }
            var limits = SpoolLimits()
            limits.fileBytes = Int64(configuration.limits.fileBytes)
            let spool = try DiskSpool(layout: layout, limits: limits)
            let pipeline = DeskPipeline(
                spool: spool, ledger: ledger, register: register, desk: configuration.orderDesk(),
                limits: configuration.pipelineLimits(), formatLimits: configuration.formatLimits(),
                letters: configuration.letters, log: log)
            configuration.keep(because: .start, log)
            let answers = try CarrierAnswers(layout: layout, folders: register.carrierInboxes)
            let keeper = DeliveryLogKeeper(ledger: ledger, keep: configuration.deliveries.keepExchanges)
            let worker = try makeWorker(ledger: ledger, answers: answers, keeper: keeper)
            return DeskParts(pipeline: pipeline, ledger: ledger, worker: worker, answers: answers, keeper: keeper)
        } catch {
            throw .failed("\(error)")
        }
    }

    private func makeLedgerFolder() throws {
        let folders = DeskLayout.folders(of: configuration).filter {
            configuration.folders.ledger.hasPrefix($0.path + "/")
        }
        _ = try DeskLayout.make(folders)
    }

    /// Also without a carrier: the next reload may bring one.
    private func makeWorker(
        ledger: Ledger, answers: CarrierAnswers, keeper: DeliveryLogKeeper
    ) throws -> DeliveryWorker {
        let hooks = DeliveryHooks(
            extract: { body, pointer in JSONReader.parse(body).value?.string(at: pointer) },
            onAnswer: { [control] answer in
                try answers.keep(answer)
                control.wake()
            },
            onFailure: { [control] failure, carrier in
                try answers.keep(failure, carrier: carrier)
                control.wake()
            },
            onEvent: { [log] event in
                switch event {
                case .delivered: log.info("carrier-told", metadata: ["what": "\(event)"])
                case .circuitClosed: log.notice("carrier-answers-again", metadata: ["what": "\(event)"])
                default: log.warning("carrier-not-told", metadata: ["what": "\(event)"])
                }
            },
            tidy: keeper.tidy)
        return try DeliveryWorker(
            store: LedgerDeliveryStore(ledger: ledger), transport: try WebhookTransport(),
            endpoints: configuration.carriers.values.sorted { $0.carrier < $1.carrier }, hooks: hooks,
            clock: SystemClock.now)
    }

    // MARK: Reload

    /// SIGHUP reads the configuration again; one with errors changes nothing but what the log says.
    private func watchForReload() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            control.reload { [configuration, log] current in
                let loaded = Configuration.load(from: configuration.location, keeping: current ?? configuration)
                for problem in loaded.problems {
                    let level: Logger.Level = problem.severity == .error ? .error : .warning
                    log.log(level: level, "configuration", metadata: ["problem": "\(problem.description)"])
                }
                return loaded.configuration
            }
        }
    }
}

/// What a desk works with while it runs.
struct DeskParts: Sendable {
    /// Belongs to the lane's thread once the lane runs; handed over, never shared.
    nonisolated(unsafe) let pipeline: DeskPipeline
    let ledger: Ledger
    let worker: DeliveryWorker
    let answers: CarrierAnswers
    let keeper: DeliveryLogKeeper
}

/// How other threads speak to the lane: wake it, stop it, hand it a new configuration.
final class LaneControl: Sendable {
    typealias Reload = @Sendable (Configuration?) -> Configuration?

    let watcher: InboxWatcher
    private let state = Mutex((isStopped: false, reload: Reload?.none))

    init(watcher: InboxWatcher) { self.watcher = watcher }

    func wake() { watcher.wake() }

    func stop() {
        state.withLock { $0.isStopped = true }
        watcher.stop()
    }

    func reload(_ body: @escaping Reload) {
        state.withLock { $0.reload = body }
        watcher.wake()
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func takeReload() -> Reload? {
        state.withLock { state in
            defer { state.reload = nil }
            return state.reload
        }
    }
}
