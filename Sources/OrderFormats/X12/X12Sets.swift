// Inside an interchange: groups, and the transaction sets in them.

import OrderModel

extension X12Interchanges {
    private var segments: X12Segments { order.context.segments }

    /// Takes the next segment.
    mutating func step() throws(InputError) {
        guard try order.context.segments.next() else { return breakOff() }
        if order.context.segments.isTooLong { return giveUp() }
        guard order.context.segments.isTerminated || isLastTrailer() else { return breakOff() }
        if order.context.segments.isWrapped, !saidWrapped { sayWrapped() }
        switch order.context.segments.tag {
        case "ISA", "IEA", "GS", "GE", "ST", "SE", "TA1": takeEnvelope()
        default: takeContent()
        }
    }

    private mutating func takeContent() {
        switch set {
        case .none: return sayForeignSegment()
        case .order:
            order.context.advance()
            order.take()
        case .acknowledgement:
            order.context.advance()
            acknowledgement.take(&order.context)
        case .status:
            order.context.advance()
            status.take(&order.context)
        case .passedOver: order.context.advance()
        }
    }

    private mutating func takeEnvelope() {
        let tag = segments.tag
        if tag == "SE" { return closeSet() }
        abandonSet()
        switch tag {
        case "ISA":
            envelope.closeWithoutTrailer(at: segments.place())
            leave(at: segments.start)
        case "IEA":
            envelope.close(count: segments.string(1), control: segments.string(2), at: segments.place())
            leave(at: segments.position)
        case "GS": openGroup()
        case "GE": envelope.closeGroup(count: segments.string(1), control: segments.string(2), at: segments.place())
        case "ST": openSet()
        default: takeInterchangeAcknowledgement()
        }
    }

    private mutating func leave(at position: Int) {
        self.position = position
        isInside = false
        order.context.segments.pause()
    }

    private mutating func takeInterchangeAcknowledgement() {
        envelope.noteContent()
        guard !envelope.isInterchangeRefused else { return }
        let number = segments.string(1) ?? ""
        guard segments.string(4) == "R" else {
            return report(
                .note, .ediAcknowledged, "the partner's system has acknowledged our interchange \(number)",
                at: segments.place(), path: "TA1")
        }
        report(
            .error, .ediAnswerRejected,
            "the partner's system refused our interchange \(number) (TA105 \(segments.string(5) ?? "none"))",
            at: segments.place(), path: "TA1", value: segments.string(5),
            hint: "look up the interchange in the outbox and ask the partner what is wrong with it")
    }
}

// MARK: - What is wrong with the text

extension X12Interchanges {
    /// The text ends inside the interchange: it may still grow.
    private mutating func breakOff() {
        isIncomplete = true
        isFinished = true
    }

    private mutating func giveUp() {
        report(
            .error, .ediSyntax, "a segment of more than \(context.limits.fieldLength) bytes; reading ends here",
            at: segments.place(), hint: "check the character that ends the segments")
        set = .none
        envelope.closeWithoutTrailer(at: segments.place())
        isFinished = true
    }

    /// IEA as the last word of the text needs no terminator behind it, if it is there in full.
    private func isLastTrailer() -> Bool {
        guard segments.tag == "IEA", let control = segments.string(2), control == envelope.interchange?.controlReference
        else { return false }
        report(
            .note, .ediLayout, "the last segment is not terminated", at: segments.place(), path: "IEA",
            hint: "end every segment with its terminator")
        return true
    }

    private mutating func sayWrapped() {
        guard let place = segments.wrappedAt else { return }
        saidWrapped = true
        report(
            .warning, .ediLayout, "lines are wrapped inside segments", at: place,
            hint: "transfer the file in binary mode, without a record length")
    }

    private mutating func sayForeignSegment() {
        guard !envelope.isInterchangeRefused, !saidForeignText else { return }
        saidForeignText = true
        report(
            .warning, .ediSegmentUnexpected,
            "\(segments.tagText) stands outside of any transaction set; it was not read", at: segments.place(),
            path: segments.tagText)
    }
}

