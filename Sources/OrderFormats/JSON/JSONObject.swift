// An object of a JSON document, read field by field as its shape declares.

import ExactDecimals
import OrderModel
import Spellings

/// What the reading of one document shares.
final class JSONSession {
    let context: ReadingContext
    let sink: FindingSink
    /// Unknown fields are reported once per document, not once per line.
    private var reportedUnknown: Set<String> = []

    init(_ context: ReadingContext) {
        self.context = context
        sink = FindingSink(context.budget)
    }

    func reportUnknown(_ key: JSONValue, in shape: JSONShape) {
        let name = key.string ?? ""
        guard reportedUnknown.insert("\(shape.name)/\(name)").inserted else { return }
        let near = Spelling.nearest(to: name, in: shape.fields.map(\.name))
        sink.report(
            .warning, .jsonUnknownField, "\(shape.title.lowercased()) has no field '\(name)'; it is not read",
            at: key.place, value: name, hint: near.map { "did you mean '\($0)'?" })
    }

    func reportWrongType(_ value: JSONValue, _ field: JSONField, wanted: String) {
        sink.report(
            .error, .jsonWrongType, "\(field.name) is \(value.kindName), where \(wanted) is expected",
            at: value.place, value: value.rawText.prefix(Finding.longestValue).description,
            hint: field.example.map { "write for example \"\(field.name)\": \($0)" })
    }
}

struct JSONObject<Field: JSONFieldSet> {
    let value: JSONValue
    let session: JSONSession
    /// Field → node of its value; −1 where it is absent or null.
    private var slots: [Int32]

    /// Nil (and reported) if the value is no object. Unknown fields are reported, and missing ones that are required.
    init?(_ value: JSONValue, _ session: JSONSession) {
        guard value.isObject else {
            session.sink.report(
                .error, .jsonWrongType, "\(value.kindName) stands where an object is expected (\(Field.shape.title))",
                at: value.place)
            return nil
        }
        self.value = value
        self.session = session
        let shape = Field.shape
        slots = Array(repeating: -1, count: shape.fields.count)
        let tape = value.tape
        let bytes = tape.source.bytes
        let text = bytes.span
        var key = value.index + 1
        while key + 1 < Int(value.node.next) {
            if let field = shape.index(of: tape.nodes[key], in: text) {
                if tape.nodes[key + 1].kind != .null { slots[field] = Int32(clamping: key + 1) }
            } else {
                session.reportUnknown(JSONValue(tape: tape, index: key), in: shape)
            }
            key = Int(tape.nodes[key + 1].next)
        }
        reportMissing()
    }

    private func reportMissing() {
        let shape = Field.shape
        for index in shape.required where slots[index] < 0 {
            let field = shape.fields[index]
            var place = value.place
            place.field = field.name
            session.sink.report(
                .error, field.codeIfMissing, "the field '\(field.name)' is missing", at: place,
                hint: field.example.map { "write for example \"\(field.name)\": \($0)" })
        }
    }

    func raw(_ field: Field) -> JSONValue? {
        let slot = slots[field.rawValue]
        return slot < 0 ? nil : JSONValue(tape: value.tape, index: Int(slot))
    }

    private func declaration(_ field: Field) -> JSONField { Field.shape.fields[field.rawValue] }

    private func report(_ problem: ValueProblem, _ field: Field, _ value: JSONValue) {
        session.sink.report(
            .error, problem.code, "\(declaration(field).name) \(problem.message)", at: value.place,
            value: value.string ?? value.rawText, hint: problem.hint)
    }

    /// A string without spaces around it; nil for an empty one, and for what is no string (which is reported).
    private func trimmed(_ field: Field, orInteger: Bool = false) -> (String, JSONValue)? {
        guard let value = raw(field) else { return nil }
        if orInteger, value.isNumber, value.decimal?.isInteger == true { return (value.rawText, value) }
        guard let string = value.string else {
            session.reportWrongType(value, declaration(field), wanted: "a text")
            return nil
        }
        let text = TextChecks.trimmed(string)
        if text.isEmpty {
            if declaration(field).isRequired {
                report(ValueProblem(declaration(field).codeIfMissing, "is empty"), field, value)
            }
            return nil
        }
        return (text, value)
    }
}

// MARK: - Values; what is no such value is reported, and nil

