// Decides one file inside the transaction that it becomes part of: documents in, events and documents out.

import ExactDecimals
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess

/// All that one file led to. The events are in the ledger's transaction already; the documents still have to be staged.
struct DecidedFile {
    var receipt: Receipt
    var documents: [OutgoingDocument] = []
}

/// Feeds the documents of a file to the business, one after the other, and records what it decides.
struct FileDecider {
    let desk: OrderDesk
    let transaction: LedgerTransaction
    let now: Instant

    func decide(_ file: FileInHand) throws -> DecidedFile {
        if !file.sha256.isEmpty,
            let earlier = try transaction.takenIntake(from: file.sender, sha256: file.sha256)
        {
            return try decideAnew(file) ?? repeatAnswer(to: file, earlier: earlier)
        }
        return try decideDocuments(of: file)
    }

    private func decideDocuments(of file: FileInHand) throws -> DecidedFile {
        var documents: [OutgoingDocument] = []
        var entries: [Receipt.Entry] = []
        for document in file.content.documents {
            let (entry, written) = try decide(document, of: file)
            entries.append(entry)
            documents += written
        }
        entries += file.content.refused.map(FileDecider.entry)
        let receipt = try receipt(for: file, entries: entries)
        let partner = try buyer(file.sender).name ?? file.sender.senderID
        if let task = ScanAlone.task(for: file, roles: desk.settings.roles, partner: partner, now: now) {
            documents.append(task)
        }
        return DecidedFile(receipt: receipt, documents: documents)
    }

    /// What the receipt says of a document that could not be read.
    static func entry(for refused: RefusedDocument) -> Receipt.Entry {
        Receipt.Entry(
            outcome: .refused, kind: refused.kind ?? .order, customerReference: refused.customerReference,
            findings: refused.findings)
    }

    /// What follows from a timer that has run out.
    func decide(_ timer: DeskTimer) throws -> [OutgoingDocument] {
        let decision = try desk.decide(.timer(timer), facts: transaction, now: now)
        return try record(decision, intake: nil)
    }

    func receipt(for file: FileInHand, entries: [Receipt.Entry], repeatOf: String? = nil) throws -> Receipt {
        Receipts.receipt(
            for: file, entries: entries, seller: desk.settings.seller, buyer: try buyer(file.sender),
            repeatOf: repeatOf)
    }

    private func buyer(_ sender: Sender) throws -> Party {
        guard let id = sender.partner else { return Party(name: sender.senderID) }
        let customer = try transaction.customer(id)
        let profile = desk.settings.partners[id]
        return Party(
            identifiers: customer?.identifiers ?? profile?.identifiers ?? [],
            name: customer?.name ?? profile?.name ?? id, address: customer?.address, contact: customer?.contact)
    }
}

// MARK: - Documents

extension FileDecider {
    func decide(
        _ read: ReadDocument, of file: FileInHand
    ) throws -> (Receipt.Entry, [OutgoingDocument]) {
        let kind = read.document.kind
        switch read.document {
        case .products(let products):
            return (accepted(kind, "products", try transaction.importProducts(products), read.findings), [])
        case .customers(let customers):
            return (accepted(kind, "customers", try transaction.importCustomers(customers), read.findings), [])
        case .prices(let prices):
            return (accepted(kind, "prices", try transaction.importPrices(prices), read.findings), [])
        case .sales(let sales):
            return (accepted(kind, "past sales", try transaction.importSales(sales), read.findings), [])
        case .stock(let snapshot):
            return try stockArrived(snapshot, findings: read.findings, file: file)
        case .deliveryRetry(let retry):
            let count = try retryNotices(retry)
            return (accepted(kind, "\(count) notices are sent again", read.findings), [])
        case .order, .customerAnswer, .decision, .progressReport, .dispatchReport, .carrierReport, .deliveryReport,
            .transportStatus, .deliveryFailure, .receiptAdvice:
            let input = DeskInput.document(
                read, from: file.sender, intake: file.intake, format: file.content.format ?? .json)
            let decision = try desk.decide(input, facts: transaction, now: now)
            let documents = try record(decision, intake: file.intake)
            return (decision.entry ?? accepted(kind, nil, read.findings), documents)
        }
    }

    /// A person asks for it, so a carrier that was switched off is tried again too.
    private func retryNotices(_ retry: DeliveryRetry) throws -> Int {
        let meant = try retry.webhookID.map { try transaction.notice(webhookID: $0)?.carrier }
        for disabled in try transaction.disabledCarriers() where meant == nil || meant == disabled.carrier {
            try transaction.enableCarrier(disabled.carrier, now: now)
        }
        return try transaction.retryNotices(webhookID: retry.webhookID, now: now)
    }

    private func accepted(_ kind: IncomingDocument.Kind, _ summary: String?, _ findings: [Finding]) -> Receipt.Entry {
        Receipt.Entry(outcome: .accepted, kind: kind, findings: findings, summary: summary)
    }

    private func accepted(
        _ kind: IncomingDocument.Kind, _ what: String, _ account: ReferenceImport, _ findings: [Finding]
    ) -> Receipt.Entry {
        let summary = "\(account.total) \(what): \(account.added) new, \(account.changed) changed"
        return accepted(kind, summary, findings + account.findings)
    }

    /// Orders that wait for these goods are served in their order (K02, A10, A11).
    private func serveWaitingOrders(for products: Set<String>, intake: String) throws -> [OutgoingDocument] {
        var documents: [OutgoingDocument] = []
        for number in try transaction.ordersWaiting(products: products) {
            let input = DeskInput.stockArrived(orderNumber: number, intake: intake)
            documents += try record(desk.decide(input, facts: transaction, now: now), intake: intake)
        }
        return documents
    }

