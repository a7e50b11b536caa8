// The figures of a run, as a table for people and as JSON for programs.

import Foundation

struct Report: Codable {
    var machine: Machine
    var before: DiskFigures
    var after: DiskFigures
    var linesPerOrder: Int
    var works: [WorkResult]

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        """

        \(machine.day): \(machine.cores) cores, \(Digits.grouped(machine.memoryMiB)) MiB, \(machine.filesystem), Linux \
        \(machine.kernel), load \(String(format: "%.1f", machine.load)) before the run

        \(TextTable.text(diskRows))

        \(TextTable.text(workRows))

        Orders have \(linesPerOrder) lines each. files/s counts files in and documents out. "Of bare files" is how much of \
        the desk's time this disk
        needs to make as many durable files of the same sizes, \(SyncSharing.batch) sharing a sync; "of bare rows" how much \
        SQLite needs to write
        the same rows. Both were measured right after the work. docs/performance.md says more.

        """
    }

    private var diskRows: [[String]] {
        func row(_ what: String, _ figure: KeyPath<DiskFigures, Double>) -> [String] {
            [what, Digits.grouped(before[keyPath: figure]), Digits.grouped(after[keyPath: figure])]
        }
        return [
            ["The bare disk, per second", "at the beginning", "at the end"],
            row("durable files of \(before.fileBytes) bytes, one by one", \.filesOneByOne),
            row("the same, \(SyncSharing.batch) synced one after the other", \.filesSyncEach),
            row("the same, \(SyncSharing.batch) sharing one sync", \.filesSyncFilesystem),
            row("SQLite commits of 1 row", \.rowsOnePerCommit),
            row("SQLite rows, 100 to a commit", \.rowsHundredPerCommit),
        ]
    }

    private var workRows: [[String]] {
        let head = [
            "Docket", "files out", "seconds", "orders/s", "files/s", "of bare files", "of bare rows",
            "CPU user + system",
            "peak memory",
        ]
        return [head]
            + works.map { work in
                [
                    work.title, Digits.grouped(work.documentsOut), Digits.seconds(work.usage.wallSeconds),
                    Digits.grouped(work.rates.ordersPerSecond), Digits.grouped(work.rates.filesPerSecond),
                    Digits.percent(work.rates.shareOfBareFiles), Digits.percent(work.rates.shareOfBareRows),
                    "\(Digits.seconds(work.usage.userSeconds)) + \(Digits.seconds(work.usage.systemSeconds)) s",
                    Digits.mebibytes(work.usage.peakBytes),
                ]
            }
    }
}
