// Turns the parts of an expression into functions.

/// Compiles a tree, from the leaves up.
struct Compiler {
    let scope: RuleScope
    let limits: RuleLimits
    /// The names of the macros' elements around the current part, the outermost first.
    var elements: [String] = []
    /// The types of the parts, where they were checked.
    let types: [Int: RuleType]

    init(scope: RuleScope, types: [Int: RuleType], limits: RuleLimits) {
        self.scope = scope
        self.types = types
        self.limits = limits
    }

    mutating func compile(_ part: Expression) -> CompiledPart {
        switch part.kind {
        case .literal(let value): compileLiteral(value, part)
        case .name(let name, _): compileName(name, part)
        case .select(let operand, let field): compileSelection(field, of: operand, part)
        case .has(let operand, let field): compileHas(field, of: operand, part)
        case .call(let name, let receiver, let arguments): compileCall(name, receiver, arguments, part)
        case .unary(let symbol, let operand): compileUnary(symbol, operand, part)
        case .binary(let symbol, let left, let right): compileBinary(symbol, left, right, part)
        case .and(let operands): compileConditions(operands, decisive: false, part)
        case .or(let operands): compileConditions(operands, decisive: true, part)
        case .conditional(let condition, let then, let otherwise):
            compileConditional(condition, then, otherwise, part)
        case .list(let parts): compileList(parts, part)
        case .map(let entries): compileMap(entries, part)
        case .construction(let name, _): constructed(name, part)
        case .comprehension(let comprehension): compileComprehension(comprehension, part)
        }
    }
}

// MARK: - Names and fields

extension Compiler {
    private func compileLiteral(_ value: RuleValue, _ part: Expression) -> CompiledPart {
        CompiledPart(part) { (_) throws(EvaluationFailure) in value }
    }

    private func constructed(_ name: String, _ part: Expression) -> CompiledPart {
        CompiledPart(part) { (_) throws(EvaluationFailure) in
            throw EvaluationFailure(.unknownName, "'\(name){…}' builds a record, which rules cannot do", at: part.start)
        }
    }

    /// The value of a variable, an element or a type, if the part spells one as a whole.
    private func named(_ part: Expression) -> CompiledPart? {
        switch scope.meaning(of: part, elements: elements) {
        case .element(let depth):
            CompiledPart(part, isVariable: true) { (context) throws(EvaluationFailure) in
                try context.spend(1)
                return context.elements[depth]
            }
        case .variable(let name, let slot):
            CompiledPart(part, isVariable: true) { (context) throws(EvaluationFailure) in
                try context.spend(1)
                guard let value = context.variables[slot] else {
                    throw EvaluationFailure(.unknownName, "the variable '\(name)' has no value here", at: part.start)
                }
                return value
            }
        case .type(let name): CompiledPart(part) { (_) throws(EvaluationFailure) in .type(name) }
        case nil: nil
        }
    }

    private func compileName(_ name: String, _ part: Expression) -> CompiledPart {
        if let known = named(part) { return known }
        return CompiledPart(part) { (_) throws(EvaluationFailure) in
            throw EvaluationFailure(.unknownName, "there is no variable '\(name)'", at: part.mark)
        }
    }

    private mutating func compileSelection(_ field: String, of operand: Expression, _ part: Expression) -> CompiledPart
    {
        if let known = named(part) { return known }
        return compileField(field, of: compile(operand), part)
    }

    /// The place of a field in its record's declared type; -1 where that is not known before the evaluation.
    private func index(of field: String, in holder: Expression) -> Int {
        guard case .record(let record) = types[holder.number] else { return -1 }
        return record.fields.firstIndex { $0.name == field } ?? -1
    }

    private func compileField(_ field: String, of holder: CompiledPart, _ part: Expression) -> CompiledPart {
        let evaluate = readField(field, of: holder, part)
        let index = index(of: field, in: holder.part)
        guard index >= 0, let place = recordPlace(holder.part) else {
            return CompiledPart(part, children: [holder], evaluate: evaluate)
        }
        // The usual case is read where it lies; whatever is unusual goes the long way, which says what is wrong.
        return CompiledPart(part, children: [holder]) { (context) throws(EvaluationFailure) in
            try context.spend(2)
            guard let record = context.record(at: place), let found = record.value(of: field, at: index) else {
                return try evaluate(context)
            }
            return found
        }
    }

    /// Where the record lies that a part names, if it names one as a whole.
    private func recordPlace(_ part: Expression) -> RecordPlace? {
        switch scope.meaning(of: part, elements: elements) {
        case .element(let depth): .element(depth)
        case .variable(_, let slot): .variable(slot)
        case .type, nil: nil
        }
    }

    private func readField(_ field: String, of holder: CompiledPart, _ part: Expression) -> EvaluationStep {
        let evaluateHolder = holder.evaluate
        let mark = part.mark
        let index = index(of: field, in: holder.part)
        return { (context) throws(EvaluationFailure) in
            let value = try evaluateHolder(context)
            try context.spend(1)
            switch value {
            case .record(let record):
                if let found = record.value(of: field, at: index) { return found }
                throw EvaluationFailure(
                    .missing, "the field '\(field)' has no value here; ask has(…) before reading it", at: mark)
            case .map(let map):
                if let found = map[.string(field)] { return found }
                throw EvaluationFailure(
                    .missing, "the map has no key '\(field)'; ask has(…) before reading it", at: mark)
            default:
                throw EvaluationFailure(
                    .wrongType, "\(value.kindForPeople) has no fields, so there is no '\(field)' here", at: mark)
            }
        }
    }

