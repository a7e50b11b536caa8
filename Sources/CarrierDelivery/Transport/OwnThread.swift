// A thread of one's own for work that blocks: the cooperative pool has only as many threads as there are cores.

import Glibc

package enum OwnThread {
    /// Runs `body` on a new thread, which ends with it. Signals are left to the other threads; a write to a closed
    /// connection is an error there and no SIGPIPE.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(CarrierDeliveryError) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, runBody, box.toOpaque())
        guard code == 0 else {
            unsafe box.release()
            throw .transportFailed(problem: "a thread could not be started: \(systemErrorText(code))")
        }
        pthread_detach(thread)
    }

    final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    if let context = unsafe context {
        unsafe Unmanaged<OwnThread.Body>.fromOpaque(context).takeRetainedValue().run()
    }
    return nil
}
