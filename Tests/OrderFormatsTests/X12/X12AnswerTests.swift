// What is written: 997, 855, 856. Everything is read back as segments, and counts and numbers are checked.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderFormats

/// An interchange as segments, split by its own delimiters.
struct SplitInterchange {
    let segments: [[String]]

    init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let separator = try #require(text.dropFirst(3).first)
        let terminator = try #require(text.dropFirst(105).first)
        segments = text.split(separator: terminator).map { segment in
            segment.filter { $0 != "\n" }.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }.filter { !$0.isEmpty && $0 != [""] }
    }

    subscript(_ tag: String) -> [[String]] { segments.filter { $0.first == tag } }

    /// The segments as they stand in tests.
    func texts(_ tag: String) -> [String] { self[tag].map { $0.joined(separator: "*") } }

    /// Counts and control numbers of the whole envelope agree.
    func check() throws {
        let isa = try #require(self["ISA"].first)
        let iea = try #require(self["IEA"].first)
        #expect(isa.count == 17)
        #expect(isa.joined(separator: "*").utf8.count == 105)
        #expect(isa[13] == iea[2])
        #expect(iea[1] == "\(self["GS"].count)")
        for (gs, ge) in zip(self["GS"], self["GE"]) { #expect(gs[6] == ge[2]) }
        #expect(self["GE"].compactMap { Int($0[1]) }.reduce(0, +) == self["ST"].count)
        var start: Int?
        for (index, segment) in segments.enumerated() {
            if segment[0] == "ST" { start = index }
            guard segment[0] == "SE", let first = start else { continue }
            #expect(segment[1] == "\(index - first + 1)")
            #expect(segment[2] == segments[first][2])
        }
    }
}

@Suite("X12: answers")
struct X12AnswerTests {
    /// Writes as the desk does; control numbers count per series.
    private func write(_ content: DocumentContent, _ profile: PartnerProfile = X12Sample.profile()) throws
        -> SplitInterchange
    {
        var numbers: [String: Int] = [:]
        let context = WritingContext(profile: profile, now: Documents.at, offsetSeconds: 8 * 3600) { series in
            numbers[series, default: 0] += 1
            return numbers[series] ?? 0
        }
        let written = try DocumentWriter.write(Documents.document(content), context)
        #expect(written.fileExtension == "x12")
        let split = try SplitInterchange(written.bytes)
        try split.check()
        return split
    }

    private func receipt(_ file: ReadFile) -> Receipt {
        Receipt(
            intake: "1", fileName: "po.x12", sha256: "", receivedAt: Documents.at, outcome: .taken, entries: [],
            findings: file.findings, format: file.format, interchanges: file.interchanges, seller: Party(),
            buyer: Party())
    }

    private func acknowledge(_ text: String, profile: PartnerProfile? = nil) throws -> SplitInterchange {
        try write(.receipt(receipt(read(text, profile: profile))))
    }

    // MARK: - 997

    @Test("B11: a 997 answers each group, set by set, with the error codes of the standard")
    func functional() throws {
        let bad = X12Sample.set(["BEG*00*SA*BAD**20261120", "PO1*1*many*EA*1*ZZ*VN*A"], control: "0002")
        let invoice = X12Sample.set(["BIG*20261120*1"], type: "810", control: "0003")
        let counted = X12Sample.small("0004", order: "D").replacing("SE*4", with: "SE*7")
        let answer = try acknowledge(X12Sample.file([X12Sample.small(), bad, invoice, counted], number: 17))
        #expect(answer.texts("AK1") == ["AK1*PO*17"])
        #expect(answer.texts("AK2") == ["AK2*850*0001", "AK2*850*0002", "AK2*810*0003", "AK2*850*0004"])
        #expect(answer.texts("AK3") == ["AK3*PO1*3**8"])
        #expect(answer.texts("AK4") == ["AK4*2**6*many", "AK4*5**7*ZZ"])
        #expect(answer.texts("AK5") == ["AK5*A", "AK5*R*5", "AK5*R*1", "AK5*E*4"])
        #expect(answer.texts("AK9") == ["AK9*P*4*4*2"])
        #expect(answer["GS"].first?[1] == "FA")
    }

