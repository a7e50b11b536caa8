// The envelopes of an EDIFACT text: interchanges (UNB … UNZ) and groups (UNG … UNE), checked and written down for the
// acknowledgement.

import OrderModel

struct EDIFACTEnvelope {
    /// Nil for senders that have no partner's profile: nobody is to be recognised.
    private let profile: EDIFACTProfile?
    private let budget: FindingBudget
    private(set) var interchanges: [Interchange] = []
    private(set) var findings: [Finding] = []
    private(set) var isOpen = false
    private(set) var isGroupOpen = false
    /// The interchange in hand is refused as a whole: its messages are not read.
    private(set) var isRefused = false
    private var interchangeNumber = 0
    private var messagesInInterchange = 0
    private var groupsInInterchange = 0
    private var messagesInGroup = 0
    /// Control references that were there, to find what comes twice.
    private var seenInterchanges: Set<String> = []
    private var seenMessages = SeenNumbers()
    /// How many errors of messages may still be written down.
    private var errorsLeft: Int

    init(profile: EDIFACTProfile?, limits: FormatLimits, budget: FindingBudget) {
        errorsLeft = limits.acknowledgedErrors
        self.profile = profile
        self.budget = budget
    }

    // MARK: - UNB

    mutating func open(_ segments: EDIFACTSegments) {
        if isOpen { reportUnclosed(segments) }
        isOpen = true
        isGroupOpen = false
        isRefused = false
        interchangeNumber += 1
        messagesInInterchange = 0
        groupsInInterchange = 0
        messagesInGroup = 0
        seenMessages.removeAll()
        interchanges.append(
            Interchange(
                standard: .edifact, sender: address(segments, 2), receiver: address(segments, 3),
                controlReference: text(segments, 5) ?? "",
                isTest: text(segments, 11) == "1", wantsAcknowledgement: text(segments, 9) == "1"))
        checkHeader(segments)
    }

    private func address(_ segments: EDIFACTSegments, _ element: Int) -> Identifier {
        Identifier(scheme: text(segments, element, 2), value: text(segments, element, 1) ?? "")
    }

    /// What is longer than any reference or code is cut: it only serves to be shown and sent back.
    private func text(_ segments: EDIFACTSegments, _ element: Int, _ component: Int = 1) -> String? {
        segments.string(element, component).map { $0.utf8.count <= 70 ? $0 : String($0.unicodeScalars.prefix(70)) }
    }

    private mutating func checkHeader(_ segments: EDIFACTSegments) {
        guard let interchange = interchanges.last else { return }
        checkSyntax(segments)
        if interchange.controlReference.isEmpty {
            refuse(
                segments, .ediElementMissing, "UNB has no control reference (0020)", 5, error: EDIFACTError.missing,
                hint: "number your interchanges")
        }
        if interchange.sender.value.isEmpty {
            refuse(
                segments, .ediElementMissing, "UNB names no sender (0004)", 2, error: EDIFACTError.missing,
                hint: "write your own address into UNB")
        }
        checkAddresses(segments, interchange)
        checkTest(segments, interchange)
        let key = [interchange.sender.value, interchange.receiver.value, interchange.controlReference].joined(
            separator: "\n")
        if seenInterchanges.count < 100_000, !seenInterchanges.insert(key).inserted {
            refuse(
                segments, .ediMessageRepeated,
                "the interchange \(interchange.controlReference) stands twice in the file", 5,
                error: EDIFACTError.duplicate, hint: "number your interchanges without repetition")
        }
    }

    private mutating func checkSyntax(_ segments: EDIFACTSegments) {
        let identifier = text(segments, 1) ?? ""
        let version = text(segments, 1, 2) ?? ""
        let isKnown = identifier.utf8.count == 4 && identifier.hasPrefix("UNO")
        if !isKnown {
            report(
                segments, .warning, .ediCodeUnknown, "'\(identifier)' is no syntax identifier that we know", 1,
                label: "S001.0001", value: identifier, hint: "write UNOC, or UNOY for UTF-8")
        }
        if !["1", "2", "3", "4"].contains(version) {
            report(
                segments, .warning, .ediCodeUnknown,
                "'\(version)' is no syntax version that we know; it was read as version 3",
                1,
                2, label: "S001.0002", value: version, hint: "write 3")
        }
    }

