// Interchange after interchange of an X12 file: what stands between them, and how each begins.
//
// Tolerant where the content can be trusted, with a finding for each deviation; set by set, so that one bad order does
// not take the others with it.

import OrderModel

struct X12Interchanges {
    let stream: TextStream
    let context: ReadingContext
    let sink: FindingSink
    var envelope: X12Envelope
    /// Between ISA and IEA.
    var isInside = false
    /// Between two interchanges: index in the window.
    var position = 0
    /// The segments, the set in hand, and its order.
    var order: X12OrderReader
    var acknowledgement = X12AcknowledgementReader()
    var status = X12StatusReader()
    var set = SetInHand.none
    /// The control number of the set stood in its group before.
    var isRepeatedSet = false
    var setCount = 0
    /// What the segment in hand has finished.
    var item: ReadItem?
    var hasItem = false
    /// What else a set has said that says several things: the last first.
    var furtherItems: [ReadItem] = []

    var isFinished = false
    var isIncomplete = false
    var hasTooMany = false
    private var seenInterchange = false
    var saidWrapped = false
    var saidForeignText = false
    var saidGroupCode = false

    /// A transaction set between ST and SE.
    enum SetInHand {
        case none, order, acknowledgement, status
        /// Counted and not read.
        case passedOver
    }

    init(_ stream: TextStream, _ context: ReadingContext) {
        self.stream = stream
        self.context = context
        sink = FindingSink(context.budget)
        envelope = X12Envelope(sink, limits: context.limits)
        let segments = X12Segments(stream, limits: context.limits)
        order = X12OrderReader(
            X12SetContext(segments, limits: context.limits, budget: context.budget), X12OrderSettings(context))
    }

    func sayMark() {
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

    mutating func next() throws(InputError) -> ReadItem? {
        if let next = furtherItems.popLast() { return next }
        while !isFinished {
            if isInside { try step() } else { try openInterchange() }
            if hasItem {
                hasItem = false
                return item.take()
            }
        }
        return nil
    }

    func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at place: Place, path: String? = nil,
        value: String? = nil, hint: String? = nil
    ) {
        var place = place
        place.path = path
        sink.report(severity, code, message, at: place, value: value, hint: hint)
    }
}

// MARK: - Between interchanges

extension X12Interchanges {
    /// Looks for the next ISA and opens what it begins.
    private mutating func openInterchange() throws(InputError) {
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
        guard X12Header.begins(text, at: position) else { return nil }
        return X12Header.read(text, at: position, isEnd: stream.isAtEnd)
    }

    private mutating func damaged(_ why: String) {
        report(
            .error, .ediSyntax, "an interchange cannot be read: \(why)", at: stream.place(at: position), path: "ISA",
            hint: "send it again as your translator wrote it; ISA has 16 elements and 106 characters")
        saidForeignText = true
        seenInterchange = true
        position += 3
    }

    /// Moves to the next character that is no blank; false at the end. An ISA, however damaged, is in the window then.
    private mutating func skipToText() throws(InputError) -> Bool {
        while true {
            while position + X12Header.most + 16 > stream.bytes.count, !stream.isAtEnd { try fetch() }
            let window = stream.bytes
            let text = window.span
            while let length = X12Header.blank(text, at: position) { position += length }
            if position < text.count, position + X12Header.most <= text.count || stream.isAtEnd { return true }
            if stream.isAtEnd { return false }
        }
    }

    private mutating func fetch() throws(InputError) {
        stream.release(upTo: position)
        if let gone = try stream.more() { position -= gone }
    }

    /// Text that belongs to no interchange is passed over up to the next ISA.
    private mutating func skipForeignText() throws(InputError) {
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
    private mutating func moveToHeader() -> Bool {
        let window = stream.bytes
        let text = window.span
        while position + 3 < text.count {
            if X12Header.begins(text, at: position) { return true }
            position += 1
        }
        return false
    }

    private mutating func open(_ header: X12Header) {
        let place = stream.place(at: position)
        sayLayout(header, place)
        seenInterchange = true
        saidWrapped = header.isWrapped
        envelope.open(header, at: place)
        if !envelope.isInterchangeRefused { checkAddresses(header, place) }
        order.context.segments.begin(header.delimiters, at: header.end)
        isInside = true
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
}

// MARK: - Addresses

extension X12Interchanges {
    private mutating func checkAddresses(_ header: X12Header, _ place: Place) {
        guard let profile = context.profile?.x12 else { return }
        if let partner = profile.partner, !X12Interchanges.isSame(header.sender, partner) {
            refuse(
                X12Error.senderUnknown,
                "the interchange is from \(X12Interchanges.shown(header.sender)), not from "
                    + "\(X12Interchanges.shown(partner))", place, "ISA/06", header.sender.value)
        } else if let own = profile.own, !X12Interchanges.isSame(header.receiver, own) {
            refuse(
                X12Error.receiverUnknown,
                "the interchange is addressed to \(X12Interchanges.shown(header.receiver)), not to "
                    + "\(X12Interchanges.shown(own))", place, "ISA/08", header.receiver.value)
        } else if header.isTest, !profile.isTest {
            envelope.refuseInterchange(X12Error.testIndicator)
            report(
                .error, .ediTestMessage, "the interchange is marked as a test (ISA15 T); nothing of it was taken",
                at: place, path: "ISA/15", value: "T",
                hint: "send real orders with P; for a time of tests, 'test: true' is set in the partner's profile")
        }
    }

    private mutating func refuse(_ code: String, _ message: String, _ place: Place, _ path: String, _ value: String) {
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
