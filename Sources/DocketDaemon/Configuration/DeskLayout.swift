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

    /// All folders, each after the one it lies in: inbox and outbox of every partner, role and carrier, and the desk's
    /// own.
    package static func folders(of configuration: Configuration) -> [String] {
        let folders = configuration.folders
        var all = [folders.inbox, folders.outbox, folders.archive, folders.quarantine, folders.work]
        var known = Set(all)
        func add(_ base: String, _ parts: String...) {
            var path = base
            for part in parts {
                path += "/\(part)"
                if known.insert(path).inserted { all.append(path) }
            }
        }
        for (id, partner) in configuration.partners.sorted(by: { $0.key < $1.key }) {
            for channel in partner.channels { add(folders.inbox, id, channel.rawValue) }
            add(folders.outbox, id)
        }
        for role in configuration.roles.all {
            add(folders.inbox, "desk", role)
            add(folders.outbox, "desk", role)
        }
        for carrier in configuration.carriers.keys.sorted() { add(folders.inbox, "carriers", carrier) }
        let ledger = parent(of: folders.ledger)
        if known.insert(ledger).inserted { all.append(ledger) }
        return all
    }

    /// Makes the folders that are missing, and those they lie in. Returns the ones that it made. Only the owner and
    /// the group may enter them.
    @discardableResult
    package static func make(_ folders: [String]) throws(Trouble) -> [String] {
        var made: [String] = []
        for folder in folders { made += try make(folder, mode: 0o750) }
        return made
    }

    static func make(_ folder: String, mode: mode_t) throws(Trouble) -> [String] {
        if mkdir(folder, mode) == 0 { return [folder] }
        switch errno {
        case EEXIST:
            var facts = stat()
            guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                throw Trouble(path: folder, reason: "something that is no folder has this name")
            }
            return []
        case ENOENT where parent(of: folder) != folder:
            return try make(parent(of: folder), mode: mode) + make(folder, mode: mode)
        default:
            throw Trouble(path: folder, reason: systemText(errno))
        }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
