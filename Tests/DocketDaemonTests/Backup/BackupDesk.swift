// A desk with its configuration on the disk, run by the daemon itself until nothing is left to do.

import Foundation
import Glibc
import OrderFormats
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

struct BackupDesk {
    let folder: DeskFolder
    let location: ConfigurationLocation
    private let log = RecordedLog()

    /// - Parameter empty: a place for a desk, and nothing there.
    init(empty: Bool = false, answers: String = "json") throws {
        folder = try DeskFolder()
        location = ConfigurationLocation(root: folder.path)
        guard !empty else { return }
        try #require(mkdir(path("etc"), 0o755) == 0 && mkdir(path("etc/partners"), 0o755) == 0)
        try Disk.write(
            Array("seller:\n  name: Docket Trading\norders:\n  number-format: SO-{n}\n".utf8),
            to: path("etc/docket.yaml"))
        try Disk.write(
            Array("name: Acme Ltd\nchannels: [edi]\nanswer-format: \(answers)\nintake:\n  quiet-period: 0 s\n".utf8),
            to: path("etc/partners/acme.yaml"))
        try DeskLayout.make(DeskLayout.folders(of: configuration()))
        for (name, document) in PipelineDesk.referenceData(stock: PipelineDesk.stock) {
            try drop(IncomingDocumentWriter.write(document), name, into: "desk/master-data")
        }
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }
    var ledgerPath: String { path("ledger.sqlite") }

    func configuration() throws -> Configuration {
        let loaded = Configuration.load(from: location)
        return try #require(loaded.configuration, "\(loaded.problems)")
    }

    // MARK: The desk at work

    static func order(_ reference: String) -> [UInt8] {
        IncomingDocumentWriter.write(.order(Samples.order(reference)))
    }

    func drop(_ bytes: [UInt8], _ name: String, into inbox: String) throws {
        try Disk.write(bytes, to: path("inbox/\(inbox)/.\(name)"))
        try #require(rename(path("inbox/\(inbox)/.\(name)"), path("inbox/\(inbox)/\(name)")) == 0)
    }

    func run() async throws {
        try await DeskDaemon(configuration: configuration(), once: true, log: log.logger, notifySocket: nil).run()
    }

    /// Some turns of the pipeline with other limits; then the process ends.
    func someTurns(_ count: Int, _ change: (inout PipelineLimits) -> Void) throws {
        let configuration = try configuration()
        let ledger = try Ledger.open(path: ledgerPath, mode: .daemon)
        var limits = configuration.pipelineLimits()
        change(&limits)
        let pipeline = DeskPipeline(
            spool: try DiskSpool(layout: configuration.spoolLayout()), ledger: ledger,
            register: try configuration.inboxRegister(), desk: configuration.orderDesk(), limits: limits,
            log: log.logger)
        _ = try pipeline.start(now: SystemClock.now())
        for turn in 1...count {
            _ = try pipeline.turn(now: SystemClock.now(), monotonic: Int64(turn) * 10_000_000_000)
        }
        try ledger.close()
    }

    /// Takes orders with these references.
    func take(_ references: String...) async throws {
        for reference in references {
            try drop(BackupDesk.order(reference), "\(reference.lowercased()).json", into: "acme/edi")
        }
        try await run()
    }

    // MARK: Backup and restore

    /// - Parameter running: the desk has never run: let it make its ledger first.
    func backUp(_ name: String, running: Bool = false) throws -> String {
        if running { try Ledger.open(path: ledgerPath, mode: .daemon).close() }
        return try Backup.make(
            of: configuration(), to: path(name), version: "test", now: SystemClock.now()
        ) { _, _, _ in }.path
    }

    @discardableResult
    func restore(
        _ backup: String?, replacing: Bool = false, step: (String) throws -> Void = { _ in }
    ) throws -> Restore.Outcome {
        try Restore.run(
            backup, into: location, replacing: replacing, now: SystemClock.now(), progress: { _, _, _ in }, step: step)
    }

    // MARK: What it knows

    private func look<Value>(_ body: (LedgerReading) throws -> Value) throws -> Value {
        let ledger = try Ledger.open(path: ledgerPath, mode: .reader)
        let value = try ledger.read(body)
        try ledger.close()
        return value
    }

    func orders() throws -> [OrderRow] {
        try look { try $0.orders(OrderFilter(limit: 1_000)) }.sorted { $0.number < $1.number }
    }

    func references() throws -> [String] { try orders().map(\.customerReference).sorted() }

    func documents(_ outbox: String) -> [String] {
        Disk.names(in: path("outbox/\(outbox)")).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The ledger as it is now, in a file of its own.
    func copyOfLedger() throws -> String {
        let copy = path("copy-\(UInt64.random(in: 0 ... .max)).sqlite")
        let ledger = try Ledger.open(path: ledgerPath, mode: .reader)
        try ledger.copy(to: copy)
        try ledger.close()
        return copy
    }

    /// In what another ledger differs from this desk's, one line each.
    func difference(from other: String) throws -> [String] {
        try LedgerComparison.compare(copyOfLedger(), with: other, limit: 5).flatMap(\.differences).map { "\($0)" }
    }

    /// As a kill leaves it: with a log beside the ledger that is not in it yet.
    func leaveOpen() throws {
        let ledger = try Ledger.open(path: ledgerPath, mode: .daemon)
        _ = try ledger.write { try $0.nextNumber(series: "left-open") }
        let files = ["", "-wal"].map { (path: ledgerPath + $0, bytes: Disk.read(ledgerPath + $0)) }
        try ledger.close()
        for file in files {
            Disk.remove(file.path)
            if let bytes = file.bytes { try Disk.write(bytes, to: file.path) }
        }
        try #require(files[1].bytes?.isEmpty == false)
    }

    /// The same desk in another folder.
    func copy() throws -> BackupDesk {
        let other = try BackupDesk(empty: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.copyItem(atPath: path(name), toPath: other.path(name))
        }
        return other
    }
}
