// What is written as EDIFACT: segments, envelope, codes; read back by our own reader.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("EDIFACT: answers are written")
struct EDIFACTWritingTests {
    /// The segments of a written document, and the series that were asked for numbers.
    private func segments(
        _ content: DocumentContent, _ change: (inout EDIFACTProfile) -> Void = { _ in }
    ) throws -> [String] {
        let written = try write(content, change)
        #expect(written.fileExtension == "edi")
        let text = String(decoding: written.bytes, as: UTF8.self)
        let segments = splitSegments(text)
        checkCounts(segments)
        return segments
    }

    private func write(
        _ content: DocumentContent, _ change: (inout EDIFACTProfile) -> Void = { _ in }
    ) throws -> WrittenDocument {
        let context = WritingContext(
            profile: edifactProfile(change), now: Documents.at, offsetSeconds: 8 * 3600
        ) { series in
            #expect(series == "edifact/acme/interchange")
            return 41
        }
        return try DocumentWriter.write(Documents.document(content), context)
    }

    @Test("I01: an accepted order is an ORDRSP 29 in an envelope of its own")
    func accepted() throws {
        var confirmation = Documents.confirmation
        confirmation.decision = .accepted
        confirmation.orderDate = Documents.date
        confirmation.lines[0].status = .accepted
        confirmation.lines[0].gtin = "4012345678901"
        confirmation.lines[0].buyerCode = "A-1"
        let written = try segments(.confirmation(confirmation))
        // 2026-11-22 11:30 UTC is 19:30 on the desk's clock.
        #expect(written[0] == "UNA:+.? ")
        #expect(written[1].hasPrefix("UNB+UNOC:3+4000009000009:14+4000001000005:14+26112"))
        #expect(written[1].hasSuffix("+41"))
        #expect(written[2] == "UNH+1+ORDRSP:D:96A:UN:EAN005")
        #expect(written[3] == "BGM+231+SO-2026-000017+29")
        #expect(written.contains("RFF+ON:PO-4711"))
        #expect(written.contains("RFF+VN:SO-2026-000017"))
        #expect(written.contains("LIN+10+5+4012345678901:EN"))
        #expect(written.contains("PIA+1+W-100:SA+A-1:IN"))
        #expect(written.contains("QTY+21:120:C62"))
        #expect(written.contains("PRI+AAA:2.5"))
        #expect(written.contains("MOA+79:300"))
        #expect(written.last == "UNZ+1+41")
    }

    @Test("I02 I05: a change is 30, with what comes now, what comes later, and when it leaves")
    func changed() throws {
        let written = try segments(.confirmation(Documents.confirmation))
        #expect(written[3] == "BGM+231+SO-2026-000017+30")
        #expect(written.contains("LIN+10+3"))
        #expect(written.contains("PIA+5+W-100:SA"))
        #expect(written.contains("QTY+113:100:C62"))
        #expect(written.contains("QTY+83:20:C62"))
        #expect(written.contains("DTM+79:20261122:102"))
        #expect(written.contains("FTX+AAI+++rest follows"))
        #expect(written.contains("FTX+AAI+++short"))
    }

    @Test("I02: a refusal is 27 and has no lines")
    func refused() throws {
        var confirmation = Documents.confirmation
        confirmation.decision = .rejected
        let written = try segments(.confirmation(confirmation))
        #expect(written[3] == "BGM+231+SO-2026-000017+27")
        #expect(!written.contains { $0.hasPrefix("LIN") })
        #expect(written.contains("CNT+2:0"))
    }

    @Test("J11: the answer to a change names it beside the order")
    func answerToChange() throws {
        var confirmation = Documents.confirmation
        confirmation.decision = .rejected
        confirmation.changeNumber = "CHG-5"
        let written = try segments(.confirmation(confirmation))
        #expect(written[3] == "BGM+231+SO-2026-000017+27")
        #expect(written.contains("RFF+ON:PO-4711"))
        #expect(written.contains("RFF+PP:CHG-5"))
    }

    @Test("a partner who knows only some codes gets one of them")
    func subset() throws {
        let written = try segments(.confirmation(Documents.confirmation)) { $0.responseTypes = ["4", "27", "29"] }
        #expect(written[3] == "BGM+231+SO-2026-000017+4")
    }

    @Test("O10: a shipping notice is a DESADV with carrier, number, packages, lots and what is outstanding")
    func shippingNotice() throws {
        let written = try segments(.shippingNotice(Documents.shippingNotice)) { $0.units = ["C62": "PCE"] }
        #expect(written[2] == "UNH+1+DESADV:D:96A:UN:EAN005")
        #expect(written[3] == "BGM+351+SO-2026-000017-S1+9")
        #expect(written.contains("DTM+11:20261122:102"))
        #expect(written.contains("RFF+CN:LB123456789"))
        #expect(written.contains("TDT+20++++:::loopback"))
        #expect(written.contains("CPS+1"))
        #expect(written.contains("PAC+3"))
        #expect(written.contains("QTY+12:100:PCE"))
        #expect(written.contains("QTY+73:20:PCE"))
        #expect(written.contains("GIN+BX+L1+L2"))
        #expect(written.contains("RFF+ON:PO-4711:10"))
    }

