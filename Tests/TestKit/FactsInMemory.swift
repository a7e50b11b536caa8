// What the business may ask, answered from memory: whole lives of orders run in a test without a database.

package import ExactDecimals
package import OrderModel

/// Facts that a test sets, and that the events which it records move on. A class, as a ledger is: numbers are counted.
package final class FactsInMemory: DeskFacts {
    package var customers: [Customer] = []
    package var products: [Product] = []
    package var prices: [PriceListEntry] = []
    package var pastSales: [PastSale] = []
    package var lots: [StockLot] = []
    package private(set) var journals: [String: [JournalEntry]] = [:]
    /// In the order of their registration.
    package private(set) var numbers: [String] = []
    /// What every order has locked and not sent yet.
    package private(set) var reservations: [String: [Reservation]] = [:]
    package private(set) var shortages: [String: [Shortage]] = [:]
    private var counters: [String: Int] = [:]
    private var hashes: [String: String] = [:]
    private var priorities: [String: OrderPriority] = [:]
    private var shipments: [String: String] = [:]
    private var openValues: [String: (customer: String, currency: String, amount: ExactDecimal)] = [:]

    package init() {}

    /// The world of `Samples`: one customer, one product with its price, a hundred pieces in stock.
    package static func sample() -> FactsInMemory {
        let facts = FactsInMemory()
        facts.customers = [Samples.customer()]
        facts.products = [Samples.product()]
        facts.prices = [Samples.price()]
        facts.lots = [Samples.lot("P-1", 100)]
        return facts
    }

    /// Appends an event to the journal of its order, and lets it take effect.
    package func record(_ event: OrderEvent, of number: String, at instant: Instant, intake: String?) {
        let sequence = (journals[number]?.count ?? 0) + 1
        let entry = JournalEntry(
            orderNumber: number, sequence: sequence, at: instant, intake: intake, event: event)
        journals[number, default: []].append(entry)
        takeEffect(event, of: number)
    }

    private func takeEffect(_ event: OrderEvent, of number: String) {
        switch event {
        case .registered(let registration):
            numbers.append(number)
            hashes[number] = registration.contentHash
        case .corrected(_, let contentHash, _): hashes[number] = contentHash
        case .changed(_, let contentHash):
            hashes[number] = contentHash
            (reservations[number], shortages[number], openValues[number]) = (nil, nil, nil)
        case .prioritised(let priority, _): priorities[number] = priority
        case .confirmed(let confirmation):
            guard let currency = confirmation.currency, let total = confirmation.total else { return }
            openValues[number] = (partner(of: number) ?? "", currency, total)
        case .reserved(let reserved): reservations[number, default: []] += reserved
        case .shortageFound(let found): shortages[number] = found.isEmpty ? nil : found
        case .rejected, .cancelled:
            reservations[number] = nil
            shortages[number] = nil
            openValues[number] = nil
        case .dispatchInstructed(let instruction): shipments[instruction.shipment] = number
        case .dispatched(let dispatch): send(dispatch, of: number)
        default: break
        }
    }

    /// The goods are gone from the shelf, and are locked no more.
    private func send(_ dispatch: Dispatch, of number: String) {
        for line in dispatch.report.lines {
            if let index = lots.firstIndex(where: { lot in
                lot.warehouse == dispatch.warehouse && lot.product == line.product && lot.lot == line.lot
            }) {
                lots[index].quantity = difference(lots[index].quantity, line.quantity)
            }
            var left = line.quantity
            reservations[number] = reservations[number]?.compactMap { reservation in
                guard left.isPositive, reservation.lineID == line.lineID, reservation.lot == line.lot,
                    reservation.warehouse == dispatch.warehouse
                else { return reservation }
                let taken = min(left, reservation.quantity)
                left = difference(left, taken)
                var rest = reservation
                rest.quantity = difference(reservation.quantity, taken)
                return rest.quantity.isPositive ? rest : nil
            }
        }
        openValues[number] = nil
    }

    private func partner(of number: String) -> String? {
        guard case .registered(let registration) = journals[number]?.first?.event else { return nil }
        return registration.partner
    }
}

// MARK: - Answers

extension FactsInMemory {
    package func customer(_ id: String) -> Customer? { customers.first { $0.id == id } }
    package func product(code: String) -> Product? { products.first { $0.code == code } }
    package func products(gtin: String) -> [Product] { products.filter { $0.gtin == gtin } }

    package func products(customerCode: String, of customer: String) -> [Product] {
        products.filter { $0.customerCodes[customer] == customerCode }
    }

    package func prices(product: String, customer: String) -> [PriceListEntry] {
        prices.filter { $0.product == product && ($0.customer == nil || $0.customer == customer) }
    }

    package func lastSale(
        customer: String, product: String, unit: String, currency: String, since: CalendarDate
    ) -> LastSale? {
        pastSales.filter { sale in
            sale.customer == customer && sale.product == product && sale.unit == unit && sale.currency == currency
                && sale.soldOn >= since
        }.max { $0.soldOn < $1.soldOn }.map { LastSale(unitPrice: $0.price, soldOn: $0.soldOn) }
    }

    package func openOrderValue(customer: String, currency: String) -> ExactDecimal {
        sum(openValues.values.filter { $0.customer == customer && $0.currency == currency }.map(\.amount))
    }

    package func stock(product: String) -> [LotOnHand] {
        lots.filter { $0.product == product }.map { LotOnHand(lot: $0, reserved: reserved(of: $0)) }
    }

    package func reserved(of lot: StockLot) -> ExactDecimal {
        sum(
            reservations.values.joined().filter { reservation in
                reservation.warehouse == lot.warehouse && reservation.product == lot.product
                    && reservation.lot == lot.lot
            }.map(\.quantity))
    }

    package func journal(order number: String) -> [JournalEntry] { journals[number] ?? [] }

    package func orders(customerReference: String, partner: String) -> [KnownOrder] {
        numbers.compactMap { number in
            guard case .registered(let registration) = journals[number]?.first?.event, let hash = hashes[number],
                registration.partner == partner, registration.order.customerReference == customerReference
            else { return nil }
            return KnownOrder(number: number, contentHash: hash, isQuotation: registration.order.isQuotation)
        }
    }

    package func orderNumber(shipment: String) -> String? { shipments[shipment] }

    package func shipments(trackingNumber: String) -> [String] {
        var numbers: [String: String] = [:]
        for entry in journals.values.joined() {
            if case .tracked(let shipment, let number, _) = entry.event { numbers[shipment] = number }
        }
        return numbers.filter { $0.value == trackingNumber }.keys.sorted()
    }

    package func ordersWaiting(products: Set<String>) -> [String] {
        numbers.enumerated().filter { _, number in
            (shortages[number] ?? []).contains { products.contains($0.product) }
        }.sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.map(\.element)
    }

    package func nextNumber(series: String) -> Int {
        counters[series, default: 0] += 1
        return counters[series, default: 1]
    }

    private func rank(_ number: String) -> Int { (priorities[number] ?? .normal).rawValue }
}

private func sum(_ numbers: [ExactDecimal]) -> ExactDecimal {
    numbers.reduce(.zero) { (try? $0 + $1) ?? $0 }
}

private func difference(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal {
    (try? left - right) ?? .zero
}