extension JSONObject {
    func text(_ field: Field, longest: Int? = nil) -> String? {
        guard let (text, value) = trimmed(field) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: longest ?? session.context.limits.textLength)
            return text
        } catch {
            report(error, field, value)
            return nil
        }
    }

    func identifier(_ field: Field) -> String? {
        guard let (text, value) = trimmed(field, orInteger: true) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: session.context.limits.identifierLength)
            return text
        } catch {
            report(error, field, value)
            return nil
        }
    }

    func gtin(_ field: Field) -> String? {
        guard let text = identifier(field) else { return nil }
        if let problem = TextChecks.gtinProblem(text) {
            session.sink.report(
                .warning, problem.code, "\(declaration(field).name) \(problem.message)", at: raw(field)?.place,
                value: text, hint: problem.hint)
        }
        return text
    }

    func sha256(_ field: Field) -> String? {
        guard let (text, value) = trimmed(field) else { return nil }
        do throws(ValueProblem) {
            return try TextChecks.sha256(text)
        } catch {
            report(error, field, value)
            return nil
        }
    }

    func decimal(_ field: Field) -> ExactDecimal? {
        raw(field).flatMap { decimal($0, declaration(field)) }
    }

    /// An exact decimal, as a number or as a string.
    private func decimal(_ value: JSONValue, _ declaration: JSONField) -> ExactDecimal? {
        let limits = session.context.limits
        do throws(ValueProblem) {
            if value.isNumber {
                guard let number = value.decimal else {
                    throw ValueProblem(
                        .jsonNumberTooLong, "has more digits or decimals than can be kept exactly",
                        hint: "at most \(limits.decimals) decimals can be taken")
                }
                guard number.decimals <= limits.decimals else {
                    throw NumberText.tooManyDecimals("\(number.decimals)", limits)
                }
                return number
            }
            guard let text = value.string else {
                session.reportWrongType(value, declaration, wanted: "a number")
                return nil
            }
            let bytes = Array(TextChecks.trimmed(text).utf8)
            return bytes.isEmpty ? nil : try NumberText.decimal(bytes.span, limits: limits)
        } catch {
            session.sink.report(
                .error, error.code, "\(declaration.name) \(error.message)", at: value.place,
                value: value.string ?? value.rawText, hint: error.hint)
            return nil
        }
    }

    func integer(_ field: Field, upTo most: Int) -> Int? {
        guard let value = raw(field) else { return nil }
        guard let number = value.decimal else {
            session.reportWrongType(value, declaration(field), wanted: "a whole number")
            return nil
        }
        guard number.isInteger, !number.isNegative, number.significand <= Int128(most) else {
            report(ValueProblem(.valueOutOfRange, "is not a whole number from 0 to \(most)"), field, value)
            return nil
        }
        return Int(clamping: number.significand)
    }

    func date(_ field: Field) -> CalendarDate? {
        guard let (text, value) = trimmed(field) else { return nil }
        do throws(ValueProblem) {
            return try DateText.isoDate(text)
        } catch {
            report(error, field, value)
            return nil
        }
    }

    func yesNo(_ field: Field) -> Bool? {
        guard let value = raw(field) else { return nil }
        guard let bool = value.bool else {
            session.reportWrongType(value, declaration(field), wanted: "true or false")
            return nil
        }
        return bool
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ field: Field) -> Choice? {
        guard let (text, value) = trimmed(field) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let meant = Spelling.nearest(to: text, in: words).map { "did you mean '\($0)'? " } ?? ""
        report(
            ValueProblem(
                .valueNotInList, "is none of the words that can stand here",
                hint: "\(meant)possible: \(words.joined(separator: ", "))"), field, value)
        return nil
    }

    // MARK: - Objects and lists

    func object<Inner: JSONFieldSet>(_ field: Field, _: Inner.Type) -> JSONObject<Inner>? {
        raw(field).flatMap { JSONObject<Inner>($0, session) }
    }

    /// The elements of a list; nil where the field is absent or no list (which is reported).
    func list(_ field: Field) -> [JSONValue]? {
        guard let value = raw(field) else { return nil }
        guard value.isArray else {
            session.reportWrongType(value, declaration(field), wanted: "a list")
            return nil
        }
        return value.elements
    }

    func objects<Inner: JSONFieldSet>(_ field: Field, _: Inner.Type) -> [JSONObject<Inner>] {
        (list(field) ?? []).compactMap { JSONObject<Inner>($0, session) }
    }

    /// The members of an object whose keys are free.
    func map<Value>(_ field: Field, _ read: (JSONValue, JSONField) -> Value?) -> [String: Value] {
        guard let value = raw(field) else { return [:] }
        guard value.isObject else {
            session.reportWrongType(value, declaration(field), wanted: "an object")
            return [:]
        }
        var result: [String: Value] = [:]
        for (key, member) in value.members {
            if let name = key.string, let value = read(member, declaration(field)) { result[name] = value }
        }
        return result
    }

    func decimals(_ field: Field) -> [String: ExactDecimal] { map(field) { decimal($0, $1) } }

    func texts(_ field: Field) -> [String: String] {
        map(field) { value, declaration in
            if let text = value.string { return text }
            session.reportWrongType(value, declaration, wanted: "a text")
            return nil
        }
    }
}
