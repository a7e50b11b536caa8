// The parts that several UBL documents share: dates, parties, addresses, items, references, findings as text.

import ExactDecimals
import OrderModel

extension XMLWriter {
    // MARK: - When

    /// The day as the desk's calendar has it, and the time of day in UTC where it is the same day there.
    mutating func issued(_ date: CalendarDate, at instant: Instant) {
        element("cbc:IssueDate", date.description)
        if instant.wallClock().date == date { element("cbc:IssueTime", XMLWriter.time(instant)) }
    }

    mutating func issued(at instant: Instant) { issued(instant.wallClock().date, at: instant) }

    private static func time(_ instant: Instant) -> String {
        let second = instant.wallClock().secondOfDay
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    // MARK: - Who

    /// cac:…Party of type Party. A party that nothing is known of is named `not stated`: UBL has no empty elements.
    mutating func party(_ name: String, _ party: Party, contact: Bool = true) {
        group(name) { writer in
            for identifier in party.identifiers {
                writer.group("cac:PartyIdentification") { writer in
                    writer.element("cbc:ID", identifier.value, ("schemeID", identifier.scheme))
                }
            }
            let isNameless = (party.name ?? "").isEmpty
            let isUnknown = party.identifiers.allSatisfy(\.value.isEmpty)
            writer.group("cac:PartyName") { writer in
                writer.element("cbc:Name", isNameless && isUnknown ? "not stated" : party.name)
            }
            if let address = party.address { writer.address("cac:PostalAddress", address) }
            if let person = party.contact {
                writer.group("cac:Contact") { writer in
                    writer.element("cbc:Name", person.name)
                    writer.element("cbc:Telephone", person.phone)
                    writer.element("cbc:ElectronicMail", person.email)
                }
            }
        }
    }

    /// cac:…CustomerParty and cac:…SupplierParty, which hold a cac:Party.
    mutating func tradingParty(_ name: String, _ party: Party) {
        group(name) { writer in writer.party("cac:Party", party) }
    }

    // MARK: - Where

    mutating func address(_ name: String, _ address: PostalAddress) {
        group(name) { writer in
            writer.element("cbc:StreetName", address.street)
            writer.element("cbc:CityName", address.city)
            writer.element("cbc:PostalZone", address.postalCode)
            writer.element("cbc:CountrySubentity", address.region)
            writer.group("cac:Country") { writer in
                let country = address.country ?? ""
                writer.element(country.utf8.count == 2 ? "cbc:IdentificationCode" : "cbc:Name", country)
            }
        }
    }

    /// cac:DeliveryLocation: the receiver's name, and the address.
    mutating func deliveryLocation(_ address: PostalAddress) {
        group("cac:DeliveryLocation") { writer in
            writer.element("cbc:Name", address.name)
            writer.address("cac:Address", address)
        }
    }

    // MARK: - How much, and how it is paid

    /// The code of UN/EDIFACT 4461 where the customer gave one; else their words beside 1, which is not defined.
    mutating func payment(means: String?) {
        guard let means, !means.isEmpty else { return }
        let isCode = (1...3).contains(means.utf8.count) && means.utf8.allSatisfy { (0x30...0x39).contains($0) }
        group("cac:PaymentMeans") { writer in
            writer.element("cbc:PaymentMeansCode", isCode ? means : "1")
            if !isCode { writer.element("cbc:InstructionNote", means) }
        }
    }

    /// cac:AllowanceCharge for each surcharge on the whole; a percentage as the factor that the base is multiplied by.
    mutating func charges(_ charges: [OrderCharge], on total: ExactDecimal?, currency: String?) {
        guard let currency, !currency.isEmpty else { return }
        for charge in charges {
            let factor = charge.percent.flatMap { try? $0.divided(by: ExactDecimal(100), decimals: 6) }
            group("cac:AllowanceCharge") { writer in
                writer.element("cbc:ChargeIndicator", "true")
                writer.element("cbc:AllowanceChargeReason", charge.reason)
                writer.element("cbc:MultiplierFactorNumeric", factor?.description)
                writer.amount("cbc:Amount", charge.amount, currency: currency)
                if factor != nil { writer.amount("cbc:BaseAmount", total, currency: currency) }
            }
        }
    }

    mutating func total(
        _ name: String, _ total: ExactDecimal?, _ charges: [OrderCharge], payable: ExactDecimal?, currency: String?
    ) {
        let sum = charges.reduce(ExactDecimal?.some(.zero)) { sum, charge in sum.flatMap { try? $0 + charge.amount } }
        group(name) { writer in
            writer.amount("cbc:LineExtensionAmount", total, currency: currency)
            if !charges.isEmpty { writer.amount("cbc:ChargeTotalAmount", sum, currency: currency) }
            writer.amount("cbc:PayableAmount", payable, currency: currency)
        }
    }

    // MARK: - What

    /// The customer's order number, and ours.
    mutating func orderReference(_ customerReference: String, orderNumber: String?, date: CalendarDate? = nil) {
        group("cac:OrderReference") { writer in
            writer.element("cbc:ID", customerReference.isEmpty ? "not stated" : customerReference)
            writer.element("cbc:SalesOrderID", orderNumber)
            writer.element("cbc:IssueDate", date?.description)
        }
    }

    /// The numbers by which an item is known. 0160 is GTIN in ISO 6523.
    mutating func itemNumbers(buyerCode: String?, sellerCode: String?, gtin: String?) {
        group("cac:BuyersItemIdentification") { writer in writer.element("cbc:ID", buyerCode) }
        group("cac:SellersItemIdentification") { writer in writer.element("cbc:ID", sellerCode) }
        group("cac:StandardItemIdentification") { writer in writer.element("cbc:ID", gtin, ("schemeID", "0160")) }
    }

    mutating func quantity(_ name: String, _ quantity: ExactDecimal, unit: String) {
        element(name, quantity.description, ("unitCode", unit))
    }

    /// An amount needs a currency; without one nothing is written.
    mutating func amount(_ name: String, _ amount: ExactDecimal?, currency: String?) {
        guard let amount, let currency, !currency.isEmpty else { return }
        element(name, amount.description, ("currencyID", currency))
    }

    mutating func item(
        product: String, buyerCode: String? = nil, gtin: String? = nil, name: String, specification: String? = nil,
        lots: [String] = []
    ) {
        group("cac:Item") { writer in
            writer.element("cbc:Description", specification)
            writer.element("cbc:Name", name.isEmpty ? (product.isEmpty ? "not stated" : product) : name)
            writer.itemNumbers(buyerCode: buyerCode, sellerCode: product, gtin: gtin)
            for lot in lots {
                writer.group("cac:ItemInstance") { writer in
                    writer.group("cac:LotIdentification") { writer in writer.element("cbc:LotNumberID", lot) }
                }
            }
        }
    }
}

extension Finding {
    /// The finding as one text: severity, code, rule, place, sentence, value, hint.
    var asText: String {
        var text = "\(severity.rawValue) [\(code.rawValue)]"
        if let rule { text += " \(rule)" }
        if let place = place?.asText { text += " at \(place)" }
        text += ": \(message)"
        if let value, !value.isEmpty { text += " ('\(value)')" }
        if let hint, !hint.isEmpty { text += ". \(hint)" }
        return text
    }
}

extension Place {
    /// Such as `line 12, column 5, /Order/cac:OrderLine[3]`; nil if nothing is known.
    var asText: String? {
        let parts = [
            line.map { "line \($0)" }, column.map { "column \($0)" }, path,
            path == nil ? field.map { "field \($0)" } : nil,
        ]
        let known = parts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}
