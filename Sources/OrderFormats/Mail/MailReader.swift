// A mail as a file (B06): its attachments are the documents, the mail itself is their proof (C16).
//
// Who may order is decided by the folder that the mail was put into; what the mail says about its sender is kept with
// the order for people and decides nothing.

import Digests
import OrderModel

enum MailReader {
    /// Reads a mail, whose limit keeps it in memory.
    /// - Parameter opening: opens an attachment as any file is opened.
    static func read(
        _ bytes: [UInt8], _ context: ReadingContext,
        opening: (any ByteSource, ReadingContext) throws(InputError) -> any DocumentStream
    ) throws(InputError) -> ReadFile {
        let limits = context.limits
        guard bytes.count <= limits.mailBytes else { return ReadFile(findings: [tooLarge(limits)]) }
        let content = bytes[MailDetection.mailStart(in: bytes)...]
        let bounds = MailBounds(content)
        guard bounds.hasBody else { return ReadFile(isIncomplete: true) }
        guard bounds.headerBytes <= limits.mailHeaderBytes, bounds.nestings <= limits.mailDepth * 4 else {
            return ReadFile(findings: [unreasonable("its headers are too long or too many")])
        }
        let mail: MailMessage
        do throws(MailMessage.Problem) {
            mail = try MailMessage(content, limits: limits)
        } catch {
            return ReadFile(findings: [finding(on: error, limits)])
        }
        if mail.breaksOff { return ReadFile(isIncomplete: true) }
        var attachments = MailAttachments(mail, proof: proof(of: mail, bytes, limits), context)
        try attachments.readAll(opening)
        return attachments.file
    }

    /// The mail as the proof of the orders in it.
    private static func proof(of mail: MailMessage, _ bytes: [UInt8], _ limits: FormatLimits) -> Evidence {
        let names = [mail.messageID, mail.subject].compactMap(\.self)
        let name = names.map { MailText.kept($0, limit: limits.identifierLength) }.first { !$0.isEmpty }
        return Evidence(
            kind: .email, name: name ?? "e-mail",
            text: MailText.evidence(mail, limit: limits.mailTextLength), sha256: digest(bytes))
    }

    /// The texts of the attachments by their names, for showing lines. Empty for what is no mail.
    static func sourcesForDisplay(_ bytes: [UInt8], charset: String?) -> [String: SourceText] {
        let limits = FormatLimits.standard
        let content = bytes[MailDetection.mailStart(in: bytes)...]
        guard MailDetection.isMail(Array(bytes.prefix(4096))), bytes.count <= limits.mailBytes,
            MailBounds(content).headerBytes <= limits.mailHeaderBytes,
            let mail = try? MailMessage(content, limits: limits)
        else { return [:] }
        var sources: [String: SourceText] = [:]
        for (part, name) in zip(mail.parts, mail.partNames) where part.role == .document {
            sources[name] = FileReader.sourceForDisplay(part.content, charset: charset ?? part.usefulCharset)
        }
        let text = Array(MailText.body(mail).utf8)
        sources[MailMessage.textName] = TextDecoding.forDisplay(text, named: nil)
        return sources
    }

    static func digest(_ bytes: [UInt8]) -> String? { try? SHA256Digest.of(bytes.span).hexadecimal }

    // MARK: - Findings

    private static func tooLarge(_ limits: FormatLimits) -> Finding {
        Finding(
            .error, .fileTooLarge, "a mail may have at most \(limits.mailBytes) bytes",
            hint: "put the attachment itself into the folder")
    }

    private static func unreasonable(_ what: String) -> Finding {
        Finding(
            .error, .mailUnreadable, "the mail cannot be taken apart: \(what)",
            hint: "send the order in a mail of its own, with the data as an attachment")
    }

    private static func finding(on problem: MailMessage.Problem, _ limits: FormatLimits) -> Finding {
        switch problem {
        case .notParsed: unreasonable("it is no mail as RFC 5322 describes it")
        case .tooDeep: unreasonable("its parts are nested more than \(limits.mailDepth) levels deep")
        case .tooManyParts: unreasonable("it has more than \(limits.mailParts) parts")
        }
    }
}