    @Test("A missing segment has its place; a wrong group trailer its code")
    func segments() throws {
        let headless = X12Sample.set([X12Sample.line])
        let answer = try acknowledge(X12Sample.file([headless]).replacing("GE*1*1", with: "GE*5*1"))
        #expect(answer.texts("AK3").first?.hasPrefix("AK3*BEG*") == true)
        #expect(answer.texts("AK3").first?.hasSuffix("**3") == true)
        #expect(answer.texts("AK9") == ["AK9*R*5*1*0*5"])
    }

    @Test("A refused interchange is answered by a TA1, a partner who asks for one gets it too")
    func technical() throws {
        let foreign = try acknowledge(
            X12Sample.file([X12Sample.small()], isa: X12Sample.isa(sender: "GLOBEX", number: 12)),
            profile: X12Sample.profile())
        #expect(foreign.texts("TA1") == ["TA1*000000012*261120*1015*R*006"])
        #expect(foreign["ST"].isEmpty)
        #expect(foreign.texts("IEA") == ["IEA*0*000000001"])
        let wanted = try acknowledge(X12Sample.file([X12Sample.small()], isa: X12Sample.isa(ack: "1")))
        #expect(wanted.texts("TA1") == ["TA1*000000001*261120*1015*A*000"])
        #expect(wanted.texts("AK9") == ["AK9*A*1*1*1"])
        let cut = try acknowledge(String(X12Sample.file([X12Sample.small()]).dropLast(30)))
        #expect(cut.texts("TA1") == ["TA1*000000001*261120*1015*R*023"])
        #expect(cut["AK1"].isEmpty)
    }

    @Test("A 997 is never answered by a 997, and what was no X12 gets our JSON")
    func fallback() throws {
        let acknowledgement = X12Sample.set(["AK1*PR*1", "AK9*A*1*1*1"], type: "997")
        for text in [X12Sample.file([acknowledgement], isa: X12Sample.isa(ack: "1"), group: "FA"), "order,product\n"] {
            let context = WritingContext(profile: X12Sample.profile(), now: Documents.at) { _ in 1 }
            let document = Documents.document(.receipt(receipt(read(text))))
            #expect(try DocumentWriter.write(document, context).fileExtension == "json")
            #expect(try DocumentWriter.files(document, context).count == 1)
        }
    }

    @Test("The JSON receipt stands beside the 997")
    func both() throws {
        let context = WritingContext(profile: X12Sample.profile(), now: Documents.at) { _ in 1 }
        let document = Documents.document(.receipt(receipt(read(X12Sample.file([X12Sample.small()])))))
        #expect(try DocumentWriter.files(document, context).map(\.fileExtension) == ["x12", "json"])
        let query = Documents.document(.query(Documents.query))
        #expect(try DocumentWriter.files(query, context).map(\.fileExtension) == ["json"])
    }

    // MARK: - 855

    @Test("I01, I02, I05: an 855 says the decision, line by line, with quantities and dates")
    func confirmation() throws {
        let answer = try write(.confirmation(Documents.confirmation))
        #expect(answer["GS"].first?[1] == "PR")
        #expect(answer.texts("BAK") == ["BAK*00*AC*PO-4711*20261122****SO-2026-000017*20261122"])
        #expect(answer.texts("PO1") == ["PO1*10*120*EA*2.5*PE*VN*W-100"])
        #expect(answer.texts("ACK") == ["ACK*IQ*100*EA*079*20261122", "ACK*IB*20*EA*079*20261122"])
        #expect(answer.texts("CTT") == ["CTT*1"])
        #expect(answer.texts("MSG") == ["MSG*short", "MSG*surcharge 5 %", "MSG*rest follows"])
        #expect(answer.texts("N4") == ["N4*Hamburg*HH*20457*DE"])
    }

