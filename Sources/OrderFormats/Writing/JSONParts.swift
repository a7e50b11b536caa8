// The parts that many JSON documents share: parties, addresses, findings.

import OrderModel

enum JSONParts {
    static func charge(_ charge: OrderCharge) -> JSONOutput {
        .fields(["reason": .text(charge.reason), "percent": .of(charge.percent), "amount": .number(charge.amount)])
    }

    static func identifier(_ identifier: Identifier) -> JSONOutput {
        .fields(["scheme": .of(identifier.scheme), "value": .text(identifier.value)])
    }

    /// Nil where nothing is known.
    static func contact(_ contact: Contact?) -> JSONOutput? {
        guard let contact, contact != Contact() else { return nil }
        return .fields(["name": .of(contact.name), "phone": .of(contact.phone), "email": .of(contact.email)])
    }

    static func address(_ address: PostalAddress?) -> JSONOutput? {
        guard let address, !address.isEmpty else { return nil }
        return .fields([
            "name": .of(address.name), "street": .of(address.street), "city": .of(address.city),
            "postalCode": .of(address.postalCode), "region": .of(address.region), "country": .of(address.country),
        ])
    }

    static func party(_ party: Party) -> JSONOutput? {
        guard party != Party() else { return nil }
        return .fields([
            "identifiers": .list(party.identifiers, identifier), "name": .of(party.name),
            "address": address(party.address), "contact": contact(party.contact),
        ])
    }

    static func place(_ place: Place?) -> JSONOutput? {
        guard let place, place != Place() else { return nil }
        return .fields([
            "line": .of(place.line), "column": .of(place.column), "path": .of(place.path), "field": .of(place.field),
        ])
    }

    static func finding(_ finding: Finding) -> JSONOutput {
        .fields([
            "severity": .of(finding.severity), "code": .of(finding.code), "message": .text(finding.message),
            "place": place(finding.place), "value": .of(finding.value), "hint": .of(finding.hint),
            "rule": .of(finding.rule),
        ])
    }
}
