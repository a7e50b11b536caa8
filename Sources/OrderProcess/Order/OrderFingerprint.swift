// The content of an order without its layout, so that the same order is recognised in whatever file it comes again.

import ExactDecimals
import OrderModel

/// The canonical text of an order: every field with its name and its length, lines by their number. What the sender's
/// layout decides (places in the file, the order of the lines, white space around values) is left out, and so is the
/// mark that the order is a copy. A change and a cancellation are other contents than the order that they are about.
struct OrderFingerprint {
    private var text: [UInt8] = []

    /// The hash of an order's content, by the digest of the settings.
    static func hash(of order: PurchaseOrder, by settings: DeskSettings) -> String {
        var fingerprint = OrderFingerprint()
        fingerprint.add(order)
        return settings.digest(fingerprint.text)
    }

    private mutating func add(_ name: String, _ value: String?) {
        guard let value = value.meaningful else { return }
        let bytes = Array(value.utf8)
        text += Array("\(name):\(bytes.count):".utf8) + bytes + [UInt8(ascii: "\n")]
    }

    private mutating func add(_ name: String, _ value: ExactDecimal?) { add(name, value?.description) }
    private mutating func add(_ name: String, _ value: CalendarDate?) { add(name, value?.description) }

    private mutating func add(_ order: PurchaseOrder) {
        add("reference", order.customerReference)
        if order.purpose.asksForChange { add("purpose", order.purpose.rawValue) }
        add("change-number", order.changeNumber)
        add("change-reason", order.changeReason)
        add("expected-impact", order.expectedImpact)
        add("type", order.documentType.rawValue)
        add("form", order.form.rawValue)
        add("class", order.orderClass.rawValue)
        add("urgency", order.urgency.rawValue)
        add("quotation", order.quotation)
        add("issued", order.issueDate)
        add("currency", order.currency)
        add("buyer", order.buyer)
        add("contact", order.contact)
        add("deliver-to", order.deliverTo)
        add("requested", order.requestedDeliveryDate)
        add("payment-means", order.paymentMeans)
        add("payment-terms", order.paymentTerms)
        add("transport", order.transportMode)
        add("attested", order.attestation?.kind.rawValue)
        add("attested-by", order.attestation?.by)
        add("attested-on", order.attestation?.date)
        add("recorded-by", order.verbalRecord?.recordedBy)
        add("record-confirmed-by", order.verbalRecord?.confirmedByCustomer)
        add("note", order.note)
        add("total", order.statedTotal)
        // Which kinds of proof there are, not which mail or scan: an order that is mailed once more comes in another mail
        // and is the same order; one that brings the mail that was missing is not.
        for kind in Set(order.evidence.map(\.kind.rawValue)).sorted() { add("evidence", kind) }
        for line in order.lines.sorted(by: { OrderFingerprint.comesBefore($0.id, $1.id) }) { add(line) }
    }

    private mutating func add(_ line: OrderLine) {
        add("line", line.id)
        add("change", line.change?.rawValue)
        add("seller-code", line.sellerCode)
        add("buyer-code", line.buyerCode)
        add("gtin", line.gtin)
        add("name", line.name)
        add("specification", line.specification)
        add("quantity", line.quantity)
        add("unit", line.unit)
        add("price", line.unitPrice)
        add("price-base", line.priceBaseQuantity)
        add("amount", line.lineAmount)
        add("requested", line.requestedDeliveryDate)
        add("packing", line.packing)
        add("note", line.note)
    }

    private mutating func add(_ name: String, _ party: Party) {
        let identifiers = party.identifiers.map { "\($0.scheme ?? "") \($0.value)" }.sorted()
        for identifier in identifiers { add(name + "-id", identifier) }
        add(name + "-name", party.name)
        if let address = party.address { add(name, address) }
        if let contact = party.contact { add(name, contact) }
    }

    private mutating func add(_ name: String, _ address: PostalAddress) {
        add(name + "-name", address.name)
        add(name + "-street", address.street)
        add(name + "-city", address.city)
        add(name + "-postal-code", address.postalCode)
        add(name + "-region", address.region)
        add(name + "-country", address.country)
    }

    private mutating func add(_ name: String, _ contact: Contact) {
        add(name + "-person", contact.name)
        add(name + "-phone", contact.phone)
        add(name + "-email", contact.email)
    }

    /// By bytes, so that the order does not hang on a locale.
    private static func comesBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
