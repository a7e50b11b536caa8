// What is known of the transaction set in hand, and how something wrong in it is said: as a finding for people, and in
// the codes of the acknowledgement that answers the set.

import ExactDecimals
import OrderModel

/// One for the whole file: `begin` makes it anew for the next set.
struct X12SetContext {
    var segments: X12Segments
    let limits: FormatLimits
    /// ST02.
    private(set) var control = ""
    private(set) var type = ""
    private(set) var isChange = false
    let sink: FindingSink
    /// 1-based position of the segment in hand, ST being the first.
    private(set) var position = 1
    /// The line that the segment in hand belongs to, such as `PO1[2]`: tag and number.
    var line: (tag: EDITag, number: Int)?
    /// Errors are only said as warnings: a person looks at the document in any case.
    var isLenient = false
    private(set) var errors: [Interchange.SyntaxError] = []
    /// Set with an error that makes the set one that cannot be taken.
    private(set) var isRefused = false
    private var address = EDIAddress()
    /// `ST[0001]`.
    private(set) var setPath = ""

    /// More than these are not listed in an acknowledgement.
    private static let mostErrors = 100

    init(_ segments: X12Segments, limits: FormatLimits, budget: FindingBudget) {
        self.segments = segments
        self.limits = limits
        sink = FindingSink(budget)
    }

    mutating func begin(type: String, control: String) {
        self.type = type
        self.control = control
        isChange = type == "860"
        position = 1
        line = nil
        isLenient = false
        isRefused = false
        if !errors.isEmpty { errors = [] }
        _ = sink.take()
        setPath = address.begin("ST", control)
    }

    /// Moves on to the next segment of the set.
    mutating func advance() { position += 1 }

    // MARK: - What is wrong

    /// - Parameters:
    ///   - element: the element of the segment in hand that it is about; nil: the segment.
    ///   - code: AK304 or AK403; nil where the acknowledgement has no word for it.
    mutating func report(
        _ severity: Finding.Severity, _ finding: FindingCode, _ message: String, element: Int? = nil,
        component: Int = 1, code: String? = nil, value: String? = nil, hint: String? = nil
    ) {
        var place = segments.place(element, component)
        place.path = path(element)
        add(severity, finding, message, at: place, value: value, hint: hint)
        guard let code else { return }
        note(
            Interchange.SyntaxError(
                code: code, segmentPosition: position, segment: segments.tagText, element: element,
                component: component > 1 ? component : nil,
                value: element == nil ? nil : value.flatMap(X12SetContext.short)))
    }

    /// About the set as a whole: `code` is AK502, or AK304 of a segment that is not there.
    mutating func report(
        _ severity: Finding.Severity, _ finding: FindingCode, _ message: String, missing segment: String? = nil,
        at place: Place, code: String, value: String? = nil, hint: String? = nil
    ) {
        add(severity, finding, message, at: place, value: value, hint: hint)
        note(
            Interchange.SyntaxError(
                code: code, segmentPosition: segment == nil ? nil : min(position, Int(Int32.max)), segment: segment))
    }

    private mutating func add(
        _ severity: Finding.Severity, _ finding: FindingCode, _ message: String, at place: Place, value: String?,
        hint: String?
    ) {
        let severity = isLenient && severity == .error ? .warning : severity
        if severity == .error { isRefused = true }
        sink.report(severity, finding, message, at: place, value: value, hint: hint)
    }

    private mutating func note(_ error: Interchange.SyntaxError) {
        if errors.count < X12SetContext.mostErrors { errors.append(error) }
    }

    /// AK404 has room for 99 characters.
    private static func short(_ value: String) -> String? { value.utf8.count <= 99 ? value : nil }

    /// `ST[0001]/PO1[2]/03`: the set by its control number, the line by its number, the element.
    func path(_ element: Int? = nil) -> String {
        var path = setPath
        if let line {
            path += "/\(line.tag)[\(line.number)]"
            if segments.tagText != line.tag.description { path += "/\(segments.tagText)" }
        } else {
            path += "/\(segments.tagText)"
        }
        if let element { path += "/" + X12SetContext.twoDigits(element) }
        return path
    }

    /// `ST[0001]/PO1[2]`, for the line that begins with the segment in hand.
    mutating func path(ofLine tag: EDITag, _ number: Int) -> String { address.line(tag, number) }

    /// `PO104`.
    func name(_ element: Int) -> String { segments.tagText + X12SetContext.twoDigits(element) }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: - Values

    /// A name, a note: at most `limits.textLength` characters.
    mutating func text(_ element: Int, _ component: Int = 1) -> String? {
        guard let (text, isPlain) = segments.value(element, component) else { return nil }
        if isPlain { return text }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: limits.textLength)
            return text
        } catch {
            report(error, element, component, value: text)
            return nil
        }
    }

    /// A number or a code: one line of at most `limits.identifierLength` characters.
    mutating func identifier(_ element: Int, _ component: Int = 1) -> String? {
        guard let (text, isPlain) = segments.value(element, component) else { return nil }
        if isPlain { return text }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            return text
        } catch {
            report(error, element, component, value: text)
            return nil
        }
    }

    /// A code that is only compared, checked as identifiers are; nil where it is empty or no good one. Longer codes than
    /// four characters are none that we know, and the tag of none.
    mutating func shortCode(_ element: Int) -> EDITag? {
        if limits.identifierLength >= 4, let code = segments.plainCode(element) { return code }
        guard let text = identifier(element) else { return nil }
        let bytes = text.utf8Span
        return EDITag(bytes.span, 0..<bytes.count)
    }

    mutating func decimal(_ element: Int) -> ExactDecimal? {
        do throws(ValueProblem) {
            return try segments.decimal(element, limits)
        } catch {
            report(error, element, value: segments.string(element))
            return nil
        }
    }

    /// A number with two decimals and no point (data type N2): `1250` is 12.50.
    mutating func impliedCents(_ element: Int) -> ExactDecimal? {
        guard let number = decimal(element) else { return nil }
        // Who writes a point means it.
        guard number.isInteger, segments.string(element)?.utf8.contains(UInt8(ascii: ".")) != true else {
            return number
        }
        return try? ExactDecimal(significand: number.significand, scale: 2)
    }

    mutating func date(_ element: Int, _ component: Int = 1) -> CalendarDate? {
        do throws(ValueProblem) {
            return try segments.date(element, component)
        } catch {
            report(error, element, component, value: segments.string(element, component))
            return nil
        }
    }

    private mutating func report(_ problem: ValueProblem, _ element: Int, _ component: Int = 1, value: String?) {
        let code =
            switch problem.code {
            case .valueNotADate: X12Error.invalidDate
            case .valueTooLong, .valueTooManyDecimals: X12Error.elementTooLong
            default: X12Error.invalidCharacter
            }
        report(
            .error, problem.code, "\(name(element)) \(problem.message)", element: element, component: component,
            code: code, value: value, hint: problem.hint)
    }
}
