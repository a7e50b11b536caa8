// The durable outbox, as the worker sees it: claim a lease in one short transaction, send outside of it, settle in
// another. A crash in between leaves a lease that runs out, and needs no sweeper.

package import OrderModel

/// How many deliveries of a carrier may be claimed now.
package struct CarrierRoom: Hashable, Sendable {
    package let carrier: String
    package let count: Int

    package init(carrier: String, count: Int) {
        self.carrier = carrier
        self.count = count
    }
}

/// A carrier whose endpoint is switched off.
package struct DisabledCarrier: Hashable, Sendable {
    package let carrier: String
    package let cause: DisablingCause
    package let since: Instant

    package init(carrier: String, cause: DisablingCause, since: Instant) {
        self.carrier = carrier
        self.cause = cause
        self.since = since
    }
}

/// Which deliveries to list; nil means all.
package struct DeliveryFilter: Hashable, Sendable {
    package var states: Set<DeliveryState>?
    package var carrier: String?
    package var shipment: String?
    package var limit: Int

    package init(
        states: Set<DeliveryState>? = nil, carrier: String? = nil, shipment: String? = nil, limit: Int = 1000
    ) {
        self.states = states
        self.carrier = carrier
        self.shipment = shipment
        self.limit = limit
    }
}

/// Few verbs; the worker calls them one at a time on a thread of its own, so they may block.
///
/// Deliveries are entered by the ledger itself, in the transaction that changes the state they tell of; call
/// `DeliveryWorker.wake()` after its commit.
package protocol DeliveryStore: Sendable {
    /// Marks with `lease`, and returns, at most `count` deliveries of each carrier named in `rooms`, the longest due
    /// first (then by sequence). A delivery can be claimed when
    /// - it is `pending`, and due at `now` or before,
    /// - it has no lease, or one whose `until` is at `now` or before,
    /// - its carrier is not switched off, and
    /// - every delivery of the same carrier and shipment with a lower sequence is `delivered`: a later notice waits
    ///   for the earlier one, also while that one is exhausted or disabled, until a person has settled it.
    func claim(
        _ rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery]

    /// Writes these down in one transaction, and clears the leases. Settling the same twice changes nothing.
    func settle(_ settlements: [DeliverySettlement]) throws(CarrierDeliveryError)

    /// The one, then the other, in one transaction: what is settled may let go what is claimed, and the disk is waited
    /// for once. Where it fails both may be done again.
    func settle(
        _ settlements: [DeliverySettlement], thenClaim rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery]

    /// The earliest instant at which `claim` for one of these carriers could find something that it does not find at
    /// `now`: the earliest due time or end of a lease that is later than `now`, of deliveries that nothing but time
    /// keeps back. Nil if there is none.
    func nextDue(carriers: [String], after now: Instant) throws(CarrierDeliveryError) -> Instant?

    /// Deliveries for people to look at, by sequence.
    func list(_ filter: DeliveryFilter) throws(CarrierDeliveryError) -> [Delivery]

    /// The carriers that are switched off.
    func disabledCarriers() throws(CarrierDeliveryError) -> [DisabledCarrier]

    /// Switches a carrier on again: its `disabled` deliveries are `pending`, due at `now`.
    func enable(carrier: String, now: Instant) throws(CarrierDeliveryError)
}

extension DeliveryStore {
    /// For stores that have no transactions.
    package func settle(
        _ settlements: [DeliverySettlement], thenClaim rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery] {
        if !settlements.isEmpty { try settle(settlements) }
        return rooms.isEmpty ? [] : try claim(rooms, now: now, lease: lease)
    }
}