    private mutating func compileHas(_ field: String, of operand: Expression, _ part: Expression) -> CompiledPart {
        let holder = compile(operand)
        let evaluateHolder = holder.evaluate
        let mark = part.mark
        let index = index(of: field, in: holder.part)
        let place = index >= 0 ? recordPlace(holder.part) : nil
        return CompiledPart(part, children: [holder]) { (context) throws(EvaluationFailure) in
            if let place, let record = context.record(at: place) {
                try context.spend(2)
                return .bool(record.value(of: field, at: index) != nil)
            }
            let value = try evaluateHolder(context)
            try context.spend(1)
            switch value {
            case .record(let record): return .bool(record.value(of: field, at: index) != nil)
            case .map(let map): return .bool(map[.string(field)] != nil)
            default:
                throw EvaluationFailure(
                    .wrongType, "\(value.kindForPeople) has no fields, so there is no '\(field)' here", at: mark)
            }
        }
    }
}

// MARK: - Calls

extension Compiler {
    private mutating func compileCall(
        _ name: String, _ receiver: Expression?, _ arguments: [Expression], _ part: Expression
    ) -> CompiledPart {
        let joined = receiver.flatMap { scope.namespacedFunction(name, receiver: $0, elements: elements) }
        let full = joined ?? name
        let isMethod = receiver != nil && joined == nil
        let parts = isMethod ? (receiver.map { [$0] } ?? []) + arguments : arguments
        return linkCall(full, isMethod: isMethod, parts.map { compile($0) }, part)
    }

    private func linkCall(_ name: String, isMethod: Bool, _ compiled: [CompiledPart], _ part: Expression)
        -> CompiledPart
    {
        guard let function = RuleFunctions.all[name], function.hasForm(isMethod: isMethod, count: compiled.count) else {
            return CompiledPart(part, children: compiled) { (_) throws(EvaluationFailure) in
                throw EvaluationFailure(
                    .unknownFunction, "there is no function '\(name)' for \(compiled.count) values", at: part.mark)
            }
        }
        if name == "matches", let literal = literalPattern(compiled) { return compileMatches(literal, compiled, part) }
        let evaluations = compiled.map(\.evaluate)
        return CompiledPart(part, children: compiled) { (context) throws(EvaluationFailure) in
            var values: [RuleValue] = []
            for evaluate in evaluations { values.append(try evaluate(context)) }
            return try Compiler.apply(function, values, context, at: part.mark)
        }
    }

    private static func apply(
        _ function: RuleFunction, _ values: [RuleValue], _ context: EvaluationContext, at mark: Int
    ) throws(EvaluationFailure) -> RuleValue {
        try context.spend(1)
        for value in values {
            if case .string(let text) = value { try context.spend(bytes: text.utf8.count) }
            if case .bytes(let bytes) = value { try context.spend(bytes: bytes.count) }
        }
        do throws(EvaluationFailure) {
            if let result = try function.body(values, context) { return result }
        } catch { throw error.located(at: mark) }
        let types = values.map(\.kindForPeople).joined(separator: ", ")
        throw EvaluationFailure(.wrongType, "'\(function.name)' does not take (\(types))", at: mark)
    }

    /// A pattern that is written out is compiled once.
    private func literalPattern(_ parts: [CompiledPart]) -> Pattern? {
        guard parts.count == 2, case .literal(.string(let text)) = parts[1].part.kind else { return nil }
        return try? Pattern(text, limits: limits)
    }

    private func compileMatches(_ pattern: Pattern, _ compiled: [CompiledPart], _ part: Expression) -> CompiledPart {
        let evaluateText = compiled[0].evaluate
        let mark = part.mark
        return CompiledPart(part, children: compiled) { (context) throws(EvaluationFailure) in
            let value = try evaluateText(context)
            guard case .string(let text) = value else {
                throw EvaluationFailure(.wrongType, "'matches' does not take \(value.kindForPeople)", at: mark)
            }
            try context.spend(1)
            return .bool(
                try pattern.matches(text) { (steps) throws(EvaluationFailure) in try context.spend(steps) })
        }
    }
}

// MARK: - Lists and maps

extension Compiler {
    private mutating func compileList(_ parts: [Expression], _ part: Expression) -> CompiledPart {
        let compiled = parts.map { compile($0) }
        let evaluations = compiled.map(\.evaluate)
        return CompiledPart(part, children: compiled) { (context) throws(EvaluationFailure) in
            try context.spend(1 + evaluations.count)
            var values: [RuleValue] = []
            values.reserveCapacity(evaluations.count)
            for evaluate in evaluations { values.append(try evaluate(context)) }
            return .list(values)
        }
    }

    private mutating func compileMap(
        _ entries: [(key: Expression, value: Expression)], _ part: Expression
    ) -> CompiledPart {
        let compiled = entries.map { (key: compile($0.key), value: compile($0.value)) }
        let evaluations = compiled.map { (key: $0.key.evaluate, value: $0.value.evaluate, place: $0.key.part.start) }
        return CompiledPart(part, children: compiled.flatMap { [$0.key, $0.value] }) {
            (context) throws(EvaluationFailure) in
            try context.spend(1 + evaluations.count)
            var map = RuleMap()
            for entry in evaluations {
                let key = try entry.key(context)
                guard RuleMap.canBeKey(key) else {
                    throw EvaluationFailure(
                        .wrongType, "a key of a map is a string, int, uint or bool, not \(key.kindForPeople)",
                        at: entry.place)
                }
                guard map.insert(try entry.value(context), for: key) else {
                    throw EvaluationFailure(.badArgument, "the map has this key twice", at: entry.place)
                }
            }
            return .map(map)
        }
    }
}
