// Puts an order together from the segments of ORDERS or ORDCHG. Tolerant of their sequence: what a segment says depends
// on the group that it stands in, and a group begins with its own segment (NAD, TDT, LIN …).

import ExactDecimals
import OrderModel

/// One for the whole file: `begin` makes it anew for the next message.
struct EDIFACTOrderReader {
    var message: EDIFACTMessage
    let profile: EDIFACTProfile
    var order = PurchaseOrder(customerReference: "")
    /// A copy of it is made quicker than a new one.
    private let blankOrder = PurchaseOrder(customerReference: "")
    /// The line in hand; only with `hasLine`.
    var line = EDIFACTLine()
    var hasLine = false
    var parties = EDIFACTParties()
    var contactIsPartys = false
    var notes: [String] = []
    /// The group that the segment in hand belongs to.
    var group = Group.none
    /// BGM 1004, 1225 and 1001; RFF ON.
    var documentNumber: String?
    var purposeCode: String?
    var orderReference: String?
    private(set) var section = Section.head
    private var hasBeginning = false
    private var hasSeparator = false
    private var lineIDs = LineNumbers()
    /// The LIN of the line in hand, counted from 1; it is finished when the next one has been counted already.
    private var linePosition = 0
    /// How many lines the order before had: room for as many is made at once.
    private var usualLines = 0
    private var unexpected: Set<EDITag> = []
    private var isTooLong = false
    var amountOfMessage: ExactDecimal?
    var hasCharges = false
    /// The subject of the text (FTX) that goes on in the next segment.
    var openText: EDITag?

    enum Section { case head, lines, summary }
    enum Group {
        case none, reference, buyer, delivery, otherParty, transport, terms, price, charge, package, schedule, place
    }

    /// D.96A has 70 and 35 characters where D.01B has 512 and 256.
    private(set) var textWidth = 70
    private(set) var nameWidth = 35
    /// ORDCHG.
    private(set) var isChange = false

    init(_ message: EDIFACTMessage, profile: EDIFACTProfile) {
        self.message = message
        self.profile = profile
    }

    /// Begins with the message whose UNH was read.
    mutating func begin() {
        isChange = message.type == "ORDCHG"
        let isOld = message.version.utf8.dropFirst(2).first == UInt8(ascii: "9")
        textWidth = isOld ? 70 : 512
        nameWidth = isOld ? 35 : 256
        order.place = message.place
        order.lines.reserveCapacity(usualLines)
        hasLine = false
        contactIsPartys = false
        if !notes.isEmpty { notes = [] }
        group = .none
        documentNumber = nil
        purposeCode = nil
        orderReference = nil
        section = .head
        hasBeginning = false
        hasSeparator = false
        lineIDs.removeAll()
        if !unexpected.isEmpty { unexpected = [] }
        isTooLong = false
        amountOfMessage = nil
        hasCharges = false
        openText = nil
    }

    // MARK: - Segments

    /// Takes the segment in hand.
    mutating func take() {
        switch message.segments.tag {
        case "LIN": beginLine()
        case "QTY": takeQuantity()
        case "PIA": takeProductIDs()
        case "PRI": takePrice()
        case "IMD": takeDescription()
        case "DTM": takeDate()
        case "MOA": takeAmount()
        case "RFF": takeReference()
        case "NAD": takeParty()
        case "FTX": takeText()
        case "CTA": takeContact()
        case "COM": takeCommunication()
        default: takeSeldom()
        }
    }

    private mutating func takeSeldom() {
        switch message.segments.tag {
        case "BGM": takeBeginning()
        case "UNS": endLines()
        case "CNT": takeCount()
        case "CUX": takeCurrency()
        case "PAI": takePaymentMeans()
        case "PAT": takePaymentTerms()
        case "TDT": takeTransport()
        case "TOD": takeDeliveryTerms()
        case "ALC": takeCharge()
        case "PCD": takePercentage()
        case "LOC": takePlace()
        case "SCC": group = .schedule
        case "PAC": group = .package
        case let tag where EDIFACTCodes.passedOver.contains(tag): break
        default: reportUnexpected()
        }
    }

    private mutating func reportUnexpected() {
        guard unexpected.count < 100, unexpected.insert(message.segments.tag).inserted else { return }
        let tag = message.segments.tag.code == 0 ? message.segments.string(0) ?? "" : message.segments.tag.description
        message.report(
            .warning, .ediSegmentUnexpected, "\(tag) is no segment of \(message.type); it was not read",
            value: tag, error: EDIFACTError.notSupportedHere)
    }

    private mutating func takeBeginning() {
        guard !hasBeginning else { return reportUnexpected() }
        hasBeginning = true
        documentNumber = message.identifier(2, 1, "1004", "the document number")
        purposeCode = message.segments.string(3)
        takeDocumentType()
    }

