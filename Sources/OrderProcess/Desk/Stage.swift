// What a stage sees and what it answers. Stages do not know each other; they meet through the events of the order.

package import OrderModel
package import ReviewRules

/// A part of the order's life. It reacts to what has happened to an order, with what follows from it.
protocol Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction
}

/// What a stage may look at besides the order: settings, facts and the time.
struct DeskView {
    let settings: DeskSettings
    var facts: any DeskFacts
    let now: Instant
    /// The file that is being decided, by its intake id; nil for timers.
    let intake: String?
    /// What the reader has found in the document that is being decided.
    let readFindings: [Finding]
    /// The place in the order's journal of the event that is reacted to, or that the input will have: documents that
    /// can go out more than once are numbered with it.
    var sequence = 1

    var today: CalendarDate { settings.calendar.date(at: now) }
    var roles: DeskRoles { settings.roles }

    /// The customer's own language where we have it.
    func language(of partner: String) -> Language { Language(settings.partners[partner]?.language ?? "") }

    /// What a stage sees that takes an input about `order`: its first event will be the next one of the journal.
    func before(_ order: OrderRecord) -> DeskView {
        var view = self
        view.sequence = order.journalLength + 1
        return view
    }

    func partnerName(_ id: String) -> String { settings.partners[id]?.name ?? id }

    /// The day `count` working days from today; with none, today or the first working day after it.
    func day(afterWorkingDays count: Int) -> CalendarDate {
        var days = min(max(count, 0), Limits.longestPromiseDays)
        if days == 0, !settings.calendar.isWorkingDay(today) { days = 1 }
        return settings.calendar.date(at: settings.calendar.adding(workingDays: days, to: now))
    }

    /// The earliest day on which goods in stock can leave (I05).
    var earliestDispatch: CalendarDate { day(afterWorkingDays: settings.dispatchDays) }

    /// The end of a span that begins now.
    func due(within deadline: Deadline?) -> Instant? {
        deadline?.end(from: now, settings.calendar)
    }
}

extension Deadline {
    /// When it is over, if it begins at `start`.
    package func end(from start: Instant, _ calendar: WorkingCalendar) -> Instant {
        let count = Int64(count)
        return switch unit {
        case .minutes: start.adding(seconds: count * 60)
        case .hours: start.adding(seconds: count * 3600)
        case .days: start.adding(seconds: count * 86_400)
        case .weeks: start.adding(seconds: count * 7 * 86_400)
        case .workingDays: calendar.adding(workingDays: self.count, to: start)
        }
    }
}

/// What follows from an event or an input, for one order.
struct Reaction {
    var events: [OrderEvent] = []
    var documents: [OutgoingDocument] = []
    var notices: [CarrierNotice] = []
    var timers: [ScheduledTimer] = []
    /// What the receipt says, where an input was decided.
    var entry: Receipt.Entry?

    static let nothing = Reaction()

    init(events: [OrderEvent] = [], documents: [OutgoingDocument] = [], entry: Receipt.Entry? = nil) {
        self.events = events
        self.documents = documents
        self.entry = entry
    }

    /// Nothing was taken of a document; the receipt says why.
    static func refused(_ kind: IncomingDocument.Kind, order: String?, _ findings: [Finding]) -> Reaction {
        Reaction(entry: Receipt.Entry(outcome: .refused, kind: kind, orderNumber: order, findings: findings))
    }

    /// A report, a decision or an answer was taken.
    static func accepted(
        _ kind: IncomingDocument.Kind, of order: OrderRecord, _ summary: String, findings: [Finding] = []
    ) -> Reaction {
        Reaction(
            entry: Receipt.Entry(
                outcome: .accepted, kind: kind, customerReference: order.order.customerReference,
                orderNumber: order.number, findings: findings, summary: summary))
    }
}
