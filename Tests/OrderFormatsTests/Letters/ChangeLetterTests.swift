// Letters that answer a change: nobody who reads one takes the order itself for rejected.

import OrderFormats
import OrderModel
import Testing

@Suite("Letters about changes")
struct ChangeLetterTests {
    private func letter(_ decision: OrderConfirmation.Decision, _ language: String) throws -> String {
        var answer = Documents.changeConfirmation
        answer.decision = decision
        if decision == .rejected { answer.lines = [] }
        let written = try Documents.write(.confirmation(answer), format: .text, language: language)
        return String(decoding: written.bytes, as: UTF8.self)
    }

    @Test("J06: a change that is refused is named, and the order stands as it was, in both languages")
    func refused() throws {
        let english = try letter(.rejected, "en")
        #expect(english.contains("C-7") && english.contains("the order stands as it was"))
        #expect(!english.contains("cannot accept it"))
        // A sentence may go on in the next line.
        let chinese = try letter(.rejected, "zh").filter { !$0.isWhitespace }
        #expect(chinese.contains("C-7") && chinese.contains("维持原状") && !chinese.contains("无法接受该订单"))
    }

    @Test("J06: the confirmation of a changed order names the change")
    func granted() throws {
        #expect(try letter(.accepted, "en").contains("Your change"))
        #expect(try letter(.acceptedWithChange, "zh").contains("贵方变更号"))
    }
}
