// Parties, addresses and identifiers as configuration files write them.

import OrderModel

enum PartyReading {
    /// Ourselves: a name at least.
    static var seller: YAMLType<Party> {
        YAMLType("the seller's name, identifiers, address and contact") { node in
            YAMLMapping.read(node, what: "seller") { mapping in
                Party(
                    identifiers: mapping.value("identifiers", .list(of: identifier), else: []),
                    name: mapping.required("name", .text), address: mapping.optional("address", address),
                    contact: mapping.optional("contact", contact))
            }
        }
    }

    /// `{ scheme: "0088", value: "…" }`, or the value alone.
    static var identifier: YAMLType<Identifier> {
        YAMLType("an identifier such as { scheme: \"0088\", value: \"7300010000001\" }") { node in
            if node.text != nil { return YAMLType.text("an identifier").read(node).map { Identifier(value: $0) } }
            let read = YAMLMapping.read(node, what: "an identifier") { mapping in
                let scheme = mapping.optional("scheme", .text)
                return mapping.required("value", .text).map { Identifier(scheme: scheme, value: $0) }
            }
            return read ?? nil
        }
    }

    private static var address: YAMLType<PostalAddress> {
        YAMLType("an address") { node in
            YAMLMapping.read(node, what: "an address") { mapping in
                let country = YAMLType<String>.scalar("a country in two capital letters, such as CN") { text in
                    text.count == 2 && text.allSatisfy { ("A"..."Z").contains($0) } ? text : nil
                }
                return PostalAddress(
                    name: mapping.optional("name", .text), street: mapping.optional("street", .text),
                    city: mapping.optional("city", .text), postalCode: mapping.optional("postal-code", .text),
                    region: mapping.optional("region", .text), country: mapping.optional("country", country))
            }
        }
    }

    private static var contact: YAMLType<Contact> {
        YAMLType("a contact") { node in
            YAMLMapping.read(node, what: "a contact") { mapping in
                Contact(
                    name: mapping.optional("name", .text), phone: mapping.optional("phone", .text),
                    email: mapping.optional("email", .text))
            }
        }
    }
}
