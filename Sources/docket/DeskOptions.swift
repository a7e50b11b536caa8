// Which desk a command is about, and how it answers: the options that all commands share.

import ArgumentParser
import DocketDaemon
import Glibc
import OrderLedger
import OrderSpool

/// Exit statuses beside 0, as sysexits(3) numbers them.
enum ExitStatus {
    /// Something was found wrong: findings with errors, a configuration with problems.
    static let problems = ExitCode(1)
    /// There is no such order, file or notice.
    static let notFound = ExitCode(66)
    /// A file cannot be written, or is there already.
    static let cannotWrite = ExitCode(73)
    /// The configuration cannot be used.
    static let badConfiguration = ExitCode(78)
}

struct DeskOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The desk's folder, as 'docket init' laid it out.",
            discussion: "Without it: the environment's DOCKET_ROOT, else the installed desk of /etc/docket.",
            valueName: "dir"))
    var root: String?

    @Option(help: ArgumentHelp("The folder with docket.yaml, where it is not <root>/etc.", valueName: "dir"))
    var config: String?

    var location: ConfigurationLocation {
        guard let root = root ?? environment("DOCKET_ROOT") else {
            return config.map { ConfigurationLocation(configuration: $0, data: "/var/lib/docket") } ?? .installed
        }
        let standard = ConfigurationLocation(root: absolute(root))
        return config.map { ConfigurationLocation(configuration: absolute($0), data: standard.data) } ?? standard
    }

    /// The configuration, or an end of the command with all that is wrong with it. Problems that stop only a partner
    /// or a carrier do not end it; the daemon says them.
    func configuration(sayingProblems: Bool = false) throws -> Configuration {
        let loaded = Configuration.load(from: location)
        if sayingProblems || loaded.configuration == nil {
            Terminal.error.write(ConfigurationProblem.report(loaded.problems))
        }
        guard let configuration = loaded.configuration else {
            if !fileExists(location.deskFile) {
                Terminal.error.write("There is no desk here. 'docket init DIR' lays one out; --root DIR names it.\n")
            }
            throw ExitStatus.badConfiguration
        }
        return configuration
    }

    /// The ledger for looking at, beside a running daemon.
    func ledger() throws -> Ledger { try Ledger.open(path: configuration().folders.ledger, mode: .reader) }

    /// Puts a file into an inbox of this desk, the way every decision takes.
    func drop(_ bytes: [UInt8], into folder: String, as name: String) throws -> String {
        let configuration = try configuration()
        let layout = try configuration.spoolLayout()
        guard let inbox = try configuration.inboxRegister().inbox(folder) else {
            let known = try configuration.inboxRegister().inboxes.map(\.folder.id).joined(separator: ", ")
            throw ValidationError("This desk has no inbox '\(folder)'. It has: \(known)")
        }
        guard let fileName = FileName(name) else { throw ValidationError("'\(name)' cannot be a file's name.") }
        let spool = try DiskSpool(layout: layout)
        if let trouble = spool.use([inbox.folder]).first { throw trouble }
        return try spool.drop(bytes, into: folder, as: fileName).printable
    }
}

/// `--json`, for programs.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON, for programs.")
    var json = false

    /// Says what a command did: sentences for people, or one object for programs.
    func say(_ facts: [String: String], _ sentences: String...) throws {
        if json { return try JSONOutput.print(facts) }
        for sentence in sentences { Terminal.output.line(sentence) }
    }
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// A path as this process sees it, from `/`.
func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return ConfigurationLocation.join(String(cString: folder), path)
}
