// The desk as a running program: on its own thread, by the real clock, until it is told to stop.

import Glibc
import OrderFormats
import OrderLedger
import OrderModel
import ServiceLifecycle
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct DaemonTests {
    /// A configured desk in a folder of its own, with reference data in its inbox.
    private struct Desk {
        let folder: DeskFolder
        let configuration: Configuration
        let log = RecordedLog()

        init() throws {
            folder = try DeskFolder()
            func file(_ path: String, _ text: String) -> ConfigurationFiles.File {
                ConfigurationFiles.File(path: "etc/\(path)", text: text)
            }
            let files = ConfigurationFiles(
                desk: file("docket.yaml", "seller:\n  name: Docket Trading\nlimits:\n  scan-interval: 200 ms\n"),
                partners: [file("partners/acme.yaml", "name: Acme Ltd\nchannels: [edi]\n")])
            let loaded = Configuration.load(
                files, location: ConfigurationLocation(configuration: "etc", data: folder.path), keeping: nil)
            configuration = try #require(loaded.configuration, "\(loaded.problems)")
            try DeskLayout.make(DeskLayout.folders(of: configuration))
            for (name, document) in PipelineDesk.referenceData(stock: PipelineDesk.stock) {
                try drop(document, name, into: "desk/master-data")
            }
        }

        func drop(_ document: IncomingDocument, _ name: String, into inbox: String) throws {
            // Renamed in, so that it is whole whatever this file system can tell about open files.
            let path = "\(folder.path)/inbox/\(inbox)/\(name)"
            try Disk.write(IncomingDocumentWriter.write(document), to: "\(folder.path)/inbox/\(inbox)/.\(name)")
            try #require(rename("\(folder.path)/inbox/\(inbox)/.\(name)", path) == 0)
        }

        func daemon(once: Bool) throws -> DeskDaemon {
            try DeskDaemon(configuration: configuration, once: once, log: log.logger, notifySocket: nil)
        }

        var answers: [String] {
            Disk.names(in: "\(folder.path)/outbox/acme").filter { !$0.hasPrefix(".") }
        }

        func ledger() throws -> Ledger { try Ledger.open(path: configuration.folders.ledger, mode: .reader) }
    }

    @Test("With `once` the desk takes what is there, answers it, closes its ledger and ends")
    func once() async throws {
        let desk = try Desk()
        try desk.drop(.order(Samples.order("PO-1")), "po-1.json", into: "acme/edi")
        try await desk.daemon(once: true).run()
        #expect(desk.answers.contains { $0.hasPrefix("receipt-po-1-") })
        #expect(desk.answers.contains { $0.hasPrefix("confirmation-") })
        #expect(desk.log.lines("stopped").count == 1)
        let ledger = try desk.ledger()
        #expect(try ledger.read { try $0.orders() }.map(\.customerReference) == ["PO-1"])
        #expect(try ledger.read { try $0.intakesAwaitingDisposition() }.isEmpty)
        try ledger.close()
        #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").isEmpty)
        // Nothing is there any more: it ends at once, and the ledger had been closed tidily.
        try await desk.daemon(once: true).run()
        #expect(desk.log.lines("ledger-left-open").isEmpty)
    }

    @Test("With `once` a file whose structure breaks off is left in its inbox, and the desk ends all the same")
    func onceWithIncompleteFile() async throws {
        let desk = try Desk()
        let bytes = IncomingDocumentWriter.write(.order(Samples.order("PO-1")))
        let path = "\(desk.folder.path)/inbox/acme/edi/po-1.json"
        try Disk.write(bytes.prefix(bytes.count / 2), to: path)
        try await desk.daemon(once: true).run()
        #expect(Disk.exists(path))
        #expect(desk.answers.isEmpty)
    }

    @Test("A running desk takes what arrives, and a stop while it is idle ends it cleanly")
    func stop() async throws {
        let desk = try Desk()
        let daemon = try desk.daemon(once: false)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: daemon)], logger: RecordedLog().logger))
        async let running: Void = group.run()
        await desk.log.wait(for: "ready")
        await desk.log.wait(for: "file-taken", count: 4)
        try desk.drop(.order(Samples.order("PO-1")), "po-1.json", into: "acme/edi")
        await desk.log.wait(for: "file-taken", count: 5)
        await group.triggerGracefulShutdown()
        try await running
        #expect(desk.log.lines("stopped").count == 1)
        #expect(desk.answers.contains { $0.hasPrefix("receipt-po-1-") })
        // A child that another test starts at this moment has the lock too, until it becomes another program.
        for _ in 0..<200 where Ledger.daemon(of: desk.configuration.folders.ledger) != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(Ledger.daemon(of: desk.configuration.folders.ledger) == nil)
        let ledger = try Ledger.open(path: desk.configuration.folders.ledger, mode: .daemon)
        #expect(!ledger.wasLeftOpen)
        try ledger.close()
    }

    @Test("A second daemon on the same desk is refused and says who holds it, and the first goes on")
    func second() async throws {
        let desk = try Desk()
        let first = try desk.daemon(once: false)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: first)], logger: RecordedLog().logger))
        async let running: Void = group.run()
        await desk.log.wait(for: "file-taken", count: 4)
        let error = await #expect(throws: DeskError.self) { try await desk.daemon(once: true).run() }
        let sentence = error.map { "\($0)" } ?? ""
        #expect(sentence.contains("another daemon (process \(getpid()))"), "\(sentence)")
        try desk.drop(.order(Samples.order("PO-1")), "po-1.json", into: "acme/edi")
        await desk.log.wait(for: "file-taken", count: 5)
        await group.triggerGracefulShutdown()
        try await running
    }
}
