// How problems look on a terminal.

import Testing

@testable import DocketDaemon

@Suite struct ConfigurationProblemTextTests {
    @Test("A problem shows the line of the file with a caret beneath the place")
    func caret() throws {
        let problem = try #require(ConfigurationTestDesk.partner("name: Acme\nlanguage: cn\n").load().problems.first)
        #expect(
            problem.diagnostic == """
                etc/partners/acme.yaml:2:11: error: expected en or zh, but 'cn' stands here
                 2 | language: cn
                   |           ^~
                """)
        #expect(problem.consequence == "partner acme is left out")
    }

    @Test("Chinese characters take two cells, so that the caret stands beneath the place all the same")
    func wideCharacters() throws {
        let text = "name: Acme\nunits: { 箱: CT, 件: piece }\n"
        let problem = try #require(ConfigurationTestDesk.partner(text).load().problems.first)
        #expect(problem.column == 20)
        #expect(
            problem.diagnostic == """
                etc/partners/acme.yaml:2:20: error: expected a unit code of UN/ECE Recommendation 20 such as C62, KGM \
                or CT, but 'piece' stands here
                 2 | units: { 箱: CT, 件: piece }
                   |                      ^~~~~
                """)
    }

    @Test("A report ends with how many problems there are, and hints stand on lines of their own")
    func report() {
        var desk = ConfigurationTestDesk.desk("seler: 1\nseller:\n  name: A\n")
        desk.desk += "calendar:\n  make-up-days: [2026-11-20]\n"
        #expect(
            ConfigurationProblem.report(desk.load().problems) == """
                etc/docket.yaml:1:1: error: there is no key 'seler' in docket.yaml
                 1 | seler: 1
                   | ^~~~~
                  hint: did you mean 'seller'?
                etc/docket.yaml:5:18: warning: 2026-11-20 is not on a weekend, so it is a working day anyway
                 5 |   make-up-days: [2026-11-20]
                   |                  ^~~~~~~~~~
                1 error, 1 warning

                """)
        #expect(ConfigurationProblem.report([]) == "")
    }
}
