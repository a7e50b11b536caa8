// X12 that is cut off, changed at random, or comes in small pieces: never a trap, never silence.

import OrderModel
import SeededNumbers
import Testing

@testable import OrderFormats

@Suite("X12: bad input")
struct X12BadInputTests {
    private static let change = X12Sample.file(
        [
            X12Sample.set(
                [
                    "BCH*04*SA*PO-4711**2*20261120", "POC*1*QD*80*40*EA*2.5**VN*N-100", "SCH*40*EA***002*20261201",
                    "CTT*1",
                ],
                type: "860")
        ], group: "PC")
    private static let acknowledgement = X12Sample.file(
        [X12Sample.set(["AK1*PR*12", "AK2*855*0001", "AK5*R*5", "AK9*R*1*1*0"], type: "997")], group: "FA")
    private static let samples = [
        X12Sample.file([X12Sample.full, X12Sample.small("0002")]), change, acknowledgement,
        X12Sample.file([X12Sample.full]).replacing("~", with: "…\r\n"),
        X12Sample.file([X12Sample.small()], isa: X12Sample.isa(version: "00501", repeats: "^")),
    ].map { Array($0.utf8) }

    private func check(_ file: ReadFile, _ what: String) {
        #expect(!file.documents.isEmpty || !file.allFindings.isEmpty, "\(what): silence")
        #expect(file.refused.allSatisfy { $0.findings.hasErrors }, "\(what): refused without a reason")
        if file.isIncomplete { #expect(file.allFindings.hasErrors, "\(what)") }
        // Whatever came of it, it can be answered.
        let receipt = Receipt(
            intake: "1", fileName: "f", sha256: "", receivedAt: Documents.at, outcome: .refused, entries: [],
            findings: [],
            interchanges: file.interchanges, seller: Party(), buyer: Party())
        let context = WritingContext(profile: X12Sample.profile(), now: Documents.at) { _ in 1 }
        #expect(throws: Never.self) { try DocumentWriter.write(Documents.document(.receipt(receipt)), context) }
    }

    @Test("Every sample cut at every byte ends with a finding, and nothing of it is acknowledged")
    func cuts() {
        for sample in X12BadInputTests.samples {
            for end in 4..<sample.count {
                let file = FileReader.read(Array(sample[..<end]), sender: acme, profile: nil)
                check(file, "cut at \(end) of \(sample.count)")
                guard file.isIncomplete else { continue }
                #expect(file.interchanges.allSatisfy { !$0.errors.isEmpty })
            }
        }
    }

    @Test("Bytes changed, removed, doubled: 6,000 mutations from a seed")
    func mutations() {
        var generator = SeededRandom(seed: 850)
        let interesting = Array("*~>\n\r ^.-0919ISAGSSTSEPO1".utf8) + [0x00, 0xC2, 0xA0, 0xE2, 0x80, 0xFF]
        for round in 0..<6000 {
            var bytes = X12BadInputTests.samples[round % X12BadInputTests.samples.count]
            for _ in 0...Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = interesting.randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: place)
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
                    bytes.insert(contentsOf: bytes[place..<end], at: place)
                }
            }
            check(
                FileReader.read(bytes, sender: acme, profile: round.isMultiple(of: 2) ? nil : X12Sample.profile()),
                "\(round)")
        }
    }

    @Test("Through a window of a few bytes the same is read as from the whole text", arguments: [1, 7, 64])
    func pieces(_ size: Int) throws {
        let two =
            X12BadInputTests.samples[0] + Array("\r\n".utf8)
            + X12BadInputTests.change.replacing("*000000001*", with: "*000000002*").utf8
        for bytes in X12BadInputTests.samples + [two, Array("noise ".utf8) + two] {
            let whole = try items(TextStream(whole: SourceText(bytes: bytes, charset: "UTF-8")))
            let decoder = try CharsetStream(PieceSource(bytes, piece: size), charset: .utf8, skipped: 0)
            let pieces = try items(TextStream(decoder, piece: size))
            #expect(pieces.0 == whole.0)
            #expect(pieces.1.interchanges == whole.1.interchanges)
            #expect(pieces.1.findings == whole.1.findings)
        }
    }

    private func items(_ stream: TextStream) throws -> ([ReadItem], FileAccount) {
        let reader = X12Reader(stream, ReadingContext(sender: acme, profile: nil, limits: .standard))
        var items: [ReadItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.account)
    }

    @Test("Limits: a segment without an end, an order of too many lines, a text of too many characters")
    func limits() {
        var limits = FormatLimits()
        limits.fieldLength = 500
        // Its terminator got lost, and so did all that follow.
        let long =
            X12Sample.isa() + "GS*PO*A*B*20261120*1015*1*X*004010~ST*850*1~MSG*" + String(repeating: "x", count: 2000)
        #expect(read(long, limits: limits).codes.contains(.ediSyntax))
        limits = FormatLimits()
        limits.linesPerOrder = 1
        let lines = X12Sample.file([X12Sample.set([X12Sample.beginning, X12Sample.line, "PO1*2*1*EA*1**VN*A"])])
        #expect(read(lines, limits: limits).codes == [.tooManyLines])
        limits = FormatLimits()
        limits.textLength = 3
        let text = X12Sample.file([X12Sample.set([X12Sample.beginning, "MSG*four", X12Sample.line])])
        #expect(read(text, limits: limits).codes == [.valueTooLong])
    }

    @Test(
        "Goods for several places, deliveries in parts, stores, parts of a line: each is said",
        arguments: [
            (
                ["N1*ST*A", "N3*Street 1", "N1*ST*B", "N3*Street 2", X12Sample.line],
                [FindingCode.ediSegmentUnexpected], false
            ),
            ([X12Sample.line, "SDQ*EA*92*0001*60*0002*60"], [.ediSegmentUnexpected], false),
            ([X12Sample.line, "SDQ*EA*92*0001*120"], [], true),
            ([X12Sample.line, "SCH*60*EA***002*20261201", "SCH*60*EA***002*20261208"], [.ediSegmentUnexpected], true),
            ([X12Sample.line, "SLN*1**I*2*EA", "SLN*2**I*3*EA"], [.ediSegmentUnexpected], true),
            ([X12Sample.line, "XYZ*1"], [.ediSegmentUnexpected], true),
            ([X12Sample.line, "CTT*1", "REF*IA*1"], [.ediSegmentUnexpected], true),
            ([X12Sample.line, "CTT*2"], [.ediCountWrong], true),
            ([X12Sample.line, "CTT*1*121"], [.ediCountWrong], true),
            (["DTM*002*20261340", X12Sample.line], [.valueNotADate], false), ([], [.linesMissing], false),
            (["N3*Street 1", X12Sample.line], [.ediSegmentUnexpected], true),
            ([X12Sample.line, X12Sample.line], [.lineNumberDuplicate], false),
        ])
    func findings(_ segments: [String], _ codes: [FindingCode], _ isTaken: Bool) {
        let file = read(X12Sample.file([X12Sample.set([X12Sample.beginning] + segments)]))
        #expect(file.codes == codes)
        #expect(file.documents.count == (isTaken ? 1 : 0))
        #expect(file.refused.count == (isTaken ? 0 : 1))
    }
}