    @Test("D.01B has its own versions and codes")
    func laterDirectory() throws {
        var confirmation = Documents.confirmation
        confirmation.lines[0].gtin = "4012345678901"
        let written = try segments(.confirmation(confirmation)) { $0.directory = "D.01B" }
        #expect(written[2] == "UNH+1+ORDRSP:D:01B:UN:EAN009")
        #expect(written.contains("LIN+10+3+4012345678901:SRV"))
    }

    @Test("what an alphabet does not have is written with what is close, or visibly missing")
    func alphabets() throws {
        var confirmation = Documents.confirmation
        confirmation.reason = "Größe 螺栓 'M8' + 5 € – č"
        let latin = try write(.confirmation(confirmation))
        let text = String(latin.bytes.map { Character(Unicode.Scalar($0)) })
        #expect(text.contains("FTX+AAI+++Größe ???? ?'M8?' ?+ 5 EUR - c'"))
        let unicode = String(
            decoding: try write(.confirmation(confirmation)) { $0.syntax = "UNOY" }.bytes, as: UTF8.self)
        #expect(unicode.contains("FTX+AAI+++Größe 螺栓 ?'M8?' ?+ 5 € – č'"))
        #expect(unicode.contains("UNB+UNOY:4+4000009000009:14+4000001000005:14+2026112"))
        let capitals = String(
            decoding: try write(.confirmation(confirmation)) { $0.syntax = "UNOA" }.bytes, as: UTF8.self)
        #expect(capitals.contains("FTX+AAI+++GROESSE ???? ?'M8?' ?+ 5 EUR - C'"))
    }

    @Test("a test partner's interchange says so, and UNA can be left out")
    func testIndicator() throws {
        let bytes = try write(.shippingNotice(Documents.shippingNotice)) {
            $0.isTest = true
            $0.writesServiceString = false
        }.bytes
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("UNB+"))
        #expect(splitSegments(text)[0].hasSuffix("+41++++++1"))
    }

    @Test("questions, and receipts of other files, go out as JSON: everything is answered")
    func fallback() throws {
        #expect(try write(.query(Documents.query)).fileExtension == "json")
        #expect(try write(.receipt(Documents.receipt)).fileExtension == "json")
    }

    @Test("what cannot be cut is an error that names the field")
    func tooLong() {
        var confirmation = Documents.confirmation
        confirmation.customerReference = String(repeating: "9", count: 36)
        #expect(throws: FormatError.self) { try write(.confirmation(confirmation)) }
    }
}

@Suite("EDIFACT: files are acknowledged by CONTRL")
struct EDIFACTAcknowledgementTests {
    private func receipt(_ text: String, entries: [Receipt.Entry.Outcome] = []) -> Receipt {
        let file = read(text, profile: edifactProfile())
        var all = file.documents.indices.map { index in
            Receipt.Entry(outcome: index < entries.count ? entries[index] : .registered, kind: .order)
        }
        all += file.refused.map { Receipt.Entry(outcome: .refused, kind: .order, findings: $0.findings) }
        let refused = all.count { $0.outcome == .refused }
        return Receipt(
            intake: "1", fileName: "a.edi", sha256: "", receivedAt: Documents.at,
            outcome: refused == all.count ? .refused : refused > 0 ? .partlyTaken : .taken, entries: all,
            findings: file.findings, format: .edifact, interchanges: file.interchanges, seller: Party(), buyer: Party())
    }

    private func segments(_ receipt: Receipt) throws -> [String] {
        let context = WritingContext(profile: edifactProfile(), now: Documents.at) { _ in 7 }
        let written = try DocumentWriter.write(Documents.document(.receipt(receipt)), context)
        guard written.fileExtension == "edi" else { return [] }
        let segments = splitSegments(String(decoding: written.bytes, as: UTF8.self))
        checkCounts(segments)
        return segments
    }

    @Test("B11: what was taken is acknowledged, interchange and message")
    func taken() throws {
        let written = try segments(receipt(EDIFACTMessages.order()))
        #expect(written[2] == "UNH+1+CONTRL:D:3:UN")
        #expect(written[3] == "UCI+17+4000001000005:14+4000009000009:14+7")
        #expect(written[4] == "UCM+1+ORDERS:D:96A:UN:EAN008+7")
        #expect(written.count == 7)
    }

