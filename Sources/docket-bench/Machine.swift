// What the figures were measured on.

import Foundation

struct Machine: Codable {
    var cores: Int
    var memoryMiB: Int
    var kernel: String
    var filesystem: String
    /// Programs that ran or waited in the last minute, before anything was measured: above 0.5 somebody else is busy.
    var load: Double
    var day: String

    static func look(at place: Workplace) -> Machine {
        let info = ProcessInfo.processInfo
        let day = DateFormatter()
        day.locale = Locale(identifier: "en_US_POSIX")
        day.dateFormat = "yyyy-MM-dd"
        return Machine(
            cores: info.activeProcessorCount, memoryMiB: Int(info.physicalMemory >> 20),
            kernel: words(of: "/proc/sys/kernel/osrelease").first ?? "unknown", filesystem: filesystem(of: place),
            load: words(of: "/proc/loadavg").first.flatMap(Double.init) ?? 0, day: day.string(from: Date()))
    }

    private static func words(of path: String) -> [String] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func filesystem(of place: Workplace) -> String {
        let known: [UInt64: String] = [
            0xEF53: "ext4", 0x5846_5342: "xfs", 0x9123_683E: "btrfs", 0x0102_1994: "tmpfs", 0x794C_7630: "overlayfs",
            0x6969: "nfs", 0x2FC1_2FC1: "zfs", 0xF2F5_2010: "f2fs",
        ]
        guard let type = try? Folder(place.path).filesystemType() else { return "unknown" }
        return known[type] ?? "0x" + String(type, radix: 16)
    }
}
