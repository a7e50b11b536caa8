// The demo's desk: its folders, its daemon, its carrier, and a look into its ledger.

import Foundation
import OrderLedger
import OrderModel
import OrderProcess

struct DemoError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

final class Desk {
    let root: URL
    private let docket: URL
    private let carrierProgram: URL
    private var daemon: Process?
    private var carrier: Process?
    private(set) var starts = 0
    private var reader: Ledger?

    init(root: URL, docket: URL, carrier: URL) {
        self.root = root
        self.docket = docket
        carrierProgram = carrier
    }

    var inbox: URL { root.appending(path: "inbox") }
    var outbox: URL { root.appending(path: "outbox") }
    var carrierLog: URL { root.appending(path: "carrier.log") }

    /// Lays out a fresh desk and puts the gallery's configuration into it. A folder that the demo did not make is left
    /// alone.
    func layOut(configuration: URL) throws {
        let files = FileManager.default
        let mark = root.appending(path: ".docket-demo")
        if files.fileExists(atPath: root.path) {
            guard files.fileExists(atPath: mark.path) else {
                throw DemoError("\(root.path) is there and was not made by the demo; move it away, or use --desk.")
            }
            try files.removeItem(at: root)
        }
        try files.createDirectory(at: root, withIntermediateDirectories: true)
        try Data().write(to: mark)
        let made = try run(docket, ["init", root.path])
        guard made.status == 0 else { throw DemoError("docket init failed:\n\(made.output)") }
        let secret = root.appending(path: "etc/secrets/loopback")
        try Data("whsec_\(Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString())\n".utf8).write(
            to: secret)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
        let port = try startCarrier(secret: secret)
        try copy(configuration, to: root.appending(path: "etc"), port: port)
        let checked = try run(docket, ["config", "check", "--root", root.path])
        guard checked.status == 0 else { throw DemoError("the demo's configuration has errors:\n\(checked.output)") }
    }

    private func copy(_ source: URL, to target: URL, port: String) throws {
        guard let walk = FileManager.default.enumerator(atPath: source.path) else {
            throw DemoError("\(source.path) cannot be read")
        }
        for case let path as String in walk where path.hasSuffix(".yaml") {
            let text = String(decoding: try Data(contentsOf: source.appending(path: path)), as: UTF8.self)
            let file = target.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.replacingOccurrences(of: "{port}", with: port).utf8).write(to: file)
        }
    }

    // MARK: Programs

    private func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// Starts the carrier that answers on loopback; gives the port that it listens on.
    private func startCarrier(secret: URL) throws -> String {
        let process = Process()
        process.executableURL = carrierProgram
        process.arguments = ["--port", "0", "--secret-file", secret.path, "--log", carrierLog.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        carrier = process
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw DemoError("the carrier did not start") }
            line += more
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let port = text.split(separator: ":").last else { throw DemoError("the carrier said: \(text)") }
        return String(port.prefix { $0.isNumber })
    }

    func startDaemon() throws {
        let process = Process()
        process.executableURL = docket
        process.arguments = ["run", "--root", root.path]
        let log = root.appending(path: "docket.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        process.standardError = handle
        process.standardOutput = handle
        try process.run()
        daemon = process
        starts += 1
    }

    /// The power goes out: no signal that could be handled.
    func killDaemon() {
        guard let daemon else { return }
        kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
    }

    /// Nil while the daemon runs; else how it ended.
    var daemonEnd: Int32? { daemon.flatMap { $0.isRunning ? nil : $0.terminationStatus } }

    /// Ends both programs the tidy way; gives the daemon's exit status.
    func stop() -> Int32 {
        daemon?.terminate()
        daemon?.waitUntilExit()
        carrier?.terminate()
        carrier?.waitUntilExit()
        return daemon?.terminationStatus ?? 0
    }

    // MARK: Files

    func drop(_ bytes: Data, into folder: String, as name: String) throws {
        let target = inbox.appending(path: folder)
        let hidden = target.appending(path: ".\(name).part")
        try bytes.write(to: hidden)
        try FileManager.default.moveItem(at: hidden, to: target.appending(path: name))
    }

    /// Every document in the outbox, as paths beneath it.
    func documents() -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: outbox.path) else { return [] }
        var found: [String] = []
        for case let path as String in walk where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            var isFolder: ObjCBool = false
            let full = outbox.appending(path: path).path
            if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue {
                found.append(path)
            }
        }
        return found.sorted()
    }

    func bytes(of document: String) -> Data {
        (try? Data(contentsOf: outbox.appending(path: document))) ?? Data()
    }

    /// Names of the files in quarantine.
    func quarantined() -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root.appending(path: "quarantine").path) else {
            return []
        }
        return walk.compactMap { $0 as? String }.filter { !$0.contains(".report.") }
            .map { String($0.split(separator: "/").last ?? "") }
    }

    // MARK: Ledger

    func look<Result>(_ body: (LedgerReading) throws -> Result) throws -> Result {
        if let reader { return try reader.read(body) }
        let opened = try Ledger.open(path: root.appending(path: "ledger.sqlite").path, mode: .reader)
        reader = opened
        return try opened.read(body)
    }

    /// Orders, and quotations beside them.
    func orders() -> [OrderRecord] {
        (try? look { ledger in
            let rows = try ledger.orders(OrderFilter(kind: nil, limit: 10_000))
            let journals = try ledger.journals(of: rows.map(\.number))
            return rows.compactMap { OrderRecord(folding: journals[$0.number] ?? []) }
        }) ?? []
    }
}
