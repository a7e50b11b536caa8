// What can go wrong with the ledger, each with what happened and what to do.

import Glibc

/// Why the ledger could not do what it was asked. `code` is SQLite's extended result code where SQLite said no.
package enum LedgerError: Error, Hashable, Sendable {
    // Opening.
    case missing(path: String)
    case lockedByAnotherDaemon(path: String, pid: Int32?)
    case lockFailed(path: String, errorNumber: Int32)
    case notALedger(path: String, detail: String)
    case newerSchema(path: String, found: Int, known: Int)
    case olderSchema(path: String, found: Int, known: Int)
    /// A setting that the promises rest on did not take.
    case settingRefused(path: String, setting: String, wanted: String, found: String)
    case migrationFailed(path: String, version: Int, detail: String)

    // The disk and the file.
    case damaged(path: String, detail: String, code: Int32?)
    case diskFull(path: String, code: Int32)
    case readOnly(path: String, code: Int32)
    case cannotOpen(path: String, detail: String, code: Int32)
    case inputOutput(path: String, detail: String, code: Int32)
    case busy(path: String, code: Int32)
    case closed(path: String)
    /// Anything else that SQLite refuses.
    case failed(path: String, detail: String, statement: String?, code: Int32)

    // What was asked for contradicts what is recorded.
    /// A row that must be unique, or must have its counterpart, does not: the statement says which.
    case constraint(detail: String, statement: String?, code: Int32)
    /// A stored value is not what its column holds.
    case unreadable(what: String, detail: String)
    case tooLarge(bytes: Int)
    case notEncodable(what: String, detail: String)
    case unknownOrder(number: String)
    case orderExists(number: String)
    case unknownIntake(id: String)
    case unknownDelivery(id: String)
    /// More would be locked than there is (K01).
    case overReserved(product: String, warehouse: String, lot: String, wanted: String, available: String)
    case notPositive(what: String, value: String)
    case sumTooLarge(what: String)
    /// Writing was asked of a ledger that was opened for reading.
    case openedForReading(path: String)
}

extension LedgerError {
    /// SQLite's extended result code, nil where SQLite had no part in it.
    package var extendedCode: Int32? {
        switch self {
        case .damaged(_, _, let code): code
        case .diskFull(_, let code), .readOnly(_, let code), .busy(_, let code): code
        case .cannotOpen(_, _, let code), .inputOutput(_, _, let code): code
        case .failed(_, _, _, let code), .constraint(_, _, let code): code
        default: nil
        }
    }

    /// The transaction did not take effect because there was no room or no turn; the ledger itself is sound, and the same
    /// can be tried again. (After an input/output error nobody knows what reached the disk: begin anew.)
    package var isShortage: Bool {
        switch self {
        case .busy, .diskFull: true
        default: false
        }
    }

