// `docket init DIR`: lays out a desk that can be started at once, and overwrites nothing.

import Glibc

/// A new desk: its folders, a commented configuration, the default rules, an example partner.
package enum DeskInit {
    /// What was made, in the order in which it was made.
    package struct Result: Hashable, Sendable {
        /// Paths of folders; those that were there already are not among them.
        package let folders: [String]
        /// Paths of files.
        package let files: [String]
    }

    package enum Trouble: Error, Hashable, Sendable, CustomStringConvertible {
        /// Files that a desk begins with are there already. Nothing was changed.
        case alreadyThere([String])
        case folder(DeskLayout.Trouble)
        case file(path: String, reason: String)
        /// The configuration that was written cannot be used: a mistake of ours.
        case badTemplates([ConfigurationProblem])

        package var description: String {
            switch self {
            case .alreadyThere(let files):
                let names = files.map { "  \($0)" }.joined(separator: "\n")
                return "there is a desk already; nothing was changed. These files would be overwritten:\n\(names)\n"
                    + "Choose an empty folder, or move them away first."
            case .folder(let trouble): return trouble.description
            case .file(let path, let reason): return "the file \(path) cannot be written: \(reason)"
            case .badTemplates(let problems):
                return "the new configuration cannot be used:\n" + ConfigurationProblem.report(problems)
            }
        }
    }

    /// Lays out a desk beneath `root`, which is made if it is missing. Files that are there are never touched: if one
    /// of those to be written is, nothing is done at all.
    package static func layOut(at root: String) throws(Trouble) -> Result {
        let location = ConfigurationLocation(root: root)
        let files = DeskTemplates.all.map { (path: ConfigurationLocation.join(root, $0.path), content: $0.content) }
        let there = files.map(\.path).filter(exists)
        guard there.isEmpty else { throw .alreadyThere(there) }
        var folders: [String] = []
        folders += try make([DeskLayout.Folder(path: root, mode: DeskLayout.Folder.passage)])
        for (path, _) in files { folders += try make([DeskLayout.Folder(path: DeskLayout.parent(of: path))]) }
        let secrets = ConfigurationLocation.join(location.configuration, "secrets")
        folders += try make([DeskLayout.Folder(path: secrets, mode: DeskLayout.Folder.secret)])
        for (path, content) in files { try write(content, to: path) }
        let loaded = Configuration.load(from: location)
        guard let configuration = loaded.configuration, loaded.problems.isEmpty else {
            throw .badTemplates(loaded.problems)
        }
        folders += try make(DeskLayout.folders(of: configuration))
        return Result(folders: folders, files: files.map(\.path))
    }

    private static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    private static func make(_ folders: [DeskLayout.Folder]) throws(Trouble) -> [String] {
        do {
            return try DeskLayout.make(folders)
        } catch {
            throw .folder(error)
        }
    }

    /// Writes a file that is not there yet, and makes sure that it is on the disk.
    private static func write(_ content: [UInt8], to path: String) throws(Trouble) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .file(path: path, reason: systemText(errno)) }
        defer { close(descriptor) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(path: path, reason: systemText(errno)) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw .file(path: path, reason: systemText(errno)) }
    }
}
