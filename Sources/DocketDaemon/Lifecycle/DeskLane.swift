// The lane: turns of the pipeline, one after the other, on one thread, with sleep in between.

import CarrierDelivery
import Logging
import OrderLedger
import OrderModel
import OrderSpool

/// Runs the pipeline on its own thread until it is stopped, has nothing left to do, or fails.
final class DeskLane: Sendable {
    private let parts: DeskParts
    private let control: LaneControl
    private let isOnce: Bool
    private let log: Logger
    private let notifier: SystemdNotifier
    private let scanInterval: Int64

    init(
        parts: DeskParts, control: LaneControl, isOnce: Bool, log: Logger, notifier: SystemdNotifier,
        scanInterval: Int64
    ) {
        self.parts = parts
        self.control = control
        self.isOnce = isOnce
        self.log = log
        self.notifier = notifier
        self.scanInterval = scanInterval
    }

    func run() async -> Result<Void, DeskError> {
        await withCheckedContinuation { continuation in
            do {
                try OwnThread.start { [self] in
                    var loop = LaneLoop(
                        parts: parts, control: control, isOnce: isOnce, log: log, notifier: notifier,
                        scanInterval: scanInterval)
                    continuation.resume(returning: loop.run())
                }
            } catch {
                continuation.resume(returning: .failure(.failed("\(error)")))
            }
        }
    }
}

/// The loop itself, with what it remembers from turn to turn.
private struct LaneLoop {
    let pipeline: DeskPipeline
    let ledger: Ledger
    let worker: DeliveryWorker
    let answers: CarrierAnswers
    let keeper: DeliveryLogKeeper
    let control: LaneControl
    let isOnce: Bool
    let log: Logger
    let notifier: SystemdNotifier
    let scanInterval: Int64
    private var configuration: Configuration?
    /// Said already, so that a full disk is one line and not one per turn.
    private var saidTroubles: Set<String> = []
    private var unwatched: Set<String> = []
    private let note: TroubleNote
    private var spareMemory = SpareMemory()

    /// How long `--once` waits for carriers that do not answer before it leaves their notices for later.
    private static let onceWaitsForCarriers: Int64 = 30_000_000_000

    init(
        parts: DeskParts, control: LaneControl, isOnce: Bool, log: Logger, notifier: SystemdNotifier,
        scanInterval: Int64
    ) {
        pipeline = parts.pipeline
        ledger = parts.ledger
        worker = parts.worker
        answers = parts.answers
        keeper = parts.keeper
        self.control = control
        self.isOnce = isOnce
        self.log = log
        self.notifier = notifier
        self.scanInterval = scanInterval
        note = TroubleNote(ledgerPath: ledger.path)
    }

    mutating func run() -> Result<Void, DeskError> {
        do {
            note.write([])
            let report = try pipeline.start(now: SystemClock.now())
            say(report.troubles)
            unwatched = Set(pipeline.register.inboxes.map(\.folder.id))
            watchInboxes(isFirst: true)
            notifier.ready(status: "taking files")
            log.notice("ready", metadata: ["inboxes": "\(pipeline.register.inboxes.count)"])
            try turns()
            note.write([])
            log.notice("stopped")
            return .success(())
        } catch {
            log.critical("desk-failed", metadata: ["error": "\(error)"])
            note.write(["\(error)"])
            // After a failed sync nobody knows what of the database is on the disk: the next start finds out.
            if case .ledger = PipelineError(error) { ledger.abandon() }
            return .failure(.failed("\(error)"))
        }
    }

    private mutating func turns() throws {
        var carriersSince: Int64?
        while !control.isStopped {
            if let reload = control.takeReload() { replace(reload) }
            let monotonic = SystemClock.monotonicNanoseconds()
            let report = try pipeline.turn(now: SystemClock.now(), monotonic: monotonic)
            say(report.troubles)
            notifier.alive(status: status(report))
            if report.newDeliveries { worker.wake() }
            if report.didSomething {
                carriersSince = nil
                spareMemory.didWork(at: monotonic)
                try hear(waitingMilliseconds: 0)
                continue
            }
            if isOnce, report.nextLook == nil, pipeline.claimed.isEmpty || !report.troubles.isEmpty {
                let since = carriersSince ?? monotonic
                carriersSince = since
                if try !carriersAreBusy() || monotonic - since > LaneLoop.onceWaitsForCarriers {
                    // Whoever asked for one run has to hear that something is left.
                    if let trouble = report.troubles.first {
                        throw DeskError.failed("not everything is done: \(trouble)")
                    }
                    return
                }
                try hear(waitingMilliseconds: 20)
            } else {
                try hear(waitingMilliseconds: try pause(report, monotonic: monotonic))
            }
        }
    }

