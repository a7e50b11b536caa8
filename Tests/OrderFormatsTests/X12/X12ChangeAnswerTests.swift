// The 865: a change is answered by its like, and never by an 855 that would be taken for the order's own answer.

import OrderFormats
import OrderModel
import Testing

@Suite("X12 865")
struct X12ChangeAnswerTests {
    private func segments(_ change: (inout OrderConfirmation) -> Void) throws -> [String] {
        var answer = Documents.changeConfirmation
        change(&answer)
        let written = try Documents.write(.confirmation(answer), format: .x12)
        return String(decoding: written.bytes, as: UTF8.self).split(separator: "~").map {
            $0.trimmingPrefix { $0.isNewline }.description
        }
    }

    @Test("J06: a refused change is an 865 with RJ and the change's number; it has no lines")
    func refused() throws {
        let segments = try segments { ($0.decision, $0.lines) = (.rejected, []) }
        #expect(segments.contains { $0.hasPrefix("GS*CA*") } && segments.contains { $0.hasPrefix("ST*865*") })
        let beginning = try #require(segments.first { $0.hasPrefix("BCA*") })
        #expect(beginning.hasPrefix("BCA*00*RJ*PO-4711**C-7*"), "\(beginning)")
        #expect(beginning.contains("*SO-2026-000017*"))
        #expect(!segments.contains { $0.hasPrefix("POC*") || $0.hasPrefix("BAK*") })
    }

    @Test("J06: a changed order is confirmed by an 865, line by line")
    func granted() throws {
        let segments = try segments { $0.decision = .acceptedWithChange }
        #expect(segments.contains { $0.hasPrefix("BCA*00*AC*PO-4711**C-7*") })
        #expect(segments.contains { $0.hasPrefix("POC*10*CA*120**EA*2.5*PE*") }, "\(segments)")
        #expect(segments.contains { $0.hasPrefix("ACK*IQ*100*EA*") })
    }

    @Test("an answer to the order itself stays an 855")
    func order() throws {
        let segments = try segments { $0.changeNumber = nil }
        #expect(segments.contains { $0.hasPrefix("ST*855*") } && segments.contains { $0.hasPrefix("PO1*") })
    }
}
