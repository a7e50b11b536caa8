// The configuration as a whole: what a full one gives, and how far a mistake in one file reaches.

import CarrierDelivery
import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct ConfigurationLoadingTests {
    private static let fullDesk = """
        folders:
          inbox: /srv/in
          ledger: state/ledger.sqlite
        seller:
          name: 示例贸易公司
          identifiers: [{ scheme: "0088", value: "7300010000001" }, "CN-1"]
          address: { street: 1 Example Road, city: Example City, postal-code: "100000", country: CN }
          contact: { name: Order desk, phone: +86 10 5555 0100, email: orders@example.com }
        orders:
          number-format: "{yyyy}{mm}-{n:4}"
          amount-tolerance: 0.05
          last-sale-months: 6
          clarification-within: 3 working days
        calendar:
          time-zone: Asia/Shanghai
          holidays: [2026-10-01..2026-10-03, 2027-01-01]
          make-up-days: [2026-10-10]
        stock:
          warehouses: [main, north]
          replenishment-days: 10
        dispatch:
          carrier: express
          days: 2
          tracking-wait: 1.5 hours
        roles:
          finance: treasury
          further: [operations, general-manager]
        limits:
          file-size: 10 MiB
          batch-files: 7
          scan-interval: 500 ms
        log:
          level: debug
          format: json
        """

    private static let fullPartner = """
        name: Acme
        identifiers:
          - { scheme: "0088", value: "7300010000018" }
        answer-format: ubl
        channels: [edi, fax]
        language: zh
        charset: gb18030
        csv:
          delimiter: tab
          decimal-comma: true
          date-format: DD.MM.YYYY
          columns: { order: Bestellnummer }
          constants: { currency: EUR }
          trailer: { word: TRL, count-in-column: 2 }
        units: { 箱: CT }
        intake:
          quiet-period: 10 s
          incomplete-after: 1 hour
          done-marker: true
          never-take: ["*.bak"]
        carrier: express
        """

    private func fullCarrier(secrets: String) -> String {
        """
        url: https://carrier.example/docket
        secrets: [\(secrets)]
        timeout: 10 s
        connect-timeout: 3 s
        concurrency: 2
        allow-addresses: [10.1.0.0/16]
        headers: { X-Customer: "12345" }
        answer: { tracking-number: /trackingNumber, refusal: /refusal }
        schedule: { delays: [0 s, 5 s, 5 minutes], jitter-percent: 0 }
        """
    }

    private func withFullDesk(_ body: (ConfigurationTestDesk) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let key = "\(folder)/express"
            try write("whsec_" + String(repeating: "A", count: 32), to: key)
            var desk = ConfigurationTestDesk.desk(ConfigurationLoadingTests.fullDesk)
            desk.partners = ["acme": ConfigurationLoadingTests.fullPartner]
            desk.carriers = ["express": fullCarrier(secrets: key)]
            desk.rules = [
                "prices": "rules:\n  - id: any\n    requirement: F05\n    when: order.total > 0\n"
                    + "    approve: [[operations, treasury], general-manager]\n    within: 1 day\n    reason: always\n"
            ]
            try body(desk)
        }
    }

    @Test("Everything that a configuration can say arrives")
    func full() throws {
        try withFullDesk { desk in
            let loaded = desk.load()
            #expect(loaded.problems.map(\.description) == [])
            let configuration = try #require(loaded.configuration)
            #expect(configuration.folders.inbox == "/srv/in")
            #expect(configuration.folders.outbox == "/desk/outbox")
            #expect(configuration.folders.ledger == "/desk/state/ledger.sqlite")
            #expect(configuration.seller.name == "示例贸易公司")
            #expect(
                configuration.seller.identifiers == [
                    Identifier(scheme: "0088", value: "7300010000001"), Identifier(value: "CN-1"),
                ])
            #expect(configuration.seller.contact?.phone == "+86 10 5555 0100")
            #expect(configuration.calendar.offsetSeconds == 28_800)
            #expect(
                configuration.calendar.holidays.sorted().map(\.description) == [
                    "2026-10-01", "2026-10-02", "2026-10-03", "2027-01-01",
                ])
            #expect(configuration.calendar.makeUpWorkingDays.map(\.description) == ["2026-10-10"])
            #expect(configuration.limits.fileBytes == 10 << 20)
            #expect(configuration.limits.batchFiles == 7)
            #expect(configuration.limits.scanInterval == .milliseconds(500))
            #expect(configuration.log.level == .debug)
            #expect(configuration.log.format == .json)
            #expect(
                configuration.roles.all == [
                    "customer-service", "sales", "warehouse", "purchasing", "treasury", "production",
                    "logistics", "order-management", "operations", "general-manager",
                ])
            #expect(configuration.rules.first?.outcome.approve == [["operations", "treasury"], ["general-manager"]])
            #expect(configuration.rules.first?.outcome.within == Deadline(1, .days))
        }
    }

    @Test("The business gets what it needs to know")
    func deskSettings() throws {
        try withFullDesk { desk in
            let configuration = try #require(desk.load().configuration)
            let settings = configuration.deskSettings { "\($0.count)" }
            #expect(settings.orderNumberFormat == "{yyyy}{mm}-{n:4}")
            #expect(settings.warehouses == ["main", "north"])
            #expect(settings.carrier == "express")
            #expect(settings.clarificationWithin == Deadline(3, .workingDays))
            #expect(settings.lastSaleMonths == 6)
            #expect(settings.dispatchDays == 2)
            #expect(settings.replenishmentDays == 10)
            #expect(settings.trackingWaitSeconds == 5_400)
            #expect(settings.amountTolerance.description == "0.05")
            #expect(settings.roles.finance == "treasury")
            #expect(settings.partners["acme"]?.name == "Acme")
            #expect(settings.rules.rules.map(\.id) == ["any"])
            #expect(settings.digest([1, 2]) == "2")
        }
    }

    @Test("A partner's file gives its profile")
    func partner() throws {
        try withFullDesk { desk in
            let partner = try #require(desk.load().configuration?.partners["acme"])
            #expect(partner.answerFormat == .ubl)
            #expect(partner.channels == [.edi, .fax])
            #expect(partner.language == "zh")
            #expect(partner.charset == "gb18030")
            #expect(partner.csv.delimiter == "\t")
            #expect(partner.csv.usesDecimalComma)
            #expect(partner.csv.columns == ["order": "Bestellnummer"])
            #expect(partner.csv.trailer == CSVTrailer(word: "TRL", countColumn: 2))
            #expect(partner.csv.constants == ["currency": "EUR"])
            #expect(partner.unitWords == ["箱": "CT"])
            #expect(partner.quietPeriodSeconds == 10)
            #expect(partner.incompleteAfterSeconds == 3_600)
            #expect(partner.requiresDoneMarker)
            #expect(partner.neverTaken == ["*.bak"])
            #expect(partner.carrier == "express")
        }
    }

    @Test("A carrier's file gives its endpoint")
    func carrier() throws {
        try withFullDesk { desk in
            let carrier = try #require(desk.load().configuration?.carriers["express"])
            #expect(carrier.url.text == "https://carrier.example/docket")
            #expect(carrier.timeout == .seconds(10))
            #expect(carrier.connectTimeout == .seconds(3))
            #expect(carrier.concurrency == 2)
            #expect(carrier.headers.map(\.name) == ["X-Customer"])
            #expect(carrier.answer.trackingNumber == "/trackingNumber")
            #expect(carrier.schedule.delays == [.zero, .seconds(5), .seconds(300)])
            #expect(carrier.schedule.jitterPercent == 0)
        }
    }

    @Test("What is shown can be read back section by section, and holds no secret")
    func show() throws {
        try withFullDesk { desk in
            let shown = try #require(desk.load().configuration).show()
            #expect(!shown.contains("whsec_"))
            #expect(shown.contains("name: 示例贸易公司"))
            #expect(shown.contains("time-zone: "))
            #expect(shown.contains("tracking-wait: 90 minutes"))
            // The desk's own sections are what docket.yaml takes.
            let sections = shown.split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(sections.firstIndex(of: "folders:"))
            let end = try #require(sections.firstIndex(of: "partners:"))
            var again = desk
            again.desk = sections[start..<end].joined(separator: "\n")
            let reread = again.load()
            #expect(reread.problems.map(\.description) == [])
            #expect(reread.configuration?.show() == shown)
        }
    }

    @Test("A desk needs no more than the name of the seller")
    func smallest() throws {
        let loaded = ConfigurationTestDesk().load()
        #expect(loaded.problems == [])
        let configuration = try #require(loaded.configuration)
        #expect(configuration.folders == DeskFolders(beneath: "/desk"))
        #expect(configuration.orders.numberFormat == "SO-{yyyy}-{n:6}")
        #expect(configuration.roles == DeskRoles())
        #expect(configuration.carriers.isEmpty)
    }

    @Test("One partner's mistake stops only that partner")
    func onePartner() throws {
        var desk = ConfigurationTestDesk()
        desk.partners = ["acme": "name: Acme\n", "globex": "nam: Globex\n", "initech": "name: Initech\n"]
        let loaded = desk.load()
        #expect(
            loaded.problems.map(\.description) == [
                "etc/partners/globex.yaml:1:1: error: 'name' is missing (write name: and a text)",
                "etc/partners/globex.yaml:1:1: error: there is no key 'nam' in a partner (did you mean 'name'?)",
            ])
        #expect(loaded.problems.allSatisfy { $0.scope == .partner("globex") })
        let configuration = try #require(loaded.configuration)
        #expect(configuration.partners.keys.sorted() == ["acme", "initech"])
        #expect(configuration.stoppedPartners == ["globex"])
    }

    @Test("A mistake in docket.yaml stops the desk")
    func deskFile() {
        let loaded = ConfigurationTestDesk.desk("seller:\n  name: A\nlog:\n  level: loud\n").load()
        #expect(loaded.configuration == nil)
        #expect(loaded.problems.map(\.scope) == [.desk])
    }

    @Test("A running desk that loads again keeps what it had of partners and rules with mistakes")
    func reload() throws {
        var desk = ConfigurationTestDesk.partner("name: Acme\n")
        desk.rules = ["a": "rules:\n  - id: first\n    when: order.urgent\n    set-priority: urgent\n"]
        let before = try #require(desk.load().configuration)
        desk.partners = ["acme": "name: [Acme\n", "globex": "name: Globex\n"]
        desk.rules = ["a": "rules:\n  - id: second\n    when: order.urgnt\n    set-priority: urgent\n"]
        #expect(desk.load().configuration == nil)
        let loaded = desk.load(keeping: before)
        let after = try #require(loaded.configuration)
        #expect(loaded.errors.count == 2)
        #expect(after.partners.keys.sorted() == ["acme", "globex"])
        #expect(after.stoppedPartners.isEmpty)
        #expect(after.rules.map(\.id) == ["first"])
    }

    @Test("Files on the disk are found by their folders; other endings are not read, and .yml is told of")
    func fromDisk() throws {
        try withTemporaryFolder { root in
            let location = ConfigurationLocation(root: root)
            try DeskLayout.make([DeskLayout.Folder(path: "\(root)/etc/partners")])
            try write("seller:\n  name: A\n", to: "\(root)/etc/docket.yaml")
            try write("name: Acme\n", to: "\(root)/etc/partners/acme.yaml")
            try write("name: [\n", to: "\(root)/etc/partners/acme.yaml.bak")
            try write("name: Globex\n", to: "\(root)/etc/partners/globex.yml")
            let loaded = Configuration.load(from: location)
            #expect(
                loaded.problems.map(\.description) == [
                    "\(root)/etc/partners/globex.yml: warning: the file is not read "
                        + "(only files that end in .yaml are; rename it)"
                ])
            #expect(loaded.configuration?.partners.keys.sorted() == ["acme"])
            #expect(loaded.configuration?.folders.inbox == "\(root)/inbox")
        }
    }

    @Test("A configuration that is not there, or not in UTF-8, says so")
    func unreadable() throws {
        try withTemporaryFolder { root in
            let location = ConfigurationLocation(root: root)
            #expect(
                Configuration.load(from: location).problems.map(\.description) == [
                    "\(root)/etc/docket.yaml: error: the file cannot be read: No such file or directory "
                        + "(docket init DIR lays out a desk with its configuration)"
                ])
            try DeskLayout.make([DeskLayout.Folder(path: "\(root)/etc")])
            try write(bytes: Array("seller:\n  name: ".utf8) + [0xC3, 0x28, 0x0A], to: "\(root)/etc/docket.yaml")
            #expect(
                Configuration.load(from: location).problems.map(\.description) == [
                    "\(root)/etc/docket.yaml: error: the file is not UTF-8 text: line 2 is the first that is not "
                        + "(save the file in UTF-8)"
                ])
        }
    }
}
