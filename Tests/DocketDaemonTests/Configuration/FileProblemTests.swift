// Mistakes in what docket.yaml, the partners' and the carriers' files mean, each at its place.

import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct DeskFileProblemTests {
    private func problems(_ text: String) -> [String] {
        ConfigurationTestDesk.desk("seller: { name: A }\n" + text).problems()
    }

    @Test("C01: an order number format without a counter, or with parts that mean nothing, is refused")
    func numberFormat() {
        func format(_ text: String) -> [String] {
            problems("orders:\n  number-format: \"\(text)\"\n").map { String($0.dropFirst("etc/docket.yaml:".count)) }
        }
        #expect(format("SO-{yyyy}-{mm}-{dd}-{n:6}") == [])
        #expect(format("{n}") == [])
        #expect(format("SO-{yyyy}") == ["3:18: error: an order number needs the counter {n} exactly once"])
        #expect(
            format("SO-{year}-{n}") == [
                "3:18: error: '{year}' means nothing in an order number; there are {yyyy}, {mm}, {dd}, {n} and {n:6}"
            ])
        #expect(format("SO-{n") == ["3:18: error: a '{' in the order number format is not closed"])
        #expect(
            format("SO {n}") == [
                "3:18: error: ' ' cannot stand in an order number; letters, digits, '-', '_' and '.' can"
            ])
        #expect(format("-{n}") == ["3:18: error: an order number begins with a letter or a digit"])
        #expect(format("{n:40}") == ["3:18: error: the digits of the counter must be 1 to 12, as in {n:6}"])
    }

    @Test("A carrier that nobody has set up cannot be the desk's carrier")
    func carrier() {
        #expect(
            problems("dispatch:\n  carrier: express\n") == [
                "etc/docket.yaml:3:12: error: there is no carrier 'express': no file carriers/express.yaml "
                    + "(no carrier is set up yet)"
            ])
    }

    @Test("Folders that lie in each other are refused")
    func folders() {
        #expect(
            problems("folders:\n  archive: inbox/old\n") == [
                "etc/docket.yaml:3:12: error: the folders inbox and archive lie in each other: /desk/inbox and "
                    + "/desk/inbox/old (each needs a place of its own)"
            ])
    }

    @Test("A zone with summer time is no zone for a desk, and a misspelt one is corrected")
    func zone() {
        #expect(
            problems("calendar:\n  time-zone: Asia/Shanghay\n") == [
                "etc/docket.yaml:3:14: error: expected an offset such as +08:00, or the name of a zone that keeps one "
                    + "offset all year, but 'Asia/Shanghay' stands here (did you mean 'Asia/Shanghai'?)"
            ])
        #expect(problems("calendar:\n  time-zone: Europe/Berlin\n").count == 1)
        #expect(problems("calendar:\n  time-zone: -03:30\n") == [])
        #expect(problems("calendar:\n  time-zone: +25:00\n").count == 1)
    }

    @Test("Days that are no days, spans that run backwards, and a holiday that is worked are told")
    func calendar() {
        let text = """
            calendar:
              holidays: [2026-02-30, 2026-10-07..2026-10-01, 2026-10-10, 2026-01-01..2028-01-01]
              make-up-days: [2026-10-10, 2026-10-12]
            """
        let date = "expected a date such as 2026-10-01, or a span such as 2026-10-01..2026-10-07, but"
        #expect(
            problems(text) == [
                "etc/docket.yaml:3:14: error: \(date) '2026-02-30' stands here",
                "etc/docket.yaml:3:26: error: \(date) '2026-10-07..2026-10-01' stands here",
                "etc/docket.yaml:3:62: error: the span is longer than 366 days",
                "etc/docket.yaml:4:18: error: 2026-10-10 is a holiday and a make-up day "
                    + "(take it out of one of the two lists)",
                "etc/docket.yaml:4:30: warning: 2026-10-12 is not on a weekend, so it is a working day anyway",
            ])
    }

    @Test("A role that cannot be a folder, and a warehouse that stands twice, are told")
    func names() {
        #expect(
            problems("roles:\n  finance: ../finance\nstock:\n  warehouses: [main, main]\n") == [
                "etc/docket.yaml:3:12: error: '../finance' cannot be the name of a folder: only the letters a to z, "
                    + "digits, '-', '_' and '.' are allowed",
                "etc/docket.yaml:5:22: error: 'main' stands in the list twice",
            ])
    }
}

