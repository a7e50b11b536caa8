// The desk that is simulated: two partners, a carrier, few departments, two products, and the ledger that knows them.

import DocketDaemon
import ExactDecimals
import Foundation
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import ReviewRules

struct SimulationError: Error, CustomStringConvertible {
    var description: String
}

/// What is the same in every run.
package struct World {
    static let partners = [
        PartnerProfile(
            id: "acme", name: "Acme Ltd", answerFormat: .csv, channels: [.edi, .email], carrier: World.carrier),
        PartnerProfile(id: "globex", name: "Globex", channels: [.edi]),
    ]
    static let carrier = "loopback"
    static let roles = [
        "customer-service", "sales", "warehouse", "purchasing", "finance", "operations", "master-data",
    ]
    static let address = PostalAddress(
        name: "Acme Works", street: "1 Example Road", city: "Sampleton", postalCode: "10000", country: "CN")
    static let contact = Contact(name: "Ann Buyer", phone: "+86 10 5550 100")

    let layout: SpoolLayout
    let settings: DeskSettings
    let register: InboxRegister
    /// A ledger with products, customers, prices and stock, as bytes of a file.
    let template: Data
    /// Where ledgers lie while they are in use.
    let folder: URL

    package init() throws {
        guard let root = SpoolPath("/desk") else { throw SimulationError(description: "no path") }
        layout = SpoolLayout(root: root)
        settings = try World.makeSettings()
        register = try InboxRegister(
            layout: layout, partners: World.partners, roles: World.roles, carriers: [World.carrier])
        let memory = URL(filePath: "/dev/shm")
        let parent =
            FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        folder = parent.appending(path: "docket-simulate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        template = try World.makeTemplate(in: folder)
    }

    package func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func makeSettings() throws -> DeskSettings {
        var rule = RuleOutcome(approve: [["operations"]], reason: "a price is below the list")
        rule.within = Deadline(2, .workingDays)
        let (rules, errors) = RuleSet.compile(
            [
                RuleDefinition(
                    id: "price-below-list", requirement: "F05",
                    when: "order.lines.exists(l, has(l.listPrice) && l.unitPrice < l.listPrice)",
                    place: SourcePlace(file: "rules/simulation.yaml", line: 1, column: 1), outcome: rule)
            ], variables: RuleVariables.types)
        guard let rules else { throw SimulationError(description: "the rule is wrong: \(errors)") }
        return DeskSettings(
            seller: Party(name: "Docket Trading"),
            partners: Dictionary(uniqueKeysWithValues: partners.map { ($0.id, $0) }), rules: rules,
            roles: DeskRoles(
                production: "warehouse", logistics: "warehouse", superior: "operations", all: roles),
            warehouses: ["main"], carrier: carrier,
            amountTolerance: try ExactDecimal("0.01"), digest: Configuration.sha256)
    }

    private static func makeTemplate(in folder: URL) throws -> Data {
        let path = folder.appending(path: "template.sqlite")
        let ledger = try Ledger.open(path: path.path, mode: .daemon)
        try ledger.write { transaction in
            _ = try transaction.importProducts(
                ["P-1", "P-2"].map {
                    Product(code: $0, name: "Widget \($0)", specification: "blue, 10 mm", unit: "EA")
                })
            _ = try transaction.importCustomers(partners.map { customer($0.id) })
            _ = try transaction.importPrices(
                ["P-1", "P-2"].map {
                    PriceListEntry(product: $0, unit: "EA", currency: "CNY", price: ExactDecimal(10))
                })
            _ = try transaction.importStock(
                StockSnapshot(lots: [
                    StockLot(warehouse: "main", product: "P-1", quantity: ExactDecimal(10_000)),
                    StockLot(warehouse: "main", product: "P-2", quantity: ExactDecimal(30)),
                ]), at: Simulation.morning, intake: "")
        }
        try ledger.close()
        return try Data(contentsOf: path)
    }

    private static func customer(_ id: String) -> Customer {
        Customer(
            id: id, name: "\(id) Ltd", identifiers: [], contact: contact, address: address, creditCurrency: "CNY",
            salesContact: "Li Wei")
    }
}
