// Interchanges, groups and messages one after the other, each message taken or refused by itself.

import OrderModel

struct EDIFACTInterchanges {
    private let text: TextStream
    private let context: ReadingContext
    private var envelope: EDIFACTEnvelope
    /// The segments, the message in hand, and its order if it is one that we read.
    private var order: EDIFACTOrderReader
    private var acknowledgement = EDIFACTAcknowledgementReader()
    private var status = EDIFACTStatusReader()
    /// What else a message has said that says several things: the last first.
    private var furtherItems: [ReadItem] = []
    private var inHand = InHand.nothing
    /// What the segment in hand has finished.
    private var item: ReadItem?
    private var hasItem = false
    private var messageCount = 0
    /// Interchanges and groups: what is written down of them must not fill the memory either.
    private var envelopeCount = 0
    private var findings: [Finding] = []
    private var isIncomplete = false
    private var isDone = false
    /// Something outside of interchanges was reported; it is said once.
    private var hasReportedStray = false
    private var hasReportedWrapping = false
    private var needsServiceString = true

    private enum InHand {
        case nothing
        /// ORDERS or ORDCHG.
        case order
        /// CONTRL.
        case acknowledgement
        /// IFTSTA.
        case status
        /// A message that is not read.
        case other
    }

    init(_ text: TextStream, _ context: ReadingContext) {
        self.text = text
        self.context = context
        envelope = EDIFACTEnvelope(
            profile: context.profile?.edifact, limits: context.limits, budget: context.budget)
        let message = EDIFACTMessage(EDIFACTSegments(text), limits: context.limits, budget: context.budget)
        order = EDIFACTOrderReader(message, profile: context.profile?.edifact ?? EDIFACTProfile())
    }

    var account: FileAccount {
        FileAccount(
            format: .edifact, charset: text.charset, findings: text.findings + findings + envelope.findings,
            isIncomplete: isIncomplete || text.isIncomplete, interchanges: envelope.interchanges)
    }

    private var segments: EDIFACTSegments { order.message.segments }

    mutating func next() throws(InputError) -> ReadItem? {
        if let next = furtherItems.popLast() { return next }
        while !isDone {
            if needsServiceString { try readServiceString() }
            guard try order.message.segments.next() else {
                end()
                return nil
            }
            if order.message.segments.isTooLong {
                giveUp()
                return nil
            }
            if !order.message.segments.isTerminated {
                breakOff()
                return nil
            }
            if order.message.segments.isWrapped, !hasReportedWrapping { reportWrapping() }
            take()
            if hasItem {
                hasItem = false
                return item.take()
            }
        }
        return nil
    }

    private mutating func readServiceString() throws(InputError) {
        needsServiceString = false
        switch try order.message.segments.readServiceString() {
        case .none, .read: break
        case .short(let place):
            findings.append(
                Finding(
                    .note, .ediLayout, "UNA has eight characters instead of nine; it was read all the same", at: place,
                    hint: "write UNA:+.? '"))
        case .unusable(let place):
            findings.append(
                Finding(
                    .warning, .ediSyntax,
                    "UNA does not keep the characters apart that it announces; the usual ones were used", at: place,
                    hint: "write UNA:+.? '"))
        }
    }

    // MARK: - By segment

    private mutating func take() {
        switch order.message.segments.tag {
        case "UNH": beginMessage()
        case "UNT": endMessage()
        case "UNB":
            closeUnfinished()
            guard countEnvelope() else { return }
            envelope.open(segments)
            order.message.forgetType()
            hasReportedStray = false
        case "UNZ":
            closeUnfinished()
            envelope.close(segments)
            needsServiceString = true
        case "UNG":
            closeUnfinished()
            guard countEnvelope() else { return }
            envelope.openGroup(segments)
        case "UNE":
            closeUnfinished()
            envelope.closeGroup(segments)
        default: takeContent()
        }
    }

    private mutating func takeContent() {
        if case .nothing = inHand { return reportStray() }
        order.message.begin()
        switch inHand {
        case .order: order.take()
        case .acknowledgement: acknowledgement.take(&order.message)
        case .status: status.take(&order.message)
        case .other, .nothing: break
        }
    }

    // MARK: - Messages

    private mutating func beginMessage() {
        closeUnfinished()
        if !envelope.isOpen { return reportStray() }
        guard !envelope.isRefused else { return }
        messageCount += 1
        guard messageCount <= context.limits.documentsPerFile else { return reportTooMany("messages") }
        order.message.start(number: messageCount)
        inHand = .other
        let reference = order.message.reference
        if !envelope.count(reference) {
            order.message.report(
                .error, .ediMessageRepeated, "the message \(reference) stands twice in the interchange", at: 1, 1,
                "0062", value: reference, hint: "number the messages of an interchange 1, 2, 3 …",
                error: EDIFACTError.duplicate)
        } else if order.message.type == "ORDERS" || order.message.type == "ORDCHG" {
            inHand = .order
            order.begin()
        } else if order.message.type == "IFTSTA" {
            inHand = .status
            status = EDIFACTStatusReader()
        } else if order.message.type == "CONTRL" {
            inHand = .acknowledgement
            acknowledgement = EDIFACTAcknowledgementReader()
        } else {
            reportType()
        }
    }

