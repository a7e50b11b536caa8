// The folders of a desk: which ones its configuration calls for, and making those that are missing.

import Glibc
import OrderModel
import OrderProcess

package enum DeskLayout {
    /// A folder that could not be made.
    package struct Trouble: Error, Hashable, Sendable, CustomStringConvertible {
        package let path: String
        package let reason: String
        package var description: String { "the folder \(path) cannot be made: \(reason)" }
    }

    /// A folder and who may enter it. The modes are those with which the spool makes folders: on the way anybody may
    /// pass and only the desk may look around; in a partner's, role's or carrier's own folder its group may write, and
    /// what is made there gets that group.
    package struct Folder: Hashable, Sendable {
        package let path: String
        package let mode: UInt32

        package init(path: String, mode: UInt32 = Folder.own) {
            self.path = path
            self.mode = mode
        }

        package static let own: UInt32 = 0o750
        package static let secret: UInt32 = 0o700
        package static let passage: UInt32 = 0o751
        package static let shared: UInt32 = 0o2770
    }

    /// All folders, each after the one it lies in: inbox and outbox of every partner, role and carrier, and the desk's
    /// own.
    package static func folders(of configuration: Configuration) -> [Folder] {
        let folders = configuration.folders
        var all: [Folder] = []
        var known: Set<String> = []
        func add(_ path: String, _ mode: UInt32) {
            if known.insert(path).inserted { all.append(Folder(path: path, mode: mode)) }
        }
        func addShared(_ base: String, _ parts: String...) {
            var path = base
            for part in parts.dropLast() {
                path += "/\(part)"
                add(path, Folder.passage)
            }
            if let last = parts.last { add("\(path)/\(last)", Folder.shared) }
        }
        add(folders.inbox, Folder.passage)
        add(folders.outbox, Folder.passage)
        for path in [folders.archive, folders.quarantine, folders.work, parent(of: folders.ledger)] {
            add(path, Folder.own)
        }
        for (id, partner) in configuration.partners.sorted(by: { $0.key < $1.key }) {
            for channel in partner.channels {
                addShared(folders.inbox, id, channel.rawValue)
                guard partner.maildirs.contains(channel) else { continue }
                for part in ["tmp", "new", "cur"] { addShared(folders.inbox, id, channel.rawValue, part) }
            }
            addShared(folders.outbox, id)
        }
        for role in configuration.roles.all {
            addShared(folders.inbox, "desk", role)
            addShared(folders.outbox, "desk", role)
        }
        for carrier in configuration.carriers.keys.sorted() { addShared(folders.inbox, "carriers", carrier) }
        return all
    }

    /// Makes the folders that are missing, and those they lie in; those that are there keep their modes. Returns the
    /// paths of the ones that it made.
    @discardableResult
    package static func make(_ folders: [Folder]) throws(Trouble) -> [String] {
        var made: [String] = []
        for folder in folders { made += try make(folder) }
        return made
    }

    /// - Parameter aboveIsThere: the folder above was just made or found, so "no such folder" is final: a file system
    ///   such as /proc says that to whoever wants a folder in it.
    private static func make(_ folder: Folder, aboveIsThere: Bool = false) throws(Trouble) -> [String] {
        if mkdir(folder.path, 0o700) == 0 {
            // The umask has no say; a setgid bit that was inherited from the folder above stays.
            var facts = stat()
            guard stat(folder.path, &facts) == 0, chmod(folder.path, folder.mode | facts.st_mode & S_ISGID) == 0 else {
                throw Trouble(path: folder.path, reason: systemText(errno))
            }
            return [folder.path]
        }
        switch errno {
        case EEXIST:
            var facts = stat()
            guard stat(folder.path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                throw Trouble(path: folder.path, reason: "something that is no folder has this name")
            }
            return []
        case ENOENT where !aboveIsThere && parent(of: folder.path) != folder.path:
            let above = Folder(path: parent(of: folder.path), mode: Folder.passage)
            return try make(above) + make(folder, aboveIsThere: true)
        default:
            throw Trouble(path: folder.path, reason: systemText(errno))
        }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