    @Test("The partner's own subset of codes, with the best that is left")
    func subsets() {
        var confirmation = Documents.confirmation
        func type(_ codes: [String]) -> String {
            X12OrderAcknowledgement.acknowledgementType(confirmation, X12Profile(acknowledgementTypes: codes))
        }
        #expect(type([]) == "AC")
        #expect(type(["AE", "AT", "RD"]) == "AE")
        #expect(type(["AT", "RD"]) == "AC")
        confirmation.decision = .accepted
        #expect(type([]) == "AD")
        #expect(type(["AC", "AT", "RD"]) == "AT")
        #expect(type(["AC", "RD"]) == "AC")
        confirmation.decision = .rejected
        #expect(type([]) == "RD")
        confirmation.lines = []
        #expect(type([]) == "RJ")
        #expect(type(["AC", "RD"]) == "RD")
        let line = Documents.confirmation.lines[0]
        func statuses(_ codes: [String]) -> [String] {
            X12OrderAcknowledgement.statuses(of: line, codes).map { "\($0.code) \($0.quantity)" }
        }
        #expect(statuses([]) == ["IQ 100", "IB 20"])
        #expect(statuses(["IA", "BP", "IR"]) == ["BP 20"])
        #expect(statuses(["IA", "IC", "IR"]) == ["IC 100"])
        var later = line
        (later.confirmedQuantity, later.backorderedQuantity) = (line.orderedQuantity, .zero)
        (later.orderedPrice, later.requestedDate) = (line.unitPrice, line.promisedDate?.adding(days: -1))
        func code(_ line: OrderConfirmation.Line, _ codes: [String]) -> [String] {
            X12OrderAcknowledgement.statuses(of: line, codes).map(\.code)
        }
        #expect(code(later, []) == ["DR"])
        #expect(code(later, ["IA", "IC", "IR"]) == ["IC"])
        later.orderedPrice = nil
        #expect(code(later, []) == ["IP"])
        var refused = line
        refused.status = .refused
        #expect(X12OrderAcknowledgement.statuses(of: refused, ["ID"]).map(\.code) == ["ID"])
    }

    @Test("An order that was refused is answered without lines")
    func refusal() throws {
        var confirmation = Documents.confirmation
        confirmation.decision = .rejected
        confirmation.lines = []
        let answer = try write(.confirmation(confirmation))
        #expect(answer["BAK"].first?[2] == "RJ")
        #expect(answer["PO1"].isEmpty)
    }

    @Test("J06: the answer to a change is an 865 with the change's number; its refusal leaves the order as it was")
    func answerToChange() throws {
        var confirmation = Documents.confirmation
        confirmation.changeNumber = "2"
        let answer = try write(.confirmation(confirmation))
        #expect(answer["GS"].first?[1] == "CA")
        #expect(answer["ST"].first?[1] == "865")
        #expect(answer.texts("BCA") == ["BCA*00*AC*PO-4711**2*20261122***SO-2026-000017*20261122"])
        #expect(answer.texts("POC") == ["POC*10*CA*120**EA*2.5*PE*VN*W-100"])
        #expect(answer.texts("ACK").count == 2)
        confirmation.decision = .rejected
        confirmation.lines = []
        confirmation.changeNumber = "a longer number"
        let refusal = try write(.confirmation(confirmation))
        #expect(refusal.texts("BCA") == ["BCA*00*RJ*PO-4711***20261122*a longer number**SO-2026-000017*20261122"])
    }

    // MARK: - 856

