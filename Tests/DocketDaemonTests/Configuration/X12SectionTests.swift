// The section x12 of a partner's file.

import OrderModel
import Testing

@testable import DocketDaemon

@Suite struct X12SectionTests {
    private func load(_ section: String) -> LoadedConfiguration {
        ConfigurationTestDesk.partner("name: Acme\nanswer-format: x12\nx12:\n" + section).load()
    }

    @Test("I02: addresses, version, delimiters and codes of a partner's X12")
    func full() throws {
        let loaded = load(
            """
              id: ZZ:ACME
              our-id: "01:123456789"
              application-id: ACMEPO
              our-application-id: DOCKETPO
              version: "005010"
              test: yes
              currency: USD
              element-separator: "|"
              component-separator: ":"
              segment-terminator: "'\\n"
              acknowledgements: [AC, AD, RD]
              line-statuses: [IA, IR]
              units: { CT: CA }

            """)
        #expect(loaded.problems.map(\.description) == [])
        let x12 = try #require(loaded.configuration?.partners["acme"]?.x12)
        #expect(
            x12
                == X12Profile(
                    own: Identifier(scheme: "01", value: "123456789"), partner: Identifier(scheme: "ZZ", value: "ACME"),
                    ownApplication: "DOCKETPO", partnerApplication: "ACMEPO", version: "005010", isTest: true,
                    elementSeparator: "|", componentSeparator: ":", segmentTerminator: "'\n",
                    acknowledgementTypes: ["AC", "AD", "RD"], lineStatuses: ["IA", "IR"], units: ["CT": "CA"],
                    currency: "USD"))
    }

    @Test("What cannot be is told at its place")
    func problems() {
        func first(_ line: String) -> String? { load("  \(line)\n").problems.first?.description }
        #expect(
            first("id: ACME")?.hasPrefix("etc/partners/acme.yaml:4:7: error: expected an address of an interchange")
                == true)
        #expect(first("our-id: ZZ:A-NAME-THAT-IS-TOO-LONG")?.contains("error: expected an address") == true)
        #expect(first("version: 4010")?.contains("error: expected 004010 or 005010") == true)
        #expect(first("element-separator: A")?.contains("error: expected one character") == true)
        #expect(first("component-separator: \"*\"")?.contains("two of the separators are the same") == true)
        #expect(
            first("acknowledgements: [accepted]")?.contains("error: expected a code of two capital letters") == true)
        #expect(first("acknowledgments: [AC]")?.contains("did you mean 'acknowledgements'?") == true)
        #expect(first("currency: dollars")?.contains("error: expected a currency") == true)
    }
}
