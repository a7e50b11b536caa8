// Runs a program to its end and tells what it used, as the kernel counted it.

import Foundation
import Glibc
import Synchronization

/// What a program used until it ended.
struct Usage: Codable {
    var wallSeconds: Double
    var userSeconds: Double
    var systemSeconds: Double
    /// The most memory that was resident at one time.
    var peakBytes: Int64
}

struct ChildProcess {
    let program: String
    let arguments: [String]
    /// Takes what it writes to standard output and standard error.
    let log: String

    /// - Parameter progress: called now and then, on another thread, with the seconds and the resident bytes so far.
    /// - Throws: `BenchError` if it cannot be started, or ends otherwise than with status 0.
    func run(progress: @escaping @Sendable (Double, Int64) -> Void) throws -> Usage {
        let clock = ContinuousClock()
        let start = clock.now
        let child = try spawn()
        let sampler = MemorySampler(child: child) { bytes in progress(start.duration(to: clock.now).seconds, bytes) }
        // The child stays there to be asked about until it is reaped, so its number cannot become another's meanwhile.
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        let wall = start.duration(to: clock.now).seconds
        let sampled = sampler.stop()
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(child, &status, 0, &usage) == -1, errno == EINTR {}
        guard status == 0 else { throw BenchError(failure(status)) }
        return Usage(
            wallSeconds: wall, userSeconds: usage.ru_utime.seconds, systemSeconds: usage.ru_stime.seconds,
            peakBytes: peak(counted: Int64(usage.ru_maxrss) << 10, sampled: sampled))
    }

    /// The kernel's figure is exact, but a child begins with its parent's: where it is not above ours, it may be ours.
    private func peak(counted: Int64, sampled: Int64) -> Int64 {
        var own = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own) == 0, counted > Int64(own.ru_maxrss) << 10
        else { return sampled }
        return max(counted, sampled)
    }

    func spawn() throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + arguments).map { unsafe strdup($0) }
        defer { unsafe words.forEach { unsafe free($0) } }
        unsafe words.append(nil)
        var child: pid_t = 0
        let result = unsafe posix_spawn(&child, program, &actions, nil, words, environ)
        guard result == 0 else {
            throw BenchError("\(program) cannot be started: \(unsafe String(cString: strerror(result))).")
        }
        return child
    }

    func failure(_ status: Int32) -> String {
        let signal = status & 0x7F
        let end = signal == 0 ? "with status \(status >> 8 & 0xFF)" : "by signal \(signal)"
        let lines = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").suffix(5)
        return "'\(([program] + arguments).joined(separator: " "))' ended \(end). The end of \(log):\n"
            + lines.map { "  \($0)\n" }.joined()
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}

/// Looks every 20 ms at how much memory a process has had resident at most.
private final class MemorySampler: Sendable {
    private let isStopped = Mutex(false)
    private let peak = Mutex<Int64>(0)
    private let group = DispatchGroup()

    init(child: pid_t, progress: @escaping @Sendable (Int64) -> Void) {
        DispatchQueue.global().async(group: group) { [self] in
            while !isStopped.withLock({ $0 }) {
                if let (now, highest) = ProcessFigures.memory(of: child) {
                    peak.withLock { $0 = max($0, highest) }
                    progress(now)
                }
                usleep(20_000)
            }
        }
    }

    /// - Returns: the most that was seen, in bytes.
    func stop() -> Int64 {
        isStopped.withLock { $0 = true }
        group.wait()
        return peak.withLock { $0 }
    }
}
