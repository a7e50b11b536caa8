// Where goods are, in X12 214 and EDIFACT IFTSTA.

import OrderModel
import Testing

@testable import OrderFormats

private let carrier = Sender.carrier(id: "haulage")

private func read(_ text: String, from sender: Sender = carrier) -> ReadFile {
    FileReader.read(Array(text.utf8), sender: sender, profile: nil)
}

extension ReadFile {
    fileprivate var statuses: [TransportStatus] {
        documents.compactMap { if case .transportStatus(let status) = $0.document { status } else { nil } }
    }
}

@Suite("X12 214")
struct X12StatusTests {
    private func file(_ sets: [[String]], group: String = "QM") -> String {
        X12Sample.file(
            sets.enumerated().map { X12Sample.set($1, type: "214", control: "000\($0 + 1)") }, group: group)
    }

    @Test("P03: each AT7 is a step of the shipment in B1002, with place, day, time and reason")
    func steps() {
        let file = read(
            file([
                [
                    "B10*PRO-77*SO-2026-000017-S1*HAUL", "L11*PO-4711*PO", "LX*1",
                    "AT7*AF*NS***20261201*1740*LT", "MS1*EXAMPLE CITY*HE*DE", "MS2*HAUL*TRK1*TL",
                    "AT7*SD*BE***20261202*0810*LT", "MS1*EXAMPLE PASS", "AT7*AG*NS***20261207*1400*LT",
                    "AT8*G*K*785*1",
                ]
            ]))
        #expect(file.format == .x12 && file.allFindings.isEmpty, "\(file.allFindings)")
        let steps = file.statuses
        #expect(steps.map(\.step) == [.pickedUp, .exception, .inTransit])
        #expect(steps.allSatisfy { $0.shipment == "SO-2026-000017-S1" && $0.trackingNumber == "PRO-77" })
        #expect(steps[0].location == "EXAMPLE CITY, HE, DE" && steps[0].time == "17:40" && steps[0].reason == nil)
        #expect(steps[1].reason == "the state of the roads" && steps[1].date == CalendarDate("2026-12-02"))
        #expect(steps[2].expectedOn == CalendarDate("2026-12-07") && steps[2].date == nil)
        #expect(steps[2].expectedTime == "14:00" && steps[2].code == "AG")
    }

    @Test("Q03: a hand-over names who signed, as carriers write it in a remark")
    func signed() {
        let file = read(
            file([
                [
                    "B10*PRO-77*S-1*HAUL", "LX*1", "AT7*D1*NS***20261207*0955*LT", "K1*SIGNED BY: H MEYER",
                    "K1*ONE CARTON DENTED",
                ]
            ]))
        #expect(file.statuses.map(\.step) == [.delivered])
        #expect(file.statuses.first?.signedBy == "H MEYER" && file.statuses.first?.remarks == "ONE CARTON DENTED")
    }

    @Test("P06: an appointment for delivery is an arrival to come; the carrier's number alone is enough")
    func appointment() {
        let file = read(
            file([["B10*PRO-77**HAUL", "LX*1", "AT7***AB*NA*20261207*1000*LT"], ["B10**S-2*HAUL", "AT7*A3*BS"]]))
        #expect(file.statuses.map(\.step) == [.arriving, .returned])
        #expect(file.statuses[0].expectedOn == CalendarDate("2026-12-07") && file.statuses[0].shipment.isEmpty)
        #expect(file.statuses[1].reason == "the customer refused it" && file.statuses[1].trackingNumber == nil)
    }

    @Test("a code that nobody knows is kept, and the goods are under way")
    func unknownCode() {
        let file = read(file([["B10*P*S-1*HAUL", "AT7*ZQ*??***20261207"]]))
        #expect(file.statuses.map(\.step) == [.inTransit] && file.statuses.first?.code == "ZQ")
        #expect(file.statuses.first?.reason == "the carrier's reason ??")
        #expect(file.documents.first?.findings.map(\.code) == [.ediCodeUnknown])
        #expect(file.documents.first?.findings.first?.severity == .note)
    }