    /// A new count: who waits for these goods may be served now.
    private func stockArrived(
        _ snapshot: StockSnapshot, findings: [Finding], file: FileInHand
    ) throws -> (Receipt.Entry, [OutgoingDocument]) {
        let account = try transaction.importStock(snapshot, at: now, intake: file.intake)
        let documents = try serveWaitingOrders(for: Set(snapshot.lots.map(\.product)), intake: file.intake)
        let warehouses = snapshot.warehouses.sorted().joined(separator: ", ")
        return (accepted(.stock, "lots in \(warehouses)", account, findings), documents)
    }

    /// A count, a price list, a decision or an answer may well be meant anew in the same words: a count as it was a week
    /// ago, the same approval in the second review of an order. Where nothing of it is accepted now, it was a repeat.
    private func decideAnew(_ file: FileInHand) throws -> DecidedFile? {
        struct NothingAccepted: Error {}
        guard !file.content.documents.isEmpty, file.content.documents.allSatisfy(\.document.kind.canBeMeantAnew) else {
            return nil
        }
        do {
            return try transaction.savepoint {
                let decided = try decideDocuments(of: file)
                guard decided.receipt.outcome != .refused else { throw NothingAccepted() }
                return decided
            }
        } catch is NothingAccepted {
            return nil
        }
    }

    /// The same bytes came before and were taken: the earlier answer is given again, marked as a repeat.
    private func repeatAnswer(to file: FileInHand, earlier: Intake) throws -> DecidedFile {
        var documents: [OutgoingDocument] = []
        var entries = earlier.receipt.entries
        for index in entries.indices where entries[index].outcome != .refused {
            entries[index].outcome = .repeated
            guard let number = entries[index].orderNumber, entries[index].kind == .order else { continue }
            let input = DeskInput.repeatedOrder(number: number, intake: file.intake)
            documents += try record(desk.decide(input, facts: transaction, now: now), intake: file.intake)
        }
        let receipt = try receipt(for: file, entries: entries, repeatOf: earlier.id)
        return DecidedFile(receipt: receipt, documents: documents)
    }

    /// Writes a decision into the transaction; gives back the documents that have to be staged.
    private func record(_ decision: Decision, intake: String?) throws -> [OutgoingDocument] {
        for (number, events) in decision.eventsByOrder {
            try transaction.append(events, order: number, at: now, intake: intake)
        }
        for scheduled in decision.timers {
            try transaction.schedule(
                kind: scheduled.timer.kind.rawValue, order: scheduled.timer.orderNumber,
                shipment: scheduled.timer.shipment, due: scheduled.due)
        }
        for notice in decision.notices {
            try transaction.addNotice(
                NoticeRow(
                    webhookID: FileDecider.webhookID(of: notice), carrier: notice.carrier, shipment: notice.shipment,
                    orderNumber: notice.orderNumber, type: notice.type.rawValue,
                    body: try CarrierNoticeWriter.write(notice), createdAt: now, due: now))
        }
        return decision.documents + (try serveWithFreedGoods(decision, intake: intake))
    }

    /// An order that is cancelled or changed gives its goods back: orders that wait for them are served at once (K02).
    private func serveWithFreedGoods(_ decision: Decision, intake: String?) throws -> [OutgoingDocument] {
        let ended = decision.events.filter {
            switch $0.event {
            case .cancelled, .rejected, .changed: true
            default: false
            }
        }
        var products: Set<String> = []
        for numbered in ended {
            for entry in try transaction.journalEntries(of: numbered.orderNumber) {
                if case .reserved(let reservations) = entry.event { products.formUnion(reservations.map(\.product)) }
            }
        }
        guard !products.isEmpty, let intake else { return [] }
        return try serveWaitingOrders(for: products, intake: intake)
    }

    /// The same for every attempt and after every restart: it follows from what is told. A dot would end the id where
    /// it is signed (Standard Webhooks), so order numbers with dots get another sign there.
    static func webhookID(of notice: CarrierNotice) -> String {
        let event =
            switch notice.type {
            case .shipmentRequested: "requested"
            case .shipmentCancelled: "cancelled"
            case .shipmentDispatched: "dispatched"
            }
        return "msg_\(notice.shipment.replacing(".", with: "~"))_\(event)"
    }
}

extension IncomingDocument.Kind {
    /// Whether the same words can mean something new at another time. An order and a report about a shipment are about
    /// one thing, which is the same whenever they come.
    fileprivate var canBeMeantAnew: Bool {
        switch self {
        case .order, .dispatchReport, .carrierReport, .deliveryReport, .receiptAdvice, .sales: false
        // A carrier may say the same of the same shipment twice; it is noticed by its content.
        case .transportStatus, .deliveryFailure: true
        case .customerAnswer, .decision, .progressReport, .deliveryRetry, .products, .customers, .prices, .stock: true
        }
    }
}

extension Decision {
    /// The events of each order that follow on each other.
    fileprivate var eventsByOrder: [(number: String, events: [OrderEvent])] {
        var runs: [(number: String, events: [OrderEvent])] = []
        for numbered in events {
            if runs.last?.number == numbered.orderNumber {
                runs[runs.count - 1].events.append(numbered.event)
            } else {
                runs.append((numbered.orderNumber, [numbered.event]))
            }
        }
        return runs
    }
}
