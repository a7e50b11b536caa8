// Something that waits for a decision, as `docket review list` shows it.

import OrderLedger
import OrderModel
import OrderProcess

struct Waiting: Encodable {
    var order, customer, reference, matter, waitsFor, since: String
    var due: String?
    var total: String
    var reasons: [String]
    /// Who takes care of the order.
    var owner: String
    var isLate: Bool
    private let roles: [String]

    private enum CodingKeys: CodingKey {
        case order, customer, reference, matter, waitsFor, since, due, total, reasons, owner, isLate
    }

    init(_ record: OrderRecord, _ matter: OpenMatter, roles: DeskRoles, now: Instant) {
        let (waiting, reasons) = Waiting.who(record, matter.kind, roles)
        order = record.number
        customer = record.partner
        reference = record.order.customerReference
        self.matter = matter.kind.rawValue
        waitsFor = waiting.joined(separator: ", ")
        since = matter.since.description
        due = matter.due?.description
        total = OrderView.total(record)
        self.reasons = reasons
        owner = record.owner(at: roles)
        isLate = matter.due.map { $0 < now } ?? false
        self.roles = matter.kind == .review ? record.askedRoles + record.askedRoles.flatMap(record.delegates) : waiting
    }

    /// The role has something to do about it.
    func isFor(_ role: String) -> Bool { roles.contains(role) || waitsFor.contains("\(role) (") }

    var sinceShort: String { Ages.short(since) }
    var dueShort: String { due.map { Ages.short($0) + (isLate ? " late" : "") } ?? "" }

    private static func who(
        _ record: OrderRecord, _ kind: OpenMatter.Kind, _ roles: DeskRoles
    ) -> (waitsFor: [String], reasons: [String]) {
        switch kind {
        case .clarification, .consent:
            let isForDesk = !record.openQuestions.isEmpty && record.openQuestions.allSatisfy(\.isForDesk)
            return ([isForDesk ? roles.customerService : "the customer"], record.openQuestions.map(\.text))
        case .review: return (record.waitsFor, record.plan?.reasons ?? [])
        case .change:
            guard let request = record.openChange else { return ([roles.customerService], []) }
            return (
                [roles.customerService],
                ["\(request.request.purpose.rawValue) \(request.number)"] + request.reasons
            )
        case .release: return ([roles.finance], record.creditHold.map(\.words))
        case .assignment:
            let proposal = record.proposedOwner
            return ([roles.superior], proposal.map { ["\($0.by) proposes \($0.to)"] } ?? [])
        }
    }
}

extension ChangeRequest {
    /// What is asked and why, for a list.
    fileprivate var reasons: [String] {
        [request.changeReason ?? request.note].compactMap(\.self) + differences.map(\.words)
    }
}