    @Test("a set without shipment, step or date is refused at its place, and the others are taken")
    func refused() {
        let file = read(
            file([
                ["B10***HAUL", "AT7*X6"], ["B10*P*S-1*HAUL"], ["AT7*X6"], ["B10*P*S-1*HAUL", "AT7*X6*NS***20261399"],
                ["B10*P*S-1*HAUL", "AT7"], ["B10*P*S-9*HAUL", "AT7*X6"],
            ]))
        #expect(
            file.refused.map { $0.findings.first?.code } == [
                .valueMissing, .ediSegmentMissing, .ediSegmentMissing, .valueNotADate, .ediElementMissing,
            ])
        #expect(file.refused.allSatisfy { $0.kind == .transportStatus })
        #expect(file.refused[3].findings.first?.place?.path == "ST[0004]/AT7[1]/05")
        #expect(file.statuses.map(\.shipment) == ["S-9"])
        #expect(file.interchanges.first?.groups.first?.messages.map(\.outcome).last == .accepted)
    }

    @Test("a customer cannot say where goods are")
    func notFromPartners() {
        let file = read(file([["B10*P*S-1*HAUL", "AT7*X6"]]), from: acme)
        #expect(file.documents.isEmpty && file.refused.first?.findings.map(\.code) == [.kindNotAllowedHere])
    }
}

@Suite("EDIFACT IFTSTA")
struct EDIFACTStatusTests {
    private func file(_ messages: [[String]], type: String = "IFTSTA:D:01B:UN") -> String {
        EDIFACTMessages.interchange(messages, type: type)
    }

    @Test("P03: each STS is a step of its consignment, with place, day, time and reason")
    func steps() {
        let file = read(
            file([
                [
                    "BGM+77+REP-1+9", "DTM+137:202612020900:203", "NAD+CA+4000002000002::9", "CNI+1+SO-1-S1",
                    "STS+1+13", "RFF+CN:LB-1", "DTM+334:202612011740:203", "LOC+14+DEHAM:::Hamburg", "STS+1+20",
                    "DTM+334:20261202:102", "DTM+132:202612071400:203", "FTX+ACD+++Road closed by snow",
                    "CNI+2+SO-2-S1", "STS+1+113+:::with the driver", "DTM+334:20261202:102",
                ]
            ]))
        #expect(file.format == .edifact && file.allFindings.isEmpty, "\(file.allFindings)")
        let steps = file.statuses
        #expect(steps.map(\.step) == [.pickedUp, .exception, .arriving])
        #expect(steps.map(\.shipment) == ["SO-1-S1", "SO-1-S1", "SO-2-S1"])
        #expect(steps.map(\.trackingNumber) == ["LB-1", "LB-1", nil])
        #expect(steps[0].location == "Hamburg" && steps[0].time == "17:40" && steps[0].reason == nil)
        #expect(steps[1].reason == "Road closed by snow" && steps[1].expectedOn == CalendarDate("2026-12-07"))
        #expect(steps[1].expectedTime == "14:00" && steps[1].date == CalendarDate("2026-12-02"))
        #expect(steps[2].reason == "with the driver")
    }

    @Test("Q03: delivered, with the name of who signed")
    func signed() {
        let file = read(
            file([["BGM+77+1+9", "CNI+1+S-1", "STS+1+21", "DTM+35:20261207:102", "NAD+RE+++H. Meyer"]]))
        #expect(file.statuses.map(\.step) == [.delivered] && file.statuses.first?.signedBy == "H. Meyer")
        #expect(file.statuses.first?.date == CalendarDate("2026-12-07"))
    }

    @Test("a trouble without words of the carrier's is said in ours; D.96A writes the same codes")
    func troubles() {
        let file = read(
            file(
                [["BGM+77+1+9", "CNI+1+S-1", "STS+1+49", "CNI+2+S-2", "STS+1+82", "CNI+3+S-3", "STS+1+777"]],
                type: "IFTSTA:D:96A:UN"))
        #expect(file.statuses.map(\.step) == [.exception, .returned, .inTransit])
        #expect(file.statuses.first?.reason == "it is lost")
        #expect(file.documents.first?.findings.map(\.code) == [.ediCodeUnknown])
    }

    @Test("a message without consignment number or status is refused, and the others are taken")
    func refused() {
        let file = read(
            file([
                ["BGM+77+1+9", "CNI+1", "STS+1+31"], ["BGM+77+2+9", "CNI+1+S-1"], ["BGM+77+3+9", "CNI+1+S-1", "STS+1"],
                ["BGM+77+4+9", "CNI+1+S-9", "STS+1+31"],
            ]))
        #expect(
            file.refused.map { $0.findings.first?.code } == [.valueMissing, .ediSegmentMissing, .ediElementMissing])
        #expect(file.statuses.map(\.shipment) == ["S-9"])
    }

    @Test("a customer cannot say where goods are")
    func notFromPartners() {
        let file = read(file([["BGM+77+1+9", "CNI+1+S-1", "STS+1+31"]]), from: acme)
        #expect(file.documents.isEmpty && file.refused.first?.findings.map(\.code) == [.kindNotAllowedHere])
    }
}
