// An EDIFACT interchange of ours is read again before it is published: with the characters that its UNA announces, and
// what `EDIOutputCheck` looks at.

import OrderModel

enum EDIFACTOutputCheck {
    private static let mandatory: [String: [EDITag]] = [
        "CONTRL": ["UCI"], "ORDRSP": ["BGM", "DTM", "NAD"], "DESADV": ["BGM", "DTM", "NAD", "CPS"],
        "ORDERS": ["BGM"], "ORDCHG": ["BGM"],
    ]

    /// Throws `valueDoesNotFit` for an interchange that must not go out. Cost: a pass or two over the bytes.
    static func check(_ bytes: [UInt8], name: String) throws(FormatError) {
        var check = EDIOutputCheck(name, mandatory: mandatory)
        let stream = try check.stream(bytes, EDIFACTSyntax.announcedCharset(bytes))
        let una = EDIFACTSyntax.serviceString(Array(stream.bytes.prefix(EDIFACTSyntax.serviceStringLength)))
        let delimiters = (una?.syntax ?? EDIFACTSyntax.standard).delimiters
        var segments = EDIOutputSegments(stream, delimiters, from: una?.length ?? 0)
        while try segments.next(check) {
            switch segments.tag {
            case "UNB": try check.begin("UNB", depth: 0, endsWith: "UNZ", reference: segments.text(5))
            case "UNH":
                try check.begin("UNH", depth: 1, endsWith: "UNT", reference: segments.text(1), type: segments.text(2))
            case "UNT", "UNZ": try check.end(segments.tag, count: segments.text(1), reference: segments.text(2))
            default: try check.add(segments.tag)
            }
        }
        try check.finish()
    }
}
