// The figures of a run, as tables for people and as JSON for programs.

import Foundation

struct Report: Codable {
    var machine: Machine
    var before: DiskFigures
    var after: DiskFigures
    var linesPerOrder: Int
    var results: Results
    var verdicts: [Verdict]

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        let head = """
            \(machine.day): \(machine.cores) cores, \(Digits.grouped(machine.memoryMiB)) MiB, \(machine.filesystem), \
            Linux \(machine.kernel), load \(String(format: "%.1f", machine.load)) before the run
            """
        let notes = """
            Orders have \(linesPerOrder) lines each. files/s counts files in and documents out. "Of bare files" is how much of
            the desk's time this disk needs to make as many durable files of the same sizes, \(SyncSharing.batch) sharing a sync;
            "of bare rows" how much SQLite needs to write the same rows. Both were measured right after the work.
            docs/performance.md says more.
            """
        let tables = [diskRows, workRows, daemonRows, verdictRows].filter { $0.count > 1 }.map(TextTable.text)
        return "\n" + ([head] + tables + [notes]).joined(separator: "\n\n") + "\n"
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
            "CPU user + system", "peak memory",
        ]
        return [head]
            + results.works.map { work in
                [
                    work.title, Digits.grouped(work.documentsOut), Digits.seconds(work.usage.wallSeconds),
                    Digits.grouped(work.rates.ordersPerSecond), Digits.grouped(work.rates.filesPerSecond),
                    Digits.percent(work.rates.shareOfBareFiles), Digits.percent(work.rates.shareOfBareRows),
                    "\(Digits.seconds(work.usage.userSeconds)) + \(Digits.seconds(work.usage.systemSeconds)) s",
                    Digits.mebibytes(work.usage.peakBytes),
                ]
            }
    }

    private var daemonRows: [[String]] {
        var rows = [["The running desk", "figure", "the bare system"]]
        if let latency = results.latency {
            let columns: [(String, KeyPath<Latencies, Double>)] = [("p50", \.p50), ("p95", \.p95), ("max", \.max)]
            for (name, figure) in columns {
                rows.append([
                    "drop → confirmation visible, \(latency.drops) drops, \(name)",
                    Digits.milliseconds(latency.desk[keyPath: figure]),
                    Digits.milliseconds(latency.bareChain[keyPath: figure]),
                ])
            }
        }
        if let waiting = results.waiting { rows += [waiting.few, waiting.many].flatMap(waitingRows) }
        if let behind = results.behind {
            rows.append([
                "ledger of \(Digits.grouped(behind.orders)) orders, built in \(Digits.seconds(behind.buildSeconds)) s",
                Digits.mebibytes(behind.ledgerBytes), "",
            ])
        }
        if let reference = results.reference { rows += referenceRows(reference) }
        if let idle = results.idle {
            rows.append([
                "idle for \(Digits.seconds(idle.seconds)) s, of one core", Digits.finePercent(idle.processorShare), "",
            ])
            rows.append(["idle, resident", Digits.mebibytes(idle.residentBytes), ""])
            rows.append([
                "idle again after \(Digits.grouped(idle.orders)) orders, resident",
                Digits.mebibytes(idle.residentAfterWorkBytes), "",
            ])
        }
        return rows
    }

    private func referenceRows(_ result: ReferenceResult) -> [[String]] {
        let list = "\(Digits.grouped(result.products)) products in one file"
        return [
            ["\(list), until its receipt", Digits.seconds(result.seconds) + " s", ""],
            [
                "\(list), \(result.drops) orders meanwhile, drop → confirmation, p50",
                Digits.milliseconds(result.orders.p50), "",
            ],
            ["\(list), the longest of them", Digits.milliseconds(result.orders.max), ""],
            ["\(list), peak memory", Digits.mebibytes(result.peakBytes), ""],
        ]
    }

    private func waitingRows(_ start: WaitingResult.Start) -> [[String]] {
        let files = "\(Digits.grouped(start.files)) files waiting"
        return [
            [
                "\(files), first claim after start (bare: every name looked at)",
                Digits.seconds(start.firstClaimSeconds) + " s", Digits.seconds(start.bareListingSeconds) + " s",
            ],
            [
                "\(files), peak memory with \(Digits.grouped(start.claimed)) taken in \(Digits.seconds(start.seconds)) s",
                Digits.mebibytes(start.peakBytes), "",
            ],
            ["\(files), from SIGTERM to the end", Digits.seconds(start.stopSeconds) + " s", ""],
        ]
    }

    private var verdictRows: [[String]] {
        [["Target", "", "measured", "met"]]
            + verdicts.map { [$0.work, $0.target, $0.measured, $0.isMet ? "yes" : "no"] }
    }
}
