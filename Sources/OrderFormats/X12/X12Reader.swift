// X12 interchanges: orders out of 850s, changes out of 860s, one after the other, and the account that a 997 answers.
//
// Tolerant where the content can be trusted, with a finding for each deviation; set by set, so that one bad order does
// not take the others with it.

import OrderModel

final class X12Reader: DocumentStream {
    private let stream: TextStream
    private let context: ReadingContext
    private let settings: X12OrderSettings
    private let sink: FindingSink
    private let envelope: X12Envelope
    /// The segments of the interchange in hand; nil between two.
    private var segments: X12Segments?
    /// Between two interchanges: index in the window.
    private var position = 0
    private var set: SetInHand?
    private var setCount = 0

    private var isFinished = false
    private var isIncomplete = false
    private var hasTooMany = false
    private var seenInterchange = false
    private var saidWrapped = false
    private var saidForeignText = false
    private var saidGroupCode = false

    /// A transaction set between ST and SE.
    private final class SetInHand {
        let context: X12SetContext
        /// Nil where the set is passed over.
        let order: X12OrderReader?
        let acknowledgement: X12AcknowledgementReader?
        /// Its control number stood in the group before.
        let isRepeated: Bool

        init(
            _ context: X12SetContext, order: X12OrderReader? = nil, acknowledgement: X12AcknowledgementReader? = nil,
            isRepeated: Bool = false
        ) {
            self.context = context
            self.order = order
            self.acknowledgement = acknowledgement
            self.isRepeated = isRepeated
        }
    }

    /// - Parameter hasMark: a byte order mark stood in front of the text.
    init(_ stream: TextStream, _ context: ReadingContext, hasMark: Bool = false) {
        self.stream = stream
        self.context = context
        settings = X12OrderSettings(context)
        sink = FindingSink(context.budget)
        envelope = X12Envelope(sink)
        guard hasMark else { return }
        sink.report(
            .note, .ediLayout, "a byte order mark stands in front of ISA", at: Place(line: 1, column: 1),
            hint: "write the file without one")
    }

    var account: FileAccount {
        var account = FileAccount(format: .x12, charset: stream.charset)
        account.findings = stream.findings + sink.findings
        account.isIncomplete = isIncomplete || stream.isIncomplete
        account.interchanges = envelope.all
        if account.isIncomplete || hasTooMany {
            // The file counts as a whole: nothing of it is entered, so nothing of it may be acknowledged.
            let code = hasTooMany ? X12Error.contentInvalid : X12Error.endMissing
            for index in account.interchanges.indices {
                account.interchanges[index].errors.append(Interchange.SyntaxError(code: code))
            }
        }
        return account
    }

    func next() throws(InputError) -> ReadItem? {
        while !isFinished {
            if let segments {
                if let item = try step(segments) { return item }
            } else {
                try openInterchange()
            }
        }
        return nil
    }

    private func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at place: Place, path: String? = nil,
        value: String? = nil, hint: String? = nil
    ) {
        var place = place
        place.path = path
        sink.report(severity, code, message, at: place, value: value, hint: hint)
    }
}

// MARK: - Between interchanges

extension X12Reader {
    /// Looks for the next ISA and opens what it begins.
    private func openInterchange() throws(InputError) {
        guard try skipToText() else {
            if !seenInterchange {
                report(
                    .error, .ediSyntax, "there is no interchange in the file", at: stream.place(at: position),
                    hint: "an interchange begins with an ISA of 106 characters")
            }
            isFinished = true
            return
        }
        switch headerAtPosition() {
        case nil: try skipForeignText()
        case .header(let header): open(header)
        case .cutOff where stream.isAtEnd:
            isIncomplete = true
            isFinished = true
        case .cutOff: damaged("ISA has no end")
        case .damaged(let why): damaged(why)
        }
    }

    /// Nil if no ISA stands there.
    private func headerAtPosition() -> X12Header.Reading? {
        let window = stream.bytes
        let text = window.span
        guard X12Reader.isHeader(text, at: position) else { return nil }
        return X12Header.read(text, at: position, isEnd: stream.isAtEnd)
    }

