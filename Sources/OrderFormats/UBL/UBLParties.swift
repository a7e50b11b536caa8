// Parties, contacts and addresses out of UBL elements.

import OrderModel

extension UBLValues {
    /// A party with every number by which it can be known (cac:Party).
    func party(_ element: XMLElement?) -> Party {
        guard let element else { return Party() }
        var party = Party()
        party.identifiers = identifiers(ofParty: element)
        party.name = name(ofParty: element)
        party.address = element.first(.postalAddress).map { address($0) }.flatMap { $0.isEmpty ? nil : $0 }
        let contact = contact(ofParty: element)
        party.contact = contact == Contact() ? nil : contact
        return party
    }

    /// The name that the party goes by, else one under which it is registered.
    private func name(ofParty element: XMLElement) -> String? {
        var name: String?
        element.each(.partyName) { name = name ?? text($0.first(.name)) }
        if name == nil { element.each(.partyLegalEntity) { name = name ?? text($0.first(.registrationName)) } }
        if name == nil { element.each(.partyTaxScheme) { name = name ?? text($0.first(.registrationName)) } }
        return name
    }

    private func identifiers(ofParty element: XMLElement) -> [Identifier] {
        var found: [Identifier] = []
        func add(_ number: XMLElement?, scheme: String? = nil) {
            guard let number, let identifier = schemedIdentifier(number, defaultScheme: scheme) else { return }
            if !found.contains(identifier) { found.append(identifier) }
        }
        add(element.first(.endpointID))
        element.each(.partyIdentification) { add($0.first(.id)) }
        element.each(.partyLegalEntity) { add($0.first(.companyID)) }
        element.each(.partyTaxScheme) {
            add($0.first(.companyID), scheme: identifier($0.first(.taxScheme)?.first(.id)))
        }
        return found
    }

    /// cac:Contact, and the name of cac:Person where the contact has none.
    private func contact(ofParty element: XMLElement) -> Contact {
        var contact = contact(element.first(.contact))
        if contact.name == nil, let person = element.first(.person) {
            contact.name = text([UBLName.firstName, .familyName].compactMap { person.first($0) }, separator: " ")
        }
        return contact
    }

    func contact(_ element: XMLElement?) -> Contact {
        guard let element else { return Contact() }
        return Contact(
            name: text(element.first(.name)), phone: text(element.first(.telephone)),
            email: text(element.first(.electronicMail)))
    }

    /// What may stand in an address besides street and house number, in the order in which a label has it.
    private static let finerParts: [UBLName] = [
        .buildingName, .blockName, .plotIdentification, .additionalStreetName, .floor, .room, .department, .inhouseMail,
        .markAttention, .markCare, .citySubdivisionName, .district,
    ]

    /// By the number of the name: is it part of the street, beside its name?
    private static let isStreetDetail = UBLName.allCases.map {
        finerParts.contains($0) || [.buildingNumber, .addressLine, .postbox].contains($0)
    }

    /// cac:Address. Whatever leads to the door stands in `street`, in the order in which a label has it.
    func address(_ element: XMLElement) -> PostalAddress {
        let country = element.first(.country)
        return PostalAddress(
            street: street(element), city: text(element.first(.cityName)),
            postalCode: text(element.first(.postalZone)),
            region: text(element.first(.countrySubentity)) ?? text(element.first(.region))
                ?? text(element.first(.countrySubentityCode)),
            country: code(identifier(country?.first(.identificationCode))) ?? text(country?.first(.name)))
    }

    private func street(_ element: XMLElement) -> String? {
        let usual = element.first(.streetName)
        // Most addresses have a street and nothing finer.
        if let usual, !element.hasChild(in: UBLValues.isStreetDetail) { return text(usual) }
        var street: [String] = []
        let houseOnStreet = text([usual, element.first(.buildingNumber)].compactMap(\.self), separator: " ")
        if let houseOnStreet { street.append(houseOnStreet) }
        for name in UBLValues.finerParts {
            if let part = element.first(name), let text = text(part) { street.append(text) }
        }
        element.each(.addressLine) { if let line = text($0.first(.line)) { street.append(line) } }
        if street.isEmpty, let box = text(element.first(.postbox)) { street = ["P.O. box \(box)"] }
        return street.isEmpty ? nil : street.joined(separator: ", ")
    }

    /// Where a delivery goes: its location or address, and who receives it there (cac:Delivery).
    func deliveryAddress(_ delivery: XMLElement) -> PostalAddress {
        let location = delivery.first(.deliveryLocation)
        let receiver = delivery.first(.deliveryParty)
        var result = PostalAddress()
        if let place = location?.first(.address) { result = address(place) }
        if result.isEmpty, let place = delivery.first(.deliveryAddress) { result = address(place) }
        if result.isEmpty, let place = receiver?.first(.postalAddress) { result = address(place) }
        result.name = text(location?.first(.name)) ?? receiver.flatMap { name(ofParty: $0) }
        return result
    }

    /// The last day of the period that the customer asks for, else its first (cac:Delivery).
    func requestedDate(_ delivery: XMLElement) -> CalendarDate? {
        let period = delivery.first(.requestedDeliveryPeriod)
        return date(period?.first(.endDate)) ?? date(period?.first(.startDate))
            ?? date(delivery.first(.latestDeliveryDate))
    }
}
