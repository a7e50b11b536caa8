// The shapes of what we write, for the published schemas. The tests hold the writers to them.

import OrderModel

enum OutgoingShapes {
    /// Every document that we write, by its name.
    static let all: [JSONShape] = partnerDocuments + deskDocuments + [carrierNotice, checkReport]

    // MARK: - Shared parts

    static let place = JSONShape(
        "place", "Place", "Where in the file something stands; whatever is known is given.",
        fields: [
            JSONField("line", .integer, "Line of the decoded text, from 1.", example: "3"),
            JSONField("column", .integer, "Column in Unicode scalars, from 1.", example: "17"),
            JSONField("path", .text, "JSON pointer or XPath.", example: "\"/lines/0/quantity\""),
            JSONField("field", .text, "Name of the CSV column or of the field.", example: "\"quantity\""),
        ])

    static let finding = JSONShape(
        "finding", "Finding", "Something that is wrong, or worth knowing, about a file.",
        fields: [
            JSONField("severity", .choice(["note", "warning", "error"]), required: true, "How bad it is."),
            JSONField(
                "code", .choice(FindingCode.allCases.map(\.rawValue)), required: true,
                "Stable; programs can decide by it."),
            JSONField("message", .text, required: true, "One sentence: what is wrong."),
            JSONField("place", .object(place), "Where it stands."),
            JSONField("value", .text, "What stands there, shortened."),
            JSONField("hint", .text, "What to do about it."),
            JSONField(
                "rule", .text, "The number of the rule, where a standard has one.", example: "\"PEPPOL-T01-R008\""),
        ])

    static func document(_ name: String) -> [JSONField] {
        [
            JSONField("document", .constant(name), required: true, "Says what this is."),
            JSONField("id", .identifier, required: true, "Unique for ever; also the name of the file."),
            JSONField("language", .text, required: true, "BCP 47: the language of the texts.", example: "\"en\""),
        ]
    }

    static let orderNumbers: [JSONField] = [
        JSONField("orderNumber", .identifier, required: true, "Our order number.", example: "\"SO-2026-000017\""),
        JSONField(
            "customerReference", .identifier, required: true, "The customer's order number.", example: "\"PO-4711\""),
    ]

    static let parties: [JSONField] = [
        JSONField("seller", .object(PartyField.shape), "We."),
        JSONField("buyer", .object(PartyField.shape), "You."),
    ]

    static let charge = JSONShape(
        "charge", "Charge", "A surcharge on the order as a whole.",
        fields: [
            JSONField("reason", .text, required: true, "Why."),
            JSONField("percent", .decimal, "The part of the total that it is; absent: a fixed amount."),
            JSONField("amount", .decimal, required: true, "How much, without tax."),
        ])

    static let texts = JSONFieldType.list(.text)
    static let findings = JSONField("findings", .list(.object(finding)), required: true, "What was found.")
}
