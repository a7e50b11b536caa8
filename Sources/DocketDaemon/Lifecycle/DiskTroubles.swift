// Whether the desk's own folders have room and can be written to, as `docket status` sees it: a desk that cannot write
// cannot always write down why.

import Glibc

package enum DiskTroubles {
    /// A sentence for each file system of the desk's that is full or cannot be written to.
    package static func of(_ configuration: Configuration) -> [String] {
        let folders = configuration.folders
        let ledger = folders.ledger.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        var seen: Set<UInt> = []
        return [
            ledger.isEmpty ? "/" : ledger, folders.work, folders.archive, folders.quarantine, folders.inbox,
            folders.outbox,
        ]
        .compactMap { path in
            var facts = statvfs()
            guard statvfs(path, &facts) == 0, let what = what(of: facts), seen.insert(facts.f_fsid).inserted else {
                return nil
            }
            return "The file system of \(path) \(what)."
        }
    }

    private static func what(of facts: statvfs) -> String? {
        if facts.f_flag & UInt(ST_RDONLY) != 0 {
            return "is mounted read-only: look into the system log, file systems are remounted so after disk errors"
        }
        if facts.f_bavail == 0 { return "is full: make room, the desk then goes on by itself" }
        // A file system without a fixed number of files says 0 of 0.
        if facts.f_files > 0, facts.f_favail == 0 {
            return "has no room for another file (df -i): remove files, the desk then goes on by itself"
        }
        return nil
    }
}
