// The message in hand: where in it we are, and what was found in it, in words for people and in codes for a CONTRL.

import ExactDecimals
import OrderModel

/// One for the whole file: `start` makes it anew for the next message.
struct EDIFACTMessage {
    var segments: EDIFACTSegments
    let limits: FormatLimits
    let sink: FindingSink
    /// 1-based number of the message in the file, for addresses.
    private(set) var number = 0
    /// UNH, data elements 0065 and 0062; S009 in full.
    private(set) var type = ""
    private(set) var reference = ""
    private(set) var version = ""
    private(set) var errors: [Interchange.SyntaxError] = []
    /// Where UNH stands.
    private(set) var place = Place()
    private var counter = Counter()
    private var address = EDIAddress()
    /// S009 as it stands there, of which `type` and `version` are made.
    private var knownType: [UInt8] = []

    /// More errors than that of one message say nothing new.
    private static let mostErrors = 99

    init(_ segments: EDIFACTSegments, limits: FormatLimits, budget: FindingBudget) {
        self.segments = segments
        self.limits = limits
        sink = FindingSink(budget)
    }

    /// Begins with the message whose UNH is in hand.
    mutating func start(number: Int) {
        self.number = number
        counter.reset()
        if !errors.isEmpty { errors = [] }
        _ = sink.take()
        begin()
        readHeader()
    }

    // MARK: - Segments

    private struct Counter {
        var position = 0
        var lineNumber = 0
        /// The tags since UNH or the last LIN, to say which segment of a kind it is.
        var tags: [EDITag] = []

        mutating func reset() {
            position = 0
            lineNumber = 0
            tags.removeAll(keepingCapacity: true)
        }

        mutating func count(_ tag: EDITag) {
            position += 1
            if tag == "LIN" {
                lineNumber += 1
                tags.removeAll(keepingCapacity: true)
            }
            tags.append(tag)
        }
    }

    /// Position of the segment in hand, UNH being 1.
    var position: Int { counter.position }
    /// How many LIN there were.
    var lineNumber: Int { counter.lineNumber }

    /// Counts the segment in hand.
    mutating func begin() { counter.count(segments.tag) }

    private mutating func readHeader() {
        place = segments.place(path: address.begin("UNH", String(number)))
        reference = identifier(1, 1, "0062", "the message reference") ?? ""
        readType()
        if reference.isEmpty { reportMissing(1, "0062", "the message reference", .warning) }
        if type.isEmpty { reportMissing(2, "S009.0065", "the message type", .error) }
    }

    /// Another interchange begins, which may part its elements otherwise.
    mutating func forgetType() { knownType = [] }

    /// S009, which nearly always is that of the message before.
    private mutating func readType() {
        if !knownType.isEmpty, segments.isPlainly(2, of: knownType) { return }
        type = identifier(2, 1, "S009.0065", "the message type") ?? ""
        version = EDIFACTMessage.version(segments)
        knownType = type.isEmpty ? [] : segments.plainBytes(2)
    }

    /// S009 behind the type, such as `D:96A:UN:EAN008`.
    private static func version(_ segments: EDIFACTSegments) -> String {
        if segments.syntax.delimiters.component == UInt8(ascii: ":"), let slice = segments.slice(2, from: 2),
            slice.utf8.last != UInt8(ascii: ":"), slice.utf8.count <= 70
        {
            return slice
        }
        var parts = (2...5).map { segments.string(2, $0) ?? "" }
        while parts.last == "" { parts.removeLast() }
        return parts.joined(separator: ":")
    }

    /// Compares the trailer, UNT, with what there was.
    mutating func readTrailer() {
        checkCount(segments.count(1), is: position, "0074", at: 1, 1, "segments")
        if segments.isPlainly(2, reference) { return }
        let stated = segments.string(2) ?? ""
        guard stated != reference else { return }
        report(
            .warning, .ediControlNumberDiffers,
            "UNT names the message '\(stated)', and UNH '\(reference)'; the message was taken", at: 2, 1, "0062",
            value: stated, hint: "write the same reference in UNH and UNT", error: EDIFACTError.referencesDiffer)
    }

    /// A number of something that a segment states (UNT 0074, CNT 6066).
    mutating func checkCount(
        _ stated: Int?, is counted: Int, _ label: StaticString, at element: Int, _ component: Int, _ what: String
    ) {
        guard stated != counted else { return }
        let tag = segments.tag.description
        let text = segments.string(element, component)
        report(
            .warning, .ediCountWrong,
            "\(tag) counts \(text ?? "nothing"), but the message has \(counted) \(what); it was taken",
            at: element, component, label, value: text, hint: "check that nothing got lost on its way",
            error: EDIFACTError.countWrong)
    }

    // MARK: - Findings

