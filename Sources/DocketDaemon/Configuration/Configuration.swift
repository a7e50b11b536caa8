// The whole configuration of a desk: what its files say, with every default filled in.

package import CarrierDelivery
package import ExactDecimals
package import OrderFormats
package import OrderModel
package import OrderProcess
package import ReviewRules

/// The effective configuration. A value: a changed configuration is a new one.
package struct Configuration: Sendable {
    package var location: ConfigurationLocation
    package var folders: DeskFolders
    /// Ourselves, as the documents name us.
    package var seller: Party
    package var orders: OrderSettings
    package var calendar: WorkingCalendar
    package var stock: StockSettings
    package var dispatch: DispatchSettings
    package var deliveries = DeliverySettings()
    /// Rules of transport, with the tariffs out of the carriers' files.
    package var transport = TransportSettings()
    package var roles: DeskRoles
    package var clocks = DeskClocks()
    package var limits: IntakeLimits
    package var log: LogSettings
    /// By id.
    package var partners: [String: PartnerProfile]
    /// By id. Secrets are named by their files and never read here.
    package var carriers: [String: CarrierEndpoint]
    /// In the order of the files' names and of their places in the files.
    package var rules: [RuleDefinition]
    /// The same, ready for use.
    package var ruleSet: RuleSet
    /// Templates of letters: the built-in ones, and those of the administrator's.
    package var letters = LetterTemplates.builtIn
    /// Partners and carriers that have a file which cannot be used: they exist, but nothing is taken from them or
    /// brought to them until the file is mended.
    package var stoppedPartners: Set<String> = []
    package var stoppedCarriers: Set<String> = []
}

/// The desk's folders, as paths that can be opened.
package struct DeskFolders: Hashable, Sendable {
    package var inbox: String
    package var outbox: String
    package var archive: String
    package var quarantine: String
    package var work: String
    /// The database file.
    package var ledger: String

    package init(
        inbox: String, outbox: String, archive: String, quarantine: String, work: String, ledger: String
    ) {
        self.inbox = inbox
        self.outbox = outbox
        self.archive = archive
        self.quarantine = quarantine
        self.work = work
        self.ledger = ledger
    }

    /// As `docket init` lays them out beneath one folder.
    package init(beneath data: String) {
        func path(_ name: String) -> String { ConfigurationLocation.join(data, name) }
        self.init(
            inbox: path("inbox"), outbox: path("outbox"), archive: path("archive"), quarantine: path("quarantine"),
            work: path("work"), ledger: path("ledger.sqlite"))
    }
}

package struct OrderSettings: Hashable, Sendable {
    /// `{yyyy}` `{mm}` `{dd}` and `{n}` or `{n:6}` (C01).
    package var numberFormat = "SO-{yyyy}-{n:6}"
    /// The same for quotations, in a series of their own (F01).
    package var quotationNumberFormat = "QU-{yyyy}-{n:6}"
    /// For how many days a quotation binds us; nil: no day is named.
    package var quotationDays: Int?
    /// By how much a customer's line amount or total may differ from ours.
    package var amountTolerance: ExactDecimal = .zero
    /// A sale older than this is no "last price" any more.
    package var lastSaleMonths = 12
    /// How long a customer has for an answer (B13); nil: no date is named.
    package var clarificationWithin: Deadline?

    package init() {}
}

package struct StockSettings: Hashable, Sendable {
    /// Where goods are taken from first (K03).
    package var warehouses: [String] = []
    /// Working days until dispatch for goods that have to be bought and name no lead time; nil: no date is promised.
    package var replenishmentDays: Int?

    package init() {}
}

package struct DispatchSettings: Hashable, Sendable {
    /// The carrier for partners whose profile names none; nil: nobody is told.
    package var carrier: String?
    /// Days from confirmation to dispatch for goods in stock (I05).
    package var days = 1
    /// How long a shipping notice waits for the tracking number.
    package var trackingWaitSeconds = 900

    package init() {}
}

/// What is kept of the exchanges with carriers.
package struct DeliverySettings: Hashable, Sendable {
    /// For how long an exchange stays in the delivery log.
    package var keepExchanges: Duration = .seconds(90 * 86_400)

    package init() {}
}

/// How much is taken at a time.
package struct IntakeLimits: Hashable, Sendable {
    /// The largest file that is taken; a larger one is refused unread.
    package var fileBytes = 256 << 20
    /// How many files are decided in one transaction under load.
    package var batchFiles = 100
    /// How often the inboxes are looked at, whatever the system says about changes.
    package var scanInterval: Duration = .seconds(5)

    package init() {}
}

package struct LogSettings: Hashable, Sendable {
    package enum Level: String, Hashable, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }
    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// Lines for people; under systemd with the level that the journal understands.
        case text
        /// One JSON object per line.
        case json
    }
    package var level: Level = .info
    package var format: Format = .text

    package init() {}
}

extension Configuration {
    /// What the business needs to know of it. `digest` gives the SHA-256 of bytes in lower-case hex.
    package func deskSettings(digest: @escaping @Sendable ([UInt8]) -> String) -> DeskSettings {
        var settings = DeskSettings(
            seller: seller, orderNumberFormat: orders.numberFormat,
            quotationNumberFormat: orders.quotationNumberFormat, quotationDays: orders.quotationDays,
            calendar: calendar, partners: partners,
            rules: ruleSet, roles: roles, warehouses: stock.warehouses, carrier: dispatch.carrier,
            clarificationWithin: orders.clarificationWithin, lastSaleMonths: orders.lastSaleMonths,
            dispatchDays: dispatch.days, replenishmentDays: stock.replenishmentDays,
            trackingWaitSeconds: dispatch.trackingWaitSeconds, amountTolerance: orders.amountTolerance,
            clocks: clocks, digest: digest)
        settings.transport = transport
        return settings
    }
}
