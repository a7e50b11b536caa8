// What the administrator has decided about this desk, as far as the business needs to know it.

package import ExactDecimals
package import OrderModel
package import ReviewRules

/// The settings that every stage works by. A value: a changed configuration is a new one.
package struct DeskSettings: Sendable {
    /// Ourselves, as the documents name us.
    package var seller: Party
    /// `{yyyy}` `{mm}` `{dd}` and `{n}` or `{n:6}` (with leading zeros); the counter starts again with each new date part.
    package var orderNumberFormat: String
    /// The series of quotations, in the same form (F01).
    package var quotationNumberFormat: String
    /// For how many days a quotation binds us; nil: no day is named.
    package var quotationDays: Int?
    package var calendar: WorkingCalendar
    package var partners: [String: PartnerProfile]
    package var rules: RuleSet
    package var roles: DeskRoles
    /// Where goods are taken from first (K03); warehouses that are not named come after these, by name.
    package var warehouses: [String]
    /// The carrier for partners whose profile names none; nil: nobody is told.
    package var carrier: String?
    /// How long the customer has for an answer (B13); nil: no date is named.
    package var clarificationWithin: Deadline?
    /// A sale that is older than this many months is no "last price" any more (requirements 2.4).
    package var lastSaleMonths: Int
    /// Days from confirmation to dispatch for goods in stock (I05).
    package var dispatchDays: Int
    /// Working days until dispatch for goods that have to be bought and whose product names no lead time; nil: no date
    /// is promised.
    package var replenishmentDays: Int?
    /// How long a shipping notice waits for the carrier's tracking number before it goes out without one.
    package var trackingWaitSeconds: Int
    /// By how much a line amount or a total of the customer's may differ from ours.
    package var amountTolerance: ExactDecimal
    /// The desk's clocks: how long an order may take, and who decides when somebody does not.
    package var clocks: DeskClocks
    /// Who carries what, and who hears of it on the way.
    package var transport = TransportSettings()
    /// Other rules that are asked at every review, and change nothing; none while a desk runs.
    package var trial: RuleTrial?
    /// SHA-256 of these bytes in lower-case hex. Handed in, so that the business needs no library.
    package var digest: @Sendable ([UInt8]) -> String

    package init(
        seller: Party, orderNumberFormat: String = "SO-{yyyy}-{n:6}",
        quotationNumberFormat: String = "QU-{yyyy}-{n:6}", quotationDays: Int? = nil,
        calendar: WorkingCalendar = WorkingCalendar(),
        partners: [String: PartnerProfile], rules: RuleSet, roles: DeskRoles = DeskRoles(), warehouses: [String] = [],
        carrier: String? = nil, clarificationWithin: Deadline? = nil, lastSaleMonths: Int = 12, dispatchDays: Int = 1,
        replenishmentDays: Int? = nil, trackingWaitSeconds: Int = 900,
        amountTolerance: ExactDecimal, clocks: DeskClocks = DeskClocks(),
        digest: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.seller = seller
        self.orderNumberFormat = orderNumberFormat
        self.quotationNumberFormat = quotationNumberFormat
        self.quotationDays = quotationDays
        self.calendar = calendar
        self.partners = partners
        self.rules = rules
        self.roles = roles
        self.warehouses = warehouses
        self.carrier = carrier
        self.clarificationWithin = clarificationWithin
        self.lastSaleMonths = lastSaleMonths
        self.dispatchDays = dispatchDays
        self.replenishmentDays = replenishmentDays
        self.trackingWaitSeconds = trackingWaitSeconds
        self.amountTolerance = amountTolerance
        self.clocks = clocks
        self.digest = digest
    }
}

/// Which of the desk's roles does what; each is a folder beneath `inbox/desk/` and `outbox/desk/`.
package struct DeskRoles: Hashable, Sendable {
    /// Registers orders, asks customers, tells them about their shipments.
    package var customerService: String
    package var sales: String
    package var warehouse: String
    package var purchasing: String
    package var finance: String
    /// Makes what is ordered, and says how an urgent order stands (H02, H05, H07).
    package var production: String
    /// Arranges the transport of urgent orders (H02, H08).
    package var logistics: String
    /// Important orders and special cases are reported here (B15, B16).
    package var superior: String
    /// Signs quotations (F02).
    package var operations: String
    /// Quotations that went out are reported here (F10).
    package var generalManager: String
    /// All roles that exist, those of the review rules included.
    package var all: [String]

    package init(
        customerService: String = "customer-service", sales: String = "sales", warehouse: String = "warehouse",
        purchasing: String = "purchasing", finance: String = "finance", production: String = "production",
        logistics: String = "logistics", superior: String = "order-management", operations: String = "operations",
        generalManager: String = "general-manager",
        all: [String] = [
            "customer-service", "sales", "warehouse", "purchasing", "finance", "production", "logistics",
            "order-management", "operations", "general-manager", "sales-director", "engineering", "quality",
            "master-data",
        ]
    ) {
        self.customerService = customerService
        self.sales = sales
        self.warehouse = warehouse
        self.purchasing = purchasing
        self.finance = finance
        self.production = production
        self.logistics = logistics
        self.superior = superior
        self.operations = operations
        self.generalManager = generalManager
        self.all = all
    }
}

/// How long things may take at this desk (A12, E05), and what happens when they take longer.
package struct DeskClocks: Hashable, Sendable {
    /// From receipt to the answer to the customer, by class; two working days where nothing else is said (E05).
    package var handling: [OrderClass: Deadline]
    /// Who decides when a role does not: each role's next one. A role that is not here goes to the superior.
    package var ladder: [String: String]
    /// How often the owners of an urgent order say how it stands, until it is delivered (H05).
    package var progressEvery: Deadline

    package init(
        handling: [OrderClass: Deadline] = [:], ladder: [String: String] = [:],
        progressEvery: Deadline = Deadline(2, .hours)
    ) {
        self.handling = handling
        self.ladder = ladder
        self.progressEvery = progressEvery
    }

    package func handling(of orderClass: OrderClass) -> Deadline { handling[orderClass] ?? Deadline(2, .workingDays) }
}

/// How shipments are given to carriers, and what follows when they are on their way.
package struct TransportSettings: Sendable {
    package var rules: TransportRules
    /// How long nothing may be heard of goods on their way before logistics is told (P04); nil: as long as it likes.
    package var silentAfter: Deadline?
    /// How often a customer hears how an open order stands (P05); nil: never by itself.
    package var customerProgress: Deadline?
    /// On which occasions the customer is told (P06, P07, P10, P12).
    package var tells: Set<OrderStatusReport.Occasion>

    package init(
        rules: TransportRules = TransportRules(), silentAfter: Deadline? = nil, customerProgress: Deadline? = nil,
        tells: Set<OrderStatusReport.Occasion> = [.progress, .tracking, .arriving, .delayed]
    ) {
        self.rules = rules
        self.silentAfter = silentAfter
        self.customerProgress = customerProgress
        self.tells = tells
    }
}
