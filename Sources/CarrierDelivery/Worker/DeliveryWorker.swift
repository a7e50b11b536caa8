// The running delivery: a thread that steps the pump, sleeps until something is due, and stops gracefully.

import Digests
import Dispatch
package import OrderModel
import Synchronization

/// Delivers what is in the store until it is stopped; its thread keeps it alive until then. Start one per store.
package final class DeliveryWorker: Sendable {
    private let control = Mutex(Control())
    private let bell = DispatchSemaphore(value: 0)
    private let clock: @Sendable () -> Instant

    private struct Control: Sendable {
        var endpoints: [ReadyEndpoint]?
        var stopBy: ContinuousClock.Instant?
        var isRinging = false
        /// Somebody else than the worker itself may have changed the store.
        var looksAgain = true
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Starts the worker's thread. Secret files are read before it returns.
    ///
    /// - Parameters:
    ///   - transport: the worker shuts it down at its own end.
    ///   - clock: the present time; called on the worker's thread.
    package init(
        store: any DeliveryStore, transport: any DeliveryTransport, endpoints: [CarrierEndpoint],
        hooks: DeliveryHooks, clock: @escaping @Sendable () -> Instant
    ) throws(CarrierDeliveryError) {
        self.clock = clock
        let ready = try DeliveryWorker.ready(endpoints)
        let holder = try DeliveryWorker.newLeaseHolder()
        try OwnThread.start { [self] in
            let pump = DeliveryPump(
                store: store, transport: transport, endpoints: ready, hooks: hooks, leaseHolder: holder,
                wakeUp: { [weak self] in self?.ring(looksAgain: false) })
            run(pump, transport: transport)
        }
    }

    /// Something may be due earlier than the worker knows: call it after a commit that entered deliveries, after a
    /// person had some retried or a carrier enabled, and when the clock was set.
    package func wake() { ring(looksAgain: true) }

    private func ring(looksAgain: Bool) {
        let isNew = control.withLock { control in
            defer { control.isRinging = true }
            if looksAgain { control.looksAgain = true }
            return !control.isRinging
        }
        if isNew { bell.signal() }
    }

    /// New settings for all carriers. Their secret files are read first; if one cannot be used, everything stays as it
    /// was. Carriers that had been switched off because of their settings are tried again.
    package func replaceEndpoints(_ endpoints: [CarrierEndpoint]) throws(CarrierDeliveryError) {
        let ready = try DeliveryWorker.ready(endpoints)
        control.withLock { $0.endpoints = ready }
        wake()
    }

    /// Sends nothing more, gives exchanges under way `limit` to end, abandons the rest (their notices will be repeated
    /// under the same id), writes everything down, shuts the transport down, and ends the thread. Returns at once.
    package func beginStop(within limit: Duration = DeliveryLimits.stopWithin) {
        let deadline = ContinuousClock.now + limit
        control.withLock { $0.stopBy = min($0.stopBy ?? deadline, deadline) }
        wake()
    }

    /// Returns when the worker has stopped.
    package func untilStopped() async {
        await withCheckedContinuation { continuation in
            let hasEnded = control.withLock { control in
                if !control.hasEnded { control.waiters.append(continuation) }
                return control.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// `beginStop` and `untilStopped`.
    package func stop(within limit: Duration = DeliveryLimits.stopWithin) async {
        beginStop(within: limit)
        await untilStopped()
    }
}

// MARK: - The thread

extension DeliveryWorker {
    private func run(_ pump: consuming DeliveryPump, transport: any DeliveryTransport) {
        var pump = pump
        while true {
            let (endpoints, stopBy, looksAgain) = control.withLock { control in
                defer {
                    control.endpoints = nil
                    control.isRinging = false
                    control.looksAgain = false
                }
                return (control.endpoints, control.stopBy, control.looksAgain)
            }
            let now = clock()
            if let endpoints { pump.replaceEndpoints(endpoints, now: now) }
            if stopBy != nil { pump.stop(now: now) }
            if looksAgain { pump.lookAgain() }
            let next = pump.work(now: now) ?? pump.nextLook(after: now)
            if let stopBy {
                if pump.underWayCount == 0 && pump.isSettled { break }
                if ContinuousClock.now >= stopBy { break }
            }
            sleep(until: next, now: now, stopBy: stopBy)
        }
        // After this no exchange is under way: a last step writes down what was cut off.
        transport.shutdown(within: .zero)
        _ = pump.step(now: clock())
        let waiters = control.withLock { control in
            defer { control.waiters = [] }
            control.hasEnded = true
            return control.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func sleep(until next: Instant?, now: Instant, stopBy: ContinuousClock.Instant?) {
        var span = next.map { max(.milliseconds(1), $0.span(since: now)) } ?? DeliveryLimits.longestWait
        if let stopBy { span = min(span, max(.milliseconds(1), stopBy - ContinuousClock.now)) }
        let milliseconds = Int(clamping: min(span, DeliveryLimits.longestWait).wholeMilliseconds)
        let isOver = bell.wait(timeout: .now() + .milliseconds(max(1, milliseconds))) == .timedOut
        // The clock may have been set, or the store changed without a word.
        if isOver { control.withLock { $0.looksAgain = true } }
    }

    private static func ready(_ endpoints: [CarrierEndpoint]) throws(CarrierDeliveryError) -> [ReadyEndpoint] {
        var ready: [ReadyEndpoint] = []
        for endpoint in endpoints { ready.append(try ReadyEndpoint(endpoint)) }
        return ready
    }

    private static func newLeaseHolder() throws(CarrierDeliveryError) -> String {
        do {
            return Hexadecimal.encode(try RandomBytes.make(count: 8))
        } catch {
            throw .transportFailed(problem: error.description)
        }
    }
}
