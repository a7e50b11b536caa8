// docket.yaml: the desk as a whole.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules

/// What `docket.yaml` says.
struct DeskFile {
    var folders: DeskFolders
    var seller = Party()
    var orders = OrderSettings()
    var calendar = WorkingCalendar()
    var stock = StockSettings()
    var dispatch = DispatchSettings()
    var deliveries = DeliverySettings()
    var transport = TransportReading().settings
    var roles = DeskRoles()
    var clocks = DeskClocks()
    var limits = IntakeLimits()
    var log = LogSettings()

    /// Nil if the file cannot be read at all; otherwise the report says whether it can be used. `carriers` are the ids
    /// that have a file.
    static func read(_ root: YAMLNode, data: String, carriers: [String]) -> DeskFile? {
        YAMLMapping.read(root, what: "docket.yaml") { mapping in
            var desk = DeskFile(folders: DeskFolders(beneath: data))
            mapping.section("folders", what: "folders") { desk.readFolders($0, data: data) }
            if let seller = mapping.required(
                "seller", PartyReading.seller, hint: "name your own company: seller: and beneath it name:")
            {
                desk.seller = seller
            }
            mapping.section("orders", what: "orders") { desk.readOrders($0) }
            if let calendar = mapping.section("calendar", what: "calendar", CalendarReading.read) {
                desk.calendar = calendar
            }
            mapping.section("stock", what: "stock") { desk.readStock($0) }
            mapping.section("dispatch", what: "dispatch") { desk.readDispatch($0, carriers: carriers) }
            mapping.section("deliveries", what: "deliveries") { desk.readDeliveries($0) }
            if let transport = mapping.section("transport", what: "transport", TransportReading.read) {
                desk.transport = transport.settings
            }
            mapping.section("roles", what: "roles") { desk.readRoles($0) }
            mapping.section("clocks", what: "clocks") { desk.readClocks($0) }
            mapping.section("limits", what: "limits") { desk.readLimits($0) }
            mapping.section("log", what: "log") { log in
                desk.log.level = log.value("level", .word, else: desk.log.level)
                desk.log.format = log.value("format", .word, else: desk.log.format)
            }
            return desk
        }
    }

    private mutating func readFolders(_ mapping: YAMLMapping, data: String) {
        let path = YAMLType<String>.path(beneath: data)
        folders.inbox = mapping.value("inbox", path, else: folders.inbox)
        folders.outbox = mapping.value("outbox", path, else: folders.outbox)
        folders.archive = mapping.value("archive", path, else: folders.archive)
        folders.quarantine = mapping.value("quarantine", path, else: folders.quarantine)
        folders.work = mapping.value("work", path, else: folders.work)
        folders.ledger = mapping.value("ledger", path, else: folders.ledger)
        let all = [
            ("inbox", folders.inbox), ("outbox", folders.outbox), ("archive", folders.archive),
            ("quarantine", folders.quarantine), ("work", folders.work), ("ledger", folders.ledger),
        ]
        for (index, (name, path)) in all.enumerated() {
            for (other, otherPath) in all[..<index] where DeskFile.overlap(path, otherPath) {
                let place = mapping.entry(name) ?? mapping.entry(other)
                mapping.report.error(
                    "the folders \(other) and \(name) lie in each other: \(otherPath) and \(path)",
                    at: place?.value.place, hint: "each needs a place of its own")
            }
        }
    }

    private static func overlap(_ left: String, _ right: String) -> Bool {
        left == right || left.hasPrefix(right + "/") || right.hasPrefix(left + "/")
    }

    private mutating func readOrders(_ mapping: YAMLMapping) {
        let number = YAMLType<String>.text("an order number format such as SO-{yyyy}-{n:6}")
            .checked { format in
                do throws(OrderNumberFormat.Problem) {
                    _ = try OrderNumberFormat(format)
                    return nil
                } catch {
                    return error.description
                }
            }
        orders.numberFormat = mapping.value("number-format", number, else: orders.numberFormat)
        orders.quotationNumberFormat = mapping.value(
            "quotation-number-format", number, else: orders.quotationNumberFormat)
        if orders.quotationNumberFormat == orders.numberFormat {
            let entry = mapping.entry("quotation-number-format") ?? mapping.entry("number-format")
            entry?.value.error(
                "quotations and orders would have the same numbers", hint: "let quotations begin with QU-")
        }
        orders.quotationDays = mapping.optional(
            "quotation-valid-days", .integer(in: ConfigurationLimits.quotationDays))
        orders.amountTolerance = mapping.value("amount-tolerance", .amount, else: orders.amountTolerance)
        let months = YAMLType<Int>.integer(in: ConfigurationLimits.lastSaleMonths)
        orders.lastSaleMonths = mapping.value("last-sale-months", months, else: orders.lastSaleMonths)
        orders.clarificationWithin = mapping.optional("clarification-within", .deadline)
    }

    private mutating func readStock(_ mapping: YAMLMapping) {
        stock.warehouses = mapping.value("warehouses", .list(of: .text("the name of a warehouse")), else: [])
        if let entry = mapping.entry("warehouses") { DeskFile.reportRepeated(stock.warehouses, at: entry.value) }
        stock.replenishmentDays = mapping.optional(
            "replenishment-days", .integer(in: ConfigurationLimits.dispatchDays))
    }

