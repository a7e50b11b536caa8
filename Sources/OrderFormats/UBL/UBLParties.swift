// Parties, contacts and addresses out of UBL elements.

import OrderModel

extension UBLValues {
    /// A party with every number by which it can be known (cac:Party).
    func party(_ element: XMLElement?) -> Party {
        guard let element else { return Party() }
        var party = Party()
        party.identifiers = identifiers(ofParty: element)
        let legalEntities = element.aggregates("PartyLegalEntity")
        let taxSchemes = element.aggregates("PartyTaxScheme")
        let names =
            element.aggregates("PartyName").map { $0.basic("Name") }
            + (legalEntities + taxSchemes).map { $0.basic("RegistrationName") }
        party.name = names.lazy.compactMap { text($0) }.first
        party.address = element.aggregate("PostalAddress").map { address($0) }.flatMap { $0.isEmpty ? nil : $0 }
        let contact = contact(ofParty: element)
        party.contact = contact == Contact() ? nil : contact
        return party
    }

    private func identifiers(ofParty element: XMLElement) -> [Identifier] {
        var found: [Identifier?] = [schemedIdentifier(element.basic("EndpointID"))]
        found += element.aggregates("PartyIdentification").map { schemedIdentifier($0.basic("ID")) }
        found += element.aggregates("PartyLegalEntity").map { schemedIdentifier($0.basic("CompanyID")) }
        found += element.aggregates("PartyTaxScheme").map { scheme in
            let name = identifier(scheme.aggregate("TaxScheme")?.basic("ID"))
            return schemedIdentifier(scheme.basic("CompanyID"), defaultScheme: name)
        }
        var unique: [Identifier] = []
        for case let identifier? in found where !unique.contains(identifier) { unique.append(identifier) }
        return unique
    }

    /// cac:Contact, and the name of cac:Person where the contact has none.
    private func contact(ofParty element: XMLElement) -> Contact {
        var contact = contact(element.aggregate("Contact"))
        if contact.name == nil, let person = element.aggregate("Person") {
            contact.name = text(["FirstName", "FamilyName"].compactMap { person.basic($0) }, separator: " ")
        }
        return contact
    }

    func contact(_ element: XMLElement?) -> Contact {
        guard let element else { return Contact() }
        return Contact(
            name: text(element.basic("Name")), phone: text(element.basic("Telephone")),
            email: text(element.basic("ElectronicMail")))
    }

    /// cac:Address. Whatever leads to the door stands in `street`, in the order in which a label has it.
    func address(_ element: XMLElement) -> PostalAddress {
        let houseOnStreet = text(
            ["StreetName", "BuildingNumber"].compactMap { element.basic($0) }, separator: " ")
        let more = [
            "BuildingName", "BlockName", "PlotIdentification", "AdditionalStreetName", "Floor", "Room", "Department",
            "InhouseMail", "MarkAttention", "MarkCare", "CitySubdivisionName", "District",
        ].map { text(element.basic($0)) }
        let lines = element.aggregates("AddressLine").map { text($0.basic("Line")) }
        var street = ([houseOnStreet] + more + lines).compactMap(\.self)
        if street.isEmpty, let box = text(element.basic("Postbox")) { street = ["P.O. box \(box)"] }
        let country = element.aggregate("Country")
        return PostalAddress(
            street: street.isEmpty ? nil : street.joined(separator: ", "), city: text(element.basic("CityName")),
            postalCode: text(element.basic("PostalZone")),
            region: ["CountrySubentity", "Region", "CountrySubentityCode"].lazy
                .compactMap { text(element.basic($0)) }.first,
            country: identifier(country?.basic("IdentificationCode"))?.uppercased() ?? text(country?.basic("Name")))
    }

    /// Where a delivery goes: its location or address, and who receives it there (cac:Delivery).
    func deliveryAddress(_ delivery: XMLElement) -> PostalAddress {
        let location = delivery.aggregate("DeliveryLocation")
        let receiver = delivery.aggregate("DeliveryParty")
        let candidates = [
            location?.aggregate("Address"), delivery.aggregate("DeliveryAddress"), receiver?.aggregate("PostalAddress"),
        ]
        var result = candidates.lazy.compactMap(\.self).map { address($0) }.first { !$0.isEmpty } ?? PostalAddress()
        result.name = text(location?.basic("Name")) ?? party(receiver).name
        return result
    }

    /// The last day of the period that the customer asks for, else its first (cac:Delivery).
    func requestedDate(_ delivery: XMLElement) -> CalendarDate? {
        let period = delivery.aggregate("RequestedDeliveryPeriod")
        return date(period?.basic("EndDate")) ?? date(period?.basic("StartDate"))
            ?? date(delivery.basic("LatestDeliveryDate"))
    }
}
