// What partners get wrong: each deviation is a finding with its place, and what can be trusted is taken all the same.

import OrderFormats
import OrderModel
import Testing

@Suite("EDIFACT: deviations are tolerated and said")
struct EDIFACTDeviationTests {
    private let body = EDIFACTMessages.head + EDIFACTMessages.lines + EDIFACTMessages.summary

    private func changed(_ old: String, _ new: String) -> ReadFile {
        let text = EDIFACTMessages.order()
        #expect(text.contains(old))
        return read(text.replacing(old, with: new), profile: edifactProfile())
    }

    @Test(
        "wrong counts are warnings",
        arguments: [("UNT+29+1", "UNT+99+1"), ("UNZ+1+17", "UNZ+5+17"), ("CNT+2:2", "CNT+2:7")])
    func counts(old: String, new: String) {
        let file = changed(old, new)
        #expect(file.orders.count == 1)
        #expect(file.codes == [.ediCountWrong])
        #expect(file.allFindings.first?.severity == .warning)
    }

    @Test("a code for who gave the buyer a number is one line of what can be printed")
    func agency() {
        let file = changed("NAD+BY+4000001000005::9", "NAD+BY+4000001000005::9\u{7}")
        #expect(file.orders.isEmpty)
        #expect(file.first(.valueOutOfRange)?.place?.path?.hasSuffix("C082.3055") == true)
    }

    @Test("differing references are warnings", arguments: [("UNT+29+1", "UNT+29+2"), ("UNZ+1+17", "UNZ+1+18")])
    func references(old: String, new: String) {
        let file = changed(old, new)
        #expect(file.orders.count == 1)
        #expect(file.codes == [.ediControlNumberDiffers])
    }

    @Test("the outcome of a message with deviations is written down")
    func outcome() {
        let message = changed("UNT+29+1", "UNT+99+1").interchanges.first?.groups.first?.messages.first
        #expect(message?.outcome == .acceptedWithErrors)
        #expect(message?.errors.map(\.code) == ["29"])
    }

    @Test("a finding says line, column and path")
    func place() {
        let finding = changed("QTY+21:500", "QTY+21:5oo").first(.valueNotANumber)
        #expect(finding?.place == Place(line: 25, column: 8, path: "UNH[1]/LIN[2]/QTY[1]/C186.6060"))
        #expect(finding?.value == "5oo")
    }

    @Test(
        "B14: an interchange from or for somebody else is not taken",
        arguments: [
            ("4000001000005:14+4000009000009:14", "4000001000999:14+4000009000009:14"),
            ("4000001000005:14+4000009000009:14", "4000001000005:14+4000009000999:14"),
        ])
    func addresses(old: String, new: String) {
        let file = changed(old, new)
        #expect(file.orders.isEmpty)
        #expect(file.codes == [.ediAddressWrong])
        #expect(file.interchanges.first?.groups.isEmpty == true)
    }

    @Test("a test is not delivered, unless the partner is set up for tests")
    func tests() {
        let unb = "UNB+UNOC:3+4000001000005:14+4000009000009:14+261120:0930+17++++++1"
        let text = EDIFACTMessages.order(unb: unb)
        #expect(read(text, profile: edifactProfile()).codes == [.valueNotInList])
        #expect(read(text, profile: edifactProfile { $0.isTest = true }).orders.count == 1)
    }

    @Test("an application reference that does not fit is not looked at: UNH says what it is")
    func applicationReference() {
        let unb = "UNB+UNOC:3+4000001000005:14+4000009000009:14+261120:0930+17++INVOIC"
        let file = read(EDIFACTMessages.order(unb: unb), profile: edifactProfile())
        #expect(file.orders.count == 1)
        #expect(file.allFindings.isEmpty)
    }

    @Test("other messages are refused, the orders among them are taken")
    func otherMessages() {
        let text = EDIFACTMessages.order().replacing(
            "UNZ+1+17", with: "UNH+2+INVOIC:D:96A:UN:EAN008'BGM+380+R1+9'UNT+3+2'UNZ+2+17")
        let file = read(text, profile: edifactProfile())
        #expect(file.orders.count == 1)
        #expect(file.refused.count == 1)
        #expect(file.first(.ediMessageUnknown)?.value == "INVOIC")
        #expect(file.interchanges.first?.groups.first?.messages.map(\.outcome) == [.accepted, .rejected])
    }