@Suite struct PartnerFileProblemTests {
    @Test("An id that cannot be a folder, or that the desk uses itself, is refused")
    func ids() {
        func problem(_ id: String) -> String? {
            ConfigurationTestDesk.partner("name: Acme\n", id: id).load().problems.first?.message
        }
        #expect(problem("acme-1.b_2") == nil)
        #expect(problem("desk") == "'desk' cannot be the id of a partner: the desk uses that folder itself")
        #expect(problem("Carriers") == "'Carriers' cannot be the id of a partner: the desk uses that folder itself")
        #expect(
            problem("a b") == "'a b' cannot be the id of a partner: only the letters a to z, digits, '-', '_' and '.' "
                + "are allowed")
        #expect(problem("-a") == "'-a' cannot be the id of a partner: it must begin with a letter or a digit")
        #expect(
            problem(String(repeating: "a", count: 65))?.hasSuffix("it is longer than 64 characters") == true)
    }

    @Test("Two ids that differ only in capital letters would be one folder on some file systems")
    func capitals() throws {
        var desk = ConfigurationTestDesk()
        desk.partners = ["ACME": "name: A\n", "acme": "name: B\n"]
        let loaded = desk.load()
        #expect(
            loaded.problems.map(\.message) == [
                "the id 'acme' differs from etc/partners/ACME.yaml only in capital letters"
            ])
        #expect(loaded.configuration?.partners.keys.sorted() == ["ACME"])
    }

    @Test("B14: two partners cannot have the same identifier")
    func identifiers() throws {
        var desk = ConfigurationTestDesk()
        desk.partners = [
            "acme": "name: A\nidentifiers:\n  - { scheme: \"0088\", value: \"1\" }\n  - { scheme: x, value: \"2\" }\n",
            "globex": "name: B\nidentifiers:\n  - { scheme: y, value: \"2\" }\n  - \"1\"\n",
        ]
        let loaded = desk.load()
        #expect(
            loaded.problems.map(\.description) == [
                "etc/partners/globex.yaml:4:5: error: the identifier 1 belongs to partner acme already "
                    + "(see etc/partners/acme.yaml; one of the two files is wrong)"
            ])
        #expect(loaded.configuration?.stoppedPartners == ["globex"])
    }

    @Test("A partner's carrier has to exist")
    func carrier() {
        var desk = ConfigurationTestDesk.partner("name: Acme\ncarrier: expres\n")
        desk.carriers = ["express": "url: https://carrier.example/\nsecrets: /nowhere/express\n"]
        #expect(
            desk.problems() == [
                "etc/carriers/express.yaml:2:10: error: the secret file /nowhere/express cannot be used: "
                    + "No such file or directory",
                "etc/partners/acme.yaml:2:10: error: there is no carrier 'expres': no file carriers/expres.yaml "
                    + "(did you mean 'express'?)",
            ])
    }

    @Test("A carrier whose own file has a mistake still is the partner's carrier")
    func stoppedCarrier() throws {
        var desk = ConfigurationTestDesk.partner("name: Acme\ncarrier: express\n")
        desk.carriers = ["express": "url: 1\nsecrets: /nowhere/express\n"]
        let configuration = try #require(desk.load().configuration)
        #expect(configuration.partners["acme"]?.carrier == "express")
        #expect(configuration.stoppedCarriers == ["express"])
        #expect(configuration.carriers.isEmpty)
    }

    @Test("Charsets, units, file names and columns that cannot be meant are told")
    func values() {
        let text = """
            name: Acme
            charset: utf-9
            units: { piece: pieces }
            channels: []
            csv:
              delimiter: ","
              decimal-comma: true
              date-format: dd.mm.yyyy
              columns: { currency: Cur }
              constants: { currency: EUR }
            intake:
              never-take: ["*", a/b]
              quiet-period: 0.5 s
            """
        #expect(
            ConfigurationTestDesk.partner(text).load().problems.map {
                "\($0.line ?? 0):\($0.column ?? 0) \($0.message)"
            }
                == [
                    "2:10 there is no charset 'utf-9'; write utf-8, gb18030, big5, utf-16, windows-1252 or another "
                        + "IANA name, or leave it out to have it found out",
                    "3:17 expected a unit code of UN/ECE Recommendation 20 such as C62, KGM or CT, but 'pieces' stands "
                        + "here",
                    "4:11 the partner has no channel to send orders through",
                    "7:18 a comma cannot part columns and decimals at the same time",
                    "8:16 expected YYYY-MM-DD, DD.MM.YYYY, DD/MM/YYYY, MM/DD/YYYY or YYYYMMDD, but 'dd.mm.yyyy' stands "
                        + "here",
                    "10:14 the column 'currency' has a name in the partner's files too",
                    "12:16 '*' is every name: nothing would ever be taken", "12:21 a file name has no '/' in it",
                    "13:17 the shortest span here is one second",
                ])
    }
}

