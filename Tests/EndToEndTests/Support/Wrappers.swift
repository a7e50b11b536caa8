// Programs that the daemon is started through, so that something is taken away from it.

import Foundation
import Glibc

enum Wrappers {
    static let strace: String? = ["/usr/bin/strace", "/bin/strace"].first { path in access(path, X_OK) == 0 }

    /// Has calls of one name fail: `when` is `3` for the third alone, `3+` for it and all that follow.
    static func failing(_ call: String, _ error: String, when: String, into log: String) -> [String] {
        [
            strace ?? "strace", "-f", "-qq", "-o", log, "-e", "trace=\(call)", "-e",
            "inject=\(call):error=\(error):when=\(when)",
        ]
    }

    /// Whether strace can be attached to a program that runs: root may, and where Yama does not forbid it everybody.
    static let mayAttach: Bool =
        strace != nil && (geteuid() == 0 || RawFiles.text("/proc/sys/kernel/yama/ptrace_scope")?.first == "0")

    /// Who is not root obeys permissions anyway; root does without the capabilities that pass over them. Nil: cannot be.
    static let obeysModes: [String]? = {
        guard geteuid() == 0 else { return [] }
        let setpriv: String? = ["/usr/bin/setpriv", "/bin/setpriv"].first { path in access(path, X_OK) == 0 }
        return setpriv.map {
            [$0, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search", "--"]
        }
    }()
}

extension Daemon {
    /// Has calls of one name fail from now on, counted from now.
    func isAttached(failing call: String, _ error: String, when: String, into log: String) async throws -> Process {
        let words = Wrappers.failing(call, error, when: when, into: log) + ["-p", String(process)]
        let strace = Process()
        strace.executableURL = URL(filePath: words[0])
        strace.arguments = Array(words.dropFirst())
        try strace.run()
        _ = try await waited(for: "strace at every thread") {
            let threads = RawFiles.names(in: "/proc/\(process)/task").map { String(decoding: $0, as: UTF8.self) }
            let isTraced = threads.allSatisfy { thread in
                RawFiles.text("/proc/\(process)/task/\(thread)/status")?.contains("TracerPid:\t0\n") == false
            }
            return isTraced && !threads.isEmpty ? true : nil
        }
        return strace
    }
}
