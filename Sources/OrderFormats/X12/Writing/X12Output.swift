// Interchanges as we write them: strictly by the standard, in the partner's delimiters, version and charset.
//
// X12 has no release character, so data must not contain a delimiter: such a character becomes `?` (or `.` where `?` is a
// delimiter itself), which everybody sees. Control characters and line ends become spaces.

import OrderModel

/// Builds one interchange: transaction sets one after the other, in a functional group for each kind.
struct X12Output {
    private struct Group {
        let code: String
        var sets = 0
        var text: [UInt8] = []
    }

    let profile: X12Profile
    let units: X12Units
    private let charset: Charset?
    private let element: UInt8
    private let component: UInt8
    private let terminator: UInt8
    /// What the profile puts behind the terminator, so that each segment is a line.
    private let lineEnd: [UInt8]
    private let repetition: UInt8
    private let substitute: Unicode.Scalar
    private var groups: [Group] = []
    private var text: [UInt8] = []
    private var segmentCount = 0

    /// The characters that part what we write to a partner.
    init(_ partner: PartnerProfile?) {
        profile = partner?.x12 ?? X12Profile()
        units = X12Units(partner)
        charset = partner?.charset.flatMap(Charset.init(named:))
        element = X12Output.byte(profile.elementSeparator, else: UInt8(ascii: "*"))
        component = X12Output.byte(profile.componentSeparator, else: UInt8(ascii: ">"))
        terminator = X12Output.byte(String(profile.segmentTerminator.unicodeScalars.prefix(1)), else: UInt8(ascii: "~"))
        lineEnd = Array(profile.segmentTerminator.utf8.dropFirst()).filter { $0 == 0x0A || $0 == 0x0D }
        let used = [element, component, terminator]
        repetition =
            [UInt8(ascii: "^"), UInt8(ascii: "!"), UInt8(ascii: "|")].first { !used.contains($0) } ?? UInt8(ascii: "^")
        substitute = used.contains(UInt8(ascii: "?")) ? "." : "?"
    }

    private static func byte(_ text: String, else standard: UInt8) -> UInt8 {
        guard text.utf8.count == 1, let byte = text.utf8.first else { return standard }
        return byte
    }

    private var is5010: Bool { profile.version >= "005010" }

    // MARK: - Segments

    /// Writes a segment of the set in hand. Empty elements at the end are left out.
    mutating func segment(_ tag: String, _ elements: String?...) { segment(tag, elements) }

    mutating func segment(_ tag: String, _ elements: [String?]) {
        segmentCount += 1
        text += tag.utf8
        let last = elements.lastIndex { !($0 ?? "").isEmpty } ?? -1
        for value in elements.prefix(last + 1) {
            text.append(element)
            append(value ?? "")
        }
        endSegment()
    }

    private mutating func endSegment() {
        text.append(terminator)
        text += lineEnd
    }

    /// Writes a segment whose first element has components.
    mutating func segment(_ tag: String, composite: [String], _ elements: [String?]) {
        segmentCount += 1
        text += tag.utf8
        text.append(element)
        for (index, value) in composite.enumerated() {
            if index > 0 { text.append(component) }
            append(value)
        }
        let last = elements.lastIndex { !($0 ?? "").isEmpty } ?? -1
        for value in elements.prefix(last + 1) {
            text.append(element)
            append(value ?? "")
        }
        endSegment()
    }

    private mutating func append(_ value: String) {
        for scalar in value.unicodeScalars {
            if let bytes = UTF8.encode(safe(scalar)) { text.append(contentsOf: bytes) }
        }
    }

    /// The text as it can be written: without delimiters and control characters.
    func safe(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in value.unicodeScalars { result.append(safe(scalar)) }
        return String(result)
    }

    private func safe(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value < 0x20 || scalar.value == 0x7F { return " " }
        guard scalar.isASCII else { return scalar }
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        let isDelimiter =
            byte == element || byte == component || byte == terminator || (is5010 && byte == repetition)
        return isDelimiter ? substitute : scalar
    }

    // MARK: - Transaction sets

    var hasSets: Bool { !groups.isEmpty }

    /// Writes ST, what `body` writes, and SE, into a group of its kind.
    mutating func set(_ type: String, body: (inout X12Output) -> Void) {
        beginSet(type)
        body(&self)
        endSet()
    }