    private mutating func checkAddresses(_ segments: EDIFACTSegments, _ interchange: Interchange) {
        if let partner = profile?.partner, !EDIFACTEnvelope.matches(interchange.sender, partner) {
            refuse(
                segments, .ediAddressWrong,
                "the interchange comes from \(interchange.sender.value), and this partner writes as \(partner.value)",
                2,
                error: EDIFACTError.senderUnknown,
                hint: "put it into the folder of its own sender, or have the address entered in your partner profile")
        }
        if let own = profile?.own, !EDIFACTEnvelope.matches(interchange.receiver, own) {
            refuse(
                segments, .ediAddressWrong,
                "the interchange is for \(interchange.receiver.value), and we are \(own.value)", 3,
                error: EDIFACTError.recipientNotActual, hint: "send it to its receiver, or correct the address in UNB")
        }
    }

    /// Nobody wants to deliver a test.
    private mutating func checkTest(_ segments: EDIFACTSegments, _ interchange: Interchange) {
        guard interchange.isTest, let profile, !profile.isTest else { return }
        refuse(
            segments, .valueNotInList,
            "the interchange is marked as a test (UNB 0035), and this partner is not set up for tests",
            11, error: EDIFACTError.testNotSupported,
            hint: "leave the mark out of real orders; to try things out, have 'test: yes' set in your partner profile")
    }

    /// Qualifiers are compared only where both are named.
    static func matches(_ left: Identifier, _ right: Identifier) -> Bool {
        guard left.value.lowercased() == right.value.lowercased() else { return false }
        guard let one = left.scheme, let other = right.scheme else { return true }
        return one == other
    }

    // MARK: - Messages

    /// Writes down a message that differs from the one before only in its number, as nearly all do; false for any other.
    mutating func extend(
        type: String, version: String?, reference: String, outcome: Interchange.Message.Outcome
    ) -> Bool {
        guard let last = interchanges.indices.last, let group = interchanges[last].groups.indices.last else {
            return false
        }
        return interchanges[last].groups[group].messages.extend(
            type: type, version: version, controlReference: reference, outcome: outcome)
    }

    /// Writes down what became of a message.
    mutating func add(_ message: Interchange.Message) {
        if interchanges.isEmpty { return }
        var message = message
        if !message.errors.isEmpty {
            message.errors = Array(message.errors.prefix(errorsLeft))
            errorsLeft -= message.errors.count
        }
        let last = interchanges.count - 1
        if interchanges[last].groups.isEmpty { interchanges[last].groups.append(.init(controlReference: "")) }
        interchanges[last].groups[interchanges[last].groups.count - 1].messages.append(message)
    }

    /// Counts a message by its UNH; false if its reference was there before.
    mutating func count(_ reference: String) -> Bool {
        messagesInInterchange += 1
        messagesInGroup += 1
        return reference.isEmpty || seenMessages.insert(reference)
    }

    // MARK: - UNG, UNE

    mutating func openGroup(_ segments: EDIFACTSegments) {
        isGroupOpen = true
        groupsInInterchange += 1
        messagesInGroup = 0
        guard !interchanges.isEmpty else { return }
        interchanges[interchanges.count - 1].groups.append(
            Interchange.Group(
                functionalCode: text(segments, 1), sender: text(segments, 2), receiver: text(segments, 3),
                controlReference: text(segments, 5) ?? "",
                version: text(segments, 7)))
    }

    mutating func closeGroup(_ segments: EDIFACTSegments) {
        guard isGroupOpen, let group = interchanges.last?.groups.last else {
            return report(
                segments, .warning, .ediSegmentUnexpected, "UNE closes a group that was not opened; it was not read", 0)
        }
        isGroupOpen = false
        let last = interchanges.count - 1
        interchanges[last].groups[interchanges[last].groups.count - 1].statedCount = segments.count(1)
        checkCount(segments, messagesInGroup, "0060", "the group", "messages")
        checkReference(segments, 2, group.controlReference, "0048", "UNG")
        messagesInGroup = 0
    }

    // MARK: - UNZ

