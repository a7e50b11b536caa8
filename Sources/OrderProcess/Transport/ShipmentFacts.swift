// A shipment as the rules of transport look at it: what it weighs, what it is worth, where it goes and by when.

import ExactDecimals
import OrderModel
package import ReviewRules

/// Everything that a rule of transport can ask about.
struct ShipmentCase: Sendable {
    let shipment: String
    let warehouse: String
    let destination: PostalAddress
    /// Gross, in kilograms, and in cubic metres; nil where a product's is not known.
    let weight: ExactDecimal?
    let volume: ExactDecimal?
    /// What the customer pays for these goods, in the order's currency.
    let value: ExactDecimal
    let currency: String?
    let lineCount: Int
    let isUrgent: Bool
    let isImportant: Bool
    let partner: String
    /// As the order says it.
    let transportMode: String?
    /// The day on which the goods can leave, and the one by which the customer is to have them.
    let leavesOn: CalendarDate
    let deliverBy: CalendarDate?
    /// Working days from the one to the other; 0 where there is no time left.
    let workingDays: Int?
}

/// What rules of transport can name.
package enum ShipmentVariables {
    package static let types: [String: RuleType] = ["shipment": .record(type)]

    /// Every field with its type and its meaning, in the order in which a person reads them.
    package static let documentation = ShipmentFacts.all.map {
        RuleVariables.Entry(
            name: "shipment." + $0.name, type: $0.type.description, isOptional: $0.isOptional, meaning: $0.meaning)
    }

    static func bindings(_ shipment: ShipmentCase) -> [String: RuleValue] {
        ["shipment": RuleVariables.record(ShipmentFacts.table, shipment)]
    }

    private static let type = RuleRecordType(
        "Shipment",
        ShipmentFacts.all.map {
            RuleField($0.name, $0.type, optional: $0.isOptional, shownDecimals: $0.shownDecimals)
        })
}

enum ShipmentFacts {
    static let table = FactTable("Shipment", all)
    static let all: [RuleFact<ShipmentCase>] = goods + way

    private static let goods: [RuleFact<ShipmentCase>] = [
        .optionalNumber("weight", "gross weight in kilograms; none where a product's is not known") { $0.weight },
        .optionalNumber("volume", "volume in cubic metres; none where a product's is not known") { $0.volume },
        .number("value", decimals: 2, "what the customer pays for these goods, in currency") { $0.value },
        .optionalText("currency", "the order's currency, ISO 4217") { $0.currency },
        .number("lines", "how many pick lines") { ExactDecimal($0.lineCount) },
        .flag("urgent", "the customer marked the order as urgent (A08)") { $0.isUrgent },
        .flag("important", "an important order, urgent ones included (A05)") { $0.isImportant },
        .text("partner", "the id of the customer") { $0.partner },
    ]

    private static let way: [RuleFact<ShipmentCase>] = [
        .text("warehouse", "where the goods leave") { $0.warehouse },
        .optionalText("country", "the country that they go to, ISO 3166-1 alpha-2") { $0.destination.country },
        .optionalText("region", "its region, state or province") { $0.destination.region },
        .optionalText("city", "the city") { $0.destination.city },
        .optionalText("postalCode", "the postal code") { $0.destination.postalCode },
        .optionalText("transportMode", "how the goods are to travel, in the words of the order") { $0.transportMode },
        .optionalDate("leavesOn", "the day on which they can leave") { $0.leavesOn },
        .optionalDate("deliverBy", "the day by which the customer is to have them") { $0.deliverBy },
        .optionalNumber("workingDays", "working days from leavesOn to deliverBy") {
            $0.workingDays.map { ExactDecimal($0) }
        },
    ]
}

extension ShipmentCase {
    /// The goods of one shipment, before its carrier is known.
    init(
        _ shipment: String, from warehouse: String, _ picks: [DispatchInstruction.PickLine], of order: OrderRecord,
        at desk: DeskView
    ) throws(FactsError) {
        let measures = try ShipmentCase.measure(picks, at: desk)
        let leavesOn = desk.earliestDispatch
        let deliverBy = order.deliverBy(lines: Set(picks.map(\.lineID)))
        self.shipment = shipment
        self.warehouse = warehouse
        destination = order.deliverTo
        weight = measures.weight
        volume = measures.volume
        value = picks.map { order.value(of: $0) }.sum
        currency = order.validation?.currency
        lineCount = picks.count
        isUrgent = order.order.urgency == .urgent
        isImportant = order.priority <= .important
        partner = order.partner
        transportMode = order.order.transportMode.meaningful
        self.leavesOn = leavesOn
        self.deliverBy = deliverBy
        workingDays = deliverBy.map { desk.settings.calendar.workingDays(from: leavesOn, to: $0) }
    }

    private static func measure(
        _ picks: [DispatchInstruction.PickLine], at desk: DeskView
    ) throws(FactsError) -> (weight: ExactDecimal?, volume: ExactDecimal?) {
        var weight: ExactDecimal? = .zero
        var volume: ExactDecimal? = .zero
        for pick in picks {
            let product = try desk.facts.product(code: pick.product)
            weight = weight?.adding(product?.weight, times: pick.quantity)
            volume = volume?.adding(product?.volume, times: pick.quantity)
        }
        return (weight, volume)
    }
}

extension ExactDecimal {
    /// `self + measure × quantity`; nil where the measure is not known or the sum does not fit.
    fileprivate func adding(_ measure: ExactDecimal?, times quantity: ExactDecimal) -> ExactDecimal? {
        guard let measure, let product = try? measure * quantity else { return nil }
        return try? self + product
    }
}

extension OrderRecord {
    /// The earliest day that the customer asked for among these lines, but not before the day that we have promised for
    /// the goods to leave. Nil where no day was asked for.
    func deliverBy(lines ids: Set<String>) -> CalendarDate? {
        let asked = ids.compactMap { line($0)?.line.requestedDeliveryDate }.min() ?? order.requestedDeliveryDate
        let promised = confirmation?.lines.filter { ids.contains($0.lineID) }.compactMap(\.promisedDate).max()
        return asked.map { asked in promised.map { max($0, asked) } ?? asked }
    }

    /// What the customer pays for what is picked of a line.
    fileprivate func value(of pick: DispatchInstruction.PickLine) -> ExactDecimal {
        guard let line = line(pick.lineID)?.line, let price = line.unitPrice,
            let amount = try? price * line.inOrderedUnit(pick.quantity)
        else { return .zero }
        return amount
    }
}
