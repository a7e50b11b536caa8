// Values out of the elements of a UBL document: text, codes, numbers, dates. What is wrong with one becomes a finding
// with the element's address; what is empty counts as missing.

import ExactDecimals
import OrderModel

/// Reads the values within one child of the root.
struct UBLValues {
    let top: XMLElement
    /// The address of `top`, such as `/Order/cac:OrderLine[3]`.
    let path: String
    let limits: FormatLimits
    let findings: FindingSink

    func place(of element: XMLElement) -> Place {
        Place(
            line: element.line > 0 ? element.line : nil, column: element.column > 0 ? element.column : nil,
            path: path + top.path(to: element.serial), field: element.tag.local)
    }

    func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, at element: XMLElement,
        value: String? = nil, hint: String? = nil
    ) {
        findings.report(severity, code, message, at: place(of: element), value: value, hint: hint)
    }

    private func report(_ problem: ValueProblem, at element: XMLElement, value: String) {
        report(
            .error, problem.code, "\(element.tag.local) \(problem.message)", at: element, value: value,
            hint: problem.hint)
    }

    // MARK: - Text

    /// A name or a note: at most `limits.textLength` characters.
    func text(_ element: XMLElement?) -> String? {
        guard let element else { return nil }
        let text = TextChecks.trimmed(element.text)
        guard !text.isEmpty else { return nil }
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
        guard let element else { return nil }
        let text = TextChecks.trimmed(element.text)
        guard !text.isEmpty else { return nil }
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
        return Identifier(scheme: attribute("schemeID", of: element) ?? defaultScheme, value: value)
    }

    func attribute(_ name: String, of element: XMLElement) -> String? {
        guard let raw = element.attribute(name) else { return nil }
        let text = TextChecks.trimmed(raw)
        guard !text.isEmpty else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            return text
        } catch {
            report(.error, error.code, "\(name) of \(element.tag.local) \(error.message)", at: element, value: text)
            return nil
        }
    }

    // MARK: - Numbers and dates

    /// A price, an amount or a quantity: `xsd:decimal` with at most `limits.decimals` decimals. Never rounded.
    func decimal(_ element: XMLElement?) -> ExactDecimal? {
        guard let element, !element.text.isEmpty else { return nil }
        do throws(ValueProblem) {
            return try decimal(element.text)
        } catch {
            report(error, at: element, value: element.text)
            return nil
        }
    }

    private func decimal(_ text: String) throws(ValueProblem) -> ExactDecimal {
        let number: ExactDecimal
        do throws(DecimalTextError) {
            number = try ExactDecimal(text)
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
        guard let element, !element.text.isEmpty else { return nil }
        let text = element.text
        if text.utf8.count >= 10, isTimeZone(text.utf8.dropFirst(10)),
            let date = CalendarDate(String(decoding: text.utf8.prefix(10), as: UTF8.self))
        {
            return date
        }
        report(
            .error, .valueNotADate, "\(element.tag.local) is not a date", at: element, value: text,
            hint: "write it as YYYY-MM-DD, such as 2026-11-22")
        return nil
    }

    private func isTimeZone(_ text: Substring.UTF8View) -> Bool {
        let bytes = Array(text)
        if bytes.isEmpty || bytes == [UInt8(ascii: "Z")] { return true }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":")
        else { return false }
        return [1, 2, 4, 5].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
    }

    /// `xsd:boolean`.
    func flag(_ element: XMLElement?) -> Bool { element?.text == "true" || element?.text == "1" }
}
