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

            JSON is written as the file is read, however long it is; the other formats say something of all orders in \
            their first lines, so the orders are held in memory. With --output the file is there as a whole, or not at \
            all; what goes to standard output may end in the middle where reading fails, and the exit status says so.

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

    func run() throws { try sayingTrouble { try convert() } }

    private func convert() throws {
        let context = try writingContext()
        if let output, !force, fileExists(output) { throw OutputFile.isThere(output) }
        let hasProblems = to == .json ? try writeAsItIsRead() : try writeAtTheEnd(context)
        if hasProblems { throw ExitStatus.problems }
    }

    private func writeAsItIsRead() throws -> Bool {
        let target = try output.map { try OutputFile($0, replacing: force) }
        var pieces = IncomingDocumentPieces()
        let hasProblems = try read { try write(pieces.add($0), to: target) }
        try write(pieces.finish(), to: target)
        try target?.finish()
        return hasProblems
    }

    private func writeAtTheEnd(_ context: WritingContext) throws -> Bool {
        var orders: [PurchaseOrder] = []
        let hasProblems = try read { orders.append(try order($0)) }
        let written = try write(orders, context)
        say(written.findings)
        let target = try output.map { try OutputFile($0, replacing: force) }
        try write(written.bytes, to: target)
        try target?.finish()
        return hasProblems
    }

    private func write(_ bytes: [UInt8], to target: OutputFile?) throws {
        if let target { try target.write(bytes) } else { Terminal.output.write(bytes) }
    }

    // MARK: - Reading

    /// Hands over each document; true where something was refused.
    private func read(_ take: (IncomingDocument) throws -> Void) throws -> Bool {
        let reading = try sender.reading(of: desk)
        let input = try IncomingFile(file)
        let progress = Progress(name: input.name, total: input.size)
        defer { progress.clear() }
        let report = PrintedReport(input.printer(reading, for: .error), to: .error, progress)
        var isEmpty = true
        var tally = FileTally()
        do {
            let source = try reading.open(WatchedSource(input.source(), progress))
            while let item = try source.next() {
                tally.count(item)
                switch item {
                case .document(let read):
                    isEmpty = false
                    try take(read.document)
                    report.add(read)
                case .refused(let refused): report.add(refused)
                }
            }
            report.finish(source.account, excess: [])
            tally.count(source.account.findings)
        } catch let error as InputError {
            throw CommandTrouble(ExitStatus.notFound, "\(input.name): \(error)")
        }
        guard !isEmpty else {
            throw CommandTrouble(ExitStatus.problems, "\(input.name) has nothing that can be written.")
        }
        return tally.hasProblems
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

    private func order(_ document: IncomingDocument) throws -> PurchaseOrder {
        if case .order(let order) = document { return order }
        throw CommandTrouble(
            ExitStatus.problems,
            "a \(document.kind.rawValue) has no form in \(to.rawValue). Choose --to json, which has all.")
    }

    private func write(_ orders: [PurchaseOrder], _ context: WritingContext) throws -> WrittenOrders {
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
