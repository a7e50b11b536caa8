// Reads a cell of a condition column: `>= 50000`, `DE | FR`, `10..20`, `not true`, `given`, `= it > today`.

import ExactDecimals
import ReviewRules

/// What is wrong with a cell.
struct CellTrouble: Error {
    let sentence: String
    var hint: String?
    let place: YAMLPlace
}

struct CellReading {
    private var cell: TableCell
    private let subject: TableSubject
    private var index = 0
    private var isList = false

    /// Throws what is wrong with the cell.
    static func read(_ cell: TableCell, of subject: TableSubject) throws(CellTrouble) -> CellCondition {
        let cell = cell.asExpression
        if cell.isAny { return .any }
        if let general = general(cell) { return .general(general) }
        if case .other(let type) = subject.kind {
            throw CellTrouble(
                sentence: "\(subject.text) is a \(type), which has no simple comparison",
                hint: "write a condition with 'it', such as = size(it) > 2", place: cell.place)
        }
        if subject.isOptional, cell.text == "given" || cell.text == "none" { return .given(cell.text == "given") }
        var reading = CellReading(cell: cell, subject: subject)
        return try reading.alternatives()
    }

    private init(cell: TableCell, subject: TableSubject) {
        self.cell = cell
        self.subject = subject
    }

    /// The expression behind `=` where it speaks of `it`; else the cell says "equal to".
    private static func general(_ cell: TableCell) -> TableCell? {
        guard cell.scalars.first == "=" else { return nil }
        let expression = cell.part(1..<cell.scalars.count).trimmed
        return expression.words(named: "it").isEmpty ? nil : expression
    }

    // MARK: Alternatives

    private mutating func alternatives() throws(CellTrouble) -> CellCondition {
        var isNegated = takeWord("not")
        if takeWord("in") { openList() }
        if take("!=") || take("<>") || take("≠") {
            guard !isNegated else { throw trouble("'not' and '!=' stand side by side", hint: "write one of them") }
            isNegated = true
        }
        var tests = [try test()]
        while skipBlanks() {
            guard take("|") || (isList || subject.kind == .text) && take(",") else {
                throw trouble("'\(rest)' is not expected here", hint: advice)
            }
            if !skipBlanks() { break }
            tests.append(try test())
        }
        return .tests(tests, isNegated: isNegated)
    }