    mutating func beginSet(_ type: String) {
        let code = X12Group.code(ofSet: type) ?? type
        if groups.last?.code != code { groups.append(Group(code: code)) }
        groups[groups.count - 1].sets += 1
        text = []
        segmentCount = 0
        segment("ST", type, control)
    }

    mutating func endSet() {
        segment("SE", "\(segmentCount + 1)", control)
        groups[groups.count - 1].text += text
        text = []
    }

    /// Sets are numbered within their group.
    private var control: String { X12Output.padded(groups.last?.sets ?? 0, 4) }

    // MARK: - Envelope

    /// Closes what was written into the envelope. Control numbers are counted per partner and never skip.
    ///
    /// - Parameter acknowledgements: TA1 segments, which stand in front of the groups.
    /// - Throws: what `context.nextNumber` throws.
    func interchange(acknowledgements: [[String?]] = [], _ context: WritingContext) throws -> [UInt8] {
        let partner = context.profile?.id ?? "any"
        let number = try context.nextNumber("x12/\(partner)/interchange")
        let wall = context.now.wallClock(offsetSeconds: context.offsetSeconds)
        let date = X12Date.write(wall.date)
        let time = X12Output.padded(wall.secondOfDay / 3600, 2) + X12Output.padded(wall.secondOfDay / 60 % 60, 2)
        var file = X12Output(context.profile)
        file.header(number: number, date: String(date.suffix(6)), time: time)
        for acknowledgement in acknowledgements { file.segment("TA1", acknowledgement) }
        for group in groups {
            let groupNumber = X12Output.controlNumber(try context.nextNumber("x12/\(partner)/group"))
            file.segment(
                "GS", group.code, profile.ownApplication ?? X12Output.address(profile.own, else: "DOCKET"),
                profile.partnerApplication ?? X12Output.address(profile.partner, else: "PARTNER"), date, time,
                "\(groupNumber)", "X", profile.version)
            file.text += group.text
            file.segment("GE", "\(group.sets)", "\(groupNumber)")
        }
        file.segment("IEA", "\(groups.count)", X12Output.padded(X12Output.controlNumber(number), 9))
        return file.encoded
    }

    /// Nine digits have room; after the last number comes 1 again.
    private static func controlNumber(_ number: Int) -> Int { (max(number, 1) - 1) % 999_999_999 + 1 }

    private mutating func header(number: Int, date: String, time: String) {
        let partner = profile.partner
        let repeats = is5010 ? String(Unicode.Scalar(repetition)) : "U"
        let elements = [
            "00", X12Output.filled("", 10), "00", X12Output.filled("", 10),
            X12Output.filled(profile.own?.scheme ?? "ZZ", 2),
            X12Output.filled(X12Output.address(profile.own, else: "DOCKET"), 15),
            X12Output.filled(partner?.scheme ?? "ZZ", 2),
            X12Output.filled(X12Output.address(partner, else: "PARTNER"), 15), date, time, repeats,
            String(profile.version.prefix(5)), X12Output.padded(X12Output.controlNumber(number), 9), "0",
            profile.isTest ? "T" : "P",
            String(Unicode.Scalar(component)),
        ]
        text += "ISA".utf8
        for value in elements {
            text.append(element)
            text += value.utf8
        }
        endSegment()
    }

    private static func address(_ identifier: Identifier?, else standard: String) -> String {
        String((identifier?.value ?? standard).prefix(15))
    }

    /// In the partner's charset; what it does not have becomes the substitute. Without one, UTF-8.
    private var encoded: [UInt8] {
        guard let charset, charset != .utf8 else { return text }
        return charset.encode(String(decoding: text, as: UTF8.self), substitute: substitute)
    }

    // MARK: - Values

    /// Exactly so many characters: spaces are added, what is too much is cut off.
    static func filled(_ value: String, _ width: Int) -> String {
        let text = value.prefix(width)
        return text + String(repeating: " ", count: width - text.count)
    }

    /// A number with zeros in front.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A text of at most so many characters; what is too long ends in `...`.
    static func cut(_ text: String?, _ longest: Int) -> String? {
        guard let text, text.count > longest else { return text }
        return longest > 3 ? text.prefix(longest - 3) + "..." : String(text.prefix(longest))
    }
}
