// Which transaction set a document of ours becomes: a receipt the 997, a confirmation the 855, a shipping notice the 856.

import OrderModel

enum X12Writer {
    /// Nil where X12 has no transaction set that says it: questions to the customer, and receipts for files that were no
    /// X12.
    ///
    /// - Throws: `FormatError`, or what `nextNumber` throws.
    static func write(_ content: DocumentContent, _ context: WritingContext) throws -> [UInt8]? {
        let written: [UInt8]?
        switch content {
        case .receipt(let receipt): written = try X12Acknowledgement.write(receipt, context)
        case .confirmation(let confirmation): written = try X12OrderAcknowledgement.write(confirmation, context)
        case .shippingNotice(let notice): written = try X12ShipNotice.write(notice, context)
        default: written = nil
        }
        guard let bytes = written else { return nil }
        try X12OutputCheck.check(bytes, charset: context.profile?.charset, name: content.name)
        return bytes
    }
}

// MARK: - Segments that several sets have

extension X12Output {
    /// N1 with N3 and N4: a name, or a number, or both.
    mutating func party(_ role: String, _ name: String?, _ identifier: Identifier?, _ address: PostalAddress?) {
        let number = identifier.flatMap { found in X12Register.qualifier(found.scheme).map { ($0, found.value) } }
        let written = X12Output.cut(name, 60) ?? (number == nil ? X12PartyLoop.noName : nil)
        segment("N1", role, written, number?.0, X12Output.cut(number?.1, 80))
        guard let address else { return }
        let streets = X12Output.streets(address.street)
        if !streets.isEmpty { segment("N3", streets.map { $0 }) }
        place(address)
    }

    /// N4. A region that is no code of two letters stands as a location of its own.
    private mutating func place(_ address: PostalAddress) {
        let isCode = address.region?.unicodeScalars.count == 2
        let state = isCode ? address.region : nil
        let region = isCode ? nil : X12Output.cut(address.region, 30)
        let elements = [
            X12Output.cut(address.city, 30), state, X12Output.cut(address.postalCode, 15), address.country,
            region == nil ? nil : "SP", region,
        ]
        if elements.contains(where: { $0 != nil }) { segment("N4", elements) }
    }

    /// N301 and N302: at most 55 characters each, parted at a comma.
    static func streets(_ street: String?) -> [String] {
        guard let street, !street.isEmpty else { return [] }
        guard street.count > 55 else { return [street] }
        var first = ""
        var rest = street.split(separator: ", ", omittingEmptySubsequences: false)[...]
        while let part = rest.first, first.count + part.count + 2 <= 55 {
            first += (first.isEmpty ? "" : ", ") + part
            rest = rest.dropFirst()
        }
        if first.isEmpty { return [String(street.prefix(55)), cut(String(street.dropFirst(55)), 55) ?? ""] }
        return [first, cut(rest.joined(separator: ", "), 55) ?? ""]
    }

    /// Pairs of qualifier and number for a product: ours, the customer's, the GTIN.
    static func products(seller: String?, buyer: String?, gtin: String?) -> [String?] {
        var pairs: [String?] = []
        if let seller, !seller.isEmpty { pairs += ["VN", cut(seller, 48)] }
        if let buyer, !buyer.isEmpty { pairs += ["BP", cut(buyer, 48)] }
        if let gtin, let qualifier = X12ProductCode.qualifier(ofGTIN: gtin) { pairs += [qualifier, gtin] }
        return pairs
    }

    /// An N9 loop: a name, and a text of any length in MSG segments.
    mutating func text(
        _ qualifier: String, _ name: String, _ words: String, description: String? = nil, date: CalendarDate? = nil
    ) {
        segment("N9", qualifier, name, description, date.map(X12Date.write))
        for line in X12MessageText.pieces(words) { segment("MSG", line.text, line.code) }
    }
}

/// Text as MSG segments of at most 264 characters.
enum X12MessageText {
    private static let longest = 264

    /// What stands in MSG01, and in MSG02 where it is no line of its own (data element 934).
    static func pieces(_ text: String) -> [(text: String, code: String?)] {
        var pieces: [(text: String, code: String?)] = []
        var blankLines = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = TextChecks.trimmed(String(line))
            guard !line.isEmpty else {
                blankLines += 1
                continue
            }
            var code = pieces.isEmpty ? nil : blankLines == 0 ? nil : blankLines == 1 ? "DS" : "AT"
            blankLines = 0
            for part in parts(line) {
                pieces.append((part, code))
                code = "LC"
            }
        }
        return pieces
    }

    /// A cut stands inside a word: spaces at the ends of an element get lost.
    private static func parts(_ line: String) -> [String] {
        var parts: [String] = []
        var rest = Array(line.unicodeScalars)[...]
        while rest.count > longest {
            var cut = rest.startIndex + longest
            while cut > rest.startIndex + longest / 2, rest[cut] == " " || rest[cut - 1] == " " { cut -= 1 }
            parts.append(string(rest[..<cut]))
            rest = rest[cut...]
        }
        parts.append(string(rest))
        return parts
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// What a reader makes of the pieces.
    static func joined(_ pieces: [(text: String, code: String?)]) -> String {
        var text = ""
        for (index, piece) in pieces.enumerated() {
            if index > 0 { text += separator(piece.code) }
            text += piece.text
        }
        return text
    }

    /// MSG02: where the text goes on.
    static func separator(_ code: String?) -> String {
        switch code {
        case "LC": ""
        case "NS": " "
        case "DS": "\n\n"
        case "AT": "\n\n\n"
        default: "\n"
        }
    }
}
