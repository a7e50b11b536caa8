// `docket config`: is the configuration right, and what does it come to.

import ArgumentParser
import DocketDaemon

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The configuration.", subcommands: [Check.self, Show.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read all configuration files and print every problem with its place.")
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        struct View: Encodable {
            var severity, file, message: String
            var line, column: Int?
            var hint, consequence: String?
        }

        func run() throws {
            let loaded = Configuration.load(from: desk.location)
            if output.json {
                try JSONOutput.print(
                    loaded.problems.map {
                        View(
                            severity: $0.severity.rawValue, file: $0.file, message: $0.message, line: $0.line,
                            column: $0.column, hint: $0.hint, consequence: $0.consequence)
                    })
            } else if loaded.problems.isEmpty, let configuration = loaded.configuration {
                Terminal.output.line(
                    "The configuration is right: \(configuration.partners.count) partners, "
                        + "\(configuration.rules.count) rules, \(configuration.carriers.count) carriers.")
            } else {
                Terminal.output.write(ConfigurationProblem.report(loaded.problems))
            }
            if loaded.configuration == nil { throw ExitStatus.badConfiguration }
            if loaded.hasErrors { throw ExitStatus.problems }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the effective configuration, with every default filled in. Secrets are never printed.")
        @OptionGroup var desk: DeskOptions

        func run() throws { Terminal.output.write(try desk.configuration().show()) }
    }
}
