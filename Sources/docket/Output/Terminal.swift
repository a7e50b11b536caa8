// Writing to the person at the terminal: whole texts, colours only where they are seen as colours.

import Glibc

struct Terminal: Sendable {
    static let output = Terminal(descriptor: 1)
    static let error = Terminal(descriptor: 2)

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// A terminal that a person looks at, and who has not asked for plain text (no-color.org).
    var hasColours: Bool {
        isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }

    func write(_ text: String) { write(Array(text.utf8)[...]) }
    func write(_ bytes: [UInt8]) { write(bytes[...]) }

    func write(_ bytes: ArraySlice<UInt8>) {
        var written = bytes.startIndex
        while written < bytes.endIndex {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }

    func line(_ text: String = "") { write(text + "\n") }

    func red(_ text: String) -> String { hasColours ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
    func bold(_ text: String) -> String { hasColours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