    mutating func close(_ segments: EDIFACTSegments) {
        guard isOpen, let interchange = interchanges.last else {
            return report(segments, .warning, .ediSegmentUnexpected, "UNZ closes no interchange; it was not read", 0)
        }
        if isGroupOpen {
            report(
                segments, .warning, .ediSegmentMissing, "UNE is missing in front of UNZ", 0, hint: "close each group")
        }
        isOpen = false
        isGroupOpen = false
        guard !isRefused else { return }
        let isGrouped = groupsInInterchange > 0
        checkCount(
            segments, isGrouped ? groupsInInterchange : messagesInInterchange, "0036", "the interchange",
            isGrouped ? "groups" : "messages")
        checkReference(segments, 2, interchange.controlReference, "0020", "UNB")
        if messagesInInterchange == 0 {
            refuse(
                segments, .ediSegmentMissing, "there is no message in the interchange", 0,
                error: EDIFACTError.lowerLevelEmpty,
                hint: "put at least one ORDERS into it")
        }
    }

    /// UNZ is missing: another interchange began.
    private mutating func reportUnclosed(_ segments: EDIFACTSegments) {
        report(
            segments, .warning, .ediSegmentMissing, "a new interchange begins, and UNZ of the one before is missing", 0,
            hint: "close each interchange with UNZ")
    }

    private mutating func checkCount(
        _ segments: EDIFACTSegments, _ counted: Int, _ label: StaticString, _ owner: String, _ what: String
    ) {
        guard segments.count(1) != counted else { return }
        let text = segments.string(1)
        report(
            segments, .warning, .ediCountWrong,
            "\(segments.tag) counts \(text ?? "nothing"), but \(owner) has \(counted) \(what); they were taken", 1,
            label: label, value: text, hint: "check that nothing got lost on its way", error: EDIFACTError.countWrong)
    }

    private mutating func checkReference(
        _ segments: EDIFACTSegments, _ element: Int, _ expected: String, _ label: StaticString, _ header: String
    ) {
        let stated = text(segments, element) ?? ""
        guard stated != expected else { return }
        report(
            segments, .warning, .ediControlNumberDiffers,
            "\(segments.tag) has the reference '\(stated)', and \(header) has '\(expected)'", element, label: label,
            value: stated, hint: "write the same reference in both", error: EDIFACTError.referencesDiffer)
    }

    // MARK: - Findings

    private mutating func refuse(
        _ segments: EDIFACTSegments, _ code: FindingCode, _ message: String, _ element: Int, error: String, hint: String
    ) {
        isRefused = true
        report(
            segments, .error, code, "\(message); nothing of it was taken", element, value: text(segments, element),
            hint: hint, error: error
        )
    }

    mutating func report(
        _ segments: EDIFACTSegments, _ severity: Finding.Severity, _ code: FindingCode, _ message: String,
        _ element: Int, _ component: Int = 1,
        label: StaticString = "", value: String? = nil, hint: String? = nil, error: String? = nil
    ) {
        var path = interchangeNumber == 0 ? "" : "UNB[\(interchangeNumber)]"
        if segments.tag != "UNB", segments.tag.code != 0 {
            path += (path.isEmpty ? "" : "/") + segments.tag.description
        }
        if label.utf8CodeUnitCount > 0 { path += "/\(label)" }
        let place = segments.place(element, component, path: path.isEmpty ? nil : path)
        let isFirstError = severity == .error && !findings.hasErrors
        if budget.admit() || isFirstError {
            findings.append(Finding(severity, code, message, at: place, value: value, hint: hint))
        }
        guard let error, !interchanges.isEmpty else { return }
        interchanges[interchanges.count - 1].errors.append(
            Interchange.SyntaxError(
                code: error, segment: segments.tag.description, element: element == 0 ? nil : element,
                component: segments.componentCount(element) > 1 ? component : nil, value: value))
    }

    /// The text ends before the interchange does.
    mutating func noteCutOff() {
        guard isOpen, !interchanges.isEmpty else { return }
        interchanges[interchanges.count - 1].errors.append(
            Interchange.SyntaxError(code: EDIFACTError.missing, segment: "UNZ"))
    }

    /// At the end of the text: the interchange in hand has no UNZ, or there is none.
    mutating func reportCutOff(_ segments: EDIFACTSegments) {
        report(
            segments, .error, .fileIncomplete, "the interchange breaks off: \(isOpen ? "UNZ" : "UNB") is missing", 0,
            hint: "send the whole file again")
    }
}
