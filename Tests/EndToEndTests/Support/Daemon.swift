// A daemon that runs on a desk as long as a test needs it.

import Foundation
import Glibc
import Subprocess
import SystemPackage
import Testing

/// A running `docket run`.
struct Daemon: Sendable {
    let desk: Desk
    let process: pid_t
    private let sendSignal: @Sendable (Signal) throws -> Void

    init(desk: Desk, process: pid_t, sendSignal: @escaping @Sendable (Signal) throws -> Void) {
        self.desk = desk
        self.process = process
        self.sendSignal = sendSignal
    }

    func send(_ signal: Signal) throws { try sendSignal(signal) }

    /// Has the daemon read its configuration again. What comes of it stands in the log.
    func hangUp() throws { try send(.terminalClosed) }

    /// The most memory that it ever had in use, its program's own pages included, in KiB.
    var peakMemory: Int? { number("VmHWM") }

    /// Neither gone nor waiting to be buried.
    var isAlive: Bool {
        guard let status = RawFiles.text("/proc/\(process)/status") else { return false }
        return !status.contains("State:\tZ")
    }

    private func number(_ name: String) -> Int? {
        RawFiles.text("/proc/\(process)/status")?.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            .flatMap { line in Int(line.filter(\.isNumber)) }
    }

    // MARK: Waiting

    /// Waits, unless the daemon ends meanwhile.
    func waited<Found>(for what: String, _ look: () async throws -> Found?) async throws -> Found {
        try await EndToEndTests.waited(for: what, explaining: { "The daemon said:\n\(desk.log)" }) {
            if let found = try await look() { return found }
            guard isAlive else { throw DeskTrouble("the daemon died while \(what) was waited for:\n\(desk.log)") }
            return nil
        }
    }

    /// The receipt for a file; the `count`th one where files of the same name came before.
    func receipt(for name: String, in folder: String, count: Int = 1) async throws -> ReceiptPaper {
        try await waited(for: "the receipt for \(name) in outbox/\(folder)") {
            let receipts = try desk.receipts(for: name, in: folder)
            return receipts.count >= count ? receipts[count - 1] : nil
        }
    }

    /// Waits for a document whose name begins so; gives its name.
    func document(_ prefix: String, in folder: String) async throws -> String {
        try await waited(for: "\(prefix)… in outbox/\(folder)") {
            desk.documents(in: folder).first { $0.hasPrefix(prefix) }
        }
    }

    /// Waits until `docket status` says this.
    func isSaid(_ text: String) async throws {
        _ = try await waited(for: "'\(text)' in docket status") { try await desk.status().contains(text) ? true : nil }
    }

    /// Waits until `docket status` has no trouble to tell.
    func isSound() async throws {
        _ = try await waited(for: "the end of the trouble") {
            try await desk.status().contains("Trouble: ") ? nil : true
        }
    }

    /// Waits until the log has this text so often.
    func logs(_ text: String, times: Int = 1) async throws {
        _ = try await waited(for: "'\(text)' in the log") {
            desk.log.components(separatedBy: text).count > times ? true : nil
        }
    }

    /// Drops an order of acme's and waits for its receipt; gives our number of the order.
    func order(_ text: String, as name: String) async throws -> String {
        try desk.drop(text, into: "acme/web", as: name)
        let receipt = try await receipt(for: name, in: "acme")
        guard let number = receipt.orderNumber else { throw DeskTrouble("\(name) was not registered: \(receipt)") }
        return number
    }

    /// The warehouse reports a shipment as the desk's instruction says.
    func dispatch(_ shipment: String) async throws {
        let name = try await document("dispatch-instruction-\(shipment)", in: "desk/warehouse")
        let instruction = try desk.paper(DispatchInstructionPaper.self, "desk/warehouse", name)
        try desk.drop(Shop.dispatchReport(instruction), into: "desk/warehouse", as: "report-\(shipment).csv")
    }

    /// Waits until the desk knows products, customers, prices and stock.
    func isStockedUp() async throws {
        for name in ["1-products", "2-customers", "3-prices", "4-stock"] {
            let receipt = try await receipt(for: "\(name).csv", in: "desk/master-data")
            try #require(receipt.outcome == "taken", "\(receipt)")
        }
    }
}

extension Desk {
    enum Ending { case sigterm, ctrlC }

    /// Runs the daemon while `body` runs, then ends it with a signal and sees to it that it ends as it should.
    /// - Parameter wrapper: a program with arguments that becomes the daemon, such as one that lowers a limit.
    func running<Result: Sendable>(
        endedBy ending: Ending = .sigterm, under wrapper: [String] = [], _ body: (Daemon) async throws -> Result
    ) async throws -> Result {
        let (outcome, status) = try await daemon(under: wrapper) { daemon in
            let result = try await body(daemon)
            try daemon.send(ending == .sigterm ? .terminate : .interrupt)
            return result
        }
        #expect(status == .exited(0), "the daemon did not end well:\n\(log)")
        return outcome
    }

    /// Runs the daemon while `body` runs; then the power goes out.
    func runningUntilKilled<Result: Sendable>(_ body: (Daemon) async throws -> Result) async throws -> Result {
        try await daemon { daemon in
            let result = try await body(daemon)
            try daemon.send(.kill)
            return result
        }.0
    }

    private func daemon<Result: Sendable>(
        under wrapper: [String] = [], _ body: (Daemon) async throws -> Result
    ) async throws -> (Result, TerminationStatus) {
        let file = try FileDescriptor.open(
            FilePath("\(root)/daemon.log"), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        defer { try? file.close() }
        let earlierStarts = log.components(separatedBy: " ready ").count
        let words = wrapper + [Program.docket.path.string, "run", "--root", root]
        let result = try await Subprocess.run(
            .path(FilePath(words[0])), arguments: Arguments(Array(words.dropFirst())),
            environment: .inherit.updating(["DOCKET_ROOT": nil, "NOTIFY_SOCKET": nil]), input: .none,
            output: .fileDescriptor(file, closeAfterSpawningProcess: false),
            error: .fileDescriptor(file, closeAfterSpawningProcess: false)
        ) { execution in
            let daemon = Daemon(desk: self, process: execution.processIdentifier.value) { signal in
                try execution.send(signal: signal)
            }
            do {
                try await daemon.logs(" ready ", times: earlierStarts)
                return try await body(daemon)
            } catch {
                try? daemon.send(.kill)
                throw error
            }
        }
        let status = result.terminationStatus
        return (result.takeClosureResult(), status)
    }
}
