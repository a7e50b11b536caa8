// The section `x12` of a partner's file: addresses, version, delimiters, and the codes that the partner understands.

import OrderModel

enum X12Section {
    static func read(_ mapping: YAMLMapping) -> X12Profile {
        var profile = X12Profile()
        profile.partner = mapping.optional("id", address)
        profile.own = mapping.optional("our-id", address)
        profile.partnerApplication = mapping.optional("application-id", application)
        profile.ownApplication = mapping.optional("our-application-id", application)
        profile.version = mapping.value("version", .oneOf(["004010", "005010"]), else: profile.version)
        profile.isTest = mapping.value("test", .flag, else: profile.isTest)
        profile.elementSeparator = mapping.value("element-separator", separator, else: profile.elementSeparator)
        profile.componentSeparator = mapping.value("component-separator", separator, else: profile.componentSeparator)
        profile.segmentTerminator = mapping.value("segment-terminator", terminator, else: profile.segmentTerminator)
        profile.acknowledgementTypes = mapping.value("acknowledgements", .list(of: code), else: [])
        profile.lineStatuses = mapping.value("line-statuses", .list(of: code), else: [])
        profile.units = mapping.value("units", .dictionary(of: code, what: "units"), else: [:])
        profile.currency = mapping.optional("currency", currency)
        checkSeparators(profile, mapping)
        return profile
    }

    /// Two characters that are the same could not be told apart.
    private static func checkSeparators(_ profile: X12Profile, _ mapping: YAMLMapping) {
        let terminator = profile.segmentTerminator.prefix(1)
        let all = [profile.elementSeparator, profile.componentSeparator, String(terminator)]
        guard Set(all).count < all.count else { return }
        let keys = ["element-separator", "component-separator", "segment-terminator"]
        guard let entry = keys.compactMap({ mapping.entry($0) }).first else { return }
        entry.value.error(
            "two of the separators are the same character", hint: "elements, components and segments need one each")
    }

    /// `ZZ:ACME`: the qualifier and the id of ISA05/06 or ISA07/08.
    private static var address: YAMLType<Identifier> {
        .scalar(
            "an address of an interchange such as ZZ:ACME",
            hint: "write the qualifier (two characters), a colon, and the id (at most 15)"
        ) { text in
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].utf8.count == 2, (1...15).contains(parts[1].utf8.count),
                isPlain(parts[0]), isPlain(parts[1])
            else { return nil }
            return Identifier(scheme: parts[0], value: parts[1])
        }
    }

    private static var application: YAMLType<String> {
        .scalar("an application's id such as ACMEPO, of 2 to 15 characters") { text in
            (2...15).contains(text.utf8.count) && isPlain(text) ? text : nil
        }
    }

    /// Visible ASCII: what an envelope may hold without a doubt.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    private static var separator: YAMLType<String> {
        .scalar("one character that is no letter, no digit and no space") { isSeparator($0) ? $0 : nil }
    }

    /// A separator, and a line end behind it where each segment is to be a line.
    private static var terminator: YAMLType<String> {
        .scalar("one character that is no letter, no digit and no space, and \\n behind it if wanted") { text in
            let rest = text.unicodeScalars.dropFirst()
            let isLineEnd = rest.allSatisfy { $0 == "\n" || $0 == "\r" } && rest.count <= 2
            guard let first = text.unicodeScalars.first, isLineEnd else { return nil }
            return first == "\n" || isSeparator(String(first)) ? text : nil
        }
    }

    private static func isSeparator(_ text: String) -> Bool {
        guard text.utf8.count == 1, let byte = text.utf8.first else { return false }
        let isLetterOrDigit =
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return !isLetterOrDigit && byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x00 && byte < 0x7F
    }

    /// Two capital letters or digits.
    private static var code: YAMLType<String> {
        .scalar("a code of two capital letters or digits, such as AC or EA") { text in
            text.utf8.count == 2 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
                ? text : nil
        }
    }

    private static var currency: YAMLType<String> {
        .scalar("a currency of ISO 4217 such as USD") { text in
            text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : nil
        }
    }
}