    @Test("a message and an interchange that stand twice are taken once")
    func repeated() {
        let text = EDIFACTMessages.order()
        let twice = read(text + text, profile: edifactProfile())
        #expect(twice.orders.count == 1)
        #expect(twice.codes == [.ediMessageRepeated])
        let again = "UNH+1+ORDERS:D:96A:UN'BGM+220+X+9'UNS+S'UNT+4+1'"
        let messages = read(text.replacing("UNZ+1+17", with: again + "UNZ+2+17"), profile: edifactProfile())
        #expect(messages.orders.count == 1)
        #expect(messages.codes == [.ediMessageRepeated])
    }

    @Test("a message without UNT is refused, the next one is taken")
    func missingTrailer() {
        let second = body.map { $0.replacing("PO-4711", with: "PO-2") }
        let text = EDIFACTMessages.interchange([body, second]).replacing("UNT+29+1'\n", with: "")
        let file = read(text, profile: edifactProfile())
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.refused.map(\.customerReference) == ["PO-4711"])
        #expect(file.codes == [.ediSegmentMissing])
        #expect(!file.isIncomplete)
    }

    @Test("a new interchange without UNZ of the one before is taken with a warning")
    func missingInterchangeTrailer() {
        let text = EDIFACTMessages.order().replacing("UNZ+1+17'", with: "")
        let file = read(text + EDIFACTMessages.interchange([body], reference: "18", una: ""), profile: edifactProfile())
        #expect(file.orders.count == 2)
        #expect(file.codes == [.ediSegmentMissing])
    }

    @Test(
        "A08: a file that breaks off is waited for",
        arguments: ["\nUNZ+1+17'", "\nUNT+29+1'\nUNZ+1+17'", "+17'", "CNT+2:2'\nUNT+29+1'\nUNZ+1+17'"])
    func incomplete(tail: String) {
        let text = EDIFACTMessages.order()
        let file = read(String(text.dropLast(tail.count)), profile: edifactProfile())
        #expect(file.isIncomplete)
        #expect(file.codes.contains(.fileIncomplete))
    }

    @Test("without BGM, number, lines or reference an order is refused; without UNS it is not")
    func missingSegments() {
        #expect(changed("BGM+220+PO-4711+9'\n", "").codes.contains(.ediSegmentMissing))
        #expect(changed("BGM+220+PO-4711+9", "BGM+220++9").codes == [.orderNumberMissing])
        #expect(read(EDIFACTMessages.order(lines: [], summary: ["UNS+S"])).codes == [.linesMissing])
        let change = EDIFACTMessages.change.replacing("RFF+ON:PO-4711'\nDTM", with: "DTM").replacing(
            "RFF+ON:PO-4711:", with: "RFF+AAA:PO:")
        #expect(read(change).codes.contains(.orderNumberMissing))
        let withoutUNS = changed("UNS+S'\n", "")
        #expect(withoutUNS.orders.count == 1)
        #expect(withoutUNS.first(.ediSegmentMissing)?.severity == .warning)
    }

    @Test("unknown segments and codes are said and passed over")
    func unknown() {
        #expect(changed("CUX+2:EUR:9", "XYZ+1'CUX+2:EUR:9").first(.ediSegmentUnexpected)?.value == "XYZ")
        #expect(changed("BGM+220", "BGM+999").first(.ediCodeUnknown)?.severity == .warning)
        let purpose = changed("+PO-4711+9", "+PO-4711+77")
        #expect(purpose.orders.isEmpty)
        #expect(purpose.first(.ediCodeUnknown)?.severity == .error)
        #expect(changed("UNOC:3", "XXXX:3").first(.ediCodeUnknown)?.place?.path == "UNB[1]/S001.0001")
    }

    @Test("what is no date, no number, no line number is refused with its reason")
    func values() {
        #expect(changed("DTM+2:20261211:102", "DTM+2:20261331:102").codes == [.valueNotADate])
        #expect(changed("MOA+203:270", "MOA+203:2,7,0").codes == [.valueNotANumber])
        #expect(changed("PRI+AAA:22.5:", "PRI+AAA:22.12345678:").codes == [.valueTooManyDecimals])
        #expect(changed("LIN+2+", "LIN+1+").codes == [.lineNumberDuplicate])
        #expect(changed("LIN+2+", "LIN++").codes == [.valueMissing])
    }

    @Test("a short UNA between two interchanges is said where it stands, however the file comes")
    func shortServiceString() throws {
        let first = EDIFACTMessages.order()
        let second = EDIFACTMessages.interchange([body], reference: "18", una: "UNA:+.?'")
        let bytes = Array("\(first)\n\(second)".utf8)
        let whole = FileReader.read(bytes, sender: acme, profile: edifactProfile())
        #expect(whole.first(.ediLayout)?.place?.line == first.split(separator: "\n").count + 1)
        for length in [1, 7, 64] {
            let window = try readThroughWindow(bytes, profile: edifactProfile(), nextLength: { length })
            #expect(window.findings == whole.findings)
        }
    }

    @Test("a price for another unit is not taken, two currencies are refused")
    func money() {
        let price = changed("CT::100:PCE", "CT::1:KGM")
        #expect(price.codes == [.valueNotInList])
        #expect(price.orders.first?.lines[0].unitPrice == nil)
        #expect(changed("MOA+203:270", "MOA+203:270:USD").first(.valueNotInList)?.severity == .error)
    }

    @Test("sub-lines are not ordered besides; a line for several places is refused")
    func subLines() {
        let sub = changed("LIN+2++4000001000111:EN", "LIN+2++4000001000111:EN+1:1")
        #expect(sub.orders.first?.lines.map(\.id) == ["1"])
        #expect(sub.codes == [.ediSegmentUnexpected])
        let split = changed("PRI+AAA:4:::100", "PRI+AAA:4:::100'LOC+7+4000001000036::9'QTY+11:200")
        #expect(split.orders.isEmpty)
    }

    @Test("UNA that is short or useless is said")
    func serviceString() {
        let short = EDIFACTMessages.order(una: "UNA:+.?'")
        #expect(read(short, profile: edifactProfile()).codes == [.ediLayout])
        #expect(read(short, profile: edifactProfile()).orders.count == 1)
        let useless = EDIFACTMessages.order(una: "UNA::.? '")
        #expect(read(useless, profile: edifactProfile()).codes.contains(.ediSyntax))
    }

    @Test("text outside of interchanges and messages is said")
    func stray() {
        #expect(changed("UNZ+1+17'", "UNZ+1+17'\nHELLO'").codes == [.ediSyntax])
        #expect(read("UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'UNT+3+1'").codes == [.ediSyntax])
    }

    @Test("Latin 1 in an interchange that is read as something else is not guessed")
    func charset() {
        let text = EDIFACTMessages.order().replacing("Ring before", with: "Größe vor")
        let bytes = encoded(text.replacing("UNOC", with: "UNOY"), "ISO-8859-1")
        #expect(FileReader.read(bytes, sender: acme, profile: edifactProfile()).codes == [.charsetInvalid])
        let agreed = FileReader.read(
            encoded(text, "windows-1252"), sender: acme, profile: edifactProfile(charset: "windows-1252"))
        #expect(agreed.charset == "windows-1252")
    }

    @Test("too many lines and too many orders are said")
    func limits() {
        var limits = FormatLimits.standard
        limits.linesPerOrder = 1
        #expect(read(EDIFACTMessages.order(), limits: limits).codes.contains(.tooManyLines))
        limits = .standard
        limits.documentsPerFile = 1
        let file = read(EDIFACTMessages.interchange([body, body]), limits: limits)
        #expect(file.codes == [.tooManyDocuments])
        #expect(file.orders.isEmpty)
    }

    @Test("TRADACOMS is recognised and refused")
    func tradacoms() {
        let file = read(
            "STX=ANA:1+5012345678900:SENDER+4000009000009:US+261120:093000+17+PASS+ORDHDR+B'MHD=1+ORDHDR:9'")
        #expect(file.codes == [.ediMessageUnknown])
        #expect(file.allFindings.first?.message.contains("TRADACOMS") == true)
    }
}
