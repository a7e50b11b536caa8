// Which carrier takes a shipment, and why that one.

package import ExactDecimals

/// How goods travel (O01, O07). UN/ECE Recommendation 19 has codes for most of them.
package enum TransportMode: String, Codable, CaseIterable, Sendable {
    case courier, road, rail, air, sea
    /// Our own cars and drivers (O07).
    case own

    /// The mode that an order names in words or by its code; nil where the words are not known here.
    package init?(words: String) {
        let text = words.lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
        guard let found = TransportMode.allCases.first(where: { $0.words.contains(text) }) else { return nil }
        self = found
    }

    private var words: [String] {
        switch self {
        case .courier: ["courier", "express", "parcel", "mail", "5", "快递", "快遞"]
        case .road: ["road", "truck", "bytruck", "roadfreight", "3", "公路", "公路运输", "公路運輸", "汽运", "汽運"]
        case .rail: ["rail", "train", "byrail", "railfreight", "2", "铁路", "鐵路", "铁路运输", "鐵路運輸"]
        case .air: ["air", "byair", "airfreight", "4", "空运", "空運", "航空", "航空运输", "航空運輸"]
        case .sea: ["sea", "bysea", "seafreight", "maritime", "ocean", "1", "海运", "海運"]
        case .own: ["own", "ownfleet", "owndelivery", "自行配送", "自送", "送货上门"]
        }
    }
}

/// The decision which carrier gets a shipment (O01 to O05, O15), with everything that was weighed.
package struct CarrierChoice: Hashable, Codable, Sendable {
    /// What one carrier could do for the shipment.
    package struct Offer: Hashable, Codable, Sendable {
        package var carrier: String
        package var mode: TransportMode
        /// By the carrier's own tariff; nil where it has none.
        package var cost: ExactDecimal?
        /// With the customer on this day; nil where the carrier names no time.
        package var arrivesOn: CalendarDate?
        /// Why it does not come into question; nil where it does.
        package var objection: String?
        /// The values behind the objection, or behind the condition that it meets.
        package var values: [RuleValueShown]

        package init(
            carrier: String, mode: TransportMode, cost: ExactDecimal? = nil, arrivesOn: CalendarDate? = nil,
            objection: String? = nil, values: [RuleValueShown] = []
        ) {
            self.carrier = carrier
            self.mode = mode
            self.cost = cost
            self.arrivesOn = arrivesOn
            self.objection = objection
            self.values = values
        }
    }
    package var shipment: String
    /// Nil: our own cars take it (`mode` is `own`), or nobody does, and people have to find somebody.
    package var carrier: String?
    package var mode: TransportMode?
    /// Why this one, in a sentence.
    package var reason: String
    /// The day by which the customer is to have the goods; nil where no day was asked for.
    package var deliverBy: CalendarDate?
    /// The chosen carrier comes after that day.
    package var isLate: Bool
    /// Gross weight in kilograms and volume in cubic metres; nil where a product's is not known.
    package var weight: ExactDecimal?
    package var volume: ExactDecimal?
    /// The rule that says which modes come into question; nil where none applied.
    package var rule: AppliedRule?
    /// Rules that could not be judged, in sentences.
    package var remarks: [String] = []
    package var offers: [Offer]

    /// The name under which our own cars stand among the offers; no notice goes out for them (O07).
    package static let ownFleet = "own fleet"

    /// The offer that was taken; nil where none was.
    package var chosen: Offer? {
        offers.first { $0.objection == nil && $0.carrier == carrier ?? CarrierChoice.ownFleet }
    }

    /// Somebody takes the shipment: a carrier, or our own cars.
    package var isSettled: Bool { carrier != nil || mode == .own }

    package init(
        shipment: String, carrier: String?, mode: TransportMode? = nil, reason: String,
        deliverBy: CalendarDate? = nil, isLate: Bool = false, weight: ExactDecimal? = nil,
        volume: ExactDecimal? = nil, rule: AppliedRule? = nil, offers: [Offer] = []
    ) {
        self.shipment = shipment
        self.carrier = carrier
        self.mode = mode
        self.reason = reason
        self.deliverBy = deliverBy
        self.isLate = isLate
        self.weight = weight
        self.volume = volume
        self.rule = rule
        self.offers = offers
    }
}