    private mutating func reportType() {
        let type = order.message.type
        order.message.report(
            .error, .ediMessageUnknown, "'\(type)' is not read here", at: 2, 1, "S009.0065", value: type,
            hint: "send ORDERS, ORDCHG and IFTSTA; everything else by the way agreed with the desk",
            error: EDIFACTError.valueNotSupported)
    }

    private mutating func endMessage() {
        if case .nothing = inHand {
            if !envelope.isRefused { reportStray() }
            return
        }
        order.message.begin()
        order.message.readTrailer()
        finish()
    }

    /// A message that ends without UNT: whether all its lines are there, nobody knows.
    private mutating func closeUnfinished() {
        if case .nothing = inHand { return }
        order.message.report(
            .error, .ediSegmentMissing, "UNT is missing, so lines may have got lost", missing: "UNT",
            hint: "send the message again")
        finish()
    }

    private mutating func finish() {
        let wasAcknowledgement = inHand == .acknowledgement
        switch inHand {
        case .order: give(order.finish())
        case .status: giveAll(status.finish(&order.message))
        case .acknowledgement: finishAcknowledgement()
        case .other, .nothing: finishOther()
        }
        inHand = .nothing
        let ended = order.message.errors
        // Whatever an acknowledgement says, it is an answer itself.
        let outcome: Interchange.Message.Outcome =
            wasAcknowledgement || (!order.message.sink.hasErrors && ended.isEmpty)
            ? .accepted : order.message.sink.hasErrors ? .rejected : .acceptedWithErrors
        let (type, reference) = (order.message.type, order.message.reference)
        let version = order.message.version.isEmpty ? nil : order.message.version
        if ended.isEmpty, envelope.extend(type: type, version: version, reference: reference, outcome: outcome) {
            return
        }
        envelope.add(
            Interchange.Message(
                type: type, version: version, controlReference: reference, outcome: outcome, errors: ended))
    }

    /// What the partner's system says of ours concerns the file and no order in it.
    private mutating func finishAcknowledgement() {
        acknowledgement.finish(&order.message)
        findings += order.message.sink.findings
    }

    /// A message that is no order: refused.
    private mutating func finishOther() {
        give(.refused(RefusedDocument(findings: order.message.sink.findings)))
    }

    private mutating func give(_ item: consuming ReadItem) {
        self.item = item
        hasItem = true
    }

    private mutating func giveAll(_ items: [ReadItem]) {
        guard let first = items.first else { return }
        give(first)
        furtherItems = items.dropFirst().reversed()
    }

    private mutating func countEnvelope() -> Bool {
        envelopeCount += 1
        guard envelopeCount > context.limits.documentsPerFile else { return true }
        reportTooMany("interchanges and groups")
        return false
    }

    private mutating func reportTooMany(_ what: String) {
        isDone = true
        findings.append(
            Finding(
                .error, .tooManyDocuments,
                "the file has more than \(context.limits.documentsPerFile) \(what); none of them was taken",
                hint: "send them in several files"))
    }

    // MARK: - What is wrong with the file

    private mutating func reportStray() {
        guard !hasReportedStray, !envelope.isRefused else { return }
        hasReportedStray = true
        let tag = segments.tag.code == 0 ? "text" : segments.tag.description
        if envelope.isOpen {
            envelope.report(
                segments, .error, .ediSyntax, "\(tag) stands outside of any message; it was not read", 0,
                hint: "each message begins with UNH and ends with UNT", error: EDIFACTError.outsideMessage)
        } else {
            envelope.report(
                segments, .error, .ediSyntax, "\(tag) stands outside of any interchange; it was not read", 0,
                hint: "an interchange begins with UNB and ends with UNZ")
        }
    }

    /// Said once: where one line is wrapped, many are.
    private mutating func reportWrapping() {
        hasReportedWrapping = true
        report(
            .note, .ediLayout, "lines are wrapped inside segments; the line ends were left out",
            hint: "end lines behind segments only, or not at all")
    }

    private mutating func giveUp() {
        isDone = true
        report(
            .error, .ediSyntax,
            "a segment has more than \(EDIFACTSegments.longestSegment) bytes; reading ends here",
            hint: "is the character right that ends segments (UNA)?")
    }

    /// The text ends in the middle of a segment.
    private mutating func breakOff() {
        isDone = true
        isIncomplete = true
        envelope.noteCutOff()
        report(
            .error, .fileIncomplete, "the file ends in the middle of the segment \(segments.tag)",
            hint: "send the whole file again")
    }

    private mutating func end() {
        isDone = true
        envelope.noteCutOff()
        if text.findings.hasErrors { return }
        if inHand != .nothing {
            isIncomplete = true
            findings.append(
                Finding(
                    .error, .fileIncomplete, "the message \(order.message.reference) breaks off: UNT is missing",
                    at: order.message.place, hint: "send the whole file again"))
        } else if envelope.isOpen || envelope.interchanges.isEmpty && !envelope.findings.hasErrors {
            isIncomplete = true
            envelope.reportCutOff(segments)
        }
    }

    private mutating func report(_ severity: Finding.Severity, _ code: FindingCode, _ message: String, hint: String) {
        findings.append(Finding(severity, code, message, at: segments.place(), hint: hint))
    }
}
