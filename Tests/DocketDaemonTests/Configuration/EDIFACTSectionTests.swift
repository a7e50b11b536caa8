// The `edifact` section of a partner's file.

import OrderModel
import Testing

@testable import DocketDaemon

@Suite struct EDIFACTSectionTests {
    private static let full = """
        name: Acme
        answer-format: edifact
        edifact:
          id: "14:4000001000005"
          our-id: "4000009000009"
          directory: D.01B
          syntax: UNOY
          test: yes
          una: no
          responses: [29, 30, 27]
          units: { C62: PCE, CT: KAR }
        """

    @Test("The section gives the partner's EDIFACT profile")
    func whole() throws {
        let partner = try #require(
            ConfigurationTestDesk.partner(Self.full).load().configuration?.partners["acme"])
        #expect(partner.answerFormat == .edifact)
        #expect(
            partner.edifact
                == EDIFACTProfile(
                    own: Identifier(value: "4000009000009"), partner: Identifier(scheme: "14", value: "4000001000005"),
                    directory: "D.01B", syntax: "UNOY", isTest: true, writesServiceString: false,
                    responseTypes: ["29", "30", "27"], units: ["C62": "PCE", "CT": "KAR"]))
    }

    @Test("Without the section D.96A in Latin 1 is written, with UNA, in earnest")
    func absent() throws {
        let partner = try #require(ConfigurationTestDesk.partner("name: Acme\n").load().configuration?.partners["acme"])
        #expect(partner.edifact == EDIFACTProfile())
    }

    @Test(
        "What is no address, directory, character set, code or key is told at its place",
        arguments: [
            ("id: \"14:\"", "an address of UNB such as 14:4000001000005"), ("directory: D96A", "D.96A or D.01B"),
            ("syntax: UTF-8", "UNOA, UNOB, UNOC or UNOY"), ("responses: [accepted]", "a code of BGM 1225"),
            ("units: { C62: pieces }", "the partner's code of the unit"), ("ourid: x", "did you mean 'our-id'?"),
        ])
    func wrong(line: String, told: String) {
        let problems = ConfigurationTestDesk.partner("name: Acme\nedifact:\n  \(line)\n").problems()
        #expect(problems.count == 1)
        #expect(problems.first?.contains(told) == true)
        #expect(problems.first?.hasPrefix("etc/partners/acme.yaml:3:") == true)
    }
}
