// A backup as it lies there: whole, and every file with the SHA-256 that it was written with, or not to be used.

import Digests
import Glibc
import OrderSpool

/// A backup that was checked.
package struct BackupContents: Sendable {
    package let path: String
    /// What it says about itself: `made-at`, `version`, `desk`, `orders`, `files`, `bytes`.
    package let note: [String: String]
    /// All its files, as paths from it.
    let files: [[UInt8]]

    /// Reads and checks a backup, all of it.
    /// - Parameter progress: told how many bytes are checked, of how many.
    /// - Throws: `BackupError` that says what is wrong with it.
    package init(at path: String, progress: (Int64, Int64) -> Void) throws(BackupError) {
        self.path = path
        guard !path.hasSuffix(BackupName.unfinished) else {
            throw BackupError("\(path) was not finished; it is no backup. Use one whose name does not end so")
        }
        guard let text = FileTree.read("\(path)/\(BackupName.note)"),
            let sums = FileTree.read("\(path)/\(BackupName.digests)")
        else {
            throw BackupError(
                "\(path) is no whole backup: it has no \(BackupName.note) or no \(BackupName.digests). Name the folder that "
                    + "'docket backup' made")
        }
        note = BackupContents.note(String(decoding: text, as: UTF8.self))
        guard note["docket-backup"] == "1" else {
            throw BackupError("\(path) was made by another version of this program; restore it with that one")
        }
        guard let entries = BackupDigests.parse(sums), let count = note["files"].flatMap({ Int($0) }),
            entries.count == count + 1, entries.allSatisfy({ BackupContents.isInside($0.path) }),
            entries.contains(where: { $0.path == Array(BackupName.ledger.utf8) })
        else { throw BackupError("\(path)/\(BackupName.digests) is damaged or cut short; use another backup") }
        let total = note["bytes"].flatMap { Int64($0) } ?? 0
        var done: Int64 = 0
        for entry in entries {
            done += try BackupContents.check(entry, in: path)
            progress(done, total)
        }
        files = entries.map(\.path)
    }

    /// Checks one file; gives its size.
    private static func check(
        _ entry: (digest: String, path: [UInt8]), in path: String
    ) throws(BackupError) -> Int64 {
        let shown = path + "/" + PrintableBytes.text(of: entry.path)
        let file = open(
            FileTree.terminated(Array(path.utf8) + [UInt8(ascii: "/")] + entry.path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw BackupError("the backup is not whole; cannot read", shown, errno) }
        defer { close(file) }
        let found: (digest: SHA256Digest, byteCount: Int64)
        do {
            found = try SHA256Digest.ofFile(descriptor: file, named: shown)
        } catch {
            throw BackupError("\(error)")
        }
        guard found.digest.hexadecimal == entry.digest else {
            throw BackupError("\(shown) is not what was written into the backup; use another backup")
        }
        return found.byteCount
    }

    private static func note(_ text: String) -> [String: String] {
        var note: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2 { note[parts[0]] = parts[1] }
        }
        return note
    }

    /// A list that leads out of the backup was not written by us.
    private static func isInside(_ path: [UInt8]) -> Bool {
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != [0x2E] && $0 != [0x2E, 0x2E] }
    }

    /// The files beneath one of its folders, as paths from there.
    func files(in folder: String) -> [[UInt8]] {
        let start = Array("\(folder)/".utf8)
        return files.filter { $0.starts(with: start) }.map { Array($0.dropFirst(start.count)) }
    }

    func place(of file: [UInt8], in folder: String) -> [UInt8] { Array("\(path)/\(folder)/".utf8) + file }
}
