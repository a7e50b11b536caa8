// Reading a file for a command: document by document, of any length, as the sender that was named.

import OrderFormats
import OrderModel

/// How a file is read.
struct FileReading {
    /// Nil: whoever may send what is in it.
    var sender: Sender?
    /// How it would come, where it is a partner's file.
    var channel: OrderChannel
    var profile: PartnerProfile?
    /// What the desk takes; the command itself reads on beyond that, and says so at the end.
    var limits: FormatLimits

    func open(_ source: any ByteSource) throws(InputError) -> FileDocuments {
        if let sender { return FileDocuments(try reader(source, sender)) }
        let asPartner = FileDocuments(try reader(source, .partner(id: "partner", channel: channel)))
        guard try asPartner.isForSomebodyElse() else { return asPartner }
        return FileDocuments(try reader(source, .desk(role: "desk")))
    }

    private func reader(_ source: any ByteSource, _ sender: Sender) throws(InputError) -> FileReader {
        var limits = limits
        limits.bytes = Int(UInt32.max)
        limits.documentsPerFile = .max
        return try FileReader(source, sender: sender, profile: profile, limits: limits)
    }

    /// What of the file is more than the desk takes.
    func excess(size: Int, documents: Int) -> [Finding] {
        var findings: [Finding] = []
        if size > limits.bytes {
            findings.append(
                Finding(
                    .error, .fileTooLarge, "the file has \(size) bytes; the desk takes at most \(limits.bytes)",
                    hint: "split it into several files"))
        }
        if documents > limits.documentsPerFile {
            findings.append(
                Finding(
                    .error, .tooManyDocuments,
                    "the file has \(documents) documents; the desk takes at most \(limits.documentsPerFile)",
                    hint: "split it into several files"))
        }
        return findings
    }
}

/// The documents of a file, one after the other.
final class FileDocuments {
    private let reader: FileReader
    /// Read already, and not handed out yet.
    private var ahead: ReadItem?
    private var hasLookedAhead = false

    init(_ reader: FileReader) { self.reader = reader }

    func next() throws(InputError) -> ReadItem? {
        if hasLookedAhead {
            hasLookedAhead = false
            defer { ahead = nil }
            return ahead
        }
        return try reader.next()
    }

    /// Complete once `next()` has given nil.
    var account: ReadFile { reader.account }

    /// The first thing that can be said of the file is that its documents cannot come from this sender.
    func isForSomebodyElse() throws(InputError) -> Bool {
        ahead = try reader.next()
        hasLookedAhead = true
        let findings: [Finding]
        switch ahead {
        case .document?: return false
        case .refused(let refused)?: findings = refused.findings
        case nil: findings = reader.account.findings
        }
        return findings.contains { $0.code == .kindNotAllowedHere }
    }
}
