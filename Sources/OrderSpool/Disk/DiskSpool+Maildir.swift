// A Maildir as an inbox. Mail delivery writes into `tmp/` and renames into `new/`, so a file in `new/` is whole at once;
// `tmp/` is never looked at. A mail program that shows the mailbox to people moves what it has shown to `cur/`.

import Glibc

extension DiskSpool {
    static let maildirNew = FileName(composed: Array("new".utf8))
    private static let maildirCur = FileName(composed: Array("cur".utf8))

    /// Moves what somebody's mail program has put aside in `cur/` back into `new/`, from where it is taken like the
    /// rest: by one rename, so a mail is in one place at any instant and is taken once. The mailbox is the desk's; the
    /// archive keeps every mail.
    package func bringBackFromCur(_ inbox: String) throws(SpoolError) {
        guard let folder = folders[FolderKey(direction: .inbox, id: inbox)], folder.isMaildir else { return }
        let new = try open(.inbox, inbox, for: .scan)
        try attempt(.scan, folder.path) { () throws(Failure) in
            let maildir = try OpenFolder.open(folder.base, calls).open(Array(folder.below.dropLast()))
            guard let cur = try maildir.openIfThere(Self.maildirCur) else { return }
            var left = limits.entriesPerScan
            var names: [FileName] = []
            try cur.calls.forEachName(in: cur.descriptor) { (name) throws(Failure) in
                if !name.isHidden { names.append(name) }
                left -= 1
                return left > 0
            }
            for name in names {
                do throws(Failure) {
                    try mover.move(name, in: cur, to: name, in: new, fallback: .linkThenRemove)
                } catch let failure where failure.number == ENOENT || failure.number == EEXIST {
                    // Somebody was quicker, or the same name has come anew: the next scan sees.
                }
            }
        }
    }
}
