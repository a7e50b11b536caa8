// The shapes of parties: identifiers, contacts, addresses.

import OrderModel

enum IdentifierField: Int, JSONFieldSet {
    case scheme, value

    static let shape = JSONShape(
        "identifier", "Identifier", "A number and the scheme that it comes from.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .scheme: JSONField("scheme", .identifier, "Such as GLN, DUNS, VAT or 0088.", example: "\"GLN\"")
        case .value: JSONField("value", .identifier, required: true, "The number itself.", example: "\"4012345000009\"")
        }
    }

    static func read(_ object: JSONObject<Self>) -> Identifier? {
        let scheme = object.identifier(.scheme)
        return object.identifier(.value).map { Identifier(scheme: scheme, value: $0) }
    }
}

enum ContactField: Int, JSONFieldSet {
    case name, phone, email

    static let shape = JSONShape("contact", "Contact", "Somebody who can be asked.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .name: JSONField("name", .text, "The person's name.", example: "\"Li Na\"")
        case .phone: JSONField("phone", .text, "Telephone number.", example: "\"+49 30 1234567\"")
        case .email: JSONField("email", .text, "E-mail address.", example: "\"li.na@acme.example\"")
        }
    }

    static func read(_ object: JSONObject<Self>) -> Contact {
        Contact(name: object.text(.name), phone: object.text(.phone), email: object.text(.email))
    }
}

enum AddressField: Int, JSONFieldSet {
    case name, street, city, postalCode, region, country

    static let shape = JSONShape("address", "Address", "A postal address.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .name: JSONField("name", .text, "Who is to be found there.", example: "\"Acme warehouse north\"")
        case .street: JSONField("street", .text, "Street and house number.", example: "\"Hafenstr. 12\"")
        case .city: JSONField("city", .text, "City.", example: "\"Hamburg\"")
        case .postalCode: JSONField("postalCode", .text, "Postal code.", example: "\"20457\"")
        case .region: JSONField("region", .text, "Region, state or province.", example: "\"Hamburg\"")
        case .country: JSONField("country", .identifier, "ISO 3166-1 alpha-2.", example: "\"DE\"")
        }
    }

    static func read(_ object: JSONObject<Self>) -> PostalAddress {
        PostalAddress(
            name: object.text(.name), street: object.text(.street), city: object.text(.city),
            postalCode: object.text(.postalCode), region: object.text(.region),
            country: object.identifier(.country)?.uppercased())
    }
}

enum PartyField: Int, JSONFieldSet {
    case identifiers, name, address, contact

    static let shape = JSONShape("party", "Party", "A company as a document names it.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .identifiers:
            JSONField("identifiers", .list(.object(IdentifierField.shape)), "Numbers by which the company is known.")
        case .name: JSONField("name", .text, "The company's name.", example: "\"Acme Trading GmbH\"")
        case .address: JSONField("address", .object(AddressField.shape), "Its address.")
        case .contact: JSONField("contact", .object(ContactField.shape), "Whom to ask there.")
        }
    }

    static func read(_ object: JSONObject<Self>) -> Party {
        Party(
            identifiers: object.objects(.identifiers, IdentifierField.self).compactMap(IdentifierField.read),
            name: object.text(.name), address: object.object(.address, AddressField.self).map(AddressField.read),
            contact: object.object(.contact, ContactField.self).map(ContactField.read))
    }
}
