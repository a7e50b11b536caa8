// The receipt: what the sender of a file is told at once (B11), and the report beside a file in quarantine.

import OrderModel
import OrderSpool

enum Receipts {
    /// The receipt for a file whose documents were decided.
    static func receipt(
        for file: FileInHand, entries: [Receipt.Entry], seller: Party, buyer: Party, repeatOf: String? = nil
    ) -> Receipt {
        Receipt(
            intake: file.intake, fileName: file.printableName, sha256: file.sha256, receivedAt: file.receivedAt,
            outcome: repeatOf == nil ? outcome(of: entries, file.content) : .repeated,
            entries: entries, findings: file.content.findings, repeatOf: repeatOf, format: file.content.format,
            charset: file.content.charset, interchanges: file.content.interchanges, seller: seller, buyer: buyer)
    }

    private static func outcome(of entries: [Receipt.Entry], _ content: ReadFile) -> Receipt.Outcome {
        let hasErrors = content.findings.hasErrors
        // An acknowledgement of what we sent (997, CONTRL) holds nothing to enter, and is good.
        if entries.isEmpty, !content.interchanges.isEmpty, !hasErrors { return .taken }
        let refused = entries.count { $0.outcome == .refused }
        if refused == entries.count { return .refused }
        return refused > 0 || hasErrors ? .partlyTaken : .taken
    }

    /// `receipt-<name of the file>-<intake>`: the sender finds his own name in it, and no two are alike.
    static func stem(for file: FileInHand) -> String {
        var name = ""
        for byte in file.claim.name.bytes.prefix(60) {
            if byte == UInt8(ascii: "."), !name.isEmpty { break }
            let isPlain =
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
            name.unicodeScalars.append(isPlain ? Unicode.Scalar(byte) : "_")
        }
        return "receipt-\(name.isEmpty ? "file" : name)-\(file.intake)"
    }

    /// The report for people that lies beside a file in quarantine.
    static func quarantineText(_ receipt: Receipt) -> String {
        var lines = [
            "\(receipt.fileName) was not taken.", "",
            "Received: \(receipt.receivedAt)   Intake: \(receipt.intake)",
        ]
        if !receipt.sha256.isEmpty { lines.append("SHA-256:  \(receipt.sha256)") }
        lines.append("")
        lines += receipt.findings.map(sentence)
        for entry in receipt.entries {
            lines.append(entry.customerReference.map { "Order \($0):" } ?? "A \(entry.kind.rawValue):")
            lines += entry.findings.map { "  " + sentence($0) }
        }
        lines += [
            "",
            "When the cause is mended: 'docket quarantine retry \(receipt.intake)' gives the file to the desk again.",
            "A corrected file can simply be dropped again; this one may then be deleted.", "",
        ]
        return lines.joined(separator: "\n")
    }

    private static func sentence(_ finding: Finding) -> String {
        var text = "\(finding.severity.rawValue) \(finding.code.rawValue)"
        if let place = finding.place, let line = place.line {
            text += " at line \(line)" + (place.column.map { ", column \($0)" } ?? "")
        }
        // For a mail, the path begins with the name of the attachment.
        let parts = [finding.place?.path, finding.place?.field].compactMap { $0 }.filter { !$0.isEmpty }
        if !parts.isEmpty { text += " (\(parts.joined(separator: ", ")))" }
        text += ": \(finding.message)."
        if let value = finding.value { text += " Found: \(value)." }
        if let hint = finding.hint { text += " Hint: \(hint)." }
        return text
    }
}
