// Mistakes in the YAML itself and in the kinds of values: each is told at its exact place.

import OrderModel
import Testing

@testable import DocketDaemon

@Suite struct YAMLProblemTests {
    @Test("A key that does not exist is an error with the key that was probably meant")
    func unknownKey() {
        let problems = ConfigurationTestDesk.desk("seler:\n  name: A\nseller:\n  name: A\n").problems()
        #expect(
            problems == ["etc/docket.yaml:1:1: error: there is no key 'seler' in docket.yaml (did you mean 'seller'?)"])
    }

    @Test("A key in another habit of writing is recognised")
    func otherHabit() {
        let problems = ConfigurationTestDesk.partner("name: Acme\nanswerFormat: csv\nanswer_format: csv\n").problems()
        #expect(
            problems == [
                "etc/partners/acme.yaml:2:1: error: there is no key 'answerFormat' in a partner "
                    + "(did you mean 'answer-format'?)",
                "etc/partners/acme.yaml:3:1: error: there is no key 'answer_format' in a partner "
                    + "(did you mean 'answer-format'?)",
            ])
    }

    @Test("A key like none of the known ones is an error that lists them")
    func strangeKey() {
        let problems = ConfigurationTestDesk.desk("seller:\n  name: A\nlog:\n  colour: red\n").problems()
        #expect(
            problems == [
                "etc/docket.yaml:4:3: error: there is no key 'colour' in log (known keys: level, format)"
            ])
    }

    @Test("A key that stands twice is told at its second place, and the rest of the file is read too")
    func duplicateKey() {
        let text = """
            seller:
              name: A
            orders:
              last-sale-months: 6
              amount-tolerance: 0.01
              last-sale-months: 7
              "amount-tolerance": x
            """
        #expect(
            ConfigurationTestDesk.desk(text).problems() == [
                "etc/docket.yaml:6:3: error: the key 'last-sale-months' stands twice; the first is in line 4 "
                    + "(keep one of them)",
                "etc/docket.yaml:7:3: error: the key 'amount-tolerance' stands twice; the first is in line 5 "
                    + "(keep one of them)",
            ])
    }

    @Test("A key that stands twice in one line is told at its second place")
    func duplicateKeyInFlowStyle() {
        let problems = ConfigurationTestDesk.desk("seller: { name: A, name: B }\nlog: 3\n").problems()
        #expect(
            problems == [
                "etc/docket.yaml:1:20: error: the key 'name' stands twice; the first is in line 1 (keep one of them)",
                "etc/docket.yaml:2:6: error: expected log as a mapping (key: value), but '3' stands here",
            ])
    }

    @Test("A wrong type says what was expected and what stands there")
    func wrongTypes() {
        let text = """
            seller: Example
            orders:
              last-sale-months: twelve
              amount-tolerance: -1
              clarification-within: soon
            calendar: [2026-10-01]
            limits:
              batch-files: [1, 2]
              scan-interval: 5
              file-size: 100
            log:
              level: verbose
              format:
                text: 1
            """
        #expect(
            ConfigurationTestDesk.desk(text).problems() == [
                "etc/docket.yaml:1:9: error: expected seller as a mapping (key: value), but 'Example' stands here",
                "etc/docket.yaml:3:21: error: expected a whole number from 1 to 1200, but 'twelve' stands here",
                "etc/docket.yaml:4:21: error: expected an amount such as 0.01, not below zero, but '-1' stands here",
                "etc/docket.yaml:5:25: error: 'soon' is not a deadline; write a whole number from 1 to 10000 and "
                    + "minutes, hours, days, working days or weeks, such as \"2 working days\" or \"30 minutes\"",
                "etc/docket.yaml:6:11: error: expected calendar as a mapping (key: value), but a list stands here",
                "etc/docket.yaml:8:16: error: expected a whole number from 1 to 10000, but a list stands here",
                "etc/docket.yaml:9:18: error: expected a duration such as 30 s or 5 minutes, from 100 ms to 5 minutes, "
                    + "but '5' stands here (write a number with ms, s, minutes, hours or days)",
                "etc/docket.yaml:10:14: error: expected a size such as 100 MiB, from 1 KiB to 4 GiB, but '100' stands "
                    + "here (write a number with B, kB, KiB, MB, MiB, GB or GiB)",
                "etc/docket.yaml:12:10: error: expected trace, debug, info, notice, warning, error or critical, "
                    + "but 'verbose' stands here",
                "etc/docket.yaml:14:5: error: expected text or json, but a mapping stands here",
            ])
    }

    @Test("A text in the place of true or false is an error, and quotes make a text")
    func flags() {
        let text = "name: Acme\nintake:\n  done-marker: maybe\ncsv:\n  decimal-comma: \"true\"\n"
        #expect(
            ConfigurationTestDesk.partner(text).problems() == [
                "etc/partners/acme.yaml:3:16: error: expected true or false, but 'maybe' stands here",
                "etc/partners/acme.yaml:5:18: error: expected true or false, but 'true' stands here "
                    + "(write it without quotes)",
            ])
    }

    @Test("A word that is nearly right is corrected")
    func nearlyRightWord() {
        let problems = ConfigurationTestDesk.partner("name: Acme\nchannels: [edi, e-mail, fax]\n").problems()
        #expect(
            problems == [
                "etc/partners/acme.yaml:2:17: error: expected fax, email, phone, web, shop or edi, but 'e-mail' "
                    + "stands here (did you mean 'email'?)"
            ])
    }

    @Test("What is missing is told at the mapping that lacks it, what is empty at its key")
    func missing() {
        #expect(
            ConfigurationTestDesk.partner("language: en\nidentifiers:\n  - scheme: \"0088\"\n").problems() == [
                "etc/partners/acme.yaml:1:1: error: 'name' is missing (write name: and a text)",
                "etc/partners/acme.yaml:3:5: error: 'value' is missing (write value: and a text)",
            ])
        #expect(
            ConfigurationTestDesk.desk("seller:\n  name:\n").problems() == [
                "etc/docket.yaml:2:3: error: 'name' is empty (write name: and a text)"
            ])
    }

    @Test("Broken YAML is told at its place, with what most probably has to be done")
    func syntax() {
        #expect(
            ConfigurationTestDesk.desk("seller:\n  name: Example: Trading\n").problems() == [
                "etc/docket.yaml:2:16: error: this is not YAML: mapping values are not allowed in this context "
                    + "(a text with ': ' in it has to stand in quotes; or the indentation differs from the line before)"
            ])
        #expect(
            ConfigurationTestDesk.desk("seller:\n\tname: Example\n").problems() == [
                "etc/docket.yaml:2:1: error: this is not YAML: found character that cannot start any token "
                    + "while scanning for the next token (indent with spaces, not with tabs)"
            ])
        let unclosed = ConfigurationTestDesk.desk("seller:\n  name: \"Example\n").load().problems
        #expect(unclosed.map(\.line) == [3])
        #expect(unclosed.first?.hint == "a quote or bracket is not closed")
    }

    @Test("A second document, an empty file and a control character are errors")
    func oddFiles() {
        #expect(
            ConfigurationTestDesk.desk("seller:\n  name: A\n---\nlog:\n  level: info\n").problems() == [
                "etc/docket.yaml:3:1: error: this is not YAML: but found another document expected a single document "
                    + "in the stream, which begins in line 1 (write one document; remove the line '---')"
            ])
        #expect(
            ConfigurationTestDesk.desk("# nothing yet\n").problems() == ["etc/docket.yaml: error: the file is empty"])
        #expect(
            ConfigurationTestDesk.desk("seller:\n  name: A\u{1}B\n").problems() == [
                "etc/docket.yaml:2:10: error: this is not YAML: control characters are not allowed (U+1) "
                    + "(remove the character)"
            ])
    }

    @Test("Line ends of other systems and a byte order mark change no place")
    func foreignLineEnds() {
        let problems = ConfigurationTestDesk.desk("\u{FEFF}seler: 1\r\nseller:\r\n  name: A\r\n  nme: B\r\n").load()
        #expect(problems.problems.map(\.line) == [1, 4])
        #expect(problems.problems.map(\.column) == [1, 3])
    }

    @Test("Not more problems of one file are told than a person can use")
    func manyProblems() {
        let text = "seller:\n  name: A\n" + (1...200).map { "key\($0): 1\n" }.joined()
        let problems = ConfigurationTestDesk.desk(text).load().problems
        #expect(problems.count == 100)
        #expect(problems.contains { $0.message == "there are more problems than 100; the rest is not shown" })
    }

    @Test("Values are read as they are written: NO is no false, zeros in front stay")
    func asWritten() throws {
        let text = "seller:\n  name: 007\n  address:\n    country: NO\n    postal-code: 0150\n"
        let seller = try #require(ConfigurationTestDesk.desk(text).load().configuration).seller
        #expect(seller.name == "007")
        #expect(seller.address?.country == "NO")
        #expect(seller.address?.postalCode == "0150")
    }
}
