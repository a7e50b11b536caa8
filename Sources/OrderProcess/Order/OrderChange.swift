// What a customer's change makes of an order: the differences one by one, and the order with them (J05).
//
// A change says only what is to be different. What it does not mention stays as it is, lines too: a line goes only
// where the change says so, by `delete` or by the quantity 0. A line that says nothing about itself is changed where
// the order has its number, and added where it has not.

import ExactDecimals
import OrderModel

/// A change, worked out against the order as it stands.
struct OrderChange {
    /// What is different, in the order in which a person reads it: the head, then line by line.
    private(set) var differences: [OrderDifference] = []
    /// The order with all that is possible of the change. Its own purpose, date and class stay.
    private(set) var order: PurchaseOrder
    private let request: PurchaseOrder

    /// Takes time in proportion to the lines of both.
    init(_ request: PurchaseOrder, of order: PurchaseOrder) {
        self.request = request
        self.order = order
        guard request.purpose != .cancellation else { return }
        takeHead()
        takeParties()
        takeLines()
        takeEvidence()
    }

    var isPossible: Bool { !differences.contains { $0.kind == .impossible } }
}

// MARK: - The head

extension OrderChange {
    private mutating func takeHead() {
        take(\.requestedDeliveryDate, .term, "delivery date")
        if request.urgency == .urgent, order.urgency != .urgent {
            note(.changed, .term, "urgency", from: order.urgency.rawValue, to: request.urgency.rawValue)
            order.urgency = .urgent
        }
        take(\.transportMode, .content, "transport mode")
        take(\.note, .content, "note")
        take(\.currency, .fee, "currency")
        take(\.quotation, .fee, "quotation")
        take(\.paymentMeans, .fee, "payment means")
        take(\.paymentTerms, .fee, "payment terms")
        take(\.statedTotal, .fee, "total")
        order.changeNumber = request.changeNumber
        order.changeReason = request.changeReason
        order.expectedImpact = request.expectedImpact
    }

    private mutating func take<Value: Equatable & CustomStringConvertible>(
        _ field: WritableKeyPath<PurchaseOrder, Value?>, _ subject: ChangeSubject, _ name: String
    ) {
        guard let wanted = request[keyPath: field], wanted != order[keyPath: field] else { return }
        note(.changed, subject, name, from: order[keyPath: field]?.description, to: wanted.description)
        order[keyPath: field] = wanted
    }

    /// Whom to call, where the goods go and who buys: given as a whole, or not at all.
    private mutating func takeParties() {
        if request.contact != Contact(), request.contact != order.contact {
            note(.changed, .customerData, "contact", from: order.contact.line, to: request.contact.line)
            order.contact = request.contact
        }
        if !request.deliverTo.isEmpty, request.deliverTo != order.deliverTo {
            note(.changed, .customerData, "delivery address", from: order.deliverTo.line, to: request.deliverTo.line)
            order.deliverTo = request.deliverTo
        }
        if let name = request.buyer.name.meaningful, name != order.buyer.name {
            note(.changed, .customerData, "buyer", from: order.buyer.name, to: name)
            order.buyer.name = name
        }
        if let address = request.buyer.address, !address.isEmpty, address != order.buyer.address {
            note(.changed, .customerData, "buyer's address", from: order.buyer.address?.line, to: address.line)
            order.buyer.address = address
        }
        if let contact = request.buyer.contact, contact != Contact() { order.buyer.contact = contact }
        if !request.buyer.identifiers.isEmpty { order.buyer.identifiers = request.buyer.identifiers }
    }

    /// What proves the change is kept beside what proves the order.
    private mutating func takeEvidence() {
        order.evidence += request.evidence.filter { !order.evidence.contains($0) }
        order.attestation = request.attestation ?? order.attestation
        order.verbalRecord = request.verbalRecord ?? order.verbalRecord
    }

    private mutating func note(
        _ kind: OrderDifference.Kind, _ subject: ChangeSubject, line: String? = nil, _ field: String,
        from: String? = nil, to: String? = nil
    ) {
        differences.append(
            OrderDifference(
                kind, subject, line: line, field, from: from.meaningful?.shortened, to: to.meaningful?.shortened))
    }
}

// MARK: - Lines

