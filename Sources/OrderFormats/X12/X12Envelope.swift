// The envelope as it is read: what opens, what closes, whether numbers and counts agree. Keeps the account that the
// acknowledgements answer.

import OrderModel

/// The interchange in hand, and those that are closed.
struct X12Envelope {
    private(set) var closed: [Interchange] = []
    private(set) var interchange: Interchange?
    private(set) var group: Interchange.Group?
    /// Known apart from the group and the interchange, which are large and asked about with every set.
    private(set) var hasGroup = false
    private(set) var isInterchangeRefused = false
    /// Nothing of the group in hand is taken.
    private(set) var isGroupRefused = false
    private var setsInGroup = 0
    private var groupsInInterchange = 0
    /// A transaction set, or an answer to an interchange of ours, stands in the interchange in hand.
    private var hasContent = false
    private let sink: FindingSink
    /// How many errors of sets may still be written down.
    private var errorsLeft: Int

    // Control numbers that were seen: a second one of the kind is a repeat.
    private var interchanges: Set<String> = []
    private var groups: Set<String> = []
    private var sets = SeenNumbers()

    init(_ sink: FindingSink, limits: FormatLimits) {
        self.sink = sink
        errorsLeft = limits.acknowledgedErrors
    }

    /// All interchanges, the one in hand too.
    var all: [Interchange] {
        guard var open = interchange else { return closed }
        if let group { open.groups.append(group) }
        return closed + [open]
    }

    // MARK: - Interchange

    mutating func open(_ header: X12Header, at place: Place) {
        var opened = Interchange(
            standard: .x12, sender: header.sender, receiver: header.receiver, controlReference: header.controlNumber,
            isTest: header.isTest, wantsAcknowledgement: header.wantsAcknowledgement)
        opened.date = header[9]
        opened.time = header[10]
        groupsInInterchange = 0
        hasContent = false
        let key = [header[5], header[6], header.controlNumber].map { $0 ?? "" }.joined(separator: "\u{1}")
        if !interchanges.insert(key).inserted {
            opened.errors.append(Interchange.SyntaxError(code: X12Error.interchangeRepeated))
            report(
                .error, .ediMessageRepeated, "the interchange number \(header.controlNumber) stands twice in the file",
                place,
                "ISA/13", value: header.controlNumber, hint: "only the first interchange of this number was taken")
        }
        isInterchangeRefused = !opened.errors.isEmpty
        interchange = opened
    }

    /// Refuses the interchange in hand as a whole.
    mutating func refuseInterchange(_ code: String) {
        interchange?.errors.append(Interchange.SyntaxError(code: code))
        isInterchangeRefused = interchange != nil
    }

    /// IEA, with its count of groups and its control number.
    mutating func close(count: String?, control: String?, at place: Place) {
        closeGroupWithoutTrailer(at: place)
        guard let open = interchange else { return }
        if !isInterchangeRefused {
            checkCount(count, groupsInInterchange, "IEA01", "groups", place)
            checkNumber(control, open.controlReference, "IEA02", place)
        }
        checkContent(at: place)
        closed.append(interchange ?? open)
        interchange = nil
        isInterchangeRefused = false
    }

    /// Another interchange begins, or the text ends, before IEA came.
    mutating func closeWithoutTrailer(at place: Place) {
        guard let open = interchange else { return }
        closeGroupWithoutTrailer(at: place)
        report(
            .warning, .ediSegmentMissing, "IEA is missing: interchange \(open.controlReference) is not closed", place,
            "IEA",
            hint: "close every interchange with IEA")
        checkContent(at: place)
        closed.append(interchange ?? open)
        interchange = nil
        isInterchangeRefused = false
    }

    /// An interchange with nothing in it is no order that went well.
    private mutating func checkContent(at place: Place) {
        guard !hasContent, !isInterchangeRefused else { return }
        refuseInterchange(X12Error.contentInvalid)
        report(
            .error, .ediSegmentMissing, "there is no transaction set in the interchange", place, "ST",
            hint: "begin each document with ST; was the file cut or joined on its way?")
    }

    /// Says that something other than a set was read.
    mutating func noteContent() { hasContent = true }

    // MARK: - Group

