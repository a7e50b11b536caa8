// A desk that is measured: laid out by 'docket init', with customers of its own and otherwise as everybody gets it.

import Foundation

struct MeasuredDesk {
    let root: String
    let program: String

    private var log: String { "\(root)/docket.log" }
    var ledger: String { "\(root)/ledger.sqlite" }

    func layOut() throws {
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
    func load(_ catalogue: Catalogue) throws {
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

    func run(progress: @escaping @Sendable (Double, Int64) -> Void) throws -> Usage {
        try ChildProcess(program: program, arguments: ["run", "--root", root, "--once"], log: log).run(
            progress: progress)
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
    func files(beneath folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: "\(root)/\(folder)") else { return [] }
        var found: [String] = []
        for case let path as String in walk where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { found.append(path) }
        }
        return found.sorted()
    }

    func bytes(of file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(root)/\(file)")))
    }
}
