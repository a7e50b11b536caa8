// Reads one 850 (purchase order) or 860 (change by the buyer), segment by segment.

import ExactDecimals
import OrderModel

/// Where in the set a segment stands.
enum X12Area {
    case head, lines, summary
}

/// One for the whole file: `begin` makes it anew for the next set.
struct X12OrderReader {
    var context: X12SetContext
    let settings: X12OrderSettings
    private(set) var isChange = false
    /// The set that was finished could not be taken.
    private(set) var wasRefused = false
    var order = PurchaseOrder(customerReference: "")
    // Copies of these are made quicker than new ones.
    private let blankOrder = PurchaseOrder(customerReference: "")
    let blankLine = OrderLine(id: "")
    var area = X12Area.head
    var hasBeginning = false

    // The line in hand, and what of it is only settled at its end.
    var line = OrderLine(id: "")
    var hasLine = false
    var lineCount = 0
    private var lineIDs = SeenNumbers()
    /// How many lines the order before had: room for as many is made at once.
    private var usualLines = 0
    var details = X12LineDetails()
    /// The unit that was translated last.
    var lastUnit: (code: EDITag, common: String) = (EDITag(code: 0), "")
    /// For CTT02: the sum of the quantities as numbers, and of their digits without the point.
    var quantities = X12HashTotal()

    /// The N1 loop in hand.
    var party = X12PartyLoop(role: .other)
    var hasParty = false
    var hasBuyer = false
    /// The N9 loop in hand.
    var text = X12TextLoop()
    var hasText = false
    var notes: [String] = []
    /// The date that is wanted, and how good its qualifier is: 0 is the best.
    var wanted: (rank: Int, date: CalendarDate)?
    /// Dates that bind the seller in other ways.
    var terms: [(qualifier: EDITag, date: CalendarDate)] = []
    /// More than one place that goods are to go to cannot be served.
    var hasDestination = false
    var hasSecondDestination = false
    var contactAtDestination: Contact?
    /// The store of SDQ.
    var store: String?

    init(_ context: X12SetContext, _ settings: X12OrderSettings) {
        self.context = context
        self.settings = settings
    }

    /// Begins with the set whose ST is in hand.
    mutating func begin() {
        isChange = context.isChange
        order.form = settings.usualForm
        order.place = context.segments.place()
        order.place?.path = context.setPath
        order.lines.reserveCapacity(usualLines)
        area = .head
        hasBeginning = false
        hasLine = false
        lineCount = 0
        lineIDs.removeAll()
        quantities = X12HashTotal()
        hasParty = false
        hasBuyer = false
        hasText = false
        if !notes.isEmpty { notes = [] }
        wanted = nil
        if !terms.isEmpty { terms = [] }
        hasDestination = false
        hasSecondDestination = false
        contactAtDestination = nil
        store = nil
    }

    // MARK: - Segments

    /// Takes the segment in hand.
    mutating func take() {
        let tag = context.segments.tag
        switch tag {
        case "PO1", "POC": beginLine(tag)
        case "CTT": takeTotals()
        default:
            switch area {
            case .head: takeHead(tag)
            case .lines: takeDetail(tag)
            case .summary: takeSummary(tag)
            }
        }
    }

    private mutating func takeHead(_ tag: EDITag) {
        switch tag {
        case "BEG": takeBeginning(is860: false)
        case "BCH": takeBeginning(is860: true)
        case "CUR": takeCurrency()
        case "REF": takeReference()
        case "PER": takeContact()
        case "N1": beginParty()
        case "N2", "N3", "N4": takePartyDetail(tag)
        case "DTM": takeHeadDate()
        case "ITD": takePaymentTerms()
        case "FOB": takeDeliveryTerms()
        case "TD5": takeTransport()
        case "N9": beginText()
        case "MSG": takeMessage()
        case "NTE": takeNote()
        case "SAC": takeCharge()
        default: passOver(tag)
        }
    }

    private mutating func takeDetail(_ tag: EDITag) {
        switch tag {
        case "LIN": takeProducts(from: 2)
        case "PID": takeDescription()
        case "CTP": takePrice()
        case "PO4", "PO3": break
        case "PKG": takePacking()
        case "DTM": takeLineDate()
        case "SCH": takeSchedule()
        case "SDQ": takeStores()
        case "SLN": takeSubline()
        case "AMT": takeLineAmount()
        case "N1": beginParty()
        case "N2", "N3", "N4": takePartyDetail(tag)
        case "N9": beginText()
        case "MSG": takeMessage()
        case "NTE": takeNote()
        case "SAC": takeCharge()
        default: passOver(tag)
        }
    }

