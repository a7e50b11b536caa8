// `docket check FILE …`: what the desk would say about files, without a desk.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderModel

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read files as the desk would, and print what is wrong with them.",
        discussion: """
            Files of any length are only read; nothing is entered. With --partner, the partner's column mapping, charset \
            and units are used, which needs a desk (--root). With --json, one report is printed for each file, one after \
            the other: the documents in our own JSON, whatever they came in, and all findings.

            Exit status: 0 everything would be taken; 1 something would be refused; 64 the command line is wrong; 66 a \
            file cannot be read; 78 the desk's configuration cannot be used.
            """)

    @Argument(help: ArgumentHelp("The files to read; '-' is standard input.", valueName: "file"))
    var files: [String] = []
    @Option(help: ArgumentHelp("Say what a code of a finding means and what to do about it.", valueName: "code"))
    var explain: String?
    @OptionGroup var sender: SenderOptions
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty, explain == nil { throw ValidationError("Name the files to check.") }
    }

    func run() throws {
        if let explain { try CodePage.print(explain, asJSON: output.json) }
        guard !files.isEmpty else { return }
        let reading = try sender.reading(of: desk)
        var worst: ExitCode?
        for file in files {
            do {
                if try check(file, reading) { worst = worst ?? ExitStatus.problems }
            } catch let trouble as CommandTrouble {
                Terminal.error.line("error: \(trouble)")
                worst = trouble.status
            }
        }
        if let worst { throw worst }
    }

    /// True if something would be refused.
    private func check(_ path: String, _ reading: FileReading) throws -> Bool {
        let file = try IncomingFile(path)
        let progress = Progress(name: file.name, total: file.size)
        defer { progress.clear() }
        let report = try self.report(file, reading, progress)
        var tally = FileTally()
        do {
            let documents = try reading.open(WatchedSource(file.source(), progress))
            while let item = try documents.next() {
                tally.count(item)
                switch item {
                case .document(let document): try report.add(document)
                case .refused(let refused): try report.add(refused)
                }
            }
            let account = documents.account
            let excess = reading.excess(size: file.size, documents: tally.allDocuments)
            tally.count(account.findings + excess)
            try report.finish(account, excess: excess)
            progress.clear()
            if !output.json { Terminal.output.line(tally.summary(file.name, account)) }
            return tally.hasProblems
        } catch let error as InputError {
            throw CommandTrouble(ExitStatus.notFound, "\(file.name): \(error)")
        }
    }

    private func report(_ file: IncomingFile, _ reading: FileReading, _ progress: Progress) throws -> any FileReport {
        if output.json { return try JSONReport(fileName: file.name, progress) }
        return PrintedReport(file.printer(reading, for: .output), to: .output, progress)
    }
}

extension IncomingFile {
    /// Prints findings of this file with its lines.
    func printer(_ reading: FileReading, for terminal: Terminal) -> FindingPrinter {
        let source = FileReader.sourceForDisplay(self.source(), profile: reading.profile)
        return FindingPrinter(
            fileName: name, source: source.lines, attachments: source.attachments, usesColours: terminal.hasColours)
    }
}

/// The page of a code, as `docs/findings.md` has it.
enum CodePage {
    private struct View: Encodable {
        var code, title, explanation, example, remedy: String
    }

    static func print(_ name: String, asJSON: Bool) throws {
        guard let page = FindingCatalogue.page(named: name) else {
            let nearest = FindingCatalogue.nearestCode(to: name).map { " Did you mean '\($0)'?" } ?? ""
            throw ValidationError("There is no finding '\(name)'.\(nearest)")
        }
        if asJSON {
            return try JSONOutput.print(
                View(
                    code: name, title: page.title, explanation: page.explanation, example: page.example,
                    remedy: page.remedy))
        }
        Terminal.output.line("\(name): \(page.title)\n\n\(page.explanation)\n\nExample:\n")
        for line in page.example.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.output.line("    \(line)")
        }
        Terminal.output.line("\nWhat to do: \(page.remedy)")
    }
}
