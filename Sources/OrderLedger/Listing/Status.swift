// The desk at a glance: what came in, what waits, and since when.

package import OrderModel

/// Counters for `docket status` and the metrics.
package struct LedgerStatus: Hashable, Sendable {
    /// Something that waits.
    package struct Backlog: Hashable, Sendable {
        package var count: Int
        /// Since when the oldest has been waiting; nil if nothing waits.
        package var oldest: Instant?
        package init(count: Int, oldest: Instant?) {
            self.count = count
            self.oldest = oldest
        }
    }
    /// Files by their outcome, received since the given instant.
    package var intakes: [Receipt.Outcome: Int] = [:]
    package var orders = 0
    /// Quotations in the register, whatever has become of them; they are no orders.
    package var quotations = 0
    /// Orders registered since the given instant.
    package var ordersSince = 0
    package var openMatters: [OpenMatter.Kind: Backlog] = [:]
    /// Orders that lack goods.
    package var shortages = Backlog(count: 0, oldest: nil)
    package var pendingOutgoing = Backlog(count: 0, oldest: nil)
    package var undisposedIntakes = Backlog(count: 0, oldest: nil)
    /// Notices to carriers by state, by when they were entered.
    package var notices: [NoticeRow.State: Backlog] = [:]
    /// Pending notices whose time has come.
    package var dueNotices = Backlog(count: 0, oldest: nil)
    package var disabledCarriers = 0
    package var nextTimer: Instant?
    /// When the last file was taken, by the clock of that time.
    package var newestIntake: Instant?

    package init() {}
}

extension LedgerReading {
    /// - Parameter since: the beginning of the desk's day, for what is counted per day.
    package func status(since: Instant, now: Instant) throws(LedgerError) -> LedgerStatus {
        var status = LedgerStatus()
        let intakes = try store.rows(
            "SELECT outcome, COUNT(*) FROM intake WHERE received_at >= $1 GROUP BY outcome", since
        ) { columns throws(LedgerError) in (try columns.choice(0, Receipt.Outcome.self), try columns.int(1)) }
        for (outcome, count) in intakes { status.intakes[outcome] = count }
        status.orders = try count("SELECT COUNT(*) FROM orders WHERE kind = 'order'")
        status.quotations = try count("SELECT COUNT(*) FROM orders WHERE kind = 'quotation'")
        status.ordersSince = try count(
            "SELECT COUNT(*) FROM orders WHERE kind = 'order' AND registered_at >= $1", since)
        let matters = try store.rows("SELECT kind, COUNT(*), MIN(since) FROM open_matter GROUP BY kind") {
            columns throws(LedgerError) in
            (
                try columns.choice(0, OpenMatter.Kind.self),
                LedgerStatus.Backlog(count: try columns.int(1), oldest: try columns.instantOrNil(2))
            )
        }
        for (kind, backlog) in matters { status.openMatters[kind] = backlog }
        status.shortages = try backlog("SELECT COUNT(DISTINCT order_number), MIN(since) FROM shortage")
        status.pendingOutgoing = try backlog(
            "SELECT COUNT(*), MIN(created_at) FROM outgoing_file WHERE state = 'pending'")
        status.undisposedIntakes = try backlog(
            "SELECT COUNT(*), MIN(received_at) FROM intake WHERE disposed_at IS NULL")
        let notices = try store.rows("SELECT state, COUNT(*), MIN(created_at) FROM delivery GROUP BY state") {
            columns throws(LedgerError) in
            (
                try columns.choice(0, NoticeRow.State.self),
                LedgerStatus.Backlog(count: try columns.int(1), oldest: try columns.instantOrNil(2))
            )
        }
        for (state, backlog) in notices { status.notices[state] = backlog }
        status.dueNotices = try backlog(
            "SELECT COUNT(*), MIN(due_at) FROM delivery WHERE state = 'pending' AND due_at <= $1", now)
        status.disabledCarriers = try count("SELECT COUNT(*) FROM disabled_carrier")
        status.nextTimer = try nextTimerDue()
        status.newestIntake = try newestIntake()
        return status
    }

    /// When the last file was taken, by the clock of that time; later than now where the clock was put back since.
    package func newestIntake() throws(LedgerError) -> Instant? {
        try store.rows("SELECT MAX(received_at) FROM intake") { columns throws(LedgerError) in
            try columns.instantOrNil(0)
        }.first ?? nil
    }

    private func count(_ sql: String, _ values: (any Storable)?...) throws(LedgerError) -> Int {
        try store.rows(sql, values: values) { columns throws(LedgerError) in try columns.int(0) }.first ?? 0
    }

    private func backlog(
        _ sql: String, _ values: (any Storable)?...
    ) throws(LedgerError) -> LedgerStatus.Backlog {
        try store.rows(sql, values: values) { columns throws(LedgerError) in
            LedgerStatus.Backlog(count: try columns.int(0), oldest: try columns.instantOrNil(1))
        }.first ?? LedgerStatus.Backlog(count: 0, oldest: nil)
    }
}
