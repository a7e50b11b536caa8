// Which functions there are, and which types they take.

import Spellings

extension TypeChecker {
    mutating func checkCall(
        _ name: String, receiver: Expression?, _ arguments: [Expression], mark: Int
    ) -> RuleType {
        var full = name
        var isMethod = receiver != nil
        if let receiver, let joined = scope.namespacedFunction(name, receiver: receiver, elements: elements.map(\.name))
        {
            full = joined
            isMethod = false
        }
        guard let function = RuleFunctions.all[full] else {
            // The arguments are left alone: what is wrong with them depends on the function that was meant.
            let receiverType = isMethod ? receiver.map { type(of: $0) } : nil
            return reportUnknown(full, isMethod: isMethod, receiver: receiverType, mark: mark)
        }
        let parts = isMethod ? (receiver.map { [$0] } ?? []) + arguments : arguments
        let types = parts.map { type(of: $0) }
        if full.hasSuffix("matches"), let pattern = parts.last { checkPattern(pattern) }
        if function.isNumberChoice { return checkNumberChoice(function, parts, types, mark: mark) }
        guard function.hasForm(isMethod: isMethod, count: parts.count) else {
            return report(.unknownFunction, "'\(full)' is not called so; \(usage(of: function))", at: mark)
        }
        return result(of: function, isMethod: isMethod, types, mark: mark)
    }

    private mutating func result(
        of function: RuleFunction, isMethod: Bool, _ types: [RuleType], mark: Int
    ) -> RuleType {
        let before = unifier
        var fitting: [(result: RuleType, unifier: TypeUnifier)] = []
        for form in function.forms where form.isMethod == isMethod && form.parameters.count == types.count {
            unifier = before
            let fresh = unifier.instantiated(form.parameters + [form.result])
            var fits = true
            for (given, wanted) in zip(types, fresh) where fits { fits = unifier.accepts(given, as: wanted) }
            if fits, let result = fresh.last { fitting.append((unifier.resolved(result), unifier)) }
        }
        unifier = before
        guard let first = fitting.first else {
            let given = types.map(\.description).joined(separator: ", ")
            return report(
                .wrongType, "'\(function.name)' does not take (\(given)); \(usage(of: function))", at: mark)
        }
        if fitting.count == 1 {
            unifier = first.unifier
            return first.result
        }
        return fitting.allSatisfy { $0.result == first.result } ? first.result : .dyn
    }

    private mutating func checkNumberChoice(
        _ function: RuleFunction, _ parts: [Expression], _ types: [RuleType], mark: Int
    ) -> RuleType {
        var numbers = types
        if types.isEmpty { return report(.unknownFunction, "'\(function.name)' needs at least one number", at: mark) }
        if types.count == 1, case .list(let element) = types[0] { numbers = [element] }
        for (index, number) in numbers.enumerated() where !number.isNumber && !number.isOpen {
            return report(.wrongType, "'\(function.name)' takes numbers, not \(number)", at: parts[index].start)
        }
        if numbers.contains(.decimal), numbers.contains(.double) {
            return report(.wrongType, "'\(function.name)' cannot compare decimal with double", at: mark)
        }
        return numbers.allSatisfy { $0 == numbers[0] } ? numbers[0] : .dyn
    }

    /// A pattern that is written out is checked now rather than when an order meets it.
    private mutating func checkPattern(_ part: Expression) {
        guard case .literal(.string(let text)) = part.kind else { return }
        do {
            _ = try Pattern(text, limits: limits)
        } catch {
            _ = report(
                .badArgument,
                "this is not a regular expression: \(error.sentence) (character \(error.offset + 1) of the pattern)",
                at: part.start)
        }
    }

    private mutating func reportUnknown(_ name: String, isMethod: Bool, receiver: RuleType?, mark: Int) -> RuleType {
        let candidates = RuleFunctions.all.values.filter { function in
            function.isNumberChoice ? !isMethod : function.forms.contains { $0.isMethod == isMethod }
        }
        let macros = isMethod ? ["all", "exists", "exists_one", "map", "filter"] : ["has"]
        let suggestion = Spelling.nearest(to: name, among: candidates.map(\.name) + macros)
        let known = isMethod ? "" : RuleFunctions.all["math.\(name)"].map { "; it is called \($0.name)" } ?? ""
        return report(
            .unknownFunction,
            "there is no function '\(name)'\(isMethod ? receiver.map { " of \($0)" } ?? "" : "")\(known)",
            at: mark, suggestion: suggestion)
    }

    /// How a function is called, for messages.
    private func usage(of function: RuleFunction) -> String {
        let forms = function.forms.map { form in
            let names = form.parameters.map(\.description)
            return form.isMethod
                ? "\(names[0]).\(function.name)(\(names.dropFirst().joined(separator: ", ")))"
                : "\(function.name)(\(names.joined(separator: ", ")))"
        }
        return "it is called as " + forms.prefix(6).joined(separator: ", ") + (forms.count > 6 ? ", …" : "")
    }
}
