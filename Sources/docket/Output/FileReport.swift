// The two forms in which a command tells what it found in a file: as a compiler does, or as JSON. Both are printed as the
// file is read, so that a long file needs no more memory than a short one.

import Glibc
import OrderFormats
import OrderModel

protocol FileReport: AnyObject {
    func add(_ document: ReadDocument) throws
    func add(_ refused: RefusedDocument) throws
    /// What is to be said of the file as a whole; the end.
    func finish(_ account: ReadFile, excess: [Finding]) throws
}

/// Counts, for the last line and the exit status.
struct FileTally {
    private(set) var documents: [IncomingDocument.Kind: Int] = [:]
    private(set) var refused = 0
    private(set) var findings: [Finding.Severity: Int] = [:]

    mutating func count(_ item: ReadItem) {
        switch item {
        case .document(let read):
            documents[read.document.kind, default: 0] += 1
            count(read.findings)
        case .refused(let document):
            refused += 1
            count(document.findings)
        }
    }

    mutating func count(_ found: [Finding]) {
        for finding in found { findings[finding.severity, default: 0] += 1 }
    }

    var allDocuments: Int { documents.values.reduce(0, +) }
    var hasProblems: Bool { refused > 0 || findings[.error] != nil }

    /// `po.csv: CSV, UTF-8: 1 × order; nothing to complain about`.
    func summary(_ name: String, _ account: ReadFile) -> String {
        let format = account.format.map { $0.rawValue.uppercased() } ?? "unknown format"
        let charset = account.charset.map { ", \($0)" } ?? ""
        let counts = documents.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) × \($0.key.rawValue)" }
        return "\(name): \(format)\(charset): \(counts.isEmpty ? "nothing readable" : counts.joined(separator: ", "))"
            + (refused == 0 ? "" : ", \(refused) refused") + "; "
            + (FindingPrinter.summary(findings) ?? "nothing to complain about")
    }
}

/// Findings for people.
final class PrintedReport: FileReport {
    private let printer: FindingPrinter
    private let terminal: Terminal
    private let progress: Progress

    init(_ printer: FindingPrinter, to terminal: Terminal, _ progress: Progress) {
        self.printer = printer
        self.terminal = terminal
        self.progress = progress
    }

    func add(_ document: ReadDocument) { say(document.findings) }
    func add(_ refused: RefusedDocument) { say(refused.findings) }
    func finish(_ account: ReadFile, excess: [Finding]) { say(account.findings + excess) }

    private func say(_ findings: [Finding]) {
        guard !findings.isEmpty else { return }
        progress.clear()
        terminal.write(printer.text(findings))
    }
}

/// The report for programs. Documents are printed as they come; refusals and findings, which stand behind all of them,
/// wait in temporary files.
final class JSONReport: FileReport {
    private let refused: WaitingEntries
    private let findings: WaitingEntries
    private var isFirst = true
    private let progress: Progress

    init(fileName: String, _ progress: Progress) throws {
        self.progress = progress
        refused = try WaitingEntries()
        findings = try WaitingEntries()
        Terminal.output.write(CheckReportWriter.opening(fileName: fileName) + CheckReportWriter.open(.documents))
    }

    func add(_ document: ReadDocument) throws {
        progress.clear()
        Terminal.output.write(CheckReportWriter.entry(document.document, isFirst: isFirst))
        isFirst = false
        try add(document.findings)
    }

    func add(_ document: RefusedDocument) throws {
        try refused.add(CheckReportWriter.entry(document, isFirst: refused.isEmpty))
        try add(document.findings)
    }

    private func add(_ found: [Finding]) throws {
        for finding in found { try findings.add(CheckReportWriter.entry(finding, isFirst: findings.isEmpty)) }
    }

    func finish(_ account: ReadFile, excess: [Finding]) throws {
        try add(account.findings + excess)
        progress.clear()
        Terminal.output.write(CheckReportWriter.close(isEmpty: isFirst))
        for (section, entries) in [(CheckReportWriter.Section.refused, refused), (.findings, findings)] {
            Terminal.output.write(CheckReportWriter.open(section))
            try entries.copy(to: Terminal.output)
            Terminal.output.write(CheckReportWriter.close(isEmpty: entries.isEmpty))
        }
        Terminal.output.write(CheckReportWriter.closing(account))
    }
}

/// Bytes that are printed later.
final class WaitingEntries {
    private let file: UnsafeMutablePointer<FILE>
    private(set) var isEmpty = true

    init() throws {
        guard let file = tmpfile() else {
            throw CommandTrouble(ExitStatus.problems, "no temporary file: \(systemText(errno))")
        }
        self.file = file
    }

    deinit { fclose(file) }

    func add(_ bytes: [UInt8]) throws {
        isEmpty = false
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw CommandTrouble(ExitStatus.problems, "the temporary file cannot be written: \(systemText(errno))")
        }
    }

    func copy(to terminal: Terminal) throws {
        guard fflush(file) == 0 else {
            throw CommandTrouble(ExitStatus.problems, "the temporary file cannot be written: \(systemText(errno))")
        }
        rewind(file)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return }
            terminal.write(chunk[..<count])
        }
    }
}
