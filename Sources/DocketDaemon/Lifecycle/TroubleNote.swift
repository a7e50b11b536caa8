// What troubles the desk now, where `docket status` can read it: a small file beside the ledger.
//
// The troubles that matter most leave no room for a new file, or no descriptor to open it with. So its room is taken
// when the desk starts, the file stays open, and what is said is written over what was said.

import Glibc
import Synchronization

/// The troubles of the moment, one sentence per line. Only a note: it is not synced, and nothing depends on it.
package final class TroubleNote: Sendable {
    /// So many bytes are kept free for the note; sentences that do not fit are left out.
    private static let room = 16 << 10

    private let path: String
    /// -1 until it could be opened.
    private let file = Mutex<Int32>(-1)

    package init(ledgerPath: String) { path = ledgerPath + ".troubles" }

    deinit {
        file.withLock { if $0 >= 0 { close($0) } }
    }

    /// Replaces the note; where it cannot be written it says nothing.
    package func write(_ troubles: [String]) {
        var bytes: [UInt8] = []
        for trouble in troubles {
            let line = Array((trouble.replacing("\n", with: " ") + "\n").utf8)
            if bytes.count + line.count <= TroubleNote.room { bytes += line }
        }
        // The rest of the room is empty lines, so that it is taken.
        bytes += [UInt8](repeating: UInt8(ascii: "\n"), count: TroubleNote.room - bytes.count)
        file.withLock { file in
            if file < 0 { file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
            guard file >= 0 else { return }
            _ = pwrite(file, bytes, bytes.count, 0)
        }
    }

    /// What the desk said last; empty where nothing troubles it, or it cannot be read.
    package func read() -> [String] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: TroubleNote.room)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
