// The fields that all letters have, and those of findings.

import OrderModel

enum LetterFields {
    /// Us and the customer, of any document that names both.
    static func parties<Subject>(
        seller: @escaping @Sendable (Subject) -> Party, buyer: @escaping @Sendable (Subject) -> Party
    ) -> [LetterField<Subject>] {
        party("seller", "our", seller) + party("buyer", "the customer's", buyer)
    }

    private static func party<Subject>(
        _ name: String, _ whose: String, _ party: @escaping @Sendable (Subject) -> Party
    ) -> [LetterField<Subject>] {
        [
            .text("\(name).name", "\(whose) name") { subject, _ in party(subject).name },
            .text("\(name).address", "\(whose) address, in one line") { subject, _ in party(subject).address?.line },
            .text("\(name).contact", "\(whose) contact: name, telephone, e-mail") { subject, _ in
                contact(party(subject).contact)
            },
            .text("\(name).person", "the person to ask for, or to write to") { subject, _ in
                party(subject).contact?.name
            },
            .text("\(name).phone", "\(whose) telephone") { subject, _ in party(subject).contact?.phone },
            .text("\(name).email", "\(whose) e-mail address") { subject, _ in party(subject).contact?.email },
        ]
    }

    static func contact(_ contact: Contact?) -> String? {
        let parts = [contact?.name, contact?.phone, contact?.email].compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The lines of an address at the head of a letter.
    static func lines(_ party: Party, withContact: Bool) -> [String] {
        let address = party.address ?? PostalAddress()
        let town = [address.postalCode, address.city].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        var lines = [party.name, address.name == party.name ? nil : address.name, address.street, town]
        lines.append(
            [address.region, address.country].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", "))
        if withContact { lines.append(contact(party.contact)) }
        return lines.compactMap { $0.map(LetterText.harmless) }.filter { !$0.isEmpty }
    }

    static let finding: [LetterField<Finding>] = [
        .text("severity", "error, warning or note, in the letter's language") { $1.severities[$0.severity] },
        .flag("isError", "it keeps something from being taken") { $0.severity == .error },
        .text("code", "the code of the finding, such as value-not-a-number") { finding, _ in finding.code.rawValue },
        .text("title", "what it is, in the letter's language, where we have it in that language") { $1.title($0.code) },
        .text("message", "what it is in this case, in English") { finding, _ in finding.message },
        .text("place", "where it stands in the file") { $1.place($0.place) },
        .text("value", "what stands there") { finding, _ in finding.value },
        .text("remedy", "what to do about it, in the letter's language where we have it in that language") {
            $1.remedy($0)
        },
    ]
}