    /// Such as `UNH[1]/LIN[2]/QTY[1]/C186.6060`.
    private func path(_ label: StaticString) -> String {
        var path = linePath
        let tag = segments.tag
        if tag != "LIN", tag != "UNH" {
            path += "/\(tag)[\(counter.tags.count { $0 == tag })]"
        }
        return label.utf8CodeUnitCount == 0 ? path : "\(path)/\(label)"
    }

    /// The address of the line in hand, or of the message.
    private var linePath: String { lineNumber == 0 ? "UNH[\(number)]" : "UNH[\(number)]/LIN[\(lineNumber)]" }

    /// The same, where a line is in hand.
    mutating func pathOfLine() -> String { address.line("LIN", lineNumber) }

    /// Says something about the segment in hand or one of its components.
    ///
    /// - Parameter error: data element 0085, where it is a deviation from the standard.
    mutating func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at element: Int = 0, _ component: Int = 1,
        _ label: StaticString = "", value: String? = nil, hint: String? = nil, error: String? = nil
    ) {
        let place = segments.place(element, component, path: path(label))
        sink.report(severity, code, message, at: place, value: value, hint: hint)
        guard let error else { return }
        note(
            Interchange.SyntaxError(
                code: error, segmentPosition: position, segment: segments.tag.description,
                element: element == 0 ? nil : element,
                component: element == 0 || segments.componentCount(element) < 2 ? nil : component,
                value: value.map { String($0.prefix(35)) }))
    }

    /// Says something about the message as a whole.
    mutating func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, missing segment: String,
        hint: String? = nil, error: String = EDIFACTError.missing
    ) {
        sink.report(severity, code, message, at: place, hint: hint)
        note(Interchange.SyntaxError(code: error, segmentPosition: max(position, 1), segment: segment))
    }

    mutating func reportMissing(_ element: Int, _ label: StaticString, _ what: String, _ severity: Finding.Severity) {
        report(
            severity, .ediElementMissing, "\(what) (\(segments.tag) \(label)) is missing", at: element, 1, label,
            hint: "the standard demands it", error: EDIFACTError.missing)
    }

    private mutating func note(_ error: Interchange.SyntaxError) {
        if errors.count < EDIFACTMessage.mostErrors { errors.append(error) }
    }

    // MARK: - Values

    /// A number or code by which something is known.
    mutating func identifier(
        _ element: Int, _ component: Int, _ label: StaticString, _ what: String
    ) -> String? {
        guard let (text, isPlain) = segments.text(element, component) else { return nil }
        if isPlain, text.utf8.count <= limits.identifierLength { return text }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            return text
        } catch {
            report(error, at: element, component, label, what, value: text)
            return nil
        }
    }

    /// A text that was put together from components. One that goes on with another keeps the spaces in front.
    mutating func text(_ text: String, _ label: StaticString, _ what: String, continues: Bool = false) -> String? {
        let trimmed = TextChecks.trimmed(text)
        if trimmed.isEmpty { return nil }
        let text = continues ? text.prefix { $0 == " " } + trimmed : trimmed
        if EDIFACTMessage.isPlain(text, longest: limits.textLength) { return text }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: limits.textLength)
            return text
        } catch {
            report(error, at: 0, 1, label, what, value: text)
            return nil
        }
    }

    /// Printable ASCII and short enough: nothing more has to be looked at.
    private static func isPlain(_ text: String, longest: Int) -> Bool {
        let bytes = text.utf8Span
        return bytes.count <= longest && ByteWords.arePrintable(bytes.span, 0..<bytes.count)
    }

    /// A price, an amount or a quantity.
    mutating func decimal(_ element: Int, _ component: Int, _ label: StaticString, _ what: String) -> ExactDecimal? {
        do throws(DecimalTextError) {
            guard let number = try segments.number(element, component) else { return nil }
            if number.decimals <= limits.decimals { return number }
            report(
                NumberText.tooManyDecimals("\(number.decimals)", limits), at: element, component, label, what,
                value: segments.string(element, component))
        } catch {
            report(
                problem(error), at: element, component, label, what, value: segments.string(element, component))
        }
        return nil
    }

    private func problem(_ error: DecimalTextError) -> ValueProblem {
        switch error {
        case .tooManyDecimals: NumberText.tooManyDecimals("more than 18", limits)
        case .tooManyDigits: ValueProblem(.valueOutOfRange, "has more than 38 digits", hint: "is this really a number?")
        case .empty, .unexpectedByte:
            ValueProblem(
                .valueNotANumber, "is not a number",
                hint: "EDIFACT writes numbers with digits and one decimal mark only, such as 1234.50")
        }
    }

    private mutating func report(
        _ problem: ValueProblem, at element: Int, _ component: Int, _ label: StaticString, _ what: String,
        value: String?
    ) {
        report(
            .error, problem.code, "\(what) \(problem.message)", at: element, component, label, value: value,
            hint: problem.hint,
            error: problem.code == .valueTooLong ? EDIFACTError.tooLong : EDIFACTError.invalidValue)
    }
}