@Suite struct PartnerColumnTests {
    @Test("A column that we do not have is told at its key, with the one that was probably meant")
    func columns() throws {
        let text = "name: Acme\ncsv:\n  columns: { order: Nr, quantty: Menge }\n  constants: { curency: EUR }\n"
        let problems = ConfigurationTestDesk.partner(text).load().problems
        #expect(
            problems.map(\.description) == [
                "etc/partners/acme.yaml:3:25: error: there is no key 'quantty' in columns (did you mean 'quantity'?)",
                "etc/partners/acme.yaml:4:16: error: there is no key 'curency' in constants (did you mean 'currency'?)",
            ])
    }
}

@Suite struct CarrierFileProblemTests {
    @Test("An address that cannot be used, or is not encrypted, is told at its place")
    func url() throws {
        try withTemporaryFolder { folder in
            try write("whsec_x", to: "\(folder)/key")
            func problems(_ text: String) -> [String] {
                ConfigurationTestDesk.carrier("secrets: \(folder)/key\n" + text).load().problems.map {
                    "\($0.line ?? 0):\($0.column ?? 0) \($0.message)"
                }
            }
            #expect(problems("url: https://carrier.example/x\n") == [])
            #expect(problems("url: http://127.0.0.1:9/\n") == ["2:6 http:// is not encrypted"])
            #expect(problems("url: http://127.0.0.1:9/\nallow-plain-http: true\nallow-addresses: 127.0.0.1/32\n") == [])
            #expect(problems("url: ftp://carrier.example/\n").count == 1)
            #expect(problems("timeout: 1 s\n") == ["1:1 'url' is missing"])
        }
    }

    @Test("Every setting out of its bounds is told at its place")
    func bounds() throws {
        try withTemporaryFolder { folder in
            try write("whsec_x", to: "\(folder)/key")
            let text = """
                url: https://carrier.example/x
                secrets: \(folder)/key
                timeout: 0 s
                concurrency: 0
                allow-addresses: [10.1.2.3/8]
                answer: { tracking-number: trackingNumber }
                schedule: [5 s, 60 days]
                """
            let loaded = ConfigurationTestDesk.carrier(text).load()
            #expect(loaded.problems.map(\.line) == [3, 4, 5, 6, 7])
            #expect(loaded.problems.map(\.column) == [10, 14, 19, 28, 17])
            #expect(loaded.problems.allSatisfy { $0.scope == .carrier("express") })
            #expect(loaded.configuration?.stoppedCarriers == ["express"])
        }
    }

    @Test("A header that would break the notice is told at the headers")
    func headers() throws {
        try withTemporaryFolder { folder in
            try write("whsec_x", to: "\(folder)/key")
            let text = "url: https://carrier.example/x\nsecrets: \(folder)/key\nheaders:\n  Content-Length: \"3\"\n"
            let problem = try #require(ConfigurationTestDesk.carrier(text).load().problems.first)
            #expect(problem.line == 4)
            #expect(problem.message.contains("Content-Length"))
        }
    }

    @Test("A secret in the configuration is refused, and not repeated in the message")
    func secretInline() {
        let problems = ConfigurationTestDesk.carrier(
            "url: https://carrier.example/x\nsecrets: whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0\n"
        ).problems()
        #expect(
            problems == [
                "etc/carriers/express.yaml:2:10: error: a secret does not belong into the configuration "
                    + "(write it to a file that only the service may read, and name the file here)"
            ])
    }

    @Test("A secret is not shown in the line of the file either")
    func secretInDiagnostic() throws {
        let problem = try #require(
            ConfigurationTestDesk.carrier("url: https://a.example/\nsecrets: whsec_c2VjcmV0\n").load().problems.first)
        #expect(!problem.diagnostic.contains("c2VjcmV0"))
    }

    @Test("A secret file that others may read is a warning, and one that is not there an error")
    func secretFile() throws {
        try withTemporaryFolder { folder in
            try write("whsec_x", to: "\(folder)/open", mode: 0o644)
            let open = ConfigurationTestDesk.carrier("url: https://a.example/\nsecrets: \(folder)/open\n").load()
            #expect(open.problems.map(\.severity) == [.warning])
            #expect(open.configuration?.carriers.keys.sorted() == ["express"])
            let missing = ConfigurationTestDesk.carrier(
                "url: https://a.example/\nsecrets: [\(folder)/open, \(folder)/none]\n"
            ).load()
            #expect(missing.errors.map(\.line) == [2])
            #expect(missing.configuration?.stoppedCarriers == ["express"])
        }
    }
}