    private mutating func readDispatch(_ mapping: YAMLMapping, carriers: [String]) {
        dispatch.carrier = mapping.optional("carrier", .carrier(among: carriers))
        dispatch.days = mapping.value("days", .integer(in: ConfigurationLimits.dispatchDays), else: dispatch.days)
        let wait = YAMLType<Int>.seconds(in: ConfigurationLimits.trackingWaitSeconds)
        dispatch.trackingWaitSeconds = mapping.value("tracking-wait", wait, else: dispatch.trackingWaitSeconds)
    }

    private mutating func readDeliveries(_ mapping: YAMLMapping) {
        let bounds = ConfigurationLimits.keepExchangesSeconds
        let span = YAMLType<Duration>.duration(in: .seconds(bounds.lowerBound) ... .seconds(bounds.upperBound))
        deliveries.keepExchanges = mapping.value("keep-exchanges", span, else: deliveries.keepExchanges)
    }

    private mutating func readRoles(_ mapping: YAMLMapping) {
        let role = YAMLType<String>.folderName("the name of a role")
        let standard = roles
        func named(_ key: String, _ usual: String) -> String { mapping.value(key, role, else: usual) }
        let usualFurther = standard.all.filter { !DeskFile.named(standard).contains($0) }
        roles = DeskRoles(
            customerService: named("customer-service", standard.customerService), sales: named("sales", standard.sales),
            warehouse: named("warehouse", standard.warehouse), purchasing: named("purchasing", standard.purchasing),
            finance: named("finance", standard.finance), production: named("production", standard.production),
            logistics: named("logistics", standard.logistics), superior: named("superior", standard.superior),
            operations: named("operations", standard.operations),
            generalManager: named("general-manager", standard.generalManager))
        let further = mapping.value("further", .list(of: role), else: usualFurther)
        var all: [String] = []
        for role in DeskFile.named(roles) + further where !all.contains(role) { all.append(role) }
        roles.all = all
    }

    /// The roles that have work of their own, beside those that only review.
    private static func named(_ roles: DeskRoles) -> [String] {
        [
            roles.customerService, roles.sales, roles.warehouse, roles.purchasing, roles.finance, roles.production,
            roles.logistics, roles.superior, roles.operations, roles.generalManager,
        ]
    }

    private mutating func readClocks(_ mapping: YAMLMapping) {
        mapping.section("handling", what: "the time for each class of orders") { classes in
            for orderClass in OrderClass.allCases {
                if let time = classes.optional(orderClass.rawValue, .deadline) { clocks.handling[orderClass] = time }
            }
        }
        let known = roles.all
        mapping.section("ladder", what: "the ladder of roles") { ladder in
            for role in known {
                if let next = ladder.optional(role, .role(among: known)) { clocks.ladder[role] = next }
            }
        }
        clocks.progressEvery = mapping.value("progress-every", .deadline, else: clocks.progressEvery)
    }

    private mutating func readLimits(_ mapping: YAMLMapping) {
        let size = YAMLType<Int>.byteSize(in: ConfigurationLimits.inboxFileBytes)
        limits.fileBytes = mapping.value("file-size", size, else: limits.fileBytes)
        let batch = YAMLType<Int>.integer(in: ConfigurationLimits.batchFiles)
        limits.batchFiles = mapping.value("batch-files", batch, else: limits.batchFiles)
        let bounds = ConfigurationLimits.scanIntervalMilliseconds
        let interval = YAMLType<Duration>.duration(
            in: .milliseconds(bounds.lowerBound) ... .milliseconds(bounds.upperBound))
        limits.scanInterval = mapping.value("scan-interval", interval, else: limits.scanInterval)
    }

    private static func reportRepeated(_ names: [String], at list: YAMLNode) {
        var seen: Set<String> = []
        for element in list.elements ?? [] {
            guard let name = element.text, names.contains(name) else { continue }
            if !seen.insert(name).inserted { element.error("'\(name)' stands in the list twice") }
        }
    }
}

extension YAMLType where Value == String {
    /// The id of a carrier that has a file.
    static func carrier(among ids: [String]) -> YAMLType {
        YAMLType("the id of a carrier") { node in
            guard let id = YAMLType<String>.text("the id of a carrier").read(node) else { return nil }
            if ids.contains(id) { return id }
            let near = NearestName.of(id, among: ids)
            node.error(
                "there is no carrier '\(id)': no file carriers/\(id).yaml",
                hint: near.map { "did you mean '\($0)'?" }
                    ?? (ids.isEmpty ? "no carrier is set up yet" : "known carriers: \(ids.joined(separator: ", "))"))
            return nil
        }
    }
}

extension YAMLType where Value == Deadline {
    static var deadline: YAMLType {
        YAMLType("a time such as 2 working days") { node in
            guard let text = YAMLType<String>.text("a time such as 2 working days").read(node) else { return nil }
            do throws(DeadlineTextError) {
                return try Deadline(text)
            } catch {
                node.error(error.description)
                return nil
            }
        }
    }
}
