// An X12 interchange of ours is read again before it is published: ISA as long as it has to be, and what
// `EDIOutputCheck` looks at.

import OrderModel

enum X12OutputCheck {
    private static let mandatory: [String: [EDITag]] = [
        "997": ["AK1", "AK9"], "855": ["BAK"], "865": ["BCA"], "856": ["BSN", "HL"], "850": ["BEG"], "860": ["BCH"],
    ]

    /// Throws `valueDoesNotFit` for an interchange that must not go out. Cost: a pass or two over the bytes.
    ///
    /// - Parameter charset: of the partner's profile.
    static func check(_ bytes: [UInt8], charset: String?, name: String) throws(FormatError) {
        var check = EDIOutputCheck(name, mandatory: mandatory)
        let stream = try check.stream(bytes, NamedCharset.agreed(charset))
        let header = try header(stream, check)
        try check.begin("ISA", depth: 0, endsWith: "IEA", reference: header.controlNumber)
        var segments = EDIOutputSegments(stream, header.delimiters, from: header.end)
        while try segments.next(check) {
            switch segments.tag {
            case "TA1": continue
            case "GS": try check.begin("GS", depth: 1, endsWith: "GE", reference: segments.text(6))
            case "ST":
                try check.begin("ST", depth: 2, endsWith: "SE", reference: segments.text(2), type: segments.text(1))
            case "SE", "GE", "IEA": try check.end(segments.tag, count: segments.text(1), reference: segments.text(2))
            default: try check.add(segments.tag)
            }
        }
        try check.finish()
    }

    private static func header(_ stream: TextStream, _ check: EDIOutputCheck) throws(FormatError) -> X12Header {
        let window = stream.bytes
        guard case .header(let header) = X12Header.read(window.span, at: 0, isEnd: true),
            header.length == X12Header.properLength
        else { throw check.problem("ISA", "is not written as the standard has it") }
        return header
    }
}
