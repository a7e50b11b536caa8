// Reads EDIFACT: interchanges, groups and messages one after the other, each message taken or refused by itself.

import OrderModel

final class EDIFACTReader: DocumentStream {
    private let text: TextStream
    private let segments: EDIFACTSegments
    private let context: ReadingContext
    private let profile: EDIFACTProfile
    private let envelope: EDIFACTEnvelope
    /// The message in hand, and its order if it is one that we read.
    private var message: EDIFACTMessage?
    private var order: EDIFACTOrderReader?
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

    init(_ text: TextStream, _ context: ReadingContext) {
        self.text = text
        self.context = context
        profile = context.profile?.edifact ?? EDIFACTProfile()
        segments = EDIFACTSegments(text)
        envelope = EDIFACTEnvelope(segments, profile: context.profile?.edifact, budget: context.budget)
    }

    var account: FileAccount {
        FileAccount(
            format: .edifact, charset: text.charset, findings: text.findings + findings + envelope.findings,
            isIncomplete: isIncomplete || text.isIncomplete, interchanges: envelope.interchanges)
    }

    func next() throws(InputError) -> ReadItem? {
        while !isDone {
            if needsServiceString { try readServiceString() }
            guard try segments.next() else {
                end()
                return nil
            }
            if segments.segment.isTooLong {
                giveUp()
                return nil
            }
            if !segments.segment.isTerminated {
                breakOff()
                return nil
            }
            if segments.segment.wrappedAt != nil, !hasReportedWrapping { reportWrapping() }
            if let item = take() { return item }
        }
        return nil
    }

    private func readServiceString() throws(InputError) {
        needsServiceString = false
        switch try segments.readServiceString() {
        case .none, .read: break
        case .short:
            report(
                .note, .ediLayout, "UNA has eight characters instead of nine; it was read all the same",
                hint: "write UNA:+.? '")
        case .unusable:
            report(
                .warning, .ediSyntax,
                "UNA does not keep the characters apart that it announces; the usual ones were used",
                hint: "write UNA:+.? '")
        }
    }

    // MARK: - By segment

    private func take() -> ReadItem? {
        switch segments.tag {
        case "UNH": return beginMessage()
        case "UNT": return endMessage()
        case "UNB":
            let item = closeUnfinished()
            guard countEnvelope() else { return item }
            envelope.open()
            hasReportedStray = false
            return item
        case "UNZ":
            let item = closeUnfinished()
            envelope.close()
            needsServiceString = true
            return item
        case "UNG":
            let item = closeUnfinished()
            guard countEnvelope() else { return item }
            envelope.openGroup()
            return item
        case "UNE":
            let item = closeUnfinished()
            envelope.closeGroup()
            return item
        default:
            takeContent()
            return nil
        }
    }

    private func takeContent() {
        guard let message else { return reportStray() }
        message.begin()
        order?.take()
    }

    // MARK: - Messages

    private func beginMessage() -> ReadItem? {
        let item = closeUnfinished()
        if !envelope.isOpen {
            reportStray()
            return item
        }
        guard !envelope.isRefused else { return item }
        messageCount += 1
        guard messageCount <= context.limits.documentsPerFile else {
            reportTooMany("messages")
            return item
        }
        let begun = EDIFACTMessage(segments, number: messageCount, limits: context.limits, budget: context.budget)
        begun.begin()
        begun.readHeader()
        message = begun
        let isNew = envelope.count(begun.reference)
        if !isNew {
            begun.report(
                .error, .ediMessageRepeated, "the message \(begun.reference) stands twice in the interchange", at: 1, 1,
                "0062", value: begun.reference, hint: "number the messages of an interchange 1, 2, 3 …",
                error: EDIFACTError.duplicate)
        } else if begun.type == "ORDERS" || begun.type == "ORDCHG" {
            order = EDIFACTOrderReader(begun, profile: profile)
        } else {
            reportType(begun)
        }
        return item
    }

    private func reportType(_ message: EDIFACTMessage) {
        if message.type == "CONTRL" {
            return message.report(
                .note, .ediMessageUnknown, "CONTRL acknowledges what we sent; there is nothing to do", at: 2, 1,
                "S009.0065", value: message.type)
        }
        message.report(
            .error, .ediMessageUnknown, "'\(message.type)' is not read here", at: 2, 1, "S009.0065",
            value: message.type,
            hint: "send ORDERS and ORDCHG; everything else by the way agreed with the desk",
            error: EDIFACTError.valueNotSupported)
    }