    @Test("B11: a message that was refused is rejected with the place and the code of each error")
    func rejected() throws {
        let lines = EDIFACTMessages.lines.map { $0.replacing("QTY+21:1200:PCE", with: "QTY+21:12x:PCE") }
        let written = try segments(receipt(EDIFACTMessages.order(lines: lines)))
        #expect(written.contains("UCI+17+4000001000005:14+4000009000009:14+7"))
        #expect(written.contains("UCM+1+ORDERS:D:96A:UN:EAN008+4"))
        // UNH is the first segment; QTY is the 17th: 12 in the head, then LIN, PIA, IMD.
        #expect(written.contains("UCS+17"))
        #expect(written.contains("UCD+12+1:2"))
    }

    @Test("B11: an interchange for somebody else is rejected as a whole")
    func wrongAddress() throws {
        let unb = "UNB+UNOC:3+4000001000005:14+9999999999994:14+261120:0930+17"
        let written = try segments(receipt(EDIFACTMessages.order(unb: unb)))
        #expect(written.contains("UCI+17+4000001000005:14+9999999999994:14+4+7+UNB+3:1"))
        #expect(!written.contains { $0.hasPrefix("UCM") })
    }

    @Test("B11: one message refused, the other acknowledged; each interchange has its own CONTRL")
    func mixed() throws {
        let body = EDIFACTMessages.head + EDIFACTMessages.lines + EDIFACTMessages.summary
        let text =
            EDIFACTMessages.interchange([body, Array(body.dropFirst())])
            + EDIFACTMessages.interchange([body], reference: "18")
        let written = try segments(receipt(text))
        #expect(written.filter { $0.hasPrefix("UCI") }.count == 2)
        #expect(written.contains("UCM+1+ORDERS:D:96A:UN:EAN008+7"))
        #expect(written.contains("UCM+2+ORDERS:D:96A:UN:EAN008+4"))
        #expect(written.last == "UNZ+2+7")
    }

    @Test("an order that the desk itself refused is not acknowledged")
    func refusedByDesk() throws {
        let body = EDIFACTMessages.head + EDIFACTMessages.lines + EDIFACTMessages.summary
        let written = try segments(
            receipt(EDIFACTMessages.interchange([body, body]), entries: [.registered, .refused]))
        #expect(written.contains("UCM+1+ORDERS:D:96A:UN:EAN008+7"))
        #expect(written.contains("UCM+2+ORDERS:D:96A:UN:EAN008+4+18"))
    }

    @Test("a CONTRL is never answered by a CONTRL")
    func neverAnswered() throws {
        let text = EDIFACTMessages.interchange([["UCI+5+A+B+7"]], type: "CONTRL:D:3:UN")
        #expect(try segments(receipt(text)).isEmpty)
    }

    @Test("our own CONTRL, ORDRSP and DESADV are well-formed for our own reader")
    func readBack() throws {
        for content in [
            DocumentContent.receipt(receipt(EDIFACTMessages.order())), .confirmation(Documents.confirmation),
            .shippingNotice(Documents.shippingNotice),
        ] {
            let context = WritingContext(profile: edifactProfile(), now: Documents.at) { _ in 7 }
            let written = try DocumentWriter.write(Documents.document(content), context)
            let file = FileReader.read(written.bytes, sender: acme, profile: nil)
            #expect(file.interchanges.first?.errors.isEmpty == true)
            #expect(file.allFindings.allSatisfy { [.ediMessageUnknown, .ediAcknowledged].contains($0.code) })
        }
    }
}

/// Segments of what we wrote, without their terminators.
func splitSegments(_ text: String) -> [String] {
    var segments: [String] = []
    var segment = ""
    var isReleased = false
    for character in text {
        if character == "'", !isReleased {
            segments.append(segment)
            segment = ""
            continue
        }
        isReleased = character == "?" && !isReleased
        segment.append(character)
    }
    #expect(segment.isEmpty)
    // UNA announces the release character and is no segment with one in it.
    if segments.first?.hasPrefix("UNA") == true {
        let first = segments.removeFirst()
        segments.insert(String(first.prefix(8)), at: 0)
        if first.count > 8 { segments.insert(String(first.dropFirst(9)), at: 1) }
    }
    return segments
}

/// UNT, CNT and UNZ count what there is.
func checkCounts(_ segments: [String]) {
    var count = 0
    var lines = 0
    var messages = 0
    for segment in segments {
        count += 1
        let parts = segment.split(separator: "+").map(String.init)
        switch parts.first {
        case "UNH":
            count = 1
            lines = 0
            messages += 1
        case "LIN": lines += 1
        case "CNT": #expect(segment == "CNT+2:\(lines)")
        case "UNT": #expect(parts[1] == String(count))
        case "UNZ": #expect(parts[1] == String(messages))
        default: break
        }
    }
}