extension OrderChange {
    private mutating func takeLines() {
        var positions = Dictionary(
            order.lines.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var deleted: Set<Int> = []
        for line in request.lines {
            let position = positions[line.id].flatMap { deleted.contains($0) ? nil : $0 }
            switch (OrderChange.meaning(of: line, isKnown: position != nil), position) {
            case (.add, nil):
                note(.added, .content, line: line.id, "line", to: line.summary)
                positions[line.id] = order.lines.count
                order.lines.append(line.settled)
            case (.add, _):
                let there = positions[line.id].map { order.lines[$0].summary }
                note(.impossible, .content, line: line.id, "line", from: there, to: "to be added: \(line.summary)")
            case (.delete, let position?):
                note(.deleted, .content, line: line.id, "line", from: order.lines[position].summary)
                deleted.insert(position)
            case (.change, let position?): change(position, as: line)
            case (.unchanged, _?): break
            case (let change, nil):
                let wish = "to be \(change.wish): \(line.summary)"
                note(.impossible, .content, line: line.id, "line", from: "no such line", to: wish)
            }
        }
        guard !deleted.isEmpty else { return forgetOldTotal() }
        order.lines = order.lines.enumerated().filter { !deleted.contains($0.offset) }.map(\.element)
        forgetOldTotal()
    }

    private static func meaning(of line: OrderLine, isKnown: Bool) -> LineChange {
        let meaning = line.change ?? (isKnown ? .change : .add)
        return meaning == .change && line.quantity?.isZero ?? false ? .delete : meaning
    }

    private mutating func change(_ position: Int, as wanted: OrderLine) {
        let old = order.lines[position]
        var new = old
        if old.isOtherProduct(than: wanted) {
            note(.changed, .content, line: old.id, "product", from: old.productName, to: wanted.productName)
            (new.sellerCode, new.buyerCode, new.gtin) = (wanted.sellerCode, wanted.buyerCode, wanted.gtin)
            (new.name, new.specification) = (wanted.name, wanted.specification)
        } else {
            take(\.sellerCode, wanted, &new, .content, "product code")
            take(\.buyerCode, wanted, &new, .content, "customer's product code")
            take(\.gtin, wanted, &new, .content, "GTIN")
            take(\.name, wanted, &new, .content, "name")
            take(\.specification, wanted, &new, .content, "specification")
        }
        take(\.quantity, wanted, &new, .content, "quantity")
        take(\.unit, wanted, &new, .content, "unit")
        take(\.packing, wanted, &new, .content, "packing")
        take(\.note, wanted, &new, .content, "note")
        take(\.requestedDeliveryDate, wanted, &new, .term, "delivery date")
        take(\.unitPrice, wanted, &new, .fee, "price")
        take(\.priceBaseQuantity, wanted, &new, .fee, "price base quantity")
        // An amount that was right for another quantity or price is right no more.
        if wanted.lineAmount == nil, new.isPricedOtherwise(than: old) { new.lineAmount = nil }
        take(\.lineAmount, wanted, &new, .fee, "amount")
        new.place = wanted.place
        order.lines[position] = new
    }

    private mutating func take<Value: Equatable & CustomStringConvertible>(
        _ field: WritableKeyPath<OrderLine, Value?>, _ wanted: OrderLine, _ line: inout OrderLine,
        _ subject: ChangeSubject, _ name: String
    ) {
        guard let value = wanted[keyPath: field], value != line[keyPath: field] else { return }
        note(.changed, subject, line: line.id, name, from: line[keyPath: field]?.description, to: value.description)
        line[keyPath: field] = value
    }

    /// A total that was right for other lines is right no more.
    private mutating func forgetOldTotal() {
        guard request.statedTotal == nil, differences.contains(where: { $0.lineID != nil }) else { return }
        order.statedTotal = nil
    }
}

// MARK: - In words

extension LineChange {
    fileprivate var wish: String {
        switch self {
        case .add: "added"
        case .delete: "deleted"
        case .change: "changed"
        case .unchanged: "left as it is"
        }
    }
}

extension OrderLine {
    /// The line of an order, and no longer of a change.
    fileprivate var settled: OrderLine {
        var line = self
        line.change = nil
        return line
    }

    fileprivate func isOtherProduct(than wanted: OrderLine) -> Bool {
        let pairs = [(sellerCode, wanted.sellerCode), (buyerCode, wanted.buyerCode), (gtin, wanted.gtin)]
        return pairs.contains { old, new in
            guard let old = old.meaningful, let new = new.meaningful else { return false }
            return old != new
        }
    }

    fileprivate func isPricedOtherwise(than old: OrderLine) -> Bool {
        quantity != old.quantity || unit != old.unit || unitPrice != old.unitPrice
            || priceBaseQuantity != old.priceBaseQuantity || isOtherProduct(than: old)
    }

    fileprivate var productName: String {
        [sellerCode ?? buyerCode ?? gtin, name, specification].compactMap(\.self).joined(separator: ", ")
    }

    /// `N-100, Hex bolt M8: 500 C62 at 0.25`.
    fileprivate var summary: String {
        let amount = [quantity?.description, unit].compactMap(\.self).joined(separator: " ")
        let price = unitPrice.map { " at \($0)" + (priceBaseQuantity.map { base in " for \(base)" } ?? "") } ?? ""
        return [productName, amount].filter { !$0.isEmpty }.joined(separator: ": ") + price
    }
}

extension Contact {
    fileprivate var line: String { [name, phone, email].compactMap(\.self).joined(separator: ", ") }
}