// MARK: - Groups

extension X12Interchanges {
    private mutating func openGroup() {
        saidGroupCode = false
        let group = Interchange.Group(
            functionalCode: segments.string(1), sender: segments.string(2), receiver: segments.string(3),
            controlReference: segments.string(6) ?? "", version: segments.string(8))
        let isAddressed = isAddressed(group)
        envelope.openGroup(group, isAddressed: isAddressed, at: segments.place())
        guard group.controlReference.isEmpty, !envelope.isInterchangeRefused else { return }
        report(
            .warning, .ediElementMissing, "the group has no control number (GS06)", at: segments.place(6),
            path: "GS/06", hint: "number the groups")
    }

    private func isAddressed(_ group: Interchange.Group) -> Bool {
        guard !envelope.isInterchangeRefused, let profile = context.profile?.x12 else { return true }
        for (element, wanted, found) in [
            (2, profile.partnerApplication, group.sender), (3, profile.ownApplication, group.receiver),
        ] {
            guard let wanted, wanted.uppercased() != found?.uppercased() else { continue }
            let who = element == 2 ? "from" : "addressed to"
            report(
                .error, .ediAddressWrong,
                "the group is \(who) \(found ?? "nobody"), not \(wanted); nothing of it was taken",
                at: segments.place(element), path: "GS/0\(element)", value: found,
                hint: "have the address entered in your partner profile")
            return false
        }
        return true
    }
}

// MARK: - Transaction sets

extension X12Interchanges {
    private mutating func openSet() {
        guard !envelope.isInterchangeRefused else { return }
        let known = order.context.type
        let type = order.context.segments.isPlainly(1, known) ? known : order.context.segments.string(1) ?? ""
        let control = order.context.segments.string(2) ?? ""
        setCount += 1
        if setCount > context.limits.documentsPerFile { return sayTooMany() }
        order.context.begin(type: type, control: control)
        isRepeatedSet = false
        guard envelope.hasGroup else {
            report(
                .error, .ediSegmentMissing,
                "the transaction set \(type) \(control) stands outside of a group (GS); it was not read",
                at: segments.place(), path: "ST[\(control)]", hint: "open a group with GS")
            set = .passedOver
            envelope.noteContent()
            return
        }
        isRepeatedSet = !envelope.openSet(control: control)
        if (type == "850" || type == "860") && !envelope.isGroupRefused, !isRepeatedSet {
            sayGroupCode(type)
            set = .order
            order.begin()
        } else if type == "214", !envelope.isGroupRefused, !isRepeatedSet {
            sayGroupCode(type)
            set = .status
            status = X12StatusReader()
        } else if type == "997" || type == "999" {
            set = .acknowledgement
            acknowledgement = X12AcknowledgementReader()
        } else {
            set = .passedOver
        }
    }

    private mutating func sayTooMany() {
        hasTooMany = true
        isFinished = true
        report(
            .error, .tooManyDocuments, "the file has more than \(context.limits.documentsPerFile) documents",
            at: segments.place(), hint: "split the file; nothing of it was taken")
    }

    /// ST01 says what a set is; GS01 should agree.
    private mutating func sayGroupCode(_ type: String) {
        guard !saidGroupCode, let wanted = X12Group.code(ofSet: type) else { return }
        saidGroupCode = true
        let found = envelope.group?.functionalCode
        guard found != wanted else { return }
        report(
            .warning, .ediCodeUnknown,
            "GS01 is '\(found ?? "")', but an \(type) belongs into a group '\(wanted)'; it was read as an \(type)",
            at: segments.place(1), path: "GS/01", value: found, hint: "write GS01 \(wanted)")
    }