    private func damaged(_ why: String) {
        report(
            .error, .ediSyntax, "an interchange cannot be read: \(why)", at: stream.place(at: position), path: "ISA",
            hint: "send it again as your translator wrote it; ISA has 16 elements and 106 characters")
        saidForeignText = true
        seenInterchange = true
        position += 3
    }

    /// Moves to the next character that is no blank; false at the end. An ISA, however damaged, is in the window then.
    private func skipToText() throws(InputError) -> Bool {
        while true {
            while position + X12Header.most + 16 > stream.bytes.count, !stream.isAtEnd { try fetch() }
            let window = stream.bytes
            let text = window.span
            while let length = X12Reader.blank(text, at: position) { position += length }
            if position < text.count, position + X12Header.most <= text.count || stream.isAtEnd { return true }
            if stream.isAtEnd { return false }
        }
    }

    private func fetch() throws(InputError) {
        stream.release(upTo: position)
        if let gone = try stream.more() { position -= gone }
    }

    /// Space, tab, line end, the end mark of old systems, NUL padding, no-break space, byte order mark.
    static func blank(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard index < text.count else { return nil }
        switch text[index] {
        case 0x20, 0x09...0x0D, 0x1A, 0x00: return 1
        case 0xC2: return index + 1 < text.count && text[index + 1] == 0xA0 ? 2 : nil
        case 0xEF: return index + 2 < text.count && text[index + 1] == 0xBB && text[index + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }

    /// `ISA` and a character that can part elements.
    static func isHeader(_ text: Span<UInt8>, at index: Int) -> Bool {
        guard index + 3 < text.count, text[index] == 0x49, text[index + 1] == 0x53, text[index + 2] == 0x41 else {
            return false
        }
        let byte = text[index + 3]
        return byte < 0x80 && byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != UInt8(ascii: "\"")
            && !X12Reader.isLetterOrDigit(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Text that belongs to no interchange is passed over up to the next ISA.
    private func skipForeignText() throws(InputError) {
        if !saidForeignText {
            saidForeignText = true
            report(
                .error, .ediSyntax, "text stands outside of any interchange; it was not read",
                at: stream.place(at: position),
                hint: "an interchange begins with ISA and ends with IEA")
        }
        while !moveToHeader() {
            guard !stream.isAtEnd else { break }
            try fetch()
        }
        guard stream.isAtEnd, position + 3 >= stream.bytes.count else { return }
        // Three letters cut off at the end may be an ISA that is still being written.
        if stream.bytes.suffix(from: min(position, stream.bytes.count)).starts(with: "ISA".utf8) { isIncomplete = true }
        position = stream.bytes.count
        seenInterchange = true
    }

    /// Moves to the next ISA of the window; false if there is none.
    private func moveToHeader() -> Bool {
        let window = stream.bytes
        let text = window.span
        while position + 3 < text.count {
            if X12Reader.isHeader(text, at: position) { return true }
            position += 1
        }
        return false
    }

    private func open(_ header: X12Header) {
        let place = stream.place(at: position)
        sayLayout(header, place)
        seenInterchange = true
        saidWrapped = header.isWrapped
        envelope.open(header, at: place)
        if !envelope.isInterchangeRefused { checkAddresses(header, place) }
        segments = X12Segments(stream, header.delimiters, at: header.end, limits: context.limits)
    }

    private func sayLayout(_ header: X12Header, _ place: Place) {
        if !seenInterchange, (place.line ?? 1, place.column ?? 1) != (1, 1) {
            report(
                .warning, .ediLayout, "blanks stand in front of ISA", at: place, path: "ISA",
                hint: "begin the file with ISA")
        }
        if header.isWrapped {
            report(
                .warning, .ediLayout, "ISA is wrapped into several lines", at: place, path: "ISA",
                hint: "transfer the file in binary mode, without a record length")
        } else if header.length != X12Header.properLength {
            report(
                .warning, .ediLayout, "ISA has \(header.length) characters instead of \(X12Header.properLength)",
                at: place, path: "ISA", hint: "fill its elements with spaces to their full length")
        }
    }

    private func checkAddresses(_ header: X12Header, _ place: Place) {
        guard let profile = context.profile?.x12 else { return }
        if let partner = profile.partner, !X12Reader.isSame(header.sender, partner) {
            refuse(
                X12Error.senderUnknown,
                "the interchange is from \(X12Reader.shown(header.sender)), not from "
                    + "\(X12Reader.shown(partner))", place, "ISA/06", header.sender.value)
        } else if let own = profile.own, !X12Reader.isSame(header.receiver, own) {
            refuse(
                X12Error.receiverUnknown,
                "the interchange is addressed to \(X12Reader.shown(header.receiver)), not to "
                    + "\(X12Reader.shown(own))", place, "ISA/08", header.receiver.value)
        } else if header.isTest, !profile.isTest {
            envelope.refuseInterchange(X12Error.testIndicator)
            report(
                .error, .ediTestMessage, "the interchange is marked as a test (ISA15 T); nothing of it was taken",
                at: place, path: "ISA/15", value: "T",
                hint: "send real orders with P; for a time of tests, 'test: true' is set in the partner's profile")
        }
    }

    private func refuse(_ code: String, _ message: String, _ place: Place, _ path: String, _ value: String) {
        envelope.refuseInterchange(code)
        report(
            .error, .ediAddressWrong, message + "; nothing of it was taken", at: place, path: path, value: value,
            hint: "put it into the folder of its own sender, or have the address entered in your partner profile")
    }

    private static func isSame(_ left: Identifier, _ right: Identifier) -> Bool {
        guard left.value.uppercased() == right.value.uppercased() else { return false }
        guard let one = left.scheme, let other = right.scheme else { return true }
        return one.uppercased() == other.uppercased()
    }

    private static func shown(_ identifier: Identifier) -> String {
        [identifier.scheme, identifier.value].compactMap(\.self).joined(separator: ":")
    }
}

// MARK: - Inside an interchange

extension X12Reader {
    private func step(_ segments: X12Segments) throws(InputError) -> ReadItem? {
        guard try segments.next() else {
            breakOff()
            return nil
        }
        if segments.isTooLong {
            report(
                .error, .ediSyntax, "a segment of more than \(context.limits.fieldLength) bytes; reading ends here",
                at: segments.place(), hint: "check the character that ends the segments")
            set = nil
            envelope.closeWithoutTrailer(at: segments.place())
            isFinished = true
            return nil
        }
        guard segments.isTerminated || isLastTrailer(segments) else {
            breakOff()
            return nil
        }
        if !saidWrapped, let place = segments.wrappedAt {
            saidWrapped = true
            report(
                .warning, .ediLayout, "lines are wrapped inside segments", at: place,
                hint: "transfer the file in binary mode, without a record length")
        }
        switch segments.tag {
        case "ISA", "IEA", "GS", "GE", "ST", "SE", "TA1": return takeEnvelope(segments)
        default:
            takeContent(segments)
            return nil
        }
    }

    /// The text ends inside the interchange: it may still grow.
    private func breakOff() {
        isIncomplete = true
        isFinished = true
    }

    /// IEA as the last word of the text needs no terminator behind it, if it is there in full.
    private func isLastTrailer(_ segments: X12Segments) -> Bool {
        guard segments.tag == "IEA", let control = segments.string(2), control == envelope.interchange?.controlReference
        else { return false }
        report(
            .note, .ediLayout, "the last segment is not terminated", at: segments.place(), path: "IEA",
            hint: "end every segment with its terminator")
        return true
    }

    private func takeEnvelope(_ segments: X12Segments) -> ReadItem? {
        let tag = segments.tag
        if tag == "SE" { return closeSet(segments) }
        let item = abandonSet(segments)
        switch tag {
        case "ISA":
            envelope.closeWithoutTrailer(at: segments.place())
            position = segments.start
            self.segments = nil
        case "IEA":
            envelope.close(count: segments.string(1), control: segments.string(2), at: segments.place())
            position = segments.position
            self.segments = nil
        case "GS": openGroup(segments)
        case "GE": envelope.closeGroup(count: segments.string(1), control: segments.string(2), at: segments.place())
        case "ST": openSet(segments)
        default: takeInterchangeAcknowledgement(segments)
        }
        return item
    }

    private func takeContent(_ segments: X12Segments) {
        guard let set else {
            guard !envelope.isInterchangeRefused, !saidForeignText else { return }
            saidForeignText = true
            report(
                .warning, .ediSegmentUnexpected,
                "\(segments.tagText) stands outside of any transaction set; it was not read",
                at: segments.place(), path: segments.tagText)
            return
        }
        set.context.advance()
        set.order?.take()
        set.acknowledgement?.take(segments)
    }

    private func takeInterchangeAcknowledgement(_ segments: X12Segments) {
        guard !envelope.isInterchangeRefused, segments.string(4) == "R" else { return }
        report(
            .error, .ediAnswerRejected,
            "the partner's system refused our interchange \(segments.string(1) ?? "") (TA105 \(segments.string(5) ?? "none"))",
            at: segments.place(), path: "TA1", value: segments.string(5),
            hint: "look up the interchange in the outbox and ask the partner what is wrong with it")
    }

    // MARK: - Groups

    private func openGroup(_ segments: X12Segments) {
        saidGroupCode = false
        let group = Interchange.Group(
            functionalCode: segments.string(1), sender: segments.string(2), receiver: segments.string(3),
            controlReference: segments.string(6) ?? "", version: segments.string(8))
        envelope.openGroup(group, isAddressed: isAddressed(group, segments), at: segments.place())
        guard group.controlReference.isEmpty, !envelope.isInterchangeRefused else { return }
        report(
            .warning, .ediElementMissing, "the group has no control number (GS06)", at: segments.place(6),
            path: "GS/06",
            hint: "number the groups")
    }

    private func isAddressed(_ group: Interchange.Group, _ segments: X12Segments) -> Bool {
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

    // MARK: - Transaction sets

    private func openSet(_ segments: X12Segments) {
        guard !envelope.isInterchangeRefused else { return }
        let type = segments.string(1) ?? ""
        let control = segments.string(2) ?? ""
        setCount += 1
        if setCount > context.limits.documentsPerFile {
            hasTooMany = true
            isFinished = true
            report(
                .error, .tooManyDocuments, "the file has more than \(context.limits.documentsPerFile) documents",
                at: segments.place(), hint: "split the file; nothing of it was taken")
            return
        }
        let isOrder = (type == "850" || type == "860") && !envelope.isGroupRefused
        let setContext = X12SetContext(
            segments, type: type, control: control, limits: context.limits, budget: context.budget)
        guard envelope.hasGroup else {
            report(
                .error, .ediSegmentMissing,
                "the transaction set \(type) \(control) stands outside of a group (GS); it was not "
                    + "read", at: segments.place(), path: "ST[\(control)]", hint: "open a group with GS")
            set = SetInHand(setContext)
            return
        }
        let isNew = envelope.openSet(control: control)
        if isOrder, isNew { sayGroupCode(type, segments) }
        set = SetInHand(
            setContext, order: isOrder && isNew ? X12OrderReader(setContext, settings) : nil,
            acknowledgement: type == "997" || type == "999" ? X12AcknowledgementReader(setContext) : nil,
            isRepeated: !isNew)
    }

    /// ST01 says what a set is; GS01 should agree.
    private func sayGroupCode(_ type: String, _ segments: X12Segments) {
        guard !saidGroupCode, let wanted = X12Group.code(ofSet: type) else { return }
        saidGroupCode = true
        let found = envelope.group?.functionalCode
        guard found != wanted else { return }
        report(
            .warning, .ediCodeUnknown,
            "GS01 is '\(found ?? "")', but an \(type) belongs into a group '\(wanted)'; "
                + "it was read as an \(type)", at: segments.place(1), path: "GS/01", value: found,
            hint: "write GS01 \(wanted)")
    }

    private func closeSet(_ segments: X12Segments) -> ReadItem? {
        guard let set else {
            guard !envelope.isInterchangeRefused else { return nil }
            report(
                .warning, .ediSegmentUnexpected, "SE stands where no transaction set is open", at: segments.place(),
                path: "SE")
            return nil
        }
        self.set = nil
        let context = set.context
        context.advance()
        context.line = nil
        let stated = segments.string(1)
        if stated.flatMap({ Int($0) }) != context.position {
            context.report(
                .warning, .ediCountWrong, "SE01 counts \(stated ?? "no") segments, but there are \(context.position)",
                at: place(segments, "ST[\(context.control)]/SE/01"), code: X12Error.segmentCountWrong, value: stated,
                hint: "check that no segment got lost")
        }
        if !X12Envelope.isSame(segments.string(2) ?? "", context.control) {
            context.report(
                .warning, .ediControlNumberDiffers,
                "SE02 is \(segments.string(2) ?? "empty"), ST02 is \(context.control)",
                at: place(segments, "ST[\(context.control)]/SE/02"), code: X12Error.setNumberDiffers,
                value: segments.string(2), hint: "write the same number in ST02 and SE02")
        }
        return finish(set)
    }

    private func place(_ segments: X12Segments, _ path: String) -> Place {
        var place = segments.place()
        place.path = path
        return place
    }

    /// Another segment of the envelope stands where SE should be: what is missing of the set nobody knows.
    private func abandonSet(_ segments: X12Segments) -> ReadItem? {
        guard let set else { return nil }
        self.set = nil
        set.context.isLenient = false
        set.context.line = nil
        set.context.report(
            .error, .ediSegmentMissing, "SE is missing: the transaction set \(set.context.control) is not closed",
            at: place(segments, "ST[\(set.context.control)]/SE"), code: X12Error.setTrailerMissing,
            hint: "close every transaction set with SE")
        return finish(set)
    }

    private func finish(_ set: SetInHand) -> ReadItem? {
        let context = set.context
        var item: ReadItem?
        var outcome = Interchange.Message.Outcome.rejected
        if let order = set.order {
            item = order.finish()
            if case .document? = item { outcome = context.errors.isEmpty ? .accepted : .acceptedWithErrors }
        } else if let acknowledgement = set.acknowledgement {
            acknowledgement.finish()
            for finding in context.sink.findings { sink.report(finding) }
            outcome = .accepted
        } else if let refusal = refusal(of: set) {
            item = .refused(refusal)
        }
        envelope.add(
            Interchange.Message(
                type: context.type, controlReference: context.control, outcome: outcome, errors: context.errors))
        return item
    }

    /// Why a set is passed over. Sets of other types are said of the file, orders as refused documents.
    private func refusal(of set: SetInHand) -> RefusedDocument? {
        let context = set.context
        let start = place(context.segments, "ST[\(context.control)]")
        if set.isRepeated {
            context.report(
                .error, .ediMessageRepeated, "the transaction set number \(context.control) stands twice in its group",
                at: start,
                code: X12Error.setNumberNotUnique, value: context.control,
                hint: "number the transaction sets of a group; only the first of this number was taken")
            return RefusedDocument(findings: context.sink.findings)
        }
        guard context.type != "850", context.type != "860" else { return nil }
        guard envelope.hasGroup, !envelope.isGroupRefused else { return nil }
        context.report(
            .error, .ediMessageUnknown, "\(context.type) is not read here; the transaction set was passed over",
            at: start,
            code: X12Error.setNotSupported, value: context.type, hint: "send orders as 850 and changes as 860")
        if let said = context.sink.findings.first(where: { $0.code == .ediMessageUnknown }) { sink.report(said) }
        return nil
    }
}
