// Log lines: one line per thing that matters to an operator, on standard error, as name=value pairs or as JSON.

import Glibc
package import Logging
import OrderModel

/// Writes `2026-11-22T09:30:00Z info file-taken partner=acme file=po.csv`, one write per line so that lines of several
/// threads never mix. No personal data belongs into a log line (T08).
package struct LogLineHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]

    private let format: LogSettings.Format
    private let isForJournal: Bool

    /// - Parameter isForJournal: standard error leads to systemd's journal, which has a clock of its own and reads the
    ///   level from `<N>` in front of the line.
    package init(level: Logger.Level, format: LogSettings.Format = .text, isForJournal: Bool = false) {
        logLevel = level
        self.format = format
        self.isForJournal = isForJournal
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let pairs = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
        let now = SystemClock.now()
        let name = event.message.description
        let line =
            (isForJournal ? LogLineHandler.journalPrefix(event.level) : "")
            + (format == .json
                ? LogLineHandler.json(now, event.level, name, pairs)
                : LogLineHandler.text(isForJournal ? nil : now, event.level, name, pairs)) + "\n"
        LogLineHandler.write(line)
    }

    static func text(
        _ now: Instant?, _ level: Logger.Level, _ event: String, _ pairs: [(String, String)]
    ) -> String {
        let head = [now?.description, level.rawValue, event].compactMap(\.self).joined(separator: " ")
        return pairs.reduce(head) { "\($0) \($1.0)=\(quoted($1.1))" }
    }

    static func json(_ now: Instant, _ level: Logger.Level, _ event: String, _ pairs: [(String, String)]) -> String {
        let head = [("time", now.description), ("level", level.rawValue), ("event", event)]
        return "{" + (head + pairs).map { "\(jsonText($0)):\(jsonText($1))" }.joined(separator: ",") + "}"
    }

    private static func jsonText(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// As sd-daemon(3) numbers the levels of syslog.
    private static func journalPrefix(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "<7>"
        case .info: "<6>"
        case .notice: "<5>"
        case .warning: "<4>"
        case .error: "<3>"
        case .critical: "<2>"
        }
    }

    private static func write(_ line: String) {
        let bytes = Array(line.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }

    /// Bare where that is unmistakable, else in quotes with control characters escaped, so that no value can make a
    /// second line or a second pair.
    static func quoted(_ value: String) -> String {
        let isBare = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3d && $0 != 0x7f }
        if isBare { return value }
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f: text += "\\x" + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
