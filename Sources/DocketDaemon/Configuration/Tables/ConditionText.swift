// The condition of a row, put together from its cells and their headers; it knows where each part of it stands.

import ReviewRules

struct ConditionText {
    private(set) var text = ""
    private var length = 0
    private var parts: [SourcePart] = []

    /// The condition as a rule has it; `row` is where the rule as a whole stands.
    func finished(file: String, row: YAMLPlace) -> (text: String, place: SourcePlace) {
        let place = SourcePlace(file: file, line: row.line, column: row.column, parts: parts)
        return (parts.isEmpty ? "true" : text, place)
    }

    /// Adds what a cell says of its column.
    mutating func add(_ condition: CellCondition, of subject: TableSubject, at place: YAMLPlace) {
        if condition.isAny { return }
        join(at: place)
        switch condition {
        case .any: break
        case .given(let isGiven):
            write(isGiven ? "has(" : "!has(", at: place)
            copy(subject.source)
            write(")", at: place)
        case .tests(let tests, let isNegated):
            write(isNegated ? "!(" : "", at: place)
            presence(subject, at: place)
            write(tests, of: subject, at: place)
            write(isNegated ? ")" : "", at: place)
        case .general(let expression):
            presence(subject, at: place)
            write(expression, withItAs: subject, at: place)
        }
    }

    /// Adds a cell that is a condition as it stands.
    mutating func add(whole cell: TableCell) {
        join(at: cell.place)
        write("(", at: cell.place)
        copy(cell)
        write(")", at: cell.place)
    }

    // MARK: Comparisons

    /// A comparison with a value that is not given does not hold, rather than making the row fail.
    private mutating func presence(_ subject: TableSubject, at place: YAMLPlace) {
        guard subject.isOptional else { return }
        write("has(", at: place)
        copy(subject.source)
        write(") && ", at: place)
    }

    private mutating func write(_ tests: [CellTest], of subject: TableSubject, at place: YAMLPlace) {
        let equals = tests.compactMap { test -> CellValue? in
            if case .equals(let value) = test { value } else { nil }
        }
        if tests.count > 1, equals.count == tests.count {
            write(subject, at: place)
            return write(" in [\(equals.map(\.source).joined(separator: ", "))]", at: place)
        }
        write(tests.count > 1 ? "(" : "", at: place)
        for (number, test) in tests.enumerated() {
            if number > 0 { write(" || ", at: place) }
            write(test, of: subject, at: place)
        }
        write(tests.count > 1 ? ")" : "", at: place)
    }

    private mutating func write(_ test: CellTest, of subject: TableSubject, at place: YAMLPlace) {
        switch test {
        case .equals(let value) where value.key == .flag(true): write(subject, at: place)
        case .equals(let value) where value.key == .flag(false):
            write("!", at: place)
            write(subject, at: place)
        case .equals(let value): write(subject, "==", value, at: place)
        case .compare(let order, let value): write(subject, order.rawValue, value, at: place)
        case .range(let lower, let upper, let isClosed):
            write("(", at: place)
            write(subject, ">=", lower, at: place)
            write(" && ", at: place)
            write(subject, isClosed ? "<=" : "<", upper, at: place)
            write(")", at: place)
        }
    }

    private mutating func write(_ subject: TableSubject, _ operation: String, _ value: CellValue, at place: YAMLPlace) {
        write(subject, at: place)
        write(" \(operation) \(value.source)", at: place)
    }

    private mutating func write(_ subject: TableSubject, at place: YAMLPlace) {
        write(subject.isPath ? "" : "(", at: place)
        copy(subject.source)
        write(subject.isPath ? "" : ")", at: place)
    }

    private mutating func write(_ expression: TableCell, withItAs subject: TableSubject, at place: YAMLPlace) {
        write("(", at: place)
        var start = 0
        for index in expression.words(named: "it") {
            copy(expression.part(start..<index))
            write(subject, at: expression.place(at: index))
            start = index + 2
        }
        copy(expression.part(start..<expression.scalars.count))
        write(")", at: place)
    }

    // MARK: Parts

    private mutating func join(at place: YAMLPlace) {
        if length > 0 { write(" && ", at: place) }
    }

    /// Adds words of ours; a mistake in them is one at `place`.
    private mutating func write(_ words: String, at place: YAMLPlace) {
        guard !words.isEmpty else { return }
        parts.append(SourcePart(start: length + 1, length: 0, line: place.line, column: place.column))
        text += words
        length += words.unicodeScalars.count
    }

    /// Adds words of the file; the condition has one line, so line ends become blanks.
    private mutating func copy(_ cell: TableCell) {
        var start = 0
        while start < cell.scalars.count {
            let place = cell.place(at: start)
            let count = cell.places[start...].prefix { $0.line == place.line }.count
            parts.append(SourcePart(start: length + 1, length: count, line: place.line, column: place.column))
            for scalar in cell.scalars[start..<(start + count)] {
                text.unicodeScalars.append(Character(scalar).isNewline ? " " : scalar)
            }
            length += count
            start += count
        }
    }
}