    private mutating func closeSet() {
        if case .none = set {
            guard !envelope.isInterchangeRefused else { return }
            return report(
                .warning, .ediSegmentUnexpected, "SE stands where no transaction set is open", at: segments.place(),
                path: "SE")
        }
        order.context.advance()
        order.context.line = nil
        if order.context.segments.plainCount(1) != order.context.position { checkCount() }
        if !order.context.segments.isPlainly(2, order.context.control) { checkControl() }
        finishSet()
    }

    private mutating func checkCount() {
        let stated = segments.string(1)
        let counted = order.context.position
        guard stated.flatMap({ Int($0) }) != counted else { return }
        let place = place("ST[\(order.context.control)]/SE/01")
        order.context.report(
            .warning, .ediCountWrong, "SE01 counts \(stated ?? "no") segments, but there are \(counted)", at: place,
            code: X12Error.segmentCountWrong, value: stated, hint: "check that no segment got lost")
    }

    private mutating func checkControl() {
        let stated = segments.string(2)
        let control = order.context.control
        guard !X12Envelope.isSame(stated ?? "", control) else { return }
        let place = place("ST[\(control)]/SE/02")
        order.context.report(
            .warning, .ediControlNumberDiffers, "SE02 is \(stated ?? "empty"), ST02 is \(control)", at: place,
            code: X12Error.setNumberDiffers, value: stated, hint: "write the same number in ST02 and SE02")
    }

    private func place(_ path: String) -> Place {
        var place = segments.place()
        place.path = path
        return place
    }

    /// Another segment of the envelope stands where SE should be: what is missing of the set nobody knows.
    private mutating func abandonSet() {
        if case .none = set { return }
        order.context.isLenient = false
        order.context.line = nil
        let control = order.context.control
        let place = place("ST[\(control)]/SE")
        order.context.report(
            .error, .ediSegmentMissing, "SE is missing: the transaction set \(control) is not closed", at: place,
            code: X12Error.setTrailerMissing, hint: "close every transaction set with SE")
        finishSet()
    }

    private mutating func finishSet() {
        var outcome = Interchange.Message.Outcome.rejected
        switch set {
        case .none: return
        case .order:
            give(order.finish())
            if !order.wasRefused { outcome = order.context.errors.isEmpty ? .accepted : .acceptedWithErrors }
        case .status:
            giveAll(status.finish(&order.context))
            if !status.wasRefused { outcome = order.context.errors.isEmpty ? .accepted : .acceptedWithErrors }
        case .acknowledgement:
            acknowledgement.finish(&order.context)
            for finding in order.context.sink.findings { sink.report(finding) }
            outcome = .accepted
        case .passedOver:
            if let refusal = refusal() { give(.refused(refusal)) }
        }
        set = .none
        let (type, control, errors) = (order.context.type, order.context.control, order.context.errors)
        if errors.isEmpty, envelope.extend(type: type, control: control, outcome: outcome) { return }
        envelope.add(Interchange.Message(type: type, controlReference: control, outcome: outcome, errors: errors))
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

    /// Why a set is passed over. Sets of other types are said of the file, orders as refused documents.
    private mutating func refusal() -> RefusedDocument? {
        let (type, control) = (order.context.type, order.context.control)
        let start = place("ST[\(control)]")
        if isRepeatedSet {
            order.context.report(
                .error, .ediMessageRepeated, "the transaction set number \(control) stands twice in its group",
                at: start, code: X12Error.setNumberNotUnique, value: control,
                hint: "number the transaction sets of a group; only the first of this number was taken")
            return RefusedDocument(findings: order.context.sink.findings)
        }
        guard !["850", "860", "214"].contains(type) else { return nil }
        guard envelope.hasGroup, !envelope.isGroupRefused else { return nil }
        order.context.report(
            .error, .ediMessageUnknown, "\(type) is not read here; the transaction set was passed over", at: start,
            code: X12Error.setNotSupported, value: type,
            hint: "send orders as 850 and changes as 860, transport statuses as 214")
        let said = order.context.sink.findings.first { $0.code == .ediMessageUnknown }
        if let said { sink.report(said) }
        return nil
    }
}
