// A desk that is to be tortured: laid out by 'docket init', fed with reference data, started, killed, started again.

import Foundation
import Glibc

/// Where desks are laid out, each mode in a folder of its own.
struct Workplace {
    let folder: String
    /// Where inboxes and outboxes lie, where that is not within the desk.
    let elsewhere: String?
    let program: String

    init(folder: String, elsewhere: String?, program: String) throws {
        self.elsewhere = elsewhere.map { URL(filePath: $0).standardizedFileURL.path }
        self.folder = URL(filePath: folder).standardizedFileURL.path
        self.program = program
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw TortureError("There is no program at \(program). 'make torture' builds it.")
        }
    }

    /// A fresh desk that knows its partners and its goods. A folder that was not made by a run like this is left alone.
    func desk(_ name: String) throws -> TorturedDesk {
        let desk = TorturedDesk(
            root: try fresh("\(folder)/\(name)"),
            passage: try elsewhere.map { try fresh("\($0)/docket-torture-\(name)") }, program: program)
        try desk.layOut()
        return desk
    }

    private func fresh(_ root: String) throws -> String {
        let files = FileManager.default
        let mark = "\(root)/.docket-torture"
        if files.fileExists(atPath: root) {
            guard files.fileExists(atPath: mark) else {
                throw TortureError("\(root) is there and was not made by docket-torture; move it away, or use --desk.")
            }
            try files.removeItem(atPath: root)
        }
        try files.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: mark))
        return root
    }
}

final class TorturedDesk {
    let root: String
    /// The folder with `inbox` and `outbox`.
    let passage: String
    let program: String
    private var daemon: Process?

    init(root: String, passage: String?, program: String) {
        self.root = root
        self.passage = passage ?? root
        self.program = program
    }

    var inbox: String { "\(passage)/inbox" }
    var outbox: String { "\(passage)/outbox" }

    var log: String { "\(root)/docket.log" }

    fileprivate func layOut() throws {
        try succeed(["init", root])
        let partners = "\(root)/etc/partners"
        for file in try FileManager.default.contentsOfDirectory(atPath: partners) {
            try FileManager.default.removeItem(atPath: "\(partners)/\(file)")
        }
        for partner in Partner.allCases {
            try Data(partner.profile.utf8).write(to: URL(filePath: "\(partners)/\(partner.id).yaml"))
        }
        try Data((Catalogue.deskFile + "folders:\n  inbox: \(inbox)\n  outbox: \(outbox)\n").utf8).write(
            to: URL(filePath: "\(root)/etc/docket.yaml"))
        try succeed(["config", "check", "--root", root])
        // Makes the partners' folders.
        try succeed(["run", "--once", "--root", root])
        for (name, text) in Catalogue.referenceData {
            try drop(Array(text.utf8), into: "desk/master-data", as: name)
            try succeed(["run", "--once", "--root", root])
        }
        guard try FileManager.default.contentsOfDirectory(atPath: "\(outbox)/desk/master-data").count > 4 else {
            throw TortureError("The reference data were not taken; see \(log).")
        }
    }

    private func succeed(_ arguments: [String]) throws {
        let status = try run(program, arguments)
        guard status == 0 else {
            throw TortureError("'docket \(arguments.joined(separator: " "))' ended with \(status); see \(log).")
        }
    }

    // MARK: Dropping

    /// As a careful partner drops: under a name that is never taken, then renamed.
    func drop(_ bytes: [UInt8], into folder: String, as name: String) throws {
        let target = "\(inbox)/\(folder)"
        let hidden = "\(target)/.\(name).part"
        try Data(bytes).write(to: URL(filePath: hidden))
        guard rename(hidden, "\(target)/\(name)") == 0 else {
            throw TortureError("\(name) cannot be dropped: \(errno)")
        }
    }

    func drop(_ drop: Drop) throws { try self.drop(drop.bytes, into: drop.folder, as: drop.name) }

    // MARK: Running

    func start() throws {
        let process = try launch(program, ["run", "--root", root])
        daemon = process
    }

    var isRunning: Bool { daemon?.isRunning ?? false }

    /// - Returns: false if it had ended by itself before.
    func kill() -> Bool {
        guard let daemon else { return true }
        let wasRunning = daemon.isRunning
        Glibc.kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
        return wasRunning
    }

    /// Ends it the tidy way.
    /// - Returns: its exit status.
    func stop() -> Int32 {
        daemon?.terminate()
        daemon?.waitUntilExit()
        return daemon?.terminationStatus ?? 0
    }

    /// Runs it until it has nothing left to do.
    /// - Returns: 0 where it ended well; else its status, or the signal below 0.
    func runOnce() throws -> Int32 { try run(program, ["run", "--once", "--root", root]) }

    /// - Returns: the exit status; the signal below 0.
    func run(_ program: String, _ arguments: [String], atMost seconds: Double = 120) throws -> Int32 {
        let process = try launch(program, arguments)
        let deadline = Date().addingTimeInterval(seconds)
        while process.isRunning {
            if Date() > deadline { Glibc.kill(process.processIdentifier, SIGKILL) }
            usleep(2000)
        }
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    }

    private func launch(_ program: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter {
            !["DOCKET_ROOT", "NOTIFY_SOCKET", "JOURNAL_STREAM"].contains($0.key)
        }
        if !FileManager.default.fileExists(atPath: log) { try Data().write(to: URL(filePath: log)) }
        let output = try FileHandle(forWritingTo: URL(filePath: log))
        try output.seekToEnd()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try output.close()
        return process
    }

    // MARK: What lies there

    /// Every regular file beneath a folder, as paths beneath it, hidden ones left out.
    func files(beneath folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        for case let path as String in walk where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { found.append(path) }
        }
        return found
    }

    func bytes(of path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }
}