    /// Trying the same again later may well succeed without anybody's help, or with room made on the disk.
    package var isPassing: Bool {
        switch self {
        case .busy, .diskFull, .inputOutput: true
        default: false
        }
    }
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        let text = sentence
        return extendedCode.map { "\(text) (SQLite code \($0))" } ?? text
    }

    private var sentence: String {
        switch self {
        case .missing, .lockedByAnotherDaemon, .lockFailed, .notALedger, .newerSchema, .olderSchema, .settingRefused,
            .migrationFailed, .openedForReading:
            sentenceAboutOpening
        case .damaged, .diskFull, .readOnly, .cannotOpen, .inputOutput, .busy, .closed, .failed:
            sentenceAboutTheFile
        default:
            sentenceAboutTheContent
        }
    }

    private var sentenceAboutOpening: String {
        switch self {
        case .missing(let path):
            "there is no ledger at \(path); start the daemon once with `docket run`, it creates the ledger"
        case .lockedByAnotherDaemon(let path, let pid):
            "another daemon\(pid.map { " (process \($0))" } ?? "") works with the ledger \(path); stop it first, "
                + "or give this one a root of its own"
        case .lockFailed(let path, let number):
            "the lock file \(path) cannot be locked: \(unsafe String(cString: strerror(number))); check that its folder exists "
                + "and that the daemon's user may write to it"
        case .notALedger(let path, let detail):
            "\(path) is not a ledger of this program (\(detail)); check the path, or move the file away to start anew"
        case .newerSchema(let path, let found, let known):
            "the ledger \(path) was written by a newer version of this program (schema \(found), this one knows up to "
                + "\(known)); install that version, or restore the backup from before its installation"
        case .olderSchema(let path, let found, let known):
            "the ledger \(path) has the older schema \(found) (this program's is \(known)); start the daemon of this "
                + "version, it brings the ledger up to date"
        case .settingRefused(let path, let setting, let wanted, let found):
            "SQLite keeps \(setting) at \(found) for \(path) where \(wanted) is needed; is the file on a network file "
                + "system? The ledger needs a local one"
        case .migrationFailed(let path, let version, let detail):
            "the ledger \(path) could not be brought to schema \(version): \(detail); it is as it was before"
        case .openedForReading(let path):
            "the ledger \(path) was opened for reading only"
        default: ""
        }
    }

    private var sentenceAboutTheFile: String {
        switch self {
        case .damaged(let path, let detail, _):
            "the ledger \(path) is damaged: \(detail); stop the daemon, keep a copy of the file and of the one ending in "
                + "-wal, and restore the latest backup"
        case .diskFull(let path, _):
            "the disk with the ledger \(path) is full; make room, the daemon then goes on by itself"
        case .readOnly(let path, _):
            "the ledger \(path) cannot be written; check that the daemon's user owns the file and its folder, and that "
                + "the file system is not mounted read-only"
        case .cannotOpen(let path, let detail, _):
            "the ledger \(path) cannot be opened: \(detail); check that its folder exists and that this user may read "
                + "and write there (commands need the daemon's user or group)"
        case .inputOutput(let path, let detail, _):
            "reading or writing the ledger \(path) failed: \(detail); look for disk errors in the system log"
        case .busy(let path, _):
            "another program holds the ledger \(path) locked; wait for it to end (a backup, an open sqlite3 shell)"
        case .closed(let path):
            "the ledger \(path) is closed already"
        case .failed(let path, let detail, let statement, _):
            "SQLite refused a statement on \(path): \(detail)" + (statement.map { ", in: \($0)" } ?? "")
        default: ""
        }
    }

    private var sentenceAboutTheContent: String {
        switch self {
        case .constraint(let detail, let statement, _):
            "what was to be recorded contradicts what is recorded: \(detail)" + (statement.map { ", in: \($0)" } ?? "")
        case .unreadable(let what, let detail):
            "\(what) in the ledger cannot be read: \(detail)"
        case .tooLarge(let bytes):
            "a value of \(bytes) bytes is too large for the ledger, which takes \(LedgerLimits.valueBytes)"
        case .notEncodable(let what, let detail):
            "\(what) cannot be written as JSON: \(detail)"
        case .unknownOrder(let number):
            "there is no order \(number) in the ledger"
        case .orderExists(let number):
            "there is an order \(number) in the ledger already; order numbers are given once"
        case .unknownIntake(let id):
            "there is no intake \(id) in the ledger"
        case .unknownDelivery(let id):
            "there is no notice \(id) to a carrier in the ledger"
        case .overReserved(let product, let warehouse, let lot, let wanted, let available):
            "\(wanted) of product \(product)\(lot.isEmpty ? "" : ", lot \(lot),") in warehouse \(warehouse) were to be "
                + "reserved, but only \(available) are available"
        case .notPositive(let what, let value):
            "\(what) must be more than zero, but is \(value)"
        case .sumTooLarge(let what):
            "\(what) has more digits than can be computed exactly"
        default: ""
        }
    }
}
