// What an order has besides its own fields: parties, addresses, proofs.

import OrderModel

extension DirectReader {
    mutating func party(_ text: Span<UInt8>) throws(NotPlain) -> Party {
        var party = Party()
        var members = DirectMembers<PartyField>()
        while let field = try next(&members, text) {
            switch field {
            case .identifiers: party.identifiers = try identifiers(text)
            case .name: party.name = try self.text(text)
            case .address: party.address = try address(text)
            case .contact: party.contact = try contact(text)
            }
        }
        return party
    }

    private mutating func identifiers(_ text: Span<UInt8>) throws(NotPlain) -> [Identifier] {
        var identifiers: [Identifier] = []
        var elements = DirectElements()
        while try next(&elements, text) {
            var scheme: String?
            var value: String?
            var members = DirectMembers<IdentifierField>()
            while let field = try next(&members, text) {
                switch field {
                case .scheme: scheme = try identifier(text)
                case .value: value = try identifier(text)
                }
            }
            guard let value else { throw NotPlain() }
            identifiers.append(Identifier(scheme: scheme, value: value))
        }
        return identifiers
    }

    mutating func contact(_ text: Span<UInt8>) throws(NotPlain) -> Contact {
        var contact = Contact()
        var members = DirectMembers<ContactField>()
        while let field = try next(&members, text) {
            switch field {
            case .name: contact.name = try self.text(text)
            case .phone: contact.phone = try self.text(text)
            case .email: contact.email = try self.text(text)
            }
        }
        return contact
    }

    mutating func address(_ text: Span<UInt8>) throws(NotPlain) -> PostalAddress {
        var address = PostalAddress()
        var members = DirectMembers<AddressField>()
        while let field = try next(&members, text) {
            switch field {
            case .name: address.name = try self.text(text)
            case .street: address.street = try self.text(text)
            case .city: address.city = try self.text(text)
            case .postalCode: address.postalCode = try self.text(text)
            case .region: address.region = try self.text(text)
            case .country: address.country = try identifier(text).map(Words.upperCase)
            }
        }
        return address
    }

    mutating func attestation(_ text: Span<UInt8>) throws(NotPlain) -> Attestation {
        var kind: Attestation.Kind?
        var by: String?
        var date: CalendarDate?
        var members = DirectMembers<AttestationField>()
        while let field = try next(&members, text) {
            switch field {
            case .kind: kind = try choice(text)
            case .by: by = try self.text(text)
            case .date: date = try self.date(text)
            }
        }
        guard let kind else { throw NotPlain() }
        return Attestation(kind: kind, by: by, date: date)
    }

    mutating func evidences(_ text: Span<UInt8>) throws(NotPlain) -> [Evidence] {
        var evidences: [Evidence] = []
        var elements = DirectElements()
        while try next(&elements, text) { evidences.append(try evidence(text)) }
        return evidences
    }

    private mutating func evidence(_ text: Span<UInt8>) throws(NotPlain) -> Evidence {
        var kind: Evidence.Kind?
        var name: String?
        var content: String?
        var digest: String?
        var members = DirectMembers<EvidenceField>()
        while let field = try next(&members, text) {
            switch field {
            case .kind: kind = try choice(text)
            case .name: name = try self.text(text)
            case .text: content = try self.text(text, longest: limits.evidenceLength)
            case .sha256: digest = try sha256(text)
            }
        }
        guard let kind, let name else { throw NotPlain() }
        return Evidence(kind: kind, name: name, text: content, sha256: digest)
    }

    private mutating func sha256(_ text: Span<UInt8>) throws(NotPlain) -> String? {
        guard let digits = try self.text(text) else { return nil }
        do throws(ValueProblem) {
            return try TextChecks.sha256(digits)
        } catch {
            throw NotPlain()
        }
    }

    mutating func verbalRecord(_ text: Span<UInt8>) throws(NotPlain) -> VerbalRecord? {
        var record = VerbalRecord()
        var members = DirectMembers<VerbalRecordField>()
        while let field = try next(&members, text) {
            switch field {
            case .recordedBy: record.recordedBy = try self.text(text)
            case .confirmedByCustomer: record.confirmedByCustomer = try self.text(text)
            }
        }
        return record == VerbalRecord() ? nil : record
    }
}
