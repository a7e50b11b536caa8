// The scans that came with a data file become evidence of its orders (C15); a scan that came alone is keyed in by a
// person.

import OrderFormats
import OrderModel
import OrderProcess
import OrderSpool

extension DeskPipeline {
    /// The scans that lie beside a claimed file, by name and digest; nil if one of them is still being written.
    func evidence(of claim: Claim) throws(SpoolError) -> [Evidence]? {
        var evidence: [Evidence] = []
        for scan in claim.scans {
            switch try spool.read(scan, of: claim, limit: limits.fileBytes) {
            case .whole(let bytes):
                evidence.append(Evidence(kind: .scan, name: scan.printable, sha256: desk.settings.digest(bytes)))
            case .changedWhileReading: return nil
            // It is kept all the same.
            case .tooLarge, .missing: evidence.append(Evidence(kind: .scan, name: scan.printable))
            }
        }
        return evidence
    }
}

extension ReadFile {
    mutating func attach(_ scans: [Evidence]) {
        guard !scans.isEmpty else { return }
        for index in documents.indices {
            guard case .order(var order) = documents[index].document else { continue }
            order.evidence += scans
            documents[index].document = .order(order)
        }
    }
}

/// A scan without a data file. Nobody but a person can read it.
enum ScanAlone {
    static func finding(_ scan: FileName, _ sender: Sender) -> Finding {
        Finding(
            .error, .scanWithoutData, "the scan came without a data file beside it, and only a person can read it",
            hint: "send the order's data as \(scan.stem.printable).csv (or JSON, UBL) together with it")
    }

    /// Tells customer service to key the order in.
    static func task(for file: FileInHand, roles: DeskRoles, partner: String, now: Instant) -> OutgoingDocument? {
        guard let finding = file.content.findings.first(where: { $0.code == .scanWithoutData }) else { return nil }
        let stem = file.claim.name.stem.printable
        let notice = DeskNotice(
            kind: .clarification, orderNumber: nil, at: now,
            text: "A scan came in from \(partner) that nobody has keyed in. Read it, write the order's data down as "
                + "\(stem).csv, give the scan back with 'docket quarantine retry \(file.intake)', and put the data file beside "
                + "it into inbox/\(file.sender.folder).",
            details: [
                DeskNotice.Detail("scan", file.printableName), DeskNotice.Detail("came with", file.intake),
                DeskNotice.Detail("SHA-256", file.sha256),
            ], findings: [finding])
        return OutgoingDocument(
            recipient: .desk(role: roles.customerService), stem: "notice-clarification-\(file.intake)",
            orderNumber: nil, content: .notice(notice))
    }
}