    @Test("O10: an 856 has shipment, order and items, carrier, tracking number and lots")
    func shipNotice() throws {
        let answer = try write(.shippingNotice(Documents.shippingNotice))
        #expect(answer["GS"].first?[1] == "SH")
        #expect(answer.texts("BSN") == ["BSN*00*SO-2026-000017-S1*20261122*1730*0004"])
        #expect(answer.texts("HL") == ["HL*1**S", "HL*2*1*O", "HL*3*2*I"])
        #expect(answer.texts("TD1") == ["TD1*CTN*3"])
        #expect(answer.texts("REF") == ["REF*2I*LB123456789", "REF*VN*SO-2026-000017", "REF*LT*L1", "REF*LT*L2"])
        #expect(answer.texts("DTM") == ["DTM*011*20261122"])
        #expect(answer.texts("PRF") == ["PRF*PO-4711"])
        #expect(answer.texts("SN1") == ["SN1*10*100*EA*****BP"])
        #expect(answer.texts("CTT") == ["CTT*3"])
        var empty = Documents.shippingNotice
        empty.lines = []
        #expect(throws: FormatError.self) { try write(.shippingNotice(empty)) }
    }

    // MARK: - Envelope

    @Test("Delimiters, version, test mark, local time; a delimiter in the data is replaced")
    func envelope() throws {
        let profile = X12Sample.profile {
            $0.version = "005010"
            $0.isTest = true
            $0.elementSeparator = "|"
            $0.componentSeparator = ":"
            $0.segmentTerminator = "'\n"
            $0.partnerApplication = "ACMEPO"
        }
        var notice = Documents.shippingNotice
        notice.lines[0].name = "Bolt | M8 'best' ^ ~ * 螺栓\nnew"
        let answer = try write(.shippingNotice(notice), profile)
        let isa = try #require(answer["ISA"].first)
        #expect(isa[5] == "ZZ" && isa[6] == "DOCKET         " && isa[8] == "ACME           ")
        #expect(isa[9] == "261122" && isa[10] == "1730")
        #expect(isa[11] == "^" && isa[12] == "00501" && isa[15] == "T" && isa[16] == ":")
        #expect(
            answer["GS"].first.map { Array($0[1...8]) } == [
                "SH", "DOCKET", "ACMEPO", "20261122", "1730", "1", "X", "005010",
            ])
        #expect(answer.texts("PID") == ["PID*F*08***Bolt ? M8 ?best? ? ~ * 螺栓 new"])
    }

    @Test("Characters that the partner's charset does not have become question marks")
    func charset() throws {
        var profile = X12Sample.profile()
        profile.charset = "ISO-8859-1"
        var notice = Documents.shippingNotice
        notice.lines[0].name = "Müller 螺栓"
        let context = WritingContext(profile: profile, now: Documents.at) { _ in 1 }
        let bytes = try DocumentWriter.write(Documents.document(.shippingNotice(notice)), context).bytes
        let wanted = Array("M".utf8) + [0xFC] + Array("ller ??~".utf8)
        #expect(bytes.indices.contains { bytes[$0...].starts(with: wanted) })
    }

    @Test("Control numbers go on per partner; interchange and group have series of their own")
    func numbers() throws {
        var asked: [String] = []
        let context = WritingContext(profile: X12Sample.profile(), now: Documents.at) { series in
            asked.append(series)
            return 1_000_000_000
        }
        let written = try DocumentWriter.write(Documents.document(.confirmation(Documents.confirmation)), context)
        #expect(asked == ["x12/acme/interchange", "x12/acme/group"])
        // Behind the last number of nine digits comes 1.
        #expect(try SplitInterchange(written.bytes)["IEA"].first?[2] == "000000001")
    }

    @Test("What we write, our own reader reads as an envelope without a fault")
    func readBack() throws {
        for content in [
            DocumentContent.confirmation(Documents.confirmation), .shippingNotice(Documents.shippingNotice),
        ] {
            let written = try Documents.write(content, format: .x12)
            let file = FileReader.read(written.bytes, sender: acme, profile: nil)
            #expect(file.codes == [.ediMessageUnknown])
            #expect(file.isIncomplete == false)
        }
    }
}
