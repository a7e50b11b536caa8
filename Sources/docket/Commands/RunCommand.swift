// `docket run`: the daemon, in the foreground.

import ArgumentParser
import DocketDaemon
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the desk in the foreground.",
        discussion: """
            SIGTERM and Ctrl-C end it after what was begun; SIGHUP reads the configuration again, and keeps the one in use \
            if the new one has errors. Exit status 78 means that the configuration cannot be used.
            """)

    @OptionGroup var desk: DeskOptions

    @Flag(help: "Take what is there, finish it, and exit.")
    var once = false

    func run() async throws {
        let configuration = try desk.configuration(sayingProblems: true)
        // The ledger and its companions hold customers' data: the desk's user and group may read them, nobody else.
        umask(0o027)
        let format = configuration.log.format
        var log = Logger(label: "docket") { _ in
            LogLineHandler(level: .info, format: format, isForJournal: environment("JOURNAL_STREAM") != nil)
        }
        log.logLevel = Logger.Level(rawValue: configuration.log.level.rawValue) ?? .info
        do {
            let daemon = try DeskDaemon(
                configuration: configuration, once: once, log: log, notifySocket: environment("NOTIFY_SOCKET"))
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        .init(
                            service: daemon, successTerminationBehavior: .gracefullyShutdownGroup,
                            failureTerminationBehavior: .gracefullyShutdownGroup)
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
            try await group.run()
        } catch let error as DeskError {
            Terminal.error.line("error: \(error)")
            throw ExitStatus.problems
        }
    }
}