    mutating func openGroup(_ opened: Interchange.Group, isAddressed: Bool, at place: Place) {
        closeGroupWithoutTrailer(at: place)
        groupsInInterchange += 1
        setsInGroup = 0
        sets.removeAll()
        isGroupRefused = !isAddressed
        group = opened
        hasGroup = true
        if !isAddressed { group?.errors.append(Interchange.SyntaxError(code: X12Error.groupNotSupported)) }
        guard !isInterchangeRefused else { return }
        let key = [opened.functionalCode, opened.sender, opened.receiver, opened.controlReference].map { $0 ?? "" }
            .joined(separator: "\u{1}")
        guard !groups.insert(key).inserted else { return }
        isGroupRefused = true
        group?.errors.append(Interchange.SyntaxError(code: X12Error.groupNumberInvalid))
        report(
            .error, .ediMessageRepeated, "the group number \(opened.controlReference) stands twice in the file", place,
            "GS/06",
            value: opened.controlReference, hint: "only the first group of this number was taken")
    }

    /// GE, with its count of sets and its control number.
    mutating func closeGroup(count: String?, control: String?, at place: Place) {
        guard var open = group else {
            report(.warning, .ediSegmentUnexpected, "GE stands where no group is open", place, "GE")
            return
        }
        open.statedCount = count.flatMap { Int($0) }
        if !isInterchangeRefused {
            if checkCount(count, setsInGroup, "GE01", "transaction sets", place) {
                open.errors.append(Interchange.SyntaxError(code: X12Error.setCountWrong))
            }
            if checkNumber(control, open.controlReference, "GE02", place) {
                open.errors.append(Interchange.SyntaxError(code: X12Error.groupNumberDiffers))
            }
        }
        interchange?.groups.append(open)
        group = nil
        hasGroup = false
    }

    private mutating func closeGroupWithoutTrailer(at place: Place) {
        guard var open = group else { return }
        if !isInterchangeRefused {
            open.errors.append(Interchange.SyntaxError(code: X12Error.groupTrailerMissing))
            report(
                .warning, .ediSegmentMissing, "GE is missing: group \(open.controlReference) is not closed", place,
                "GE",
                hint: "close every group with GE")
        }
        interchange?.groups.append(open)
        group = nil
        hasGroup = false
    }

    // MARK: - Transaction sets

    /// Counts a set; false if its number stood in the group before.
    mutating func openSet(control: String) -> Bool {
        setsInGroup += 1
        hasContent = true
        return sets.insert(control)
    }

    /// Writes down a set that differs from the one before only in its number, as nearly all do; false for any other.
    mutating func extend(type: String, control: String, outcome: Interchange.Message.Outcome) -> Bool {
        group?.messages.extend(type: type, version: nil, controlReference: control, outcome: outcome) ?? true
    }

    /// Writes down what became of a set, for the acknowledgement.
    mutating func add(_ message: Interchange.Message) {
        guard !message.errors.isEmpty else {
            group?.messages.append(message)
            return
        }
        var message = message
        message.errors = Array(message.errors.prefix(errorsLeft))
        errorsLeft -= message.errors.count
        group?.messages.append(message)
    }

    // MARK: - Checks

    @discardableResult
    private func checkCount(_ stated: String?, _ actual: Int, _ element: String, _ what: String, _ place: Place) -> Bool
    {
        guard stated.flatMap({ Int($0) }) != actual else { return false }
        report(
            .warning, .ediCountWrong, "\(element) counts \(stated ?? "no") \(what), but there are \(actual)", place,
            X12Envelope.path(element), value: stated, hint: "check that nothing got lost; what is there was taken")
        return true
    }

    /// Numbers are compared as numbers: leading zeros come and go.
    @discardableResult
    private func checkNumber(_ trailer: String?, _ header: String, _ element: String, _ place: Place) -> Bool {
        guard !X12Envelope.isSame(trailer ?? "", header) else { return false }
        report(
            .warning, .ediControlNumberDiffers, "\(element) is \(trailer ?? "empty"), the header has \(header)", place,
            X12Envelope.path(element), value: trailer, hint: "write the same number in header and trailer")
        return true
    }

    static func isSame(_ left: String, _ right: String) -> Bool {
        left == right || (!left.isEmpty && left.drop { $0 == "0" } == right.drop { $0 == "0" })
    }

    /// `IEA02` → `IEA/02`.
    private static func path(_ element: String) -> String { element.dropLast(2) + "/" + element.suffix(2) }

    private func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, _ place: Place, _ path: String,
        value: String? = nil, hint: String? = nil
    ) {
        var place = place
        place.path = path
        sink.report(severity, code, message, at: place, value: value, hint: hint)
    }
}
