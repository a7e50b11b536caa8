// `docket replay`: the proof that the state follows from the archive.
//
// The ledger is copied first, by SQLite's own backup, so that a desk that runs is not held up and the past stands still. A
// new ledger is then computed from the files, and the two are compared row by row.

import Glibc
import Logging
package import OrderFormats
package import OrderLedger
package import OrderModel
package import OrderProcess
package import OrderSpool

/// What came of a replay.
package struct ReplayReport: Sendable {
    package var files = 0
    package var fromArchive = 0
    package var fromQuarantine = 0
    package var fromWork = 0
    /// Refused files that are not in quarantine any more. Nothing of them was entered.
    package var gone = 0
    package var first: Instant?
    package var last: Instant?
    package var findings: [ReplayFinding] = []
    package var tables: [TableComparison] = []
    /// Kept in the archive: what was decided with each was decided anew with it.
    package var configurations = 0
    package var unusableConfigurations: [String] = []
    /// Files that were decided before the first configuration was kept, and now with that one.
    package var filesBeforeConfigurations = 0
    /// Where none is kept: files of the present one that were written since. What was decided before them, they did not
    /// decide.
    package var newerConfiguration: [NewerConfiguration] = []

    package struct NewerConfiguration: Hashable, Sendable {
        package var path: String
        package var changedAt: Instant
        /// How many files were decided before that.
        package var filesBefore: Int
    }

    package var differing: Int { tables.reduce(0) { $0 + $1.differing } }
    package var isSame: Bool { findings.isEmpty && differing == 0 }
}

/// Why a replay came to nothing.
package struct ReplayError: Error, CustomStringConvertible {
    package let description: String
}

package enum Replay {
    package enum Stage: Sendable {
        case copying, deciding
        case comparing(table: String)
    }

    /// What a past is decided with.
    package struct Desk {
        package var register: InboxRegister
        package var desk: OrderDesk
        package var limits: PipelineLimits
        package var formatLimits = FormatLimits.standard
        package var letters = LetterTemplates.builtIn

        package init(register: InboxRegister, desk: OrderDesk, limits: PipelineLimits) {
            self.register = register
            self.desk = desk
            self.limits = limits
        }
    }

    /// Replays the past of a desk. Changes nothing of the desk.
    /// - Parameters:
    ///   - folder: a folder for the new ledger, `ledger.sqlite`, and a copy of the desk's.
    ///   - limit: how many differences of each table are named.
    ///   - now: the end of the past that is replayed.
    ///   - progress: what is being done, how much of it is done, and of how much.
    /// - Throws: what hinders it; that something differs is no error.
    package static func run(
        _ configuration: Configuration, in folder: String, limit: Int, now: Instant,
        progress: (Stage, Int, Int) -> Void
    ) throws -> ReplayReport {
        let desks = try PastDesks(configuration)
        let live = try Ledger.open(path: configuration.folders.ledger, mode: .reader)
        defer { try? live.close() }
        let layout = try configuration.spoolLayout()
        var (report, times) = try run(
            live, desks, kept: KeptFiles(layout: layout), workPath: layout.work, in: folder, limit: limit, now: now,
            progress: progress)
        report.configurations = desks.count
        report.unusableConfigurations = desks.unusable
        if let since = desks.since {
            report.filesBeforeConfigurations = times.count { $0 < since }
        } else {
            report.newerConfiguration = newer(configuration, than: times)
        }
        return report
    }

    /// The same without configurations. A ledger that lies in `folder` is what the new one begins with.
    /// - Parameter kept: where files are read.
    /// - Returns: what came of it, and when each file was decided.
    package static func run(
        _ live: Ledger, _ desks: PastDesks, kept: KeptFiles, workPath: SpoolPath, in folder: String, limit: Int,
        now: Instant,
        progress: (Stage, Int, Int) -> Void = { _, _, _ in }
    ) throws -> (ReplayReport, [Instant]) {
        let copy = folder + "/recorded.sqlite"
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(copy + ending) } }
        let replayer = try decideAnew(
            live, desks, kept: kept, workPath: workPath, in: folder, now: now, progress: progress)
        var report = report(of: replayer)
        report.tables = try LedgerComparison.compare(
            copy, with: folder + "/ledger.sqlite", excusing: replayer.excused.sorted(), limit: limit
        ) { progress(.comparing(table: $0), 0, 0) }
        return (report, replayer.times)
    }

    /// Decides the past anew: `recorded.sqlite` in `folder` is a copy of the live ledger, `ledger.sqlite` the new one.
    static func decideAnew(
        _ live: Ledger, _ desks: PastDesks, kept: KeptFiles, workPath: SpoolPath, in folder: String, now: Instant,
        progress: (Stage, Int, Int) -> Void
    ) throws -> Replayer {
        let copy = folder + "/recorded.sqlite"
        try live.copy(to: copy, progress: { done, total in progress(.copying, done, total) })
        let recorded = try Ledger.open(path: copy, mode: .reader)
        let computed = try Ledger.open(path: folder + "/ledger.sqlite", mode: .scratch)
        let spool = ReplaySpool(folder: folder, workPath: workPath)
        let desk = desks.desk(at: now).desk
        let pipeline = DeskPipeline(
            spool: spool, ledger: computed, register: desk.register, desk: desk.desk, limits: desk.limits,
            formatLimits: desk.formatLimits, letters: desk.letters,
            log: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
        let replayer = Replayer(recorded: recorded, pipeline: pipeline, spool: spool, kept: kept, desks: desks)
        let total = try recorded.read { try $0.fileCount() }
        do {
            try replayer.run(until: now) { progress(.deciding, $0, total) }
        } catch {
            try? computed.close()
            throw error
        }
        try computed.close()
        try recorded.close()
        return replayer
    }

    private static func report(of replayer: Replayer) -> ReplayReport {
        var report = ReplayReport()
        report.files = replayer.times.count
        report.fromArchive = replayer.decided[.archive] ?? 0
        report.fromQuarantine = replayer.decided[.quarantine] ?? 0
        report.fromWork = replayer.decided[.work] ?? 0
        report.gone = replayer.gone
        report.first = replayer.times.min()
        report.last = replayer.times.max()
        report.findings = replayer.findings
        return report
    }

    private static func newer(
        _ configuration: Configuration, than times: [Instant]
    ) -> [ReplayReport.NewerConfiguration] {
        let files = ConfigurationFiles.read(at: configuration.location)
        let all = [files.desk] + files.partners + files.rules + files.carriers + files.templates
        return all.compactMap { file in
            var facts = stat()
            guard stat(file.path, &facts) == 0 else { return nil }
            let changed = Instant(
                milliseconds: Int64(facts.st_mtim.tv_sec) * 1000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000)
            let before = times.count { $0 < changed }
            guard before > 0 else { return nil }
            return ReplayReport.NewerConfiguration(path: file.path, changedAt: changed, filesBefore: before)
        }
    }
}