    private func endMessage() -> ReadItem? {
        guard let ended = message else {
            if !envelope.isRefused { reportStray() }
            return nil
        }
        ended.begin()
        ended.readTrailer()
        return finish(ended)
    }

    /// A message that ends without UNT: whether all its lines are there, nobody knows.
    private func closeUnfinished() -> ReadItem? {
        guard let broken = message else { return nil }
        broken.report(
            .error, .ediSegmentMissing, "UNT is missing, so lines may have got lost", missing: "UNT",
            hint: "send the message again")
        return finish(broken)
    }

    private func finish(_ ended: EDIFACTMessage) -> ReadItem? {
        let item = order?.finish() ?? refusedOrNothing(ended)
        message = nil
        order = nil
        envelope.add(
            Interchange.Message(
                type: ended.type, version: ended.version.isEmpty ? nil : ended.version,
                controlReference: ended.reference,
                outcome: ended.sink.hasErrors ? .rejected : ended.errors.isEmpty ? .accepted : .acceptedWithErrors,
                errors: ended.errors))
        return item
    }

    /// A message that is no order: refused, or an acknowledgement that is only mentioned.
    private func refusedOrNothing(_ message: EDIFACTMessage) -> ReadItem? {
        guard message.sink.hasErrors else {
            findings += message.sink.findings
            return nil
        }
        return .refused(RefusedDocument(findings: message.sink.findings))
    }

    private func countEnvelope() -> Bool {
        envelopeCount += 1
        guard envelopeCount > context.limits.documentsPerFile else { return true }
        reportTooMany("interchanges and groups")
        return false
    }

    private func reportTooMany(_ what: String) {
        isDone = true
        findings.append(
            Finding(
                .error, .tooManyDocuments,
                "the file has more than \(context.limits.documentsPerFile) \(what); none of them was taken",
                hint: "send them in several files"))
    }

    // MARK: - What is wrong with the file

    private func reportStray() {
        guard !hasReportedStray, !envelope.isRefused else { return }
        hasReportedStray = true
        let tag = segments.tag.code == 0 ? "text" : segments.tag.description
        if envelope.isOpen {
            envelope.report(
                .error, .ediSyntax, "\(tag) stands outside of any message; it was not read", 0,
                hint: "each message begins with UNH and ends with UNT", error: EDIFACTError.outsideMessage)
        } else {
            envelope.report(
                .error, .ediSyntax, "\(tag) stands outside of any interchange; it was not read", 0,
                hint: "an interchange begins with UNB and ends with UNZ")
        }
    }

    /// Said once: where one line is wrapped, many are.
    private func reportWrapping() {
        hasReportedWrapping = true
        report(
            .note, .ediLayout, "lines are wrapped inside segments; the line ends were left out",
            hint: "end lines behind segments only, or not at all")
    }

    private func giveUp() {
        isDone = true
        report(
            .error, .ediSyntax,
            "a segment has more than \(EDIFACTSegments.longestSegment) bytes; reading ends here",
            hint: "is the character right that ends segments (UNA)?")
    }

    /// The text ends in the middle of a segment.
    private func breakOff() {
        isDone = true
        isIncomplete = true
        envelope.noteCutOff()
        report(
            .error, .fileIncomplete, "the file ends in the middle of the segment \(segments.tag)",
            hint: "send the whole file again")
    }

    private func end() {
        isDone = true
        envelope.noteCutOff()
        if text.findings.hasErrors { return }
        if let message {
            isIncomplete = true
            findings.append(
                Finding(
                    .error, .fileIncomplete, "the message \(message.reference) breaks off: UNT is missing",
                    at: message.place, hint: "send the whole file again"))
        } else if envelope.isOpen || envelope.interchanges.isEmpty && !envelope.findings.hasErrors {
            isIncomplete = true
            envelope.reportCutOff()
        }
    }

    private func report(_ severity: Finding.Severity, _ code: FindingCode, _ message: String, hint: String) {
        findings.append(Finding(severity, code, message, at: segments.place(), hint: hint))
    }
}
