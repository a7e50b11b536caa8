// What troubles the running desk now, where `docket status` can read it: a small file beside the ledger.

import Glibc

/// The troubles of the moment, one sentence per line. Only a note: it is not synced, and nothing depends on it.
package struct TroubleNote: Sendable {
    private let path: String

    package init(ledgerPath: String) { path = ledgerPath + ".troubles" }

    /// Replaces the note; where it cannot be written (a full disk), it says nothing.
    func write(_ troubles: [String]) {
        guard !troubles.isEmpty else {
            unlink(path)
            return
        }
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(troubles.map { $0.replacing("\n", with: " ") + "\n" }.joined().utf8)
        if Glibc.write(file, bytes, bytes.count) == bytes.count { rename(draft, path) } else { unlink(draft) }
    }

    /// What the running desk said last; empty where nothing troubles it.
    package func read() -> [String] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