    private mutating func takeDocumentType() {
        guard let code = message.segments.string(1) else { return }
        guard let (type, urgency) = EDIFACTCodes.order(code) else {
            return message.report(
                .warning, .ediCodeUnknown, "'\(code)' is no kind of order that we know; it was read as an order",
                at: 1, 1, "C002.1001", value: code, hint: "an order is 220, an urgent one 224",
                error: EDIFACTError.valueNotSupported)
        }
        order.documentType = type
        order.urgency = urgency
    }

    // MARK: - Lines

    private mutating func beginLine() {
        finishLine()
        section = .lines
        group = .none
        openText = nil
        hasLine = false
        guard order.lines.count < message.limits.linesPerOrder else {
            if !isTooLong {
                message.report(
                    .error, .tooManyLines, "the order has more than \(message.limits.linesPerOrder) lines",
                    hint: "send it as several orders", error: EDIFACTError.tooManyRepetitions)
            }
            isTooLong = true
            return
        }
        linePosition = message.lineNumber
        readLine()
        hasLine = true
    }

    private mutating func endLines() {
        finishLine()
        hasSeparator = true
        section = .summary
        group = .none
    }

    private mutating func finishLine() {
        guard hasLine else { return }
        hasLine = false
        let finished = line.finish()
        guard !line.isSubLine else { return }
        if let earlier = lineIDs.insert(finished.id, linePosition, order.lines) {
            message.sink.report(
                .error, .lineNumberDuplicate, "the line number '\(finished.id)' stands twice, first in LIN \(earlier)",
                at: finished.place, value: finished.id, hint: "number the lines of an order 1, 2, 3 …")
        }
        order.lines.append(finished)
    }

    private mutating func takeCount() {
        // 2: the number of line items.
        guard message.segments.code(1) == "2" else { return }
        message.checkCount(message.segments.count(1, 2), is: message.lineNumber, "C270.6066", at: 1, 2, "lines")
    }

    // MARK: - The whole

    /// The order, after UNT.
    mutating func finish() -> ReadItem {
        finishLine()
        settlePurpose()
        settleNumbers()
        parties.settle(&order)
        if order.statedTotal == nil, !hasCharges { order.statedTotal = amountOfMessage }
        if !notes.isEmpty { order.note = notes.joined(separator: "\n") }
        checkStructure()
        usualLines = min(order.lines.count, 100)
        // Handed over as it is: an order is large, and a copy of it would cost more than its reading.
        let finished = exchange(&order, with: blankOrder)
        if message.sink.hasErrors {
            return .refused(
                RefusedDocument(
                    customerReference: finished.customerReference.isEmpty ? documentNumber : finished.customerReference,
                    kind: .order, findings: message.sink.findings))
        }
        return .document(ReadDocument(.order(finished), findings: message.sink.findings))
    }

    private mutating func settlePurpose() {
        let code = purposeCode ?? (isChange ? "4" : "9")
        if let purpose = EDIFACTCodes.purpose(code) {
            order.purpose = isChange && purpose == .original ? .change : purpose
        } else {
            message.report(
                .error, .ediCodeUnknown, "BGM says with '\(code)' what is to be done, which we do not know",
                missing: "BGM", hint: "9 is a new order, 4 a change, 1 a cancellation",
                error: EDIFACTError.valueNotSupported)
        }
    }

    /// In an order BGM has its number; in a change it has the number of the change, and RFF ON names the order.
    private mutating func settleNumbers() {
        let isAboutAnother = order.purpose == .change || order.purpose == .cancellation || isChange
        if isAboutAnother, let orderReference {
            order.customerReference = orderReference
            if documentNumber != orderReference { order.changeNumber = documentNumber }
        } else if isChange {
            message.report(
                .error, .orderNumberMissing, "the change does not say which order it is about (RFF ON)",
                missing: "RFF", hint: "write RFF+ON: and the number of the order")
        } else if let documentNumber {
            order.customerReference = documentNumber
        } else if hasBeginning {
            message.report(
                .error, .orderNumberMissing, "the order number (BGM 1004) is missing", missing: "BGM",
                hint: "give the order a number of your own")
        }
    }

    private mutating func checkStructure() {
        if !hasBeginning {
            message.report(
                .error, .ediSegmentMissing, "BGM is missing, so the order has no number", missing: "BGM",
                hint: "an order begins with BGM")
        }
        if !hasSeparator {
            message.report(
                .warning, .ediSegmentMissing, "UNS is missing between lines and summary; the order was read without it",
                missing: "UNS", hint: "write UNS+S behind the last line")
        }
        if order.lines.isEmpty, order.purpose == .original || order.purpose == .copy, message.lineNumber == 0 {
            message.report(
                .error, .linesMissing, "the order has no lines", missing: "LIN", hint: "write a LIN for each product")
        }
    }
}
