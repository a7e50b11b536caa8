// Envelopes as they really come: several in one file, damaged, counted wrongly, meant for somebody else.

import OrderModel
import Testing

@testable import OrderFormats

@Suite("X12: envelopes")
struct X12EnvelopeTests {
    private let good = X12Sample.file([X12Sample.small()])

    @Test("B02: several interchanges, groups and sets in one file, each order on its own")
    func several() {
        let groups =
            "GS*PO*ACME*DOCKET*20261120*1015*7*X*004010~" + X12Sample.small("0001", order: "A")
            + X12Sample.small("0002", order: "B")
            + "GE*2*7~GS*PO*ACME*DOCKET*20261120*1015*8*X*004010~" + X12Sample.small("0001", order: "C") + "GE*1*8~"
        let text =
            X12Sample.isa(number: 5) + groups + "IEA*2*000000005~\r\n"
            + X12Sample.file([X12Sample.small(order: "D")], isa: X12Sample.isa(number: 9), number: 9)
        let file = read(text)
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
        #expect(file.orders.map(\.customerReference) == ["A", "B", "C", "D"])
        #expect(file.interchanges.map(\.controlReference) == ["000000005", "000000009"])
        #expect(file.interchanges[0].groups.map(\.controlReference) == ["7", "8"])
        #expect(file.interchanges[0].groups.map(\.statedCount) == [2, 1])
        #expect(file.interchanges[0].sender == Identifier(scheme: "ZZ", value: "ACME"))
    }

    @Test("An interchange without a transaction set is no order that went well")
    func empty() {
        let segments = "N4*Springfield*IL*62701*US~PO1*1*200*EA*25**VN*N-100~SE*4*0001~"
        for sets in [[], [segments]] {
            let file = read(X12Sample.file(sets).replacing("GE*1*", with: "GE*0*"))
            #expect(file.documents.isEmpty)
            #expect(file.first(.ediSegmentMissing)?.severity == .error)
            #expect(file.interchanges.first?.errors.map(\.code) == [X12Error.contentInvalid])
        }
    }

    @Test("An answer to an interchange of ours is said, and nothing is missing beside it")
    func interchangeAcknowledged() {
        let text = X12Sample.isa() + "TA1*000000007*261120*1015*A*000~IEA*0*000000001~"
        #expect(read(text).allFindings.map(\.code) == [.ediAcknowledged])
        #expect(read(text.replacing("*A*000", with: "*R*006")).allFindings.map(\.code) == [.ediAnswerRejected])
    }

    @Test("An acknowledgement that does not say what became of our group is an error, not an acknowledgement")
    func saysNothing() {
        for segments in [[], ["AK1*PR*7"]] {
            let file = read(X12Sample.file([X12Sample.set(segments, type: "997")], group: "FA"))
            #expect(file.allFindings.map(\.code) == [.ediSegmentMissing])
            #expect(file.first(.ediSegmentMissing)?.severity == .error)
        }
        let good = read(X12Sample.file([X12Sample.set(["AK1*PR*7", "AK9*A*1*1*1"], type: "997")], group: "FA"))
        #expect(good.allFindings.map(\.code) == [.ediAcknowledged])
    }

