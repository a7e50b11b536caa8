// Runs the desk under strace: once to write down which calls change something, then again and again to kill it at one
// of them or to have one of them fail.

import Foundation

struct Strace {
    let path: String

    /// The calls that change something on the disk.
    static let calls = [
        "write", "pwrite64", "openat", "mkdirat", "mkdir", "renameat2", "renameat", "rename", "linkat", "unlinkat",
        "unlink", "rmdir", "ftruncate", "fsync", "fdatasync", "syncfs", "fchmod", "fchown", "utimensat",
    ]

    static func find() -> Strace? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/strace" }.first { FileManager.default.isExecutableFile(atPath: $0) }
            .map(Strace.init)
    }

    /// The `number`th call of this name in a thread.
    struct Target: Hashable {
        var call: String
        var number: Int
        var fault: Fault = .kill
    }

    enum Fault: Hashable {
        case kill
        /// This call fails, and the ones after it do not.
        case once(String)
        /// This call fails, and every one of its kind after it.
        case fromHereOn(String)

        fileprivate func expression(_ number: Int) -> String {
            switch self {
            case .kill: "signal=SIGKILL:when=\(number)"
            case .once(let error): "error=\(error):when=\(number)"
            case .fromHereOn(let error): "error=\(error):when=\(number)+"
            }
        }
    }

    /// - Returns: the exit status; the signal below 0.
    func run(_ desk: TorturedDesk, at target: Target, atMost seconds: Double) throws -> Int32 {
        let fault = "inject=\(target.call):\(target.fault.expression(target.number))"
        return try run(desk, trace: [target.call], more: ["-e", fault], atMost: seconds)
    }

    /// Whether a call of the last run was made to fail.
    func didInject(_ desk: TorturedDesk) -> Bool {
        (try? String(contentsOfFile: output(desk), encoding: .utf8))?.contains("(INJECTED)") ?? false
    }

    /// Runs the desk uninjured.
    /// - Returns: the changing calls of the thread that makes most of them, in their order, and how many others there are.
    func watch(_ desk: TorturedDesk) throws -> (calls: [Target], others: Int) {
        guard try run(desk, trace: Strace.calls, more: [], atMost: 120) == 0 else {
            throw TortureError("The uninjured run under strace did not end well; see \(desk.log).")
        }
        let text = try String(contentsOfFile: output(desk), encoding: .utf8)
        var threads: [Substring: [Target]] = [:]
        var counts: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            guard let (thread, call) = Strace.parse(line) else { continue }
            counts["\(thread) \(call)", default: 0] += 1
            // Opening counts where it makes a file; the others are counted over, for that is how strace counts.
            guard call != "openat" || line.contains("O_CREAT") else { continue }
            threads[thread, default: []].append(Target(call: call, number: counts["\(thread) \(call)"] ?? 0))
        }
        let busiest = threads.max { $0.value.count < $1.value.count }?.value ?? []
        return (busiest, threads.values.reduce(0) { $0 + $1.count } - busiest.count)
    }

    /// `1234  fsync(7) = 0` → 1234, fsync. Nothing for the second half of a call that was interrupted.
    private static func parse(_ line: Substring) -> (thread: Substring, call: String)? {
        guard let space = line.firstIndex(of: " ") else { return nil }
        let rest = line[space...].drop { $0 == " " }
        guard let bracket = rest.firstIndex(of: "(") else { return nil }
        let call = String(rest[..<bracket])
        return Strace.calls.contains(call) ? (line[..<space], call) : nil
    }

    private func run(
        _ desk: TorturedDesk, trace: [String], more: [String], atMost seconds: Double
    ) throws -> Int32 {
        // Not with --seccomp-bpf, which is faster: strace 6.1 then forgets to send the signal.
        let options = ["-f", "-qq", "-e", "signal=none", "-e", "trace=\(trace.joined(separator: ","))"]
        return try desk.run(
            path, options + more + ["-o", output(desk), desk.program, "run", "--once", "--root", desk.root],
            atMost: seconds)
    }

    private func output(_ desk: TorturedDesk) -> String { "\(desk.root)/strace.txt" }
}
