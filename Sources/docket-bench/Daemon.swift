// A program that goes on until it is told to stop: started, waited for until it is ready, asked about, stopped.

import Foundation
import Glibc

/// A running `docket run`. It never outlives this object.
final class Daemon {
    let process: pid_t
    /// When it was started.
    let start: ContinuousClock.Instant
    private let child: ChildProcess
    private var isRunning = true

    /// How long a stop may take before it counts as a failure.
    private static let stopSeconds = 120.0

    init(_ child: ChildProcess) throws {
        self.child = child
        start = ContinuousClock.now
        process = try child.spawn()
    }

    deinit {
        guard isRunning else { return }
        Glibc.kill(process, SIGKILL)
        _ = waitpid(process, nil, 0)
    }

    /// Waits until its log says that it is ready.
    func waitUntilReady(seconds: Double = 600) throws {
        while start.duration(to: .now).seconds < seconds {
            let log = (try? String(contentsOfFile: child.log, encoding: .utf8)) ?? ""
            if log.contains(" ready") { return }
            try checkIsAlive()
            usleep(5_000)
        }
        throw BenchError("'docket run' was not ready after \(Int(seconds)) s; see \(child.log).")
    }

    func figures() throws -> ProcessFigures {
        guard let figures = ProcessFigures.look(at: process) else {
            throw BenchError("'docket run' is gone; see \(child.log).")
        }
        return figures
    }

    func checkIsAlive() throws {
        var status: Int32 = 0
        guard isRunning, unsafe waitpid(process, &status, WNOHANG) == process else { return }
        isRunning = false
        throw BenchError(child.failure(status))
    }

    /// Tells it to stop, as systemd would, and waits until it has; gives the seconds that took.
    func stop() throws -> Double {
        let clock = ContinuousClock()
        let asked = clock.now
        Glibc.kill(process, SIGTERM)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, WNOHANG) != process {
            guard asked.duration(to: clock.now).seconds < Daemon.stopSeconds else {
                throw BenchError("'docket run' did not stop within \(Int(Daemon.stopSeconds)) s; see \(child.log).")
            }
            usleep(1_000)
        }
        isRunning = false
        guard status == 0 else { throw BenchError(child.failure(status)) }
        return asked.duration(to: clock.now).seconds
    }

    /// Ends it without a word.
    func kill() {
        Glibc.kill(process, SIGKILL)
        _ = waitpid(process, nil, 0)
        isRunning = false
    }
}
