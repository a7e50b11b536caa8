// Who takes part in an order: identifiers, contacts, addresses.

/// An identifier and the scheme that it comes from: GLN, DUNS, VAT number, a partner's own number.
package struct Identifier: Hashable, Codable, Sendable {
    /// As written by the partner, such as `0088` or `GLN`; nil where none was given.
    package var scheme: String?
    package var value: String
    package init(scheme: String? = nil, value: String) {
        self.scheme = scheme
        self.value = value
    }
}

package struct Contact: Hashable, Codable, Sendable {
    package var name: String?
    package var phone: String?
    package var email: String?
    package init(name: String? = nil, phone: String? = nil, email: String? = nil) {
        self.name = name
        self.phone = phone
        self.email = email
    }
    /// Nothing is known of it.
    package var isEmpty: Bool { name == nil && phone == nil && email == nil }
    /// Somebody can be reached (B12, C03).
    package var isReachable: Bool { !(phone ?? "").isEmpty || !(email ?? "").isEmpty }
}

package struct PostalAddress: Hashable, Codable, Sendable {
    package var name: String?
    package var street: String?
    package var city: String?
    package var postalCode: String?
    package var region: String?
    /// ISO 3166-1 alpha-2.
    package var country: String?

    package init(
        name: String? = nil, street: String? = nil, city: String? = nil, postalCode: String? = nil,
        region: String? = nil, country: String? = nil
    ) {
        self.name = name
        self.street = street
        self.city = city
        self.postalCode = postalCode
        self.region = region
        self.country = country
    }

    /// Goods can be sent there: a street and a city are known (B12, D06).
    package var isComplete: Bool { !(street ?? "").isEmpty && !(city ?? "").isEmpty }
    package var isEmpty: Bool {
        name == nil && street == nil && city == nil && postalCode == nil && region == nil && country == nil
    }

    /// One line for labels and tables.
    package var line: String {
        [name, street, [postalCode, city].compactMap(\.self).joined(separator: " "), region, country]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// A party as a document names it.
package struct Party: Hashable, Codable, Sendable {
    package var identifiers: [Identifier]
    package var name: String?
    package var address: PostalAddress?
    package var contact: Contact?

    package init(
        identifiers: [Identifier] = [], name: String? = nil, address: PostalAddress? = nil, contact: Contact? = nil
    ) {
        self.identifiers = identifiers
        self.name = name
        self.address = address
        self.contact = contact
    }
}
