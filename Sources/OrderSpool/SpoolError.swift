// What can go wrong at the disk, for the program by case and for people as a sentence with advice.

import Glibc

/// What the spool was doing.
package enum SpoolOperation: String, Sendable, Equatable, CaseIterable {
    case prepare = "prepare the folder"
    case scan = "look through the folder"
    case look = "look at the file"
    case watch = "watch the folder"
    case claim = "take the file"
    case read = "read the file"
    case putBack = "put the file back"
    case recover = "look for work left by the last run"
    case stage = "write the document"
    case sync = "make files durable"
    case publish = "publish the document"
    case sweep = "remove a leftover document"
    case archive = "archive the file"
    case quarantine = "put the file into quarantine"
    case list = "list the quarantine"
    case retry = "take the file out of quarantine"
    case drop = "drop the file"
}

/// Everything that the spool's calls throw.
package enum SpoolError: Error, Sendable, Equatable {
    /// The system refused a call; `number` is its errno.
    case system(SpoolOperation, path: SpoolPath, number: Int32)
    /// A folder is not the one it was: its mount went away, or something else was put in its place. Nothing is taken
    /// from it or put into it until it is back or accepted (`accept`).
    case rootChanged(folder: String, path: SpoolPath, detail: RootChange)
    /// A folder id that is not among the folders in use.
    case unknownFolder(String)
    /// An intake or folder id that cannot be part of a file name.
    case badIdentifier(String, why: String)
    /// There is a file of that name already, and it is another one.
    case nameTaken(SpoolOperation, path: SpoolPath)
    /// What stands in work/, quarantine/ or archive/ is not what this program puts there.
    case unexpected(SpoolOperation, path: SpoolPath, what: String)

    /// In which way a folder is not the one it was.
    package enum RootChange: String, Sendable, Equatable {
        case missing = "it is not there"
        case replaced = "another folder or file system stands in its place"
        case unmarked = "the marker that was put into it is missing or another one"
        case stale = "the file server no longer knows it"
    }
}

extension SpoolError {
    /// The errno, where there is one.
    package var number: Int32? {
        if case .system(_, _, let number) = self { number } else { nil }
    }

    package var path: SpoolPath? {
        switch self {
        case .system(_, let path, _), .rootChanged(_, let path, _), .nameTaken(_, let path),
            .unexpected(_, let path, _):
            path
        case .unknownFolder, .badIdentifier: nil
        }
    }

    /// The disk or the quota is full: stop taking files, keep everything, try again later.
    package var isOutOfSpace: Bool { number == ENOSPC || number == EDQUOT }

    /// Where it is the machine that is short of something, and no file is to blame: of what, and for what.
    package var shortage: String? {
        guard case .system(let operation, _, let number) = self,
            [ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM].contains(number)
        else { return nil }
        return "\(operation.rawValue) \(number)"
    }

    /// Trying again later may help without anybody doing anything to this file.
    package var isPassing: Bool {
        switch self {
        case .system(_, _, let number):
            [EINTR, EAGAIN, EBUSY, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EIO, ESTALE, EROFS, ETIMEDOUT, ETXTBSY]
                .contains(number)
        case .rootChanged: true
        case .unknownFolder, .badIdentifier, .nameTaken, .unexpected: false
        }
    }
}

extension SpoolError: CustomStringConvertible {
    package var description: String { sentence }

    /// What happened, where, and what to do, for people.
    package var sentence: String {
        switch self {
        case .system(let operation, let path, let number):
            "Cannot \(operation.rawValue) \(path.printable): \(ErrorText.meaning(of: number)). "
                + ErrorText.advice(for: number, during: operation)
        case .rootChanged(let folder, let path, let detail):
            "The folder \(folder) at \(path.printable) is not the one it was: \(detail.rawValue). Nothing is taken from "
                + "it or put into it. Mount it again and the desk goes on; if the change is meant, 'docket inboxes accept' "
                + "takes the new one into use."
        case .unknownFolder(let id):
            "There is no folder \(id) on this desk. Check the partner's configuration."
        case .badIdentifier(let text, let why):
            "“\(PrintableBytes.text(of: Array(text.utf8)))” cannot be used as a name here: \(why)."
        case .nameTaken(let operation, let path):
            "Cannot \(operation.rawValue): there is already a file \(path.printable). "
                + "Nothing was overwritten. Move that one away or use another name."
        case .unexpected(let operation, let path, let what):
            "Cannot \(operation.rawValue) at \(path.printable): \(what). "
                + "Somebody else has changed this folder; nobody but the desk should."
        }
    }
}

/// Words for error numbers.
enum ErrorText {
    static func meaning(of number: Int32) -> String {
        switch number {
        case ENOSPC: "the disk is full"
        case EDQUOT: "the disk quota is used up"
        case EACCES, EPERM: "permission is missing"
        case EROFS: "the file system is mounted read-only"
        case EMFILE: "this program has too many files open"
        case ENFILE: "the whole machine has too many files open"
        case ESTALE: "the file server no longer knows it"
        case EIO: "the disk or the network reported an input/output error"
        case ENOENT: "it does not exist"
        case ENAMETOOLONG: "the name is too long for this file system"
        case ELOOP: "it is a symbolic link, or a symbolic link is on the way to it"
        case ENOTDIR: "it, or something on the way to it, is not a folder"
        default: "\(SystemCalls.text(for: number)) (error \(number))"
        }
    }

    static func advice(for number: Int32, during operation: SpoolOperation) -> String {
        switch number {
        case ENOSPC:
            "Make room: nothing is lost, the desk goes on by itself once there is space again. Often the number of files "
                + "(df -i) is used up rather than the bytes."
        case EDQUOT: "Raise the quota of the desk's user or make room; the desk goes on by itself."
        case EACCES, EPERM:
            "Give the desk's user the right to read and write there (owner, group, mode; for folders also x). "
                + "A sticky bit on the folder also forbids moving other people's files."
        case EROFS:
            "Look into the system log: file systems are remounted read-only after disk errors. Under systemd, "
                + "ReadWritePaths= must name the folder."
        case EMFILE: "Raise LimitNOFILE= in the unit file (ulimit -n in a shell)."
        case ENFILE: "Raise fs.file-max, or find the program that holds so many files open."
        case ESTALE: "Mount the share again; until then nothing is taken from it."
        case EIO: "Look into the system log for the device or share; do not delete anything before it is healthy."
        case ENOENT: "Somebody removed or renamed it meanwhile, or the folder was never made."
        case ENOMEM: "The machine is short of memory; the desk tries again."
        case ELOOP:
            "No link is followed there: put the file or folder itself there, or name the folder's real place in the "
                + "configuration."
        default: operation == .watch ? "The folder is looked through on the timer instead." : "The desk tries again."
        }
    }
}
