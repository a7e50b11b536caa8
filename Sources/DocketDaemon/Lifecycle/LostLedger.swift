// A desk that has worked and whose ledger is gone does not begin anew by itself: it would count its orders from one
// again and take every file that comes a second time for a new one.

import Glibc

enum LostLedger {
    /// - Throws: what to do, where there is no ledger and yet an archive of files that were taken.
    static func check(_ configuration: Configuration) throws(DeskError) {
        let folders = configuration.folders
        try UnfinishedRestore(ledger: folders.ledger).check(hasLedger: size(of: folders.ledger) > 0)
        // A young database may be all in its log.
        guard size(of: folders.ledger) == 0, size(of: folders.ledger + "-wal") == 0,
            let year = yearFolder(in: folders.archive)
        else { return }
        throw .failed(
            "there is no ledger \(folders.ledger), or it is empty, though this desk has taken files before "
                + "(\(folders.archive)/\(year)). Mount the file system that it is on, or restore the latest backup ('docket restore'). To begin "
                + "anew with nothing known, move the archive and \(folders.work) away as well")
    }

    /// 0 too where there is no such file.
    private static func size(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// The first folder that is named as a year.
    private static func yearFolder(in archive: String) -> String? {
        guard let folder = opendir(archive) else { return nil }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.count == 4, name.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
                return String(decoding: name, as: UTF8.self)
            }
        }
        return nil
    }
}
