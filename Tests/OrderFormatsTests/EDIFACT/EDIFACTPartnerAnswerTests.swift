// What a partner's CONTRL says of what we sent.

import OrderModel
import Testing

@testable import OrderFormats

@Suite("EDIFACT: a partner's CONTRL is read")
struct EDIFACTPartnerAnswerTests {
    private func answer(_ segments: String...) -> ReadFile {
        read(EDIFACTMessages.interchange([segments], type: "CONTRL:D:3:UN"), profile: edifactProfile())
    }

    @Test("what the partner's system has taken needs nothing to be done", arguments: ["7", "8"])
    func taken(action: String) {
        let file = answer("UCI+41+4000009000009:14+4000001000005:14+\(action)")
        #expect(file.documents.isEmpty && file.refused.isEmpty)
        #expect(file.codes == [.ediAcknowledged])
        #expect(file.findings.first?.message.contains("interchange 41") == true)
    }

    @Test("what it refused is an error with its number and code, the interchange or a message of it")
    func refused() {
        let interchange = answer("UCI+41+4000009000009:14+4000001000005:14+4+7")
        #expect(interchange.codes == [.ediAnswerRejected])
        #expect(interchange.findings.first?.message.contains("interchange 41 (0085: 7)") == true)
        let message = answer(
            "UCI+42+4000009000009:14+4000001000005:14+7", "UCM+1+ORDRSP:D:96A:UN+7", "UCM+2+DESADV:D:96A:UN+4+12")
        #expect(message.codes == [.ediAnswerRejected])
        #expect(message.findings.first?.message.contains("our DESADV 2 of interchange 42 (0085: 12)") == true)
        #expect(message.findings.first?.place?.path?.hasSuffix("UCM[2]/0083") == true)
    }

    @Test("one that says nothing of any interchange is an error, and the file's account takes it as an answer")
    func empty() {
        let file = answer("FTX+AAI+++nothing")
        #expect(file.codes == [.ediSegmentMissing])
        #expect(file.interchanges.first?.groups.first?.messages.first?.outcome == .accepted)
    }

    @Test("a line number that stands three times is said with the LIN that had it first")
    func numbersTwice() throws {
        let lines = [
            "LIN+1++4000001000104:EN", "LIN+7++4000001000104:EN", "LIN+7++4000001000111:EN", "LIN+7++4000001000111:EN",
        ]
        let file = read(EDIFACTMessages.order(lines: lines, summary: ["UNS+S"]), profile: edifactProfile())
        let said = file.allFindings.filter { $0.code == .lineNumberDuplicate }.map(\.message)
        #expect(said.count == 2)
        #expect(said.allSatisfy { $0.hasSuffix("first in LIN 2") })
    }
}
