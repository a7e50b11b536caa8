// Segments that several of our messages have: parties, dates, texts, products, quantities.

import ExactDecimals
import OrderModel

extension EDIFACTOutput {
    mutating func date(_ qualifier: String, _ date: CalendarDate?) {
        guard let date else { return }
        segment("DTM", [qualifier, EDIFACTDates.write(date), "102"])
    }

    mutating func reference(_ qualifier: String, _ value: String?, line: String? = nil) {
        guard let value, !value.isEmpty else { return }
        segment("RFF", [qualifier, value, line])
    }

    /// FTX, as many as the text needs: one or more for each of its lines.
    mutating func freeText(_ subject: String, _ text: String?, code: String? = nil) {
        guard let text, !text.isEmpty else { return }
        for line in text.split(separator: "\n") {
            let pieces = EDIFACTText.pieces(String(line), width: directory.textWidth)
            for group in EDIFACTText.groups(pieces, size: 5, width: directory.textWidth) {
                segment("FTX", [subject], [], code.map { [$0, nil, "91"] } ?? [], group)
            }
        }
    }

    /// NAD. A place that has no number is known by its name and address.
    mutating func party(_ qualifier: String, _ identifier: Identifier?, name: String?, address: PostalAddress?) {
        let agency = identifier?.scheme.flatMap(EDIFACTCodes.agency)
        let names = name.map { Array(EDIFACTText.pieces($0, width: 35).prefix(5)) } ?? []
        let streets = address?.street.map { Array(EDIFACTStreet.pieces($0).prefix(directory.isLater ? 4 : 3)) } ?? []
        segment(
            "NAD", [qualifier], identifier.map { [$0.value, nil, agency] } ?? [], [], names, streets,
            [address?.city.map { EDIFACTOutput.cut($0, 35) }], region(address?.region),
            [address?.postalCode.map { EDIFACTOutput.cut($0, directory.isLater ? 17 : 9) }],
            [address?.country.map { EDIFACTOutput.cut($0, 3) }])
    }

    private func region(_ region: String?) -> [String?] {
        guard let region else { return [] }
        if region.unicodeScalars.count <= 9 { return [region] }
        return directory.isLater ? [nil, nil, nil, EDIFACTOutput.cut(region, 70)] : []
    }

    static func cut(_ text: String, _ length: Int) -> String { String(text.unicodeScalars.prefix(length)) }

    /// CTA and COM. IC is the contact of the party, OC the one for this order.
    mutating func contact(_ contact: Contact?, function: String) {
        guard let contact, contact != Contact() else { return }
        segment("CTA", [function], [nil, contact.name.map { EDIFACTOutput.cut($0, 35) }])
        if let phone = contact.phone, !phone.isEmpty { segment("COM", [phone, "TE"]) }
        if let email = contact.email, !email.isEmpty { segment("COM", [email, "EM"]) }
    }

    /// LIN and PIA: the product by every number that is known.
    mutating func item(
        line: String, action: String?, gtin: String?, sellerCode: String?, buyerCode: String?
    ) {
        segment("LIN", [line], [action], gtin.map { [$0, directory.gtinType] } ?? [])
        let codes = [sellerCode.map { [$0, "SA"] }, buyerCode.map { [$0, "IN"] }].compactMap(\.self)
        guard let first = codes.first else { return }
        // 5 identifies the product, where LIN does not; 1 says something besides.
        segment("PIA", [gtin == nil ? "5" : "1"], first, codes.count > 1 ? codes[1] : [])
    }

    /// IMD: the name, in components of the directory's width.
    mutating func itemName(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        let pieces = EDIFACTText.pieces(name, width: directory.nameWidth)
        for group in EDIFACTText.groups(pieces, size: 2, width: directory.nameWidth) {
            segment("IMD", ["F"], [], [nil, nil, nil] + group)
        }
    }

    mutating func quantity(_ qualifier: String, _ quantity: ExactDecimal, unit: String?, _ profile: EDIFACTProfile) {
        segment("QTY", [qualifier, quantity.description, EDIFACTOutput.unit(unit, profile)])
    }

    mutating func amount(_ qualifier: String, _ amount: ExactDecimal?) {
        guard let amount else { return }
        segment("MOA", [qualifier, amount.description])
    }

    /// Data element 6411, with the partner's own codes. A word that is no code is left out.
    static func unit(_ unit: String?, _ profile: EDIFACTProfile) -> String? {
        guard let unit else { return nil }
        let code = profile.units[unit] ?? unit
        return code.utf8.count <= 3 ? code : nil
    }
}

/// Streets are several lines of 35 characters: cut at the commas that put them together, where that is enough.
enum EDIFACTStreet {
    static func pieces(_ street: String) -> [String] {
        var lines: [String] = []
        for part in street.split(separator: ", ").map(String.init) {
            if part.unicodeScalars.count > 35 { return EDIFACTText.pieces(street, width: 35) }
            lines.append(part)
        }
        return lines
    }
}

extension Party {
    /// The number that EDIFACT knows best: a GLN, else the first.
    var identifierForEDIFACT: Identifier? {
        identifiers.first { ["GLN", "0088", "EAN"].contains($0.scheme?.uppercased() ?? "") }.map {
            Identifier(scheme: "GLN", value: $0.value)
        } ?? identifiers.first
    }
}
