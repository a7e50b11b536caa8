// `docket check FILE`: what the desk would say about a file, without a desk.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderModel
import OrderSpool

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read a file as the desk would, and print what is wrong with it.",
        discussion: """
            The file is only read; nothing is entered. With --partner, the partner's column mapping, charset and units are \
            used, which needs a desk (--root). Exit status 1 means that something would be refused.
            """)

    @Argument(help: "The file to read.") var file: String
    @Option(help: ArgumentHelp("Read it as this partner's file.", valueName: "id")) var partner: String?
    @Option(help: ArgumentHelp("Read it as a file of this department, such as warehouse.", valueName: "role"))
    var role: String?
    @Option(help: ArgumentHelp("Read it as a file of this carrier.", valueName: "id")) var carrier: String?
    @Option(
        help: ArgumentHelp(
            "How it would come: \(OrderChannel.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "channel"
        ))
    var channel: OrderChannel = .web
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let bytes = try WholeFile.read(file)
        let profile = try partner.map(profile)
        let content = read(bytes, profile: profile)
        let findings = content.findings + content.documents.flatMap(\.findings) + content.refused.flatMap(\.findings)
        if output.json {
            Terminal.output.write(String(decoding: CheckReportWriter.write(content, fileName: file), as: UTF8.self))
        } else {
            let printer = FindingPrinter(
                fileName: file, source: FileReader.sourceForDisplay(bytes, profile: profile),
                attachments: FileReader.attachmentsForDisplay(bytes, profile: profile),
                usesColours: Terminal.output.hasColours)
            Terminal.output.write(printer.text(findings))
            Terminal.output.line(summary(content, findings))
        }
        if findings.hasErrors || !content.refused.isEmpty { throw ExitStatus.problems }
    }

    /// Without a word about the sender, the file may be anything that anybody may send.
    private func read(_ bytes: [UInt8], profile: PartnerProfile?) -> ReadFile {
        if let role { return FileReader.read(bytes, sender: .desk(role: role), profile: nil) }
        if let carrier { return FileReader.read(bytes, sender: .carrier(id: carrier), profile: nil) }
        let asPartner = FileReader.read(
            bytes, sender: .partner(id: partner ?? "partner", channel: channel), profile: profile)
        guard partner == nil, isForSomebodyElse(asPartner) else { return asPartner }
        return FileReader.read(bytes, sender: .desk(role: "desk"), profile: nil)
    }

    private func isForSomebodyElse(_ content: ReadFile) -> Bool {
        (content.findings + content.refused.flatMap(\.findings)).contains { $0.code == .kindNotAllowedHere }
    }

    private func profile(_ id: String) throws -> PartnerProfile {
        let configuration = try desk.configuration()
        guard let profile = configuration.partners[id] else {
            let known = configuration.partners.keys.sorted().joined(separator: ", ")
            throw ValidationError("There is no partner '\(id)'. There are: \(known)")
        }
        return profile
    }

    private func summary(_ content: ReadFile, _ findings: [Finding]) -> String {
        let format = content.format.map { $0.rawValue.uppercased() } ?? "unknown format"
        let charset = content.charset.map { ", \($0)" } ?? ""
        let kinds = Dictionary(grouping: content.documents, by: \.document.kind.rawValue)
        let counts = kinds.sorted { $0.key < $1.key }.map { "\($0.value.count) × \($0.key)" }
        return "\(file): \(format)\(charset): \(counts.isEmpty ? "nothing readable" : counts.joined(separator: ", "))"
            + "\(content.refused.isEmpty ? "" : ", \(content.refused.count) refused"); "
            + (FindingPrinter.summary(findings) ?? "nothing to complain about")
    }
}

extension OrderChannel: ExpressibleByArgument {}
