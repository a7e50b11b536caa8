// The columns of a table: each is what rows are asked for by its header, an outcome or an expression.

import OrderProcess
import ReviewRules

/// What a condition column compares: its header, an expression over the rule variables.
struct TableSubject {
    /// The kinds of values that cells compare with.
    enum Kind: Hashable {
        case flag, whole, unsigned, decimal, double, text, timestamp, duration
        /// Only general conditions can be asked of it: a list, a record.
        case other(String)
    }

    let source: TableCell
    let kind: Kind
    /// A field that can be without a value.
    let isOptional: Bool
    /// A name or a field, which needs no parentheses.
    let isPath: Bool

    var text: String { source.text }
}

struct TableColumn {
    enum Role {
        case condition(TableSubject)
        /// The header `when`: each cell is a whole condition.
        case whole
        case outcome(String)
        /// Nothing stands above it, or something wrong, which has been told.
        case none
    }

    let index: Int
    let header: TableCell
    let role: Role

    /// Reads the header row.
    static func read(_ row: TableRow, variables: [String: RuleType], report: YAMLReport) -> [TableColumn] {
        var taken: Set<String> = []
        return row.cells.indices.map { index in
            let header = row.cells[index].asExpression
            let role = role(header, variables: variables, report: report)
            if case .outcome(let key) = role, !taken.insert(key).inserted {
                report.error("the column '\(key)' stands twice", at: header.place, hint: "keep one of them")
                return TableColumn(index: index, header: header, role: .none)
            }
            return TableColumn(index: index, header: header, role: role)
        }
    }

    private static func role(_ header: TableCell, variables: [String: RuleType], report: YAMLReport) -> Role {
        if header.isEmpty { return .none }
        let key = RuleFile.key(header.text)
        if key == "when" { return .whole }
        if RuleFile.keys.contains(key) { return .outcome(key) }
        let text = header.text
        let isWord = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0 == "-" || $0 == "_" || $0 == " "
        }
        if isWord, variables[text] == nil, let near = NearestName.of(text, among: RuleFile.keys + ["when"]) {
            report.error("there is no column '\(text)'", at: header.place, hint: "did you mean '\(near)'?")
            return .none
        }
        do {
            let expression = try RuleExpression(text, variables: variables)
            return .condition(subject(header, expression.resultType, variables))
        } catch {
            tell(error, header, report)
            return .none
        }
    }

    private static func tell(_ error: RuleExpressionError, _ header: TableCell, _ report: YAMLReport) {
        let advice =
            "a header is an expression such as order.total, or one of "
            + RuleFile.keys.joined(separator: ", ")
        var place = header.place(at: error.column - 1)
        if error.line > 1 { place = header.place }
        report.error(
            "the header: \(error.sentence)", at: place,
            hint: error.suggestion.map { "did you mean '\($0)'?" } ?? advice)
    }

    private static func subject(
        _ header: TableCell, _ type: RuleType, _ variables: [String: RuleType]
    ) -> TableSubject {
        let field = field(header.text, variables)
        return TableSubject(
            source: header, kind: kind(type), isOptional: field.isOptional, isPath: field.isPath)
    }

    private static func kind(_ type: RuleType) -> TableSubject.Kind {
        switch type {
        case .bool: .flag
        case .int: .whole
        case .uint: .unsigned
        case .decimal: .decimal
        case .double: .double
        case .string: .text
        case .timestamp: .timestamp
        case .duration: .duration
        default: .other(type.description)
        }
    }

    /// Follows a path such as `customer.creditLimit` through the declarations.
    private static func field(
        _ text: String, _ variables: [String: RuleType]
    ) -> (isPath: Bool, isOptional: Bool) {
        var names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
        guard let first = names.popFirst(), var type = variables[first] else { return (false, false) }
        var isOptional = false
        for name in names {
            guard case .record(let record) = type, let field = record.field(name) else { return (false, false) }
            type = field.type
            isOptional = field.isOptional
        }
        return (true, isOptional)
    }
}
