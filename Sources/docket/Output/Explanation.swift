// Why an order stands where it stands (design.md, promise 5): which bytes, which rule, which person, which document.

import Foundation
import OrderLedger
import OrderModel
import OrderProcess

struct Explanation: Encodable {
    struct File: Encodable {
        var intake, folder, name, sha256, receivedAt: String
        var archivedAt: String?
        var places: [String]
    }
    struct Step: Encodable {
        var at, what: String
        var intake: String?
        var details: [String]
    }
    struct Document: Encodable {
        var kind, file, sha256, state: String
    }

    var order, status: String
    var files: [File]
    var steps: [Step]
    var documents: [Document]
    var deliveries: [NoticeView]
    private let statusInWords: String

    private enum CodingKeys: CodingKey { case order, status, files, steps, documents, deliveries }

    init(of text: String, in ledger: Ledger) throws {
        let record = try Orders.record(text, ledger)
        order = record.number
        status = record.status.rawValue
        statusInWords = record.status.name
        let number = record.number
        let (entries, intakes, outgoing, notices) = try ledger.read { ledger in
            (
                try ledger.journalEntries(of: number), try ledger.intakes(order: number),
                try ledger.outgoing(order: number), try ledger.notices(NoticeFilter(orderNumber: number))
            )
        }
        files = intakes.map { intake in
            File(
                intake: intake.id, folder: "inbox/\(intake.sender.folder)", name: intake.printableName,
                sha256: intake.sha256, receivedAt: intake.receivedAt.description, archivedAt: intake.finalPath,
                places: intake.id == record.registration.intake ? Explanation.places(of: record.order) : [])
        }
        steps = entries.map { entry in
            Step(
                at: entry.at.description, what: EventText.headline(entry.event), intake: entry.intake,
                details: EventText.details(entry.event))
        }
        documents = outgoing.map {
            Document(
                kind: $0.kind, file: "outbox/\($0.recipientFolder)/\($0.fileName)", sha256: $0.sha256,
                state: $0.state.rawValue)
        }
        deliveries = notices.map(NoticeView.init)
    }

    /// Where order and lines stand in the file.
    private static func places(of order: PurchaseOrder) -> [String] {
        var places: [String] = []
        if let place = order.place?.line { places.append("order \(order.customerReference): line \(place)") }
        places += order.lines.prefix(20).compactMap { line in
            line.place.map { place in
                let at = place.line.map { "line \($0)" } ?? ""
                return "order line \(line.id): \(at)\(place.path.map { " \($0)" } ?? "")"
            }
        }
        if order.lines.count > 20 { places.append("… and \(order.lines.count - 20) more lines") }
        return places
    }

    func text() -> String {
        let terminal = Terminal.output
        var text = "\(terminal.bold(order))  \(statusInWords)\n\n\(terminal.bold("Files"))\n"
        for file in files {
            text += "  \(file.receivedAt.prefix(19))  \(file.folder)/\(file.name)  (intake \(file.intake))\n"
            text += "      SHA-256 \(file.sha256)\n"
            if let path = file.archivedAt { text += "      now \(path)\n" }
            for place in file.places { text += "      \(place)\n" }
        }
        text += "\n\(terminal.bold("What happened"))\n"
        for step in steps {
            text += "  \(step.at.prefix(19))  \(step.what)\(step.intake.map { "  (intake \($0))" } ?? "")\n"
            for detail in step.details { text += "      \(detail)\n" }
        }
        text += "\n\(terminal.bold("Documents"))\n"
        for document in documents { text += "  \(document.state)  \(document.file)\n" }
        if !deliveries.isEmpty { text += "\n\(terminal.bold("Carriers"))\n" }
        for notice in deliveries {
            text += "  \(notice.carrier)  \(notice.type)  \(notice.state), \(notice.attempts) tries  (\(notice.id))"
            text += "\(notice.note.map { "  \($0)" } ?? "")\n"
        }
        return text
    }
}
