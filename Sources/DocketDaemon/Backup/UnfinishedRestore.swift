// The note that a restore into a desk without a ledger leaves until it is done: such a desk is not whole, and must not
// begin with what is there.

import Glibc

/// Stands beside the ledger.
struct UnfinishedRestore {
    private let path: String

    init(ledger: String) { path = ledger + ".unfinished-restore" }

    /// Whether the first attempt has found a `work/` of this desk; nil: there is no attempt.
    var foundWork: Bool? { FileTree.read(path).map { $0 == Array("with-work\n".utf8) } }

    func write(foundWork: Bool) throws(BackupError) {
        guard self.foundWork == nil else { return }
        let temporary = path + ".new"
        unlink(temporary)
        try FileTree.write(Array((foundWork ? "with-work\n" : "without-work\n").utf8), to: temporary, mode: 0o640)
        guard rename(temporary, path) == 0 else { throw BackupError("cannot write", path, errno) }
        try FileTree.sync(DeskLayout.parent(of: path))
    }

    func remove() throws(BackupError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw BackupError("cannot remove", path, errno) }
        try FileTree.sync(DeskLayout.parent(of: path))
    }

    /// For a desk that starts. A ledger that is there is whole, the old one or the restored one.
    /// - Throws: what to do, where a restore was broken off.
    func check(hasLedger: Bool) throws(DeskError) {
        guard foundWork != nil else { return }
        if hasLedger {
            unlink(path)
            return
        }
        throw .failed(
            "a restore of this desk was broken off and the desk is not whole: run the same 'docket restore' again. "
                + "(\(path) says so.)")
    }
}
