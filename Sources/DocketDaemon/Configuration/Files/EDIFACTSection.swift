// The `edifact` section of a partner's file: addresses, directory, character set, and codes.

import OrderModel

enum EDIFACTSection {
    static func read(_ mapping: YAMLMapping) -> EDIFACTProfile {
        var profile = EDIFACTProfile()
        profile.partner = mapping.optional("id", address)
        profile.own = mapping.optional("our-id", address)
        profile.directory = mapping.value("directory", .oneOf(["D.96A", "D.01B"]), else: profile.directory)
        profile.syntax = mapping.value("syntax", .oneOf(["UNOA", "UNOB", "UNOC", "UNOY"]), else: profile.syntax)
        profile.isTest = mapping.value("test", .flag, else: profile.isTest)
        profile.writesServiceString = mapping.value("una", .flag, else: profile.writesServiceString)
        profile.responseTypes = mapping.value("responses", .list(of: responseType), else: profile.responseTypes)
        profile.units = mapping.value("units", .dictionary(of: unitCode, what: "units"), else: profile.units)
        return profile
    }

    /// `14:4000001000005`: the qualifier of UNB and the address. Without a qualifier any is meant.
    private static var address: YAMLType<Identifier> {
        .scalar(
            "an address of UNB such as 14:4000001000005",
            hint:
                "14 stands for a GLN, ZZ for what the two of you have agreed; put it into quotes if it is a number alone"
        ) { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 2, let value = parts.last, isPlain(value, upTo: 35) else { return nil }
            guard parts.count == 2 else { return Identifier(value: value) }
            return isPlain(parts[0], upTo: 4) ? Identifier(scheme: parts[0], value: value) : nil
        }
    }

    private static func isPlain(_ text: String, upTo length: Int) -> Bool {
        !text.isEmpty && text.utf8.count <= length && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// BGM, data element 1225.
    private static var responseType: YAMLType<String> {
        .scalar("a code of BGM 1225 such as 29, 30 or 27") { text in
            (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
        }
    }

    /// Data element 6411.
    private static var unitCode: YAMLType<String> {
        .scalar("the partner's code of the unit, up to three letters and digits, such as PCE") { text in
            isPlain(text, upTo: 3) ? text : nil
        }
    }
}