    private mutating func takeSummary(_ tag: EDITag) {
        switch tag {
        case "AMT": takeTotalAmount()
        default:
            context.report(
                .warning, .ediSegmentUnexpected, "\(context.segments.tagText) stands behind CTT; it was not read",
                code: X12Error.unexpectedSegment, hint: "put it in front of CTT")
        }
    }

    /// Segments of the standard that say nothing we use are passed over; others are reported.
    private mutating func passOver(_ tag: EDITag) {
        guard !X12OrderReader.knownSegments.contains(tag) else { return }
        context.report(
            .warning, .ediSegmentUnexpected,
            "\(context.segments.tagText) is no segment of an \(context.type); it was not read",
            code: X12Error.unknownSegment)
    }

    private static let knownSegments: Set<EDITag> = [
        "ADV", "AMT", "CB1", "CN1", "CSH", "CTB", "CTP", "CUR", "DIS", "DTM", "EFI", "FA1", "FA2", "FOB", "G61", "INC",
        "IT3", "IT8", "ITD", "LDT", "LE", "LIN", "LM", "LQ", "LS", "MAN", "MEA", "MTX", "NM1", "NX2", "PAM", "PCT",
        "PER",
        "PID", "PKG", "PO3", "PO4", "PWK", "QTY", "REF", "RRA", "SCH", "SDQ", "SI", "SPI", "TAX", "TC2", "TD1", "TD3",
        "TD4", "TD5", "TXI", "V1", "R4", "G53", "SLN",
    ]

    // MARK: - The end

    /// The finished document, once SE was read. What is wrong so that it cannot be taken is among the findings.
    mutating func finish() -> ReadItem {
        endLine()
        endLoops()
        settleHead()
        checkStructure()
        usualLines = min(order.lines.count, 100)
        // Handed over as it is: an order is large, and a copy of it would cost more than its reading.
        let finished = exchange(&order, with: blankOrder)
        let reference = finished.customerReference
        wasRefused = context.isRefused || reference.isEmpty
        if wasRefused {
            return .refused(
                RefusedDocument(
                    customerReference: reference.isEmpty ? nil : reference, kind: .order,
                    findings: context.sink.take()))
        }
        return .document(ReadDocument(.order(finished), findings: context.sink.take()))
    }

    private mutating func checkStructure() {
        if !hasBeginning {
            context.report(
                .error, .ediSegmentMissing, "the \(isChange ? "BCH" : "BEG") segment is missing",
                missing: isChange ? "BCH" : "BEG", at: setPlace, code: X12Error.segmentMissing,
                hint: "purpose, number and date of the order stand there")
        } else if lineCount == 0, !order.customerReference.isEmpty, !order.purpose.asksForChange {
            context.report(
                .error, .linesMissing, "the order has no lines", missing: "PO1", at: setPlace,
                code: X12Error.segmentMissing, hint: "write a PO1 segment for each product")
        }
    }

    private var setPlace: Place {
        var place = order.place ?? Place()
        place.path = context.setPath
        return place
    }

    /// N1 and N9 loops end where another loop begins.
    mutating func endLoops() {
        if hasText {
            hasText = false
            endText()
        }
        if hasParty {
            hasParty = false
            endParty()
        }
    }

    /// Whether a line of this number is new.
    mutating func isNewLine(_ id: String) -> Bool { lineIDs.insert(id) }

    private mutating func settleHead() {
        if let wanted {
            order.requestedDeliveryDate = wanted.date
        }
        for (qualifier, date) in terms where wanted.map({ X12DateQualifier.requested[$0.rank] }) != qualifier {
            if let words = X12DateQualifier.terms(qualifier) { notes.append("\(words): \(date)") }
        }
        if let contactAtDestination, !order.contact.isReachable, order.buyer.contact?.isReachable != true {
            order.contact = contactAtDestination
        }
        if order.currency == nil { order.currency = settings.currency }
        if !notes.isEmpty { order.note = notes.joined(separator: "\n") }
    }
}

/// What the reader of an order has to know of the partner.
struct X12OrderSettings {
    let units: X12Units
    let currency: String?
    let usualForm: OrderForm
    let limits: FormatLimits

    init(_ context: ReadingContext) {
        units = X12Units(context.profile)
        currency = context.profile?.x12.currency
        usualForm = context.usualForm
        limits = context.limits
    }
}