    /// A notice is due or on its way.
    private func carriersAreBusy() throws -> Bool {
        let now = SystemClock.now()
        let pending = try ledger.read { try $0.notices(NoticeFilter(states: [.pending])) }
        return pending.contains { $0.due <= now || ($0.lease.map { $0.until > now } ?? false) }
    }

    /// Until something may be ready, at the latest until the next scan.
    private mutating func pause(_ report: TurnReport, monotonic: Int64) throws -> Int {
        var span = scanInterval
        let nextRelease = spareMemory.release(of: ledger, at: monotonic)
        for moment in [report.nextLook, report.nextDeadline, nextRelease] {
            if let moment { span = min(span, moment - monotonic) }
        }
        if let due = try ledger.read({ try $0.nextTimerDue() }) {
            let (milliseconds, overflow) = due.milliseconds.subtractingReportingOverflow(
                SystemClock.now().milliseconds)
            if !overflow, milliseconds < span / 1_000_000 { span = milliseconds * 1_000_000 }
        }
        return Int(clamping: max(1, (span + 999_999) / 1_000_000))
    }

    private mutating func hear(waitingMilliseconds: Int) throws {
        let report = try control.watcher.wait(timeoutMilliseconds: waitingMilliseconds)
        pipeline.note(report.hints)
        unwatched.formUnion(report.gone)
        if !unwatched.isEmpty { watchInboxes(isFirst: false) }
    }

    private mutating func watchInboxes(isFirst: Bool) {
        for id in unwatched {
            guard let inbox = pipeline.register.inbox(id) else { continue }
            do {
                let state = try control.watcher.watch(inbox.folder)
                unwatched.remove(id)
                if case .pollingOnly(let reason) = state, isFirst {
                    log.notice("polling-only", metadata: ["inbox": "\(id)", "reason": "\(reason)"])
                }
            } catch {
                say([error.sentence])
            }
        }
    }

    private mutating func say(_ troubles: [String]) {
        for trouble in troubles where !saidTroubles.contains(kind(of: trouble)) {
            log.error("trouble", metadata: ["what": "\(trouble)"])
        }
        if troubles.isEmpty, !saidTroubles.isEmpty { log.notice("trouble-over") }
        let kinds = Set(troubles.map(kind))
        if kinds != saidTroubles { note.write(troubles) }
        saidTroubles = kinds
    }

    /// The same trouble with another file: ids and counts in the sentence change from turn to turn.
    private func kind(of trouble: String) -> String { trouble.filter { !$0.isNumber } }

    private func status(_ report: TurnReport) -> String {
        if let first = report.troubles.first { return "in trouble: \(first)" }
        let waiting = report.waiting + report.incomplete
        return waiting == 0 ? "taking files" : "taking files; \(waiting) not whole yet"
    }

    private mutating func replace(_ reload: LaneControl.Reload) {
        defer { notifier.ready(status: "taking files") }
        guard let next = reload(configuration) else {
            log.error("reload-failed", metadata: ["kept": "the configuration that was in use"])
            return
        }
        do {
            try pipeline.replace(
                register: next.inboxRegister(), desk: next.orderDesk(), limits: next.pipelineLimits(),
                letters: next.letters)
            answers.use(pipeline.register.carrierInboxes)
            keeper.use(keep: next.deliveries.keepExchanges)
            try worker.replaceEndpoints(next.carriers.values.sorted { $0.carrier < $1.carrier })
            configuration = next
            next.keep(because: .reload, log)
            unwatched = Set(pipeline.register.inboxes.map(\.folder.id))
            watchInboxes(isFirst: true)
            log.notice("reloaded")
        } catch {
            log.error("reload-failed", metadata: ["error": "\(error)"])
        }
    }
}
