// Letters in the administrator's own words: what is wrong with them is told, and a letter goes out all the same.

import OrderFormats
import OrderModel
import Testing

@testable import DocketDaemon

@Suite("templates/") struct LetterFilesTests {
    private func desk(_ templates: [String: String]) -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.templates = templates
        return desk
    }

    @Test(
        "A field that does not exist: file, line, column, what was probably meant, and that the built-in letter is used"
    )
    func unknownField() throws {
        let loaded = desk(["confirmation.en.txt": "# Your order\n\nOur number: {{orderNumbr}}\n"]).load()
        let problem = try #require(loaded.problems.first)
        #expect(
            problem.description
                == "etc/templates/confirmation.en.txt:3:15: error: there is no field 'orderNumbr' here "
                + "(did you mean 'orderNumber'?)")
        #expect(problem.sourceLine == "Our number: {{orderNumbr}}" && problem.length == 10)
        #expect(problem.consequence == "the built-in confirmation.en.txt is used")
        #expect(loaded.configuration != nil, "a mistake in a letter does not stop the desk")
    }

    @Test("A file whose name is no letter's is told, with the name that was probably meant")
    func unknownName() {
        #expect(
            desk(["confirmaton.en.txt": "Hello"]).problems() == [
                "etc/templates/confirmaton.en.txt: warning: there is no letter of this name; the file is not used "
                    + "(did you mean 'confirmation.en.txt'?)"
            ])
    }

    @Test("A running desk that reads a letter with a mistake keeps the one that it has")
    func kept() throws {
        let good = desk(["receipt.en.txt": "# Mine: {{intake}}"]).load().configuration
        let bad = desk(["receipt.en.txt": "# Mine: {{intak}}"]).load(keeping: good)
        #expect(bad.hasErrors)
        #expect(try letter(bad.configuration).contains("Mine: 2026-1"))
        let without = desk([:]).load(keeping: good)
        #expect(try !letter(without.configuration).contains("Mine"), "a file that was removed is not kept")
    }

    @Test("A style that would load something from elsewhere is refused")
    func style() {
        let problems = desk(["style.css": "body { color: red; }\n@import 'x.css';\np { background: url(http://x) }\n"])
            .problems()
        #expect(problems.count == 2 && problems[0].contains("style.css:2:1") && problems[1].contains("style.css:3:17"))
        #expect(desk(["style.css": "p { background: url( \"data:image/png;base64,AA==\") }"]).problems() == [])
    }

    private func letter(_ configuration: Configuration?) throws -> String {
        let configuration = try #require(configuration)
        let receipt = Receipt(
            intake: "2026-1", fileName: "a.csv", sha256: "", receivedAt: Instant(milliseconds: 0), outcome: .taken,
            entries: [], findings: [], seller: Party(), buyer: Party())
        let context = WritingContext(
            profile: PartnerProfile(id: "acme", name: "Acme", answerFormat: .text), now: Instant(milliseconds: 0),
            letters: configuration.letters, nextNumber: { _ in 1 })
        let document = OutgoingDocument(
            recipient: .partner("acme"), stem: "receipt-1", orderNumber: nil, content: .receipt(receipt))
        return String(decoding: try DocumentWriter.write(document, context).bytes, as: UTF8.self)
    }
}
