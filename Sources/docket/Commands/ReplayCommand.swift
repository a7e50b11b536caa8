// `docket replay`: decides everything in the archive anew and says where the ledger differs.

import ArgumentParser
import DocketDaemon
import Foundation
import OrderLedger
import OrderModel

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Compute the ledger anew from the archive, and compare.",
        discussion: """
            Every file that the ledger knows is looked up in the archive (or in quarantine), its SHA-256 is compared, and it is \
            decided anew at the time and in the order in which it was decided, with the configuration of then, into a new \
            ledger. The two ledgers are then compared row by row. A running desk is not disturbed, and nothing of it is changed.

            Exit status 0: the same. 1: something differs, or a file is missing or changed.
            """)
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "Keep the new ledger in this folder, which must not be there yet.",
            discussion:
                "It is for looking into; what was published and sent is not in it, so no desk can go on with it.",
            valueName: "dir"))
    var into: String?

    @Option(help: ArgumentHelp("How many differences of each table, and files, are named.", valueName: "number"))
    var limit = 10

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit is 0 or more.") }
    }

    func run() throws { try sayingTrouble { try replay() } }

    private func replay() throws {
        let configuration = try desk.configuration()
        let folder = try makeFolder()
        let progress = StageProgress()
        let start = ContinuousClock.now
        let report: ReplayReport
        do {
            report = try Replay.run(configuration, in: folder, limit: limit, now: SystemClock.now()) {
                progress.advanced($0.name, to: $1, of: $2)
            }
        } catch {
            progress.clear()
            if into == nil { TemporaryFolder.remove(folder) }
            throw CommandTrouble(ExitStatus.cannotWrite, "the replay broke off: \(error)")
        }
        progress.clear()
        if into == nil { TemporaryFolder.remove(folder) }
        if output.json {
            try JSONOutput.print(ReplayView(report))
        } else {
            let view = ReplayPage(report: report, limit: limit, took: ContinuousClock.now - start)
            Terminal.output.write(view.text)
            if into != nil { Terminal.output.line("The new ledger is \(folder)/ledger.sqlite.") }
        }
        if !report.isSame { throw ExitStatus.problems }
    }

    private func makeFolder() throws -> String {
        if let into {
            let path = absolute(into)
            guard mkdir(path, 0o750) == 0 else {
                let why = errno == EEXIST ? "it is there already; name a new folder" : systemText(errno)
                throw CommandTrouble(ExitStatus.cannotWrite, "\(path) cannot be made: \(why)")
            }
            return path
        }
        return try TemporaryFolder.make(for: "replay")
    }
}

extension Replay.Stage {
    var name: String {
        switch self {
        case .copying: "copying the ledger, pages"
        case .deciding: "deciding anew, files"
        case .comparing(let table): "comparing \(table)"
        }
    }
}

/// The report for programs.
struct ReplayView: Encodable {
    struct Finding: Encodable { var kind, intake, path, sentence: String }
    struct Change: Encodable { var column: String, recorded, computed: String? }
    struct Difference: Encodable {
        var table, row, kind: String
        var changes: [Change]
    }
    struct TableRow: Encodable {
        var table: String
        var rows, differing: Int
    }
    struct Newer: Encodable {
        var path, changedAt: String
        var filesBefore: Int
    }
    var isSame: Bool
    var files, fromArchive, fromQuarantine, fromWork, gone, differing: Int
    var first, last: String?
    var findings: [Finding]
    var tables: [TableRow]
    var differences: [Difference]
    var newerConfiguration: [Newer]
    var configurations, filesBeforeConfigurations: Int
    var unusableConfigurations: [String]

    init(_ report: ReplayReport) {
        isSame = report.isSame
        (files, fromArchive, fromQuarantine) = (report.files, report.fromArchive, report.fromQuarantine)
        (fromWork, gone, differing) = (report.fromWork, report.gone, report.differing)
        (first, last) = (report.first?.description, report.last?.description)
        findings = report.findings.map {
            Finding(kind: $0.kind.rawValue, intake: $0.intake, path: $0.path, sentence: $0.sentence)
        }
        tables = report.tables.map { TableRow(table: $0.table, rows: $0.rows, differing: $0.differing) }
        differences = report.tables.flatMap(\.differences).map { difference in
            Difference(
                table: difference.table, row: difference.row, kind: difference.kind.rawValue,
                changes: difference.changes.map {
                    Change(column: $0.column, recorded: $0.recorded, computed: $0.computed)
                })
        }
        (configurations, unusableConfigurations) = (report.configurations, report.unusableConfigurations)
        filesBeforeConfigurations = report.filesBeforeConfigurations
        newerConfiguration = report.newerConfiguration.map {
            Newer(path: $0.path, changedAt: $0.changedAt.description, filesBefore: $0.filesBefore)
        }
    }
}
