// The carriers' outbox, as the delivery worker sees it, kept in the ledger.

package import CarrierDelivery
package import OrderLedger
package import OrderModel

/// Translates between the two modules, which may not know each other. Every verb is one short transaction, and
/// `settle(_:thenClaim:now:lease:)` too.
package struct LedgerDeliveryStore: DeliveryStore {
    private let ledger: Ledger

    package init(ledger: Ledger) { self.ledger = ledger }

    package func claim(
        _ rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery] {
        try settle([], thenClaim: rooms, now: now, lease: lease)
    }

    package func settle(_ settlements: [DeliverySettlement]) throws(CarrierDeliveryError) {
        guard !settlements.isEmpty else { return }
        try writing { transaction in
            for settlement in settlements { try transaction.settle(NoticeSettlement(settlement)) }
        }
    }

    package func settle(
        _ settlements: [DeliverySettlement], thenClaim rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery] {
        let free = rooms.filter { $0.count > 0 }
        guard !free.isEmpty || !settlements.isEmpty else { return [] }
        return try writing { transaction in
            for settlement in settlements { try transaction.settle(NoticeSettlement(settlement)) }
            var claimed: [Delivery] = []
            for room in free {
                let rows = try transaction.claimNotices(
                    carrier: room.carrier, now: now, lease: .init(holder: lease.holder, until: lease.until),
                    limit: room.count)
                claimed += rows.map(Delivery.init(row:))
            }
            return claimed
        }
    }

    package func nextDue(carriers: [String], after now: Instant) throws(CarrierDeliveryError) -> Instant? {
        guard !carriers.isEmpty else { return nil }
        return try reading { try $0.nextNoticeDue(carriers: carriers, after: now) }
    }

    package func list(_ filter: DeliveryFilter) throws(CarrierDeliveryError) -> [Delivery] {
        let states = filter.states.map { Set($0.compactMap { NoticeRow.State(rawValue: $0.rawValue) }) }
        return try reading { ledger in
            try ledger.notices(
                NoticeFilter(states: states, carrier: filter.carrier, shipment: filter.shipment, limit: filter.limit)
            ).map(Delivery.init(row:))
        }
    }

    package func disabledCarriers() throws(CarrierDeliveryError) -> [DisabledCarrier] {
        try reading { ledger in
            try ledger.disabledCarriers().map { row in
                DisabledCarrier(
                    carrier: row.carrier, cause: DisablingCause(rawValue: row.cause) ?? .misconfigured, since: row.since
                )
            }
        }
    }

    package func enable(carrier: String, now: Instant) throws(CarrierDeliveryError) {
        try writing { try $0.enableCarrier(carrier, now: now) }
    }

    private func reading<Result>(
        _ body: (LedgerReading) throws -> Result
    ) throws(CarrierDeliveryError) -> Result {
        do { return try ledger.read(body) } catch { throw .storeFailed(problem: "\(error)") }
    }

    private func writing<Result>(
        _ body: (LedgerTransaction) throws -> Result
    ) throws(CarrierDeliveryError) -> Result {
        do { return try ledger.write(body) } catch { throw .storeFailed(problem: "\(error)") }
    }
}

extension Delivery {
    fileprivate init(row: NoticeRow) {
        self.init(
            id: row.webhookID, sequence: row.sequence, carrier: row.carrier, shipment: row.shipment,
            type: NoticeType(rawValue: row.type), body: row.body, attempts: row.attempts, due: row.due,
            state: DeliveryState(rawValue: row.state.rawValue) ?? .pending,
            lease: row.lease.map { DeliveryLease(holder: $0.holder, until: $0.until) }, note: row.note)
    }
}

extension NoticeSettlement {
    fileprivate init(_ settlement: DeliverySettlement) {
        let outcome: Outcome =
            switch settlement.outcome {
            case .delivered: .delivered
            case .retry(let due): .retry(due: due)
            case .exhausted: .exhausted
            case .disabled(let cause): .disabled(cause: cause.rawValue)
            case .released(let notBefore): .released(notBefore: notBefore)
            }
        self.init(
            webhookID: settlement.id, leaseHolder: settlement.lease?.holder, outcome: outcome,
            attempts: settlement.attempts, at: settlement.at, exchange: settlement.exchange.map(NoticeExchange.init))
    }
}

extension NoticeExchange {
    fileprivate init(_ exchange: ExchangeSummary) {
        self.init(
            status: exchange.status, failure: exchange.failure?.rawValue, sentence: exchange.sentence,
            milliseconds: exchange.duration.wholeMilliseconds, answerExcerpt: exchange.answerExcerpt,
            address: exchange.address)
    }
}
