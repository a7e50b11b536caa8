// A desk of its own for a test: laid out by `docket init`, with the test's own configuration, gone when the test is
// over.

import Foundation
import SystemPackage
import TestKit

/// A desk in a temporary folder. It stands still until a daemon runs on it (`running`, `takesWhatIsThere`).
struct Desk: Sendable {
    let root: String

    func inbox(_ folder: String) -> String { "\(root)/inbox/\(folder)" }
    func outbox(_ folder: String) -> String { "\(root)/outbox/\(folder)" }
    var etc: String { "\(root)/etc" }
    var log: String { RawFiles.text("\(root)/daemon.log") ?? "" }

    // MARK: Commands

    /// Runs `docket` on this desk.
    func docket(_ arguments: String...) async throws -> Ended { try await docket(arguments) }

    func docket(_ arguments: [String]) async throws -> Ended {
        try await run(.docket, arguments + ["--root", root])
    }

    /// One run of the daemon over what lies there.
    @discardableResult
    func takesWhatIsThere() async throws -> Ended { try await docket("run", "--once") }

    /// One run of the daemon inside another program, such as one that has system calls fail.
    func takesWhatIsThere(under wrapper: [String]) async throws -> Ended {
        let words = wrapper + [Program.docket.path.string, "run", "--once", "--root", root]
        return try await run(FilePath(words[0]), Array(words.dropFirst()))
    }

    /// What the administrator sees.
    func status() async throws -> String { try await docket("status").output }

    // MARK: Dropping

    func drop(_ bytes: [UInt8], into folder: String, as name: String) throws {
        try RawFiles.drop(bytes, into: inbox(folder), as: Array(name.utf8))
    }

    func drop(_ text: String, into folder: String, as name: String) throws {
        try drop(Array(text.utf8), into: folder, as: name)
    }

    // MARK: What came out

    /// Names of the documents in an outbox.
    func documents(in folder: String) -> [String] {
        RawFiles.names(in: outbox(folder)).map { String(decoding: $0, as: UTF8.self) }
    }

    func paper<Paper: Decodable>(_ type: Paper.Type = Paper.self, _ folder: String, _ name: String) throws -> Paper {
        try JSONDecoder().decode(type, from: Data(RawFiles.read("\(outbox(folder))/\(name)") ?? []))
    }

    /// All receipts that an outbox holds for files of this name, the oldest first.
    func receipts(for name: String, in folder: String) throws -> [ReceiptPaper] {
        try documents(in: folder).filter { $0.hasPrefix("receipt-") && $0.hasSuffix(".json") }
            .map { try paper(ReceiptPaper.self, folder, $0) }.filter { $0.fileName == name }
            .sorted { $0.intake < $1.intake }
    }

    /// Names of the files in quarantine, as `docket quarantine list` shows them, with the code of the first error.
    func quarantined() async throws -> [QuarantinedPaper] { try await docket("quarantine", "list", "--json").json() }

    func order(_ number: String) async throws -> OrderPaper {
        try await docket("orders", "show", number, "--json").json()
    }

    func orders() async throws -> [OrderPaper] {
        try await docket("orders", "list", "--limit", "10000", "--json").json()
    }

    func notices(_ arguments: String...) async throws -> [NoticePaper] {
        try await run(.docket, ["deliveries", "list", "--json", "--root", root] + arguments).json()
    }
}

/// What `docket quarantine list --json` says.
struct QuarantinedPaper: Decodable {
    var intake: String
    var inbox: String
    var file: String
    var path: String
    var reason: String
}

/// Lays out a desk for the partners of `Shop` and hands it to `body`.
func withDesk<Result>(
    _ setUp: (Desk) throws -> Void = { _ in }, _ body: (Desk) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder { try await withDesk(in: $0, setUp, body) }
}

/// The same in a folder that is there already, on a file system that the test has chosen.
func withDesk<Result>(
    in folder: String, _ setUp: (Desk) throws -> Void = { _ in }, _ body: (Desk) async throws -> Result
) async throws -> Result {
    let desk = Desk(root: "\(folder)/desk")
    let made = try await run(.docket, ["init", desk.root])
    guard made.code == 0 else { throw DeskTrouble("docket init failed: \(made.error)") }
    try Shop.configure(desk)
    try setUp(desk)
    let checked = try await desk.docket("config", "check")
    guard checked.code == 0 else { throw DeskTrouble("the configuration has errors:\n\(checked.output)") }
    return try await body(desk)
}

struct DeskTrouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
