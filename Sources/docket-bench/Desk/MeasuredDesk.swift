// A desk that is measured: laid out by 'docket init', with customers of its own and otherwise as everybody gets it.

import Foundation

struct MeasuredDesk {
    let root: String
    let program: String

    private var log: String { "\(root)/docket.log" }
    var ledger: String { "\(root)/ledger.sqlite" }

    /// A fresh desk with its reference data.
    func layOut(with catalogue: Catalogue) throws {
        try layOut()
        try load(catalogue)
    }

    private func layOut() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try call(["init", root])
        let partners = "\(root)/etc/partners"
        for file in try FileManager.default.contentsOfDirectory(atPath: partners) {
            try FileManager.default.removeItem(atPath: "\(partners)/\(file)")
        }
        for customer in Customer.allCases {
            try Data(customer.profile.utf8).write(to: URL(filePath: "\(partners)/\(customer.rawValue).yaml"))
        }
        try call(["config", "check", "--root", root])
        // Makes the customers' folders.
        try call(["run", "--root", root, "--once"])
    }

    /// Gives the desk its reference data the way everybody does, file after file.
    private func load(_ catalogue: Catalogue) throws {
        for (name, text) in catalogue.referenceData {
            try drop(text, into: "desk/master-data", as: name)
            try call(["run", "--root", root, "--once"])
            let receipts = try names(in: "outbox/desk/master-data").filter { $0.hasPrefix("receipt-\(name.prefix(1))") }
            guard receipts.count == 1, try names(in: "quarantine").isEmpty else {
                throw BenchError("\(name) was not taken; see \(root)/outbox/desk/master-data and \(log).")
            }
        }
    }

    /// The desk does not run yet, so a plain write is as good as a rename. Nothing is synced: that is the desk's work.
    func drop(_ text: String, into folder: String, as name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(root)/inbox/\(folder)/\(name)"))
    }

    func drop(_ file: Work.File) throws {
        let path = "\(root)/inbox/\(file.folder)/\(file.name)"
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw BenchError("\(path) cannot be made.")
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        for piece in 0..<file.pieces { try handle.write(contentsOf: Data(file.piece(piece).utf8)) }
    }

    func run(progress: @escaping @Sendable (Double, Int64) -> Void) throws -> Usage {
        try ChildProcess(program: program, arguments: ["run", "--root", root, "--once"], log: log).run(
            progress: progress)
    }

    /// Starts the desk as it runs all day, with a log of its own.
    func startDaemon() throws -> Daemon {
        try Daemon(
            ChildProcess(program: program, arguments: ["run", "--root", root], log: "\(root)/daemon.log"))
    }

    private func call(_ arguments: [String]) throws {
        _ = try ChildProcess(program: program, arguments: arguments, log: log).run { _, _ in }
    }

    // MARK: What lies there

    /// The names in a folder beneath the desk's; none if there is no such folder.
    func names(in folder: String) throws -> [String] {
        let path = "\(root)/\(folder)"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Every file beneath a folder, as paths beneath it, hidden ones left out.
    func files(beneath folder: String) throws -> Set<String> {
        var found: Set<String> = []
        try forEachFile(beneath: folder) { path, _ in found.insert(path) }
        return found
    }

    /// Goes through all files beneath a folder with their sizes, hidden ones left out, however many there are.
    func forEachFile(beneath folder: String, _ body: (String, Int) throws -> Void) throws {
        var waiting = [""]
        while let below = waiting.popLast() {
            let path = below.isEmpty ? "\(root)/\(folder)" : "\(root)/\(folder)/\(below)"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            try Folder(path).forEachEntry { name, isFolder, size in
                guard !name.hasPrefix(".") else { return }
                let path = below.isEmpty ? name : "\(below)/\(name)"
                if isFolder { waiting.append(path) } else { try body(path, size) }
            }
        }
    }
}
