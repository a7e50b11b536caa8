// Products, customers, prices, sales and stock out of JSON.

import ExactDecimals
import OrderModel

/// A document that is one list. A bad entry is refused by itself, or the whole document with it.
enum ListJSON {
    static func read<Fields: JSONListFieldSet, Value>(
        _ value: JSONValue, _: Fields.Type, _ read: (JSONObject<Fields.Entry>) -> Value?, _ session: JSONSession,
        _ items: inout [ReadItem], isWhole: Bool = false, as document: ([Value]) -> IncomingDocument
    ) {
        let limits = session.context.limits
        let kind = IncomingDocument.Kind(rawValue: Fields.shape.name)
        guard let object = JSONObject<Fields>(value, session), let elements = object.list(Fields.list),
            !session.sink.hasErrors
        else { return JSONDocument.refuse(value, session, into: &items) }
        guard elements.count <= limits.entriesPerDocument else {
            session.sink.report(
                .error, .tooManyLines, "the list has \(elements.count) entries; at most \(limits.entriesPerDocument)",
                at: value.place, hint: "split it")
            return JSONDocument.refuse(value, session, into: &items)
        }
        var values: [Value] = []
        var refused: [RefusedDocument] = []
        var notes = session.sink.findings
        for element in elements {
            let entry = JSONSession(session.context)
            let value = JSONObject<Fields.Entry>(element, entry).flatMap(read)
            if let value, !entry.sink.hasErrors {
                values.append(value)
                notes += entry.sink.findings
            } else {
                refused.append(RefusedDocument(kind: kind, findings: entry.sink.findings))
            }
        }
        if isWhole, !refused.isEmpty {
            let note = Finding(
                .note, .referenceInvalid, "nothing of this document was taken: it replaces what was known",
                hint: "correct the entries named here and send the whole document again")
            items.append(.refused(RefusedDocument(kind: kind, findings: refused.flatMap(\.findings) + [note])))
            return
        }
        if !values.isEmpty { items.append(.document(ReadDocument(document(values), findings: notes))) }
        items += refused.map(ReadItem.refused)
    }
}

enum ReferenceJSON {
    static func product(_ object: JSONObject<ProductField>) -> Product? {
        guard let code = object.identifier(.code), let name = object.text(.name), let unit = object.identifier(.unit)
        else { return nil }
        let packs = object.decimals(.packUnits)
        for (unit, count) in packs where !count.isPositive {
            object.session.sink.report(
                .error, .valueOutOfRange, "the pack unit \(unit) holds nothing", at: object.raw(.packUnits)?.place,
                value: count.description)
        }
        let (weight, volume) = (object.decimal(.weight), object.decimal(.volume))
        for (measure, field) in [(weight, ProductField.weight), (volume, .volume)] {
            guard let measure, measure < .zero else { continue }
            object.session.sink.report(
                .error, .valueOutOfRange, "\(field.declaration.name) is less than nothing",
                at: object.raw(field)?.place,
                value: measure.description, hint: "leave it out where it is not known")
        }
        return Product(
            code: code, name: name, specification: object.text(.specification), unit: unit, packUnits: packs,
            gtin: object.gtin(.gtin), customerCodes: object.texts(.customerCodes),
            isStandard: object.yesNo(.isStandard) ?? true, leadTimeDays: object.integer(.leadTimeDays, upTo: 36_500),
            weight: weight, volume: volume)
    }

    static func customer(_ object: JSONObject<CustomerField>) -> Customer? {
        guard let id = object.identifier(.id), let name = object.text(.name) else { return nil }
        var customer = Customer(id: id, name: name)
        customer.identifiers = object.objects(.identifiers, IdentifierField.self).compactMap(IdentifierField.read)
        customer.contact = object.object(.contact, ContactField.self).map(ContactField.read) ?? Contact()
        customer.address = object.object(.address, AddressField.self).map(AddressField.read) ?? PostalAddress()
        customer.isKeyCustomer = object.yesNo(.isKeyCustomer) ?? false
        customer.shortageConsent = object.choice(.shortageConsent) ?? .ask
        customer.creditStanding = object.choice(.creditStanding) ?? .good
        customer.creditLimit = object.decimal(.creditLimit)
        customer.creditCurrency = object.identifier(.creditCurrency)?.uppercased()
        customer.openAmount = object.decimal(.openAmount) ?? .zero
        customer.overdueAmount = object.decimal(.overdueAmount) ?? .zero
        customer.salesContact = object.text(.salesContact)
        customer.hasPotential = object.yesNo(.hasPotential)
        customer.paymentMeans = object.text(.paymentMeans)
        customer.paymentTerms = object.text(.paymentTerms)
        return customer
    }

    static func price(_ object: JSONObject<PriceField>) -> PriceListEntry? {
        let base = object.decimal(.baseQuantity) ?? .one
        let price = object.decimal(.price)
        guard let product = object.identifier(.product), let unit = object.identifier(.unit),
            let currency = object.identifier(.currency), let price
        else { return nil }
        requirePositive(base, object.raw(.baseQuantity), "baseQuantity", object.session)
        requireNotNegative(price, object.raw(.price), "price", object.session)
        return PriceListEntry(
            product: product, customer: object.identifier(.customer), unit: unit, currency: currency.uppercased(),
            price: price, baseQuantity: base, validFrom: object.date(.validFrom), validTo: object.date(.validTo),
            minimumQuantity: object.decimal(.minimumQuantity), promotion: object.text(.promotion))
    }

    static func sale(_ object: JSONObject<SaleField>) -> PastSale? {
        let base = object.decimal(.baseQuantity) ?? .one
        let price = object.decimal(.price)
        let date = object.date(.soldOn)
        guard let customer = object.identifier(.customer), let product = object.identifier(.product),
            let unit = object.identifier(.unit), let currency = object.identifier(.currency), let price, let date
        else { return nil }
        requirePositive(base, object.raw(.baseQuantity), "baseQuantity", object.session)
        requireNotNegative(price, object.raw(.price), "price", object.session)
        return PastSale(
            customer: customer, product: product, unit: unit, currency: currency.uppercased(), price: price,
            baseQuantity: base, soldOn: date)
    }

    static func lot(_ object: JSONObject<StockLotField>) -> StockLot? {
        let quantity = object.decimal(.quantity)
        guard let warehouse = object.identifier(.warehouse), let product = object.identifier(.product), let quantity
        else { return nil }
        requireNotNegative(quantity, object.raw(.quantity), "quantity", object.session)
        return StockLot(
            warehouse: warehouse, product: product, lot: object.identifier(.lot) ?? "", quantity: quantity,
            receivedOn: object.date(.receivedOn), expiresOn: object.date(.expiresOn))
    }

    private static func requirePositive(
        _ number: ExactDecimal, _ value: JSONValue?, _ name: String, _ session: JSONSession
    ) {
        guard !number.isPositive else { return }
        session.sink.report(
            .error, .valueOutOfRange, "\(name) must be more than zero", at: value?.place, value: number.description)
    }

    private static func requireNotNegative(
        _ number: ExactDecimal, _ value: JSONValue?, _ name: String, _ session: JSONSession
    ) {
        guard number.isNegative else { return }
        session.sink.report(
            .error, .valueOutOfRange, "\(name) cannot be negative", at: value?.place, value: number.description)
    }
}
