// Only one daemon works with a ledger. The lock is the kernel's (flock), so it goes with the process however that ends.

import Glibc
import Synchronization

/// The right to be the one daemon of a ledger, held until it is released or this object goes.
final class DaemonLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Locks the file beside the ledger and writes our process id into it, for the message to a second daemon.
    init(ledgerPath: String) throws(LedgerError) {
        let path = ledgerPath + ".lock"
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard opened >= 0 else { throw .lockFailed(path: path, errorNumber: errno) }
        DaemonLock.give(opened, toOwnerOfFolder: ledgerPath)
        var looks = 0
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            if number == EINTR { continue }
            if number == EWOULDBLOCK, looks < LedgerLimits.lockLooks {
                // A command that looks whether a daemon runs holds the lock for an instant; a daemon keeps it.
                looks += 1
                usleep(LedgerLimits.lockPause)
                continue
            }
            let holder = number == EWOULDBLOCK ? DaemonLock.processID(in: opened) : nil
            close(opened)
            if number == EWOULDBLOCK { throw .lockedByAnotherDaemon(path: ledgerPath, pid: holder) }
            throw .lockFailed(path: path, errorNumber: number)
        }
        let text = Array("\(getpid())\n".utf8)
        // The id is only for people: where it cannot be written (a full disk) the lock holds all the same.
        if ftruncate(opened, 0) == 0 { _ = unsafe pwrite(opened, text, text.count, 0) }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    /// A command that root runs may be the first to make the file; the daemon is not root, and has to open it too.
    private static func give(_ file: Int32, toOwnerOfFolder path: String) {
        var folder = stat()
        guard geteuid() == 0, let slash = path.lastIndex(of: "/"),
            unsafe stat(slash == path.startIndex ? "/" : String(path[..<slash]), &folder) == 0
        else { return }
        fchown(file, folder.st_uid, folder.st_gid)
    }

    func release() {
        descriptor.withLock { held in
            if let open = held { close(open) }
            held = nil
        }
    }

    /// The process id of the daemon that works with a ledger now; nil if none does, 0 if it did not say.
    static func holder(ledgerPath: String) -> Int32? {
        let opened = unsafe open(ledgerPath + ".lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        // A shared lock is refused only while the daemon holds its own.
        if flock(opened, LOCK_SH | LOCK_NB) == 0 { return nil }
        return errno == EWOULDBLOCK ? processID(in: opened) ?? 0 : nil
    }

    private static func processID(in descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