    /// Takes the brackets around a list away.
    private mutating func openList() {
        isList = true
        skipBlanks()
        let pairs: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "(": ")"]
        guard let first = current, let closing = pairs[first], cell.scalars.last == closing else { return }
        index += 1
        cell = cell.part(0..<max(index, cell.scalars.count - 1))
    }

    private mutating func test() throws(CellTrouble) -> CellTest {
        skipBlanks()
        if let order = takeOrder() {
            guard isOrdered else {
                throw trouble("\(subject.text) cannot be compared with '\(order.rawValue)'", hint: advice)
            }
            return .compare(order, try value())
        }
        if !take("==") { _ = take("=") }
        let first = try value()
        guard isOrdered, skipBlanks(), take("..") || take("…") else { return .equals(first) }
        let isClosed = !take("<")
        let start = index
        let second = try value()
        guard let lower = first.number, let upper = second.number, lower < upper || isClosed && lower == upper else {
            throw CellTrouble(
                sentence: "the range ends before it begins", hint: "write the lower value first, as in 10..20",
                place: cell.place(at: start))
        }
        return .range(first, second, isClosed: isClosed)
    }

    private mutating func takeOrder() -> CellTest.Order? {
        if take(">=") || take("≥") { return .atLeast }
        if take("<=") || take("≤") { return .atMost }
        if take(">") { return .more }
        return take("<") ? .less : nil
    }

    private var isOrdered: Bool { subject.kind != .flag && subject.kind != .text }

    // MARK: Values

    private mutating func value() throws(CellTrouble) -> CellValue {
        skipBlanks()
        let start = index
        let isQuoted = current == "\"" || current == "'"
        let text = isQuoted ? try quoted() : bare()
        guard !text.isEmpty || isQuoted else { throw trouble("a value is missing", hint: advice) }
        if let value = CellValue.read(text, as: subject.kind, isQuoted: isQuoted) { return value }
        throw CellTrouble(
            sentence: "expected \(expected), but '\(text)' stands here", hint: hint(for: text),
            place: cell.part(start..<index).trimmed.place)
    }

    private mutating func quoted() throws(CellTrouble) -> String {
        let opening = index
        let quote = current
        index += 1
        let start = index
        while let scalar = current, scalar != quote { index += 1 }
        guard current != nil else {
            throw CellTrouble(
                sentence: "the quote is not closed", hint: "close it, or leave the quotes away",
                place: cell.place(at: opening))
        }
        index += 1
        return cell.part(start..<(index - 1)).text
    }

    private mutating func bare() -> String {
        let start = index
        while let scalar = current, scalar != "|", !((isList || subject.kind == .text) && scalar == ",") {
            if isOrdered, scalar == "…" || scalar == "." && next == "." { break }
            index += 1
        }
        return cell.part(start..<index).trimmed.text
    }

    // MARK: Words

    private var current: Unicode.Scalar? { index < cell.scalars.count ? cell.scalars[index] : nil }
    private var next: Unicode.Scalar? { index + 1 < cell.scalars.count ? cell.scalars[index + 1] : nil }
    private var rest: String { cell.part(index..<cell.scalars.count).trimmed.text }

    /// False at the end of the cell.
    @discardableResult
    private mutating func skipBlanks() -> Bool {
        while current == " " { index += 1 }
        return current != nil
    }

    private mutating func take(_ text: String) -> Bool {
        skipBlanks()
        guard cell.scalars[index...].starts(with: text.unicodeScalars) else { return false }
        index += text.unicodeScalars.count
        return true
    }

    /// A word of ours, with something behind it.
    private mutating func takeWord(_ word: String) -> Bool {
        skipBlanks()
        let length = word.unicodeScalars.count
        guard cell.scalars[index...].starts(with: word.unicodeScalars), index + length < cell.scalars.count,
            " \"'([<>=".unicodeScalars.contains(cell.scalars[index + length])
        else { return false }
        index += length
        return true
    }

    // MARK: Troubles

    private func trouble(_ sentence: String, hint: String?) -> CellTrouble {
        CellTrouble(sentence: sentence, hint: hint, place: cell.place(at: index))
    }

    private var expected: String {
        switch subject.kind {
        case .flag: "true or false"
        case .whole: "a whole number"
        case .unsigned: "a whole number, not below zero"
        case .decimal, .double: "a number such as 50000 or 12.50"
        case .text: "a text"
        case .timestamp: "a date such as 2026-12-24"
        case .duration: "a span of time such as 48h or 2 days"
        case .other(let type): "a \(type)"
        }
    }

    private var advice: String {
        switch subject.kind {
        case .flag: "write true, false, or - for any"
        case .text: "write one text or several: DE | FR, not DE, or - for any"
        default: "write a comparison such as >= 10, a range such as 10..20, several: 10 | 20, or - for any"
        }
    }

    private func hint(for text: String) -> String {
        let isNumber = [.whole, .unsigned, .decimal, .double].contains(subject.kind)
        if isNumber, text.contains(","), !text.contains(where: \.isLetter) {
            return "write numbers with a point and without separators: 1250.50; several values with |"
        }
        if isNumber, text.contains(where: \.isNumber) { return "write the number alone" }
        return advice
    }
}

extension TableCell {
    /// Where a word of the expression stands that is a name of its own: no field, and not in quotes.
    func words(named word: String) -> [Int] {
        let wanted = Array(word.unicodeScalars)
        var found: [Int] = []
        var quote: Unicode.Scalar?
        var before: Unicode.Scalar = " "
        for (index, scalar) in scalars.enumerated() {
            if let open = quote {
                if scalar == open, before != "\\" { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if !TableCell.isNamePart(before), before != ".", scalars[index...].starts(with: wanted),
                !scalars[(index + wanted.count)...].prefix(1).contains(where: TableCell.isNamePart)
            {
                found.append(index)
            }
            before = scalar
        }
        return found
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
}
