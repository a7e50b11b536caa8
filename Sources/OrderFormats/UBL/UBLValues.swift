// Values out of the elements of a UBL document: text, codes, numbers, dates. What is wrong with one becomes a finding
// with the element's address; what is empty counts as missing.

import ExactDecimals
import OrderModel

/// Reads the values within one child of the root.
struct UBLValues {
    /// Of the child, such as `/Order/cac:OrderLine[3]`.
    let address: XMLAddress
    let limits: FormatLimits
    let findings: FindingSink
    /// The document claims a profile of Peppol.
    var isPeppol = false

    func place(of element: XMLElement) -> Place {
        Place(
            line: element.line > 0 ? element.line : nil, column: element.column > 0 ? element.column : nil,
            path: address.text + element.part.path(to: element.index), field: element.name.local)
    }

    func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at element: XMLElement,
        value: String? = nil, hint: String? = nil, rule: String? = nil
    ) {
        findings.report(
            Finding(severity, code, message, at: place(of: element), value: value, hint: hint, rule: rule))
    }

    private func report(_ problem: ValueProblem, at element: XMLElement, value: String) {
        report(
            .error, problem.code, "\(element.name.local) \(problem.message)", at: element, value: value,
            hint: problem.hint)
    }

    // MARK: - Text

    /// A name or a note: at most `limits.textLength` characters.
    func text(_ element: XMLElement?) -> String? {
        guard let element, let (text, isPlain) = trimmed(element.textRange, in: element.part, limits.textLength)
        else { return nil }
        if isPlain { return text }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: limits.textLength)
            return text
        } catch {
            report(error, at: element, value: text)
            return nil
        }
    }

    /// Several texts of the same element, one below the other.
    func text(_ elements: [XMLElement], separator: String = "\n") -> String? {
        let texts = elements.compactMap { text($0) }
        return texts.isEmpty ? nil : texts.joined(separator: separator)
    }

    /// A number or a code by which something is known: one line of at most `limits.identifierLength` characters.
    func identifier(_ element: XMLElement?) -> String? {
        guard let element, let (text, isPlain) = trimmed(element.textRange, in: element.part, limits.identifierLength)
        else { return nil }
        if isPlain { return text }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            return text
        } catch {
            report(error, at: element, value: text)
            return nil
        }
    }

    /// An identifier with its scheme.
    func schemedIdentifier(_ element: XMLElement?, defaultScheme: String? = nil) -> Identifier? {
        guard let element, let value = identifier(element) else { return nil }
        return Identifier(scheme: attribute(.schemeIDAttribute, of: element) ?? defaultScheme, value: value)
    }

    func attribute(_ name: UBLName, of element: XMLElement) -> String? {
        guard let range = element.attributeRange(name.rawValue) else { return nil }
        if let (text, isPlain) = trimmed(range, in: element.part, limits.identifierLength), isPlain,
            !text.utf8.contains(UInt8(ascii: "&"))
        {
            return text
        }
        guard let raw = element.attribute(name.rawValue) else { return nil }
        let text = TextChecks.trimmed(raw)
        guard !text.isEmpty else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            return text
        } catch {
            report(
                .error, error.code, "\(name.local) of \(element.name.local) \(error.message)", at: element, value: text)
            return nil
        }
    }

    /// A code in capital letters, as all code lists have it.
    func code(_ text: String?) -> String? {
        text.map(Words.upperCase)
    }

    /// The text without spaces of any kind around it, nil where there is none; plain if it is short and of printable
    /// ASCII, which needs no further check.
    private func trimmed(_ range: Range<Int>, in part: XMLPart, _ longest: Int) -> (String, isPlain: Bool)? {
        guard !range.isEmpty else { return nil }
        let bytes = part.bytes
        let range = TextChecks.trimmed(bytes.span, range)
        guard !range.isEmpty else { return nil }
        var isPlain = range.count <= longest
        for index in range where bytes[index] < 0x20 || bytes[index] > 0x7E { isPlain = false }
        return (part.string(range), isPlain)
    }

    // MARK: - Numbers and dates

    /// A price, an amount or a quantity: `xsd:decimal` with at most `limits.decimals` decimals. Never rounded.
    func decimal(_ element: XMLElement?) -> ExactDecimal? {
        guard let element else { return nil }
        let range = element.textRange
        guard !range.isEmpty else { return nil }
        do throws(ValueProblem) {
            return try decimal(range, in: element.part)
        } catch {
            report(error, at: element, value: element.text)
            return nil
        }
    }

    private func decimal(_ range: Range<Int>, in part: XMLPart) throws(ValueProblem) -> ExactDecimal {
        let number: ExactDecimal
        let bytes = part.bytes
        do throws(DecimalTextError) {
            number = try ExactDecimal(parsing: bytes.span.extracting(range))
        } catch {
            switch error {
            case .tooManyDecimals: throw NumberText.tooManyDecimals("more than 18", limits)
            case .tooManyDigits:
                throw ValueProblem(.valueOutOfRange, "has more than \(limits.numberDigits) digits")
            case .empty, .unexpectedByte:
                throw ValueProblem(
                    .valueNotANumber, "is not a number",
                    hint: "UBL writes numbers with digits and a decimal point only, such as 1234.50")
            }
        }
        guard number.decimals <= limits.decimals else {
            throw NumberText.tooManyDecimals("\(number.decimals)", limits)
        }
        return number
    }

    /// `xsd:date`; a time zone behind it is passed over, as the day is the one that stands there.
    func date(_ element: XMLElement?) -> CalendarDate? {
        guard let element else { return nil }
        let range = element.textRange
        let bytes = element.part.bytes
        let day = range.lowerBound..<min(range.lowerBound + 10, range.upperBound)
        let date = DateText.plainISO(bytes.span, day)
        if day.count == range.count, let date { return date }
        let text = element.part.string(range)
        guard !text.isEmpty else { return nil }
        if let date, isTimeZone(text.utf8.dropFirst(10)) {
            if isPeppol {
                report(
                    .warning, .valueNotADate, "\(element.name.local) has a time zone behind the day", at: element,
                    value: text, hint: "write it as YYYY-MM-DD", rule: "PEPPOL-COMMON-R030")
            }
            return date
        }
        report(
            .error, .valueNotADate, "\(element.name.local) is not a date", at: element, value: text,
            hint: "write it as YYYY-MM-DD, such as 2026-11-22", rule: isPeppol ? "PEPPOL-COMMON-R030" : nil)
        return nil
    }

    private func isTimeZone(_ text: Substring.UTF8View) -> Bool {
        if text.isEmpty { return true }
        let bytes = Array(text)
        if bytes == [UInt8(ascii: "Z")] { return true }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":")
        else { return false }
        return [1, 2, 4, 5].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
    }

    /// `xsd:boolean`.
    func flag(_ element: XMLElement?) -> Bool { element?.text == "true" || element?.text == "1" }
}
