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
    var names: [String] = []
    var identifier: Identifier?
    /// The buyer's own number of a place, such as a store.
    var placeNumber: String?
    var streets: [String] = []
    var address = PostalAddress()
    var contact: Contact?
}

extension X12OrderReader {
    func beginParty() {
        endLoops()
        let role: X12PartyLoop.Role =
            switch segments.string(1) {
            case "BY": .buyer
            case "BS": .buyerAndDestination
            case "ST": .destination
            default: .other
            }
        var loop = X12PartyLoop(role: role)
        if role != .other {
            if let name = context.text(2), name != X12PartyLoop.noName { loop.names.append(name) }
            if let number = context.identifier(4) {
                let qualifier = context.identifier(3) ?? ""
                if let scheme = X12Register.scheme(qualifier) {
                    loop.identifier = Identifier(scheme: scheme.isEmpty ? nil : scheme, value: number)
                } else {
                    loop.placeNumber = number
                }
            }
        }
        party = loop
    }

    /// N2, N3, N4.
    func takePartyDetail(_ tag: EDITag) {
        guard var loop = party else {
            context.report(
                .warning, .ediSegmentUnexpected, "\(segments.tagText) stands outside an N1 loop; it was not read",
                code: X12Error.unexpectedSegment)
            return
        }
        guard loop.role != .other else { return }
        switch tag {
        case "N2": for element in 1...2 { if let name = context.text(element) { loop.names.append(name) } }
        case "N3": for element in 1...2 { if let street = context.text(element) { loop.streets.append(street) } }
        default:
            loop.address.city = context.text(1)
            // A state that is longer than two letters, or no state, stands as a location of its own.
            loop.address.region = segments.string(5) == "SP" ? context.text(6) : context.text(2)
            loop.address.postalCode = context.identifier(3)
            loop.address.country = context.identifier(4)?.uppercased()
        }
        party = loop
    }

    /// PER: at the head the person to ask about the order, in an N1 loop the party's own.
    func takeContact() {
        let contact = readContact()
        guard contact != Contact() else { return }
        if party != nil {
            if party?.contact == nil { party?.contact = contact }
        } else if !order.contact.isReachable {
            order.contact = contact
        }
    }

    private func readContact() -> Contact {
        var contact = Contact(name: context.text(2))
        for element in [3, 5, 7] {
            guard let number = context.identifier(element + 1) else { continue }
            switch segments.string(element) {
            case "TE", "WP", "CP": contact.phone = contact.phone ?? number
            case "EM": contact.email = contact.email ?? number
            default: break
            }
        }
        return contact
    }

    /// The loop is over: the party goes where it belongs.
    func end(_ loop: X12PartyLoop) -> X12PartyLoop? {
        var address = loop.address
        let name = loop.names.isEmpty ? nil : loop.names.joined(separator: " ")
        address.street = loop.streets.isEmpty ? nil : loop.streets.joined(separator: ", ")
        switch loop.role {
        case .other: return nil
        case .buyer: takeBuyer(loop, name, address)
        case .buyerAndDestination:
            takeBuyer(loop, name, address)
            takeDestination(loop, name, address)
        case .destination: takeDestination(loop, name, address)
        }
        return nil
    }

    private func takeBuyer(_ loop: X12PartyLoop, _ name: String?, _ address: PostalAddress) {
        guard area == .head, order.buyer == Party() else { return }
        order.buyer = Party(
            identifiers: loop.identifier.map { [$0] } ?? [], name: name, address: address.isEmpty ? nil : address,
            contact: loop.contact)
    }

    /// An order goes to one place. Goods that would silently go to the wrong one are worse than a question.
    private func takeDestination(_ loop: X12PartyLoop, _ name: String?, _ address: PostalAddress) {
        var address = address
        address.name = name ?? loop.placeNumber ?? loop.identifier?.value
        if contactAtDestination == nil { contactAtDestination = loop.contact }
        guard !address.isEmpty else { return }
        if let destination, destination != address {
            guard !hasSecondDestination else { return }
            hasSecondDestination = true
            context.report(
                .error, .ediSegmentUnexpected, "the order names more than one place of delivery", value: address.line,
                hint: "send one order for each place")
        } else {
            destination = address
        }
    }
}
