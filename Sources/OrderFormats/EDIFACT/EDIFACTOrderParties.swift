// The parties of an order (NAD, CTA, COM): who orders, whom to ask, where the goods go.

import OrderModel

/// What is known of the parties until the message ends; which of it counts is seen only then.
struct EDIFACTParties {
    /// Addresses of delivery by how much they are it, which is 1 to 3: DP before ST before UC.
    private var deliveries = [PostalAddress?](repeating: nil, count: 4)
    /// CTA of the buyer for questions about the order, else of whoever can be reached.
    var orderContact = Contact()
    var otherContact = Contact()
    private var requested: (date: CalendarDate, rank: Int)?

    mutating func request(_ date: CalendarDate, rank: Int) {
        if requested.map({ rank > $0.rank }) ?? true { requested = (date, rank) }
    }

    /// False if another address of the same rank was there before.
    mutating func deliver(to address: PostalAddress, rank: Int) -> Bool {
        if let known = deliveries[rank] { return known == address }
        deliveries[rank] = address
        return true
    }

    /// Hands over what counts of it, leaving nothing.
    mutating func settle(_ order: inout PurchaseOrder) {
        var hasAddress = false
        for rank in deliveries.indices.reversed() {
            guard let address = deliveries[rank].take(), !hasAddress else { continue }
            order.deliverTo = address
            hasAddress = true
        }
        order.requestedDeliveryDate = requested?.date
        requested = nil
        settleContact(&order)
        if !orderContact.isEmpty { orderContact = Contact() }
        if !otherContact.isEmpty { otherContact = Contact() }
    }

    /// The first who can be reached, or else the first of whom anything is known.
    private mutating func settleContact(_ order: inout PurchaseOrder) {
        if orderContact.isReachable {
            order.contact = orderContact
        } else if let contact = order.buyer.contact, contact.isReachable {
            order.contact = contact
        } else if otherContact.isReachable {
            order.contact = otherContact
        } else if !orderContact.isEmpty {
            order.contact = exchange(&orderContact, with: Contact())
        } else if let contact = order.buyer.contact, !contact.isEmpty {
            order.contact = contact
        } else {
            order.contact = otherContact
        }
    }
}

extension EDIFACTOrderReader {
    mutating func takeParty() {
        switch message.segments.code(1) {
        case "BY":
            // At a line it may be the shop that the goods are for; the order has one buyer.
            group = hasLine ? .otherParty : .buyer
            if !hasLine { takeBuyer() }
        case "DP": takeDelivery(rank: 3)
        case "ST", "CN": takeDelivery(rank: 2)
        case "UC": takeDelivery(rank: 1)
        default: group = .otherParty
        }
    }

    private mutating func takeBuyer() {
        if let value = message.identifier(2, 1, "C082.3039", "the buyer's number") {
            let agency = message.identifier(2, 3, "C082.3055", "the agency of the buyer's number")
            order.buyer.identifiers.insert(
                Identifier(scheme: agency.map(EDIFACTCodes.scheme), value: value), at: 0)
        }
        var address = address()
        order.buyer.name = address.name
        address.name = nil
        order.buyer.address = address.isEmpty ? nil : address
    }

    private mutating func takeDelivery(rank: Int) {
        group = .delivery
        var address = address()
        let number = message.identifier(2, 1, "C082.3039", "the number of the place of delivery")
        if address.isEmpty {
            // A number alone: the buyer's own needs no address; any other is a place that a person has to look up.
            guard let number, !order.buyer.identifiers.contains(where: { $0.value == number }) else { return }
            address.name = message.segments.code(2, 3) == "9" ? "GLN \(number)" : number
        }
        guard parties.deliver(to: address, rank: rank) else {
            return message.report(
                .error, .ediSegmentUnexpected, "the order names more than one delivery address", at: 1, 1, "3035",
                value: address.line, hint: "send one order for each address")
        }
    }

    /// NAD: name, street, city, region, postal code, country.
    private mutating func address() -> PostalAddress {
        guard message.segments.elementCount > 2 else { return PostalAddress() }
        let name = message.text(4, 1...5, width: 35, "C080.3036", "the name")
        let street = message.text(5, 1...4, width: 35, separator: ", ", "C059.3042", "the street")
        var address = PostalAddress(
            name: name, street: street, city: message.identifier(6, 1, "3164", "the city"),
            postalCode: message.identifier(8, 1, "3251", "the postal code"),
            region: message.identifier(7, 1, "3229", "the region")
                ?? message.identifier(7, 4, "C819.3228", "the region"),
            country: message.identifier(9, 1, "3207", "the country").map(Words.upperCase))
        // Name and address may come as plain lines instead.
        if address.isEmpty,
            let lines = message.text(3, 1...5, width: 35, separator: ", ", "C058.3124", "the address")
        {
            address.name = lines
        }
        return address
    }

    // MARK: - Contacts

    /// IC is the buyer's own contact; any other function is whom to ask about the order.
    mutating func takeContact() {
        contactIsPartys = message.segments.code(1) == "IC"
        let name = message.segments.string(2, 2) ?? message.segments.string(2, 1)
        guard let name, let text = message.text(name, "C056.3412", "the contact") else { return }
        contact { $0.name = $0.name ?? text }
    }

    mutating func takeCommunication() {
        guard let value = message.identifier(1, 1, "C076.3148", "the number") else { return }
        switch message.segments.code(1, 2) {
        case "TE", "AL", "MO": contact { $0.phone = $0.phone ?? value }
        case "EM": contact { $0.email = $0.email ?? value }
        default: break
        }
    }

    private mutating func contact(_ change: (inout Contact) -> Void) {
        guard !hasLine else { return }
        switch group {
        case .buyer where contactIsPartys:
            var contact = order.buyer.contact ?? Contact()
            change(&contact)
            order.buyer.contact = contact
        case .buyer: change(&parties.orderContact)
        case .delivery: change(&parties.otherContact)
        default: break
        }
    }
}