    @Test("One bad order does not take the others with it")
    func oneBad() {
        let bad = X12Sample.set(["BEG*00*SA*BAD**20261120", "PO1*1*many*EA*1**VN*A"], control: "0002")
        let file = read(X12Sample.file([X12Sample.small("0001"), bad, X12Sample.small("0003", order: "C")]))
        #expect(file.orders.map(\.customerReference) == ["PO-4711", "C"])
        #expect(file.refused.map(\.customerReference) == ["BAD"])
        #expect(file.outcomes == [.accepted, .rejected, .accepted])
        let error = file.setErrors.first
        #expect(
            error == Interchange.SyntaxError(code: "6", segmentPosition: 3, segment: "PO1", element: 2, value: "many"))
        let finding = file.first(.valueNotANumber)
        #expect(finding?.place?.path == "ST[0002]/PO1[1]/02")
        #expect(finding?.place?.line == 1)
    }

    @Test(
        "Wrong counts and numbers are said and tolerated",
        arguments: [
            ("SE*4*0001", "SE*9*0001", FindingCode.ediCountWrong, "4"),
            ("SE*4*0001", "SE*4*0007", .ediControlNumberDiffers, "3"),
        ])
    func setTrailer(_ case: (String, String, FindingCode, String)) {
        let file = read(good.replacing(`case`.0, with: `case`.1))
        #expect(file.orders.count == 1)
        #expect(file.codes == [`case`.2])
        #expect(file.outcomes == [.acceptedWithErrors])
        #expect(file.setErrors.map(\.code) == [`case`.3])
    }

    @Test("GE01, GE02, IEA01 and IEA02 are checked too")
    func trailers() {
        let count = read(good.replacing("GE*1*1", with: "GE*3*1"))
        #expect(count.codes == [.ediCountWrong])
        #expect(count.interchanges[0].groups[0].errors.map(\.code) == ["5"])
        let number = read(good.replacing("GE*1*1", with: "GE*1*4"))
        #expect(number.codes == [.ediControlNumberDiffers])
        #expect(number.interchanges[0].groups[0].errors.map(\.code) == ["4"])
        #expect(read(good.replacing("IEA*1*", with: "IEA*2*")).codes == [.ediCountWrong])
        #expect(read(good.replacing("IEA*1*000000001", with: "IEA*1*000000002")).codes == [.ediControlNumberDiffers])
        #expect(read(good.replacing("IEA*1*000000001", with: "IEA*1*1")).codes.isEmpty)
    }

    @Test("A missing IEA or SE at the end is a file that still grows")
    func incomplete() {
        for cut in ["IEA*1", "GE*1", "SE*4", "PO1*1"] {
            guard let range = good.firstRange(of: cut) else { continue }
            let file = read(String(good[..<range.lowerBound]))
            #expect(file.isIncomplete, "\(cut)")
            #expect(file.codes == [.fileIncomplete])
            // Nothing of it is entered, so nothing of it is acknowledged.
            #expect(file.interchanges.allSatisfy { $0.errors.map(\.code) == ["023"] })
        }
        // The last terminator alone may be missing.
        let bare = read(String(good.dropLast()))
        #expect(bare.isIncomplete == false)
        #expect(bare.orders.count == 1)
        #expect(bare.codes == [.ediLayout])
    }

    @Test("A set without SE in front of another is refused; a group without GE is taken")
    func missingTrailers() {
        let broken = X12Sample.small("0001", order: "A").replacing("SE*4*0001~", with: "")
        let file = read(X12Sample.file([broken, X12Sample.small("0002", order: "B")]))
        #expect(file.orders.map(\.customerReference) == ["B"])
        #expect(file.refused.map(\.customerReference) == ["A"])
        #expect(file.setErrors.map(\.code) == ["2"])
        let group = read(good.replacing("GE*1*1~", with: ""))
        #expect(group.orders.count == 1)
        #expect(group.codes == [.ediSegmentMissing])
        #expect(group.interchanges[0].groups[0].errors.map(\.code) == ["3"])
        let second = X12Sample.file([X12Sample.small(order: "B")], isa: X12Sample.isa(number: 2), number: 2)
        let interchange = read(good.replacing("IEA*1*000000001~", with: "") + second)
        #expect(interchange.orders.count == 2)
        #expect(interchange.codes == [.ediSegmentMissing])
    }

    @Test("B14: what is from or for somebody else is not taken")
    func addresses() {
        let profile = X12Sample.profile()
        #expect(read(good, profile: profile).orders.count == 1)
        let sender = read(X12Sample.file([X12Sample.small()], isa: X12Sample.isa(sender: "GLOBEX")), profile: profile)
        #expect(sender.documents.isEmpty)
        #expect(sender.codes == [.ediAddressWrong])
        #expect(sender.interchanges[0].errors.map(\.code) == ["006"])
        let receiver = read(
            X12Sample.file([X12Sample.small()], isa: X12Sample.isa(receiver: "OTHER")), profile: profile)
        #expect(receiver.codes == [.ediAddressWrong])
        let group = read(good, profile: X12Sample.profile { $0.partnerApplication = "ACMEAPP" })
        #expect(group.documents.isEmpty)
        #expect(group.codes == [.ediAddressWrong])
        #expect(group.outcomes == [.rejected])
        let test = read(X12Sample.file([X12Sample.small()], isa: X12Sample.isa(usage: "T")), profile: profile)
        #expect(test.documents.isEmpty)
        #expect(test.codes == [.ediTestMessage])
        let allowed = read(
            X12Sample.file([X12Sample.small()], isa: X12Sample.isa(usage: "T")),
            profile: X12Sample.profile { $0.isTest = true })
        #expect(allowed.orders.count == 1)
    }

    @Test("ST01 says what a set is; other sets are passed over and said")
    func routing() {
        let wrong = read(X12Sample.file([X12Sample.small()], group: "IN"))
        #expect(wrong.orders.count == 1)
        #expect(wrong.codes == [.ediCodeUnknown])
        let invoice = X12Sample.set(["BIG*20261120*1", "TDS*100"], type: "810", control: "0002")
        let mixed = read(X12Sample.file([X12Sample.small(), invoice, X12Sample.small("0003", order: "B")]))
        #expect(mixed.orders.count == 2)
        #expect(mixed.codes == [.ediMessageUnknown])
        #expect(mixed.outcomes == [.accepted, .rejected, .accepted])
        #expect(mixed.setErrors.map(\.code) == ["1"])
    }

    @Test("The same control number twice: the first is taken")
    func repeats() {
        let set = read(X12Sample.file([X12Sample.small(order: "A"), X12Sample.small(order: "B")]))
        #expect(set.orders.map(\.customerReference) == ["A"])
        #expect(set.codes == [.ediMessageRepeated])
        let interchange = read(good + good.replacing("PO-4711", with: "B"))
        #expect(interchange.orders.count == 1)
        #expect(interchange.codes == [.ediMessageRepeated])
        #expect(interchange.interchanges.map { $0.errors.map(\.code) } == [[], ["025"]])
        let group = "GS*PO*ACME*DOCKET*20261120*1015*1*X*004010~" + X12Sample.small(order: "B") + "GE*1*1~"
        let groups = read(good.replacing("IEA*1*", with: group + "IEA*2*"))
        #expect(groups.orders.count == 1)
        #expect(groups.codes == [.ediMessageRepeated])
    }

    @Test("ISA with its spaces collapsed, or turned into no-break spaces; blanks and a mark in front; wrapped at 80")
    func layout() {
        let collapsed = good.replacing("          ", with: " ").replacing("ACME           ", with: "ACME")
        let short = read(collapsed)
        #expect(short.orders.count == 1, "\(short.allFindings)")
        #expect(short.codes == [.ediLayout])
        let wide = read(
            good.replacing("          ", with: "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}"))
        #expect(wide.orders.count == 1)
        #expect(read("\n \t" + good).codes == [.ediLayout])
        #expect(read("\n \t" + good).orders.count == 1)
        let marked = FileReader.read([0xEF, 0xBB, 0xBF] + Array(good.utf8), sender: acme, profile: nil)
        #expect(marked.orders.count == 1)
        #expect(marked.codes == [.ediLayout])
        var wrapped = ""
        for (index, character) in good.enumerated() {
            if index > 0, index.isMultiple(of: 80) { wrapped += "\r\n" }
            wrapped.append(character)
        }
        let file = read(wrapped)
        #expect(
            file.orders
                == read(good).orders.map { order in
                    var order = order; order.place = file.orders.first?.place;
                    order.lines[0].place = file.orders.first?.lines[0].place; return order
                })
        #expect(file.codes == [.ediLayout])
    }

    @Test("Segment terminators: a line end, a line end behind the terminator, one of three bytes")
    func terminators() {
        #expect(read(good.replacing("~", with: "~\r\n")).allFindings.isEmpty)
        #expect(read(good.replacing("~", with: "\n")).allFindings.isEmpty)
        #expect(read(good.replacing("~", with: "\r\n")).allFindings.isEmpty)
        #expect(read(good.replacing("~", with: "\r")).orders.count == 1)
        let wide = read(good.replacing("~", with: "…"))
        #expect(wide.orders.count == 1)
        #expect(wide.allFindings.isEmpty, "\(wide.allFindings)")
        // A character that begins with the same byte is data.
        #expect(
            read(good.replacing("~", with: "…").replacing("N-100", with: "N–100")).orders.first?.lines.first?.sellerCode
                == "N–100")
    }

    @Test("The next-line character (U+0085, 0x85 in Latin 1) ends segments too")
    func nextLine() {
        let text = good.replacing("~", with: "\u{85}")
        let latin1 = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        for (bytes, charset) in [(Array(text.utf8), nil), (latin1, "ISO-8859-1")] {
            let file = FileReader.read(bytes, sender: acme, profile: acmeProfile(charset: charset))
            #expect(file.orders.map(\.customerReference) == ["PO-4711"])
            #expect(file.orders.first?.lines.first?.sellerCode == "N-100")
            #expect(file.allFindings.isEmpty, "\(file.allFindings)")
        }
        // Without an agreement nobody can know what a byte means that is not UTF-8.
        #expect(FileReader.read(latin1, sender: acme, profile: nil).codes == [.charsetInvalid])
    }

    @Test("A segment may have more elements than any real one")
    func manyElements() {
        let pairs = String(repeating: "*ZZ*other", count: 500)
        let file = read(good.replacing("*VN*N-100", with: pairs + "*VN*N-7"))
        #expect(file.orders.first?.lines.first?.sellerCode == "N-7")
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
    }

    @Test("What is no interchange is said, and the next one is read")
    func garbage() {
        #expect(read("ISA*00*~ST*850*0001~").codes.contains(.ediSyntax) || read("ISA*00*~ST*850*0001~").isIncomplete)
        let damaged = String(repeating: "*x", count: 300)
        let file = read("ISA" + damaged + "~\n" + good)
        #expect(file.orders.count == 1)
        #expect(file.codes == [.ediSyntax])
        let between = read(
            good + "-- end of transmission --\n"
                + good.replacing("000000001", with: "000000002").replacing("*1*X*", with: "*2*X*").replacing(
                    "GE*1*1", with: "GE*1*2"))
        #expect(between.orders.count == 2, "\(between.allFindings)")
        #expect(between.codes == [.ediSyntax])
    }

    @Test("A 997 of the partner's is no order: good ones are noted, refusals are errors")
    func acknowledgements() {
        func file(_ code: String) -> ReadFile {
            let set = X12Sample.set(
                ["AK1*PR*12", "AK2*855*0001", "AK5*\(code)*5", "AK9*\(code)*1*1*\(code == "R" ? 0 : 1)"], type: "997")
            return read(X12Sample.file([set], group: "FA"))
        }
        #expect(file("A").codes == [.ediAcknowledged])
        #expect(file("A").allFindings.hasErrors == false)
        #expect(file("E").codes == [.ediAnswerRejected, .ediAnswerRejected])
        #expect(file("R").codes == [.ediAnswerRejected])
        #expect(file("R").allFindings.hasErrors)
    }

    @Test("More sets than a file may have: nothing is taken, nothing is acknowledged as taken")
    func tooMany() {
        var limits = FormatLimits()
        limits.documentsPerFile = 2
        let file = read(
            X12Sample.file([X12Sample.small("1"), X12Sample.small("2", order: "B"), X12Sample.small("3", order: "C")]),
            limits: limits)
        #expect(file.documents.isEmpty)
        #expect(file.codes == [.tooManyDocuments])
        #expect(file.interchanges.allSatisfy { !$0.errors.isEmpty })
    }
}
