// Numbers as text.

import Foundation

enum Digits {
    /// With zeros in front, so that names sort.
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// 12345.6 as `12,346`.
    static func grouped(_ number: Double) -> String {
        var digits = Array(String(Int(number.rounded())).reversed())
        for place in stride(from: 3, to: digits.count, by: 3).reversed() { digits.insert(",", at: place) }
        return String(digits.reversed())
    }

    static func grouped(_ number: Int) -> String { grouped(Double(number)) }
    static func seconds(_ seconds: Double) -> String { String(format: seconds < 10 ? "%.2f" : "%.1f", seconds) }
    static func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100) }
    static func finePercent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
    static func times(_ ratio: Double) -> String { String(format: "%.2f ×", ratio) }
    static func milliseconds(_ seconds: Double) -> String { String(format: "%.2f ms", seconds * 1_000) }
    static func mebibytes(_ bytes: Int64) -> String { "\((bytes + (1 << 19)) >> 20) MiB" }
}
