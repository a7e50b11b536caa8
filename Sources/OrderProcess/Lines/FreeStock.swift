// Which lots serve a line: the nearest expiry first, then the oldest, from as few warehouses as can be (K03, K04, K05).

import ExactDecimals
import OrderModel

/// The stock that is free for one order, counting what its earlier lines took already.
struct FreeStock {
    /// Where goods are taken from first; others come after these, by name.
    let warehouses: [String]
    /// The day on which goods leave: a lot that has expired by then is not given to anybody.
    let leavingOn: CalendarDate
    private var taken: [Place: ExactDecimal] = [:]

    init(warehouses: [String], leavingOn: CalendarDate) {
        self.warehouses = warehouses
        self.leavingOn = leavingOn
    }

    private struct Place: Hashable {
        var warehouse: String
        var product: String
        var lot: String
    }

    /// Takes up to `quantity` (in the product's own unit) for a line: from one warehouse where one has it all, else
    /// from one after the other. Of goods sold in packs only whole packs are taken from a warehouse.
    mutating func take(
        _ line: ValidatedLine, wanting quantity: ExactDecimal, from facts: any DeskFacts
    ) throws(FactsError) -> [Reservation] {
        let lots = try facts.stock(product: line.product).filter { lot in
            lot.lot.expiresOn.map { $0 >= leavingOn } ?? true
        }
        let byWarehouse = Dictionary(grouping: lots, by: \.lot.warehouse)
        let order = byWarehouse.keys.sorted { (rank($0), $0) < (rank($1), $1) }
        let whole = order.first { free(byWarehouse[$0] ?? []) >= quantity }
        var reservations: [Reservation] = []
        var left = quantity
        for warehouse in whole.map({ [$0] }) ?? order where left.isPositive {
            let lots = byWarehouse[warehouse] ?? []
            var wanted = wholePacks(of: line, in: min(left, free(lots)))
            for lot in lots.sorted(by: FreeStock.leavesBefore) where wanted.isPositive {
                let quantity = min(wanted, free(lot))
                guard quantity.isPositive else { continue }
                reservations.append(reserve(quantity, of: lot.lot, for: line))
                wanted = wanted.less(quantity)
                left = left.less(quantity)
            }
        }
        return reservations
    }

    private mutating func reserve(_ quantity: ExactDecimal, of lot: StockLot, for line: ValidatedLine) -> Reservation {
        let place = Place(warehouse: lot.warehouse, product: lot.product, lot: lot.lot)
        taken[place] = (taken[place] ?? .zero).plus(quantity)
        return Reservation(
            lineID: line.lineID, product: line.product, warehouse: lot.warehouse, lot: lot.lot, quantity: quantity)
    }

    private func rank(_ warehouse: String) -> Int { warehouses.firstIndex(of: warehouse) ?? warehouses.count }

    private func free(_ lot: LotOnHand) -> ExactDecimal {
        let place = Place(warehouse: lot.lot.warehouse, product: lot.lot.product, lot: lot.lot.lot)
        return lot.available.less(taken[place] ?? .zero)
    }

    private func free(_ lots: [LotOnHand]) -> ExactDecimal { lots.map { free($0) }.sum }

    /// As much of `quantity` as makes whole units of the order.
    private func wholePacks(of line: ValidatedLine, in quantity: ExactDecimal) -> ExactDecimal {
        guard line.unit != line.stockUnit, quantity < line.stockQuantity, line.quantity.isInteger,
            let pack = try? line.stockQuantity.divided(by: line.quantity, decimals: ExactDecimal.maximumScale),
            let count = try? quantity.divided(by: pack, decimals: 0), let packed = try? count * pack
        else { return quantity }
        return packed <= quantity ? packed : packed.less(pack)
    }

    /// Dated goods before others, the nearest expiry first; then the oldest; then by the name of the lot.
    private static func leavesBefore(_ left: LotOnHand, _ right: LotOnHand) -> Bool {
        let never = CalendarDate(daysSinceEpoch: .max)
        let leftKey = (left.lot.expiresOn ?? never, left.lot.receivedOn ?? never, left.lot.lot)
        return leftKey < (right.lot.expiresOn ?? never, right.lot.receivedOn ?? never, right.lot.lot)
    }
}
