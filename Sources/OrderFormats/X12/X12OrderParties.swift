// Who takes part in the order: N1 loops and contacts.

import OrderModel

/// An N1 loop that is being read.
struct X12PartyLoop {
    enum Role {
        /// BY, and BS who is ship-to as well.
        case buyer, buyerAndDestination
        case destination
        /// Seller, bill-to, carrier: of no use to us.
        case other
    }
    /// Stands for no name where a segment demands one.
    static let noName = "-"

    var role: Role
    var name: String?
    var identifier: Identifier?
    /// The buyer's own number of a place, such as a store.
    var placeNumber: String?
    var address = PostalAddress()
    var contact: Contact?
}

extension X12OrderReader {
    mutating func beginParty() {
        endLoops()
        hasParty = true
        party = X12PartyLoop(role: role(context.segments.code(1)))
        guard party.role != .other else { return }
        if let name = context.text(2), name != X12PartyLoop.noName { party.name = name }
        guard let number = context.identifier(4) else { return }
        let qualifier = context.identifier(3) ?? ""
        if let scheme = X12Register.scheme(qualifier) {
            party.identifier = Identifier(scheme: scheme.isEmpty ? nil : scheme, value: number)
        } else {
            party.placeNumber = number
        }
    }

    private func role(_ code: EDITag) -> X12PartyLoop.Role {
        switch code {
        case "BY": .buyer
        case "BS": .buyerAndDestination
        case "ST": .destination
        default: .other
        }
    }

    /// N2, N3, N4.
    mutating func takePartyDetail(_ tag: EDITag) {
        guard hasParty else {
            context.report(
                .warning, .ediSegmentUnexpected,
                "\(context.segments.tagText) stands outside an N1 loop; it was not read",
                code: X12Error.unexpectedSegment)
            return
        }
        guard party.role != .other else { return }
        switch tag {
        case "N2": for element in 1...2 { X12OrderReader.add(context.text(element), " ", to: &party.name) }
        case "N3": for element in 1...2 { X12OrderReader.add(context.text(element), ", ", to: &party.address.street) }
        default:
            party.address.city = context.text(1)
            // A state that is longer than two letters, or no state, stands as a location of its own.
            party.address.region = context.segments.code(5) == "SP" ? context.text(6) : context.text(2)
            party.address.postalCode = context.identifier(3)
            party.address.country = context.identifier(4).map(Words.upperCase)
        }
    }

    private static func add(_ words: String?, _ separator: String, to text: inout String?) {
        guard let words else { return }
        text = text.map { $0 + separator + words } ?? words
    }

    /// PER: at the head the person to ask about the order, in an N1 loop the party's own.
    mutating func takeContact() {
        let contact = readContact()
        guard !contact.isEmpty else { return }
        if hasParty {
            if party.contact == nil { party.contact = contact }
        } else if !order.contact.isReachable {
            order.contact = contact
        }
    }

    private mutating func readContact() -> Contact {
        var contact = Contact(name: context.text(2))
        for element in [3, 5, 7] {
            guard let number = context.identifier(element + 1) else { continue }
            switch context.segments.code(element) {
            case "TE", "WP", "CP": contact.phone = contact.phone ?? number
            case "EM": contact.email = contact.email ?? number
            default: break
            }
        }
        return contact
    }

    /// The loop is over: the party goes where it belongs.
    mutating func endParty() {
        switch party.role {
        case .other: return
        case .buyer: takeBuyer()
        case .buyerAndDestination:
            takeBuyer()
            takeDestination()
        case .destination: takeDestination()
        }
    }

    private mutating func takeBuyer() {
        guard area == .head, !hasBuyer else { return }
        hasBuyer = true
        order.buyer = Party(
            identifiers: party.identifier.map { [$0] } ?? [], name: party.name,
            address: party.address.isEmpty ? nil : party.address, contact: party.contact)
    }

    /// An order goes to one place. Goods that would silently go to the wrong one are worse than a question.
    private mutating func takeDestination() {
        party.address.name = party.name ?? party.placeNumber ?? party.identifier?.value
        if contactAtDestination == nil { contactAtDestination = party.contact }
        guard !party.address.isEmpty else { return }
        guard hasDestination else {
            hasDestination = true
            order.deliverTo = exchange(&party.address, with: PostalAddress())
            return
        }
        guard order.deliverTo != party.address, !hasSecondDestination else { return }
        hasSecondDestination = true
        context.report(
            .error, .ediSegmentUnexpected, "the order names more than one place of delivery",
            value: party.address.line, hint: "send one order for each place")
    }
}
