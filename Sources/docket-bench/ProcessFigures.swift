// What the kernel says about a running process: /proc/PID/stat and /proc/PID/status.

import Foundation
import Glibc

struct ProcessFigures {
    /// User and system time so far.
    var processorSeconds: Double
    var residentBytes: Int64
    /// The most that was resident since it began.
    var peakBytes: Int64

    /// nil if there is no such process, or it has ended.
    static func look(at process: pid_t) -> ProcessFigures? {
        guard let memory = memory(of: process), let seconds = processorSeconds(of: process) else { return nil }
        return ProcessFigures(processorSeconds: seconds, residentBytes: memory.now, peakBytes: memory.highest)
    }

    /// Resident now and at most, in bytes.
    static func memory(of process: pid_t) -> (now: Int64, highest: Int64)? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        var now: Int64?
        var highest: Int64?
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count == 3, let kibibytes = Int64(words[1]) else { continue }
            if words[0] == "VmRSS:" { now = kibibytes << 10 }
            if words[0] == "VmHWM:" { highest = kibibytes << 10 }
        }
        guard let now, let highest else { return nil }
        return (now, highest)
    }

    private static func processorSeconds(of process: pid_t) -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The second field is the program's name in brackets, and may hold anything.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
