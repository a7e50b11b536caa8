// `docket convert FILE --to FORMAT`: the orders of a file in another format.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderModel

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the orders of a file in another format.",
        discussion: """
            The file is read as 'docket check' reads it; findings go to standard error, and with them every field that \
            the other format cannot carry. --partner says how the file is written, --to-partner for whom it is written \
            (column names, identifiers); both need a desk (--root). Control numbers of X12 and EDIFACT count from 1. \
            Documents other than orders are written as JSON only.

            Exit status: 0 everything was written; 1 something was refused and is missing from what was written, or \
            nothing could be written; 64 the command line is wrong; 66 the file cannot be read; 73 the output file \
            cannot be written, or is there already; 78 the desk's configuration cannot be used.
            """)

    @Argument(help: "The file to read; '-' is standard input.") var file: String
    @Option(
        help: ArgumentHelp(
            "The format: \(Convert.formats.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
    var to: FileFormat
    @Option(help: ArgumentHelp("Write it for this partner.", valueName: "id")) var toPartner: String?
    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write; without it, to standard output.", valueName: "file"))
    var output: String?
    @Flag(help: "Write over a file that is there already.") var force = false
    @OptionGroup var sender: SenderOptions
    @OptionGroup var desk: DeskOptions

    private static let formats = FileFormat.allCases.filter(\.isRead)

    func validate() throws {
        guard to.isRead else { throw ValidationError("Orders are not written as \(to.rawValue).") }
    }

    func run() throws {
        do {
            try convert()
        } catch let trouble as CommandTrouble {
            Terminal.error.line("error: \(trouble)")
            throw trouble.status
        }
    }

    private func convert() throws {
        let context = try writingContext()
        if let output, !force, fileExists(output) { throw OutputFile.isThere(output) }
        let (documents, hasProblems) = try read()
        let written = try write(documents, context)
        say(written.findings)
        if let output {
            try OutputFile.write(written.bytes, to: output, replacing: force)
        } else {
            Terminal.output.write(written.bytes)
        }
        if hasProblems { throw ExitStatus.problems }
    }

    // MARK: - Reading

    private func read() throws -> (documents: [IncomingDocument], hasProblems: Bool) {
        let reading = try sender.reading(of: desk)
        let input = try IncomingFile(file)
        let progress = Progress(name: input.name, total: input.size)
        defer { progress.clear() }
        let report = PrintedReport(input.printer(reading, for: .error), to: .error, progress)
        var documents: [IncomingDocument] = []
        var tally = FileTally()
        do {
            let source = try reading.open(WatchedSource(input.source(), progress))
            while let item = try source.next() {
                tally.count(item)
                switch item {
                case .document(let read):
                    documents.append(read.document)
                    report.add(read)
                case .refused(let refused): report.add(refused)
                }
            }
            report.finish(source.account, excess: [])
            tally.count(source.account.findings)
        } catch {
            throw CommandTrouble(ExitStatus.notFound, "\(input.name): \(error)")
        }
        guard !documents.isEmpty else {
            throw CommandTrouble(ExitStatus.problems, "\(input.name) has nothing that can be written.")
        }
        return (documents, tally.hasProblems)
    }

    // MARK: - Writing

    private func writingContext() throws -> WritingContext {
        var numbers: [String: Int] = [:]
        let next = { (series: String) -> Int in
            numbers[series, default: 0] += 1
            return numbers[series] ?? 1
        }
        guard let toPartner else { return WritingContext(profile: nil, now: SystemClock.now(), nextNumber: next) }
        let configuration = try desk.configuration()
        return WritingContext(
            profile: try configuration.partner(toPartner), now: SystemClock.now(),
            offsetSeconds: configuration.calendar.offsetSeconds, letters: configuration.letters, nextNumber: next)
    }

    private func write(_ documents: [IncomingDocument], _ context: WritingContext) throws -> WrittenOrders {
        let orders = documents.compactMap { if case .order(let order) = $0 { order } else { nil } }
        guard orders.count == documents.count else {
            guard to == .json else {
                let other = documents.first { $0.kind != .order }?.kind.rawValue ?? ""
                throw CommandTrouble(
                    ExitStatus.problems, "a \(other) has no form in \(to.rawValue). Choose --to json, which has all.")
            }
            return WrittenOrders(bytes: IncomingDocumentWriter.write(documents))
        }
        do {
            return try OrderWriter.write(orders, as: to, context)
        } catch {
            throw CommandTrouble(ExitStatus.problems, "\(error)")
        }
    }

    private func say(_ findings: [Finding]) {
        let printer = FindingPrinter(
            fileName: output ?? "<stdout>", source: nil, usesColours: Terminal.error.hasColours)
        Terminal.error.write(printer.text(findings))
    }
}

extension FileFormat: ExpressibleByArgument {}
