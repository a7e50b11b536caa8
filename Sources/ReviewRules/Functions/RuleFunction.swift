// What a function of the rule language is, and the list of all of them.

/// A function: the types that it takes, and what it does.
struct RuleFunction: Sendable {
    /// Does the work. The receiver of a method is the first argument. Nil where there is no such function for the types
    /// of the values, which the checker cannot always know beforehand.
    typealias Body = @Sendable ([RuleValue], EvaluationContext) throws(EvaluationFailure) -> RuleValue?

    let name: String
    let forms: [Form]
    let body: Body

    /// One way to call the function.
    struct Form: Sendable {
        /// Called as `receiver.name(…)`, the receiver being the first parameter.
        let isMethod: Bool
        let parameters: [RuleType]
        let result: RuleType
    }

    init(_ name: String, _ forms: [Form], _ body: @escaping Body) {
        self.name = name
        self.forms = forms
        self.body = body
    }

    /// Whether it can be called so, whatever the types.
    func hasForm(isMethod: Bool, count: Int) -> Bool {
        isNumberChoice
            ? !isMethod && count > 0 : forms.contains { $0.isMethod == isMethod && $0.parameters.count == count }
    }

    /// `math.greatest` and `math.least` take any count of numbers, or a list of them.
    var isNumberChoice: Bool { name == "math.greatest" || name == "math.least" }
}

extension RuleFunction.Form {
    static func global(_ parameters: RuleType..., gives result: RuleType) -> RuleFunction.Form {
        RuleFunction.Form(isMethod: false, parameters: parameters, result: result)
    }

    static func method(_ parameters: RuleType..., gives result: RuleType) -> RuleFunction.Form {
        RuleFunction.Form(isMethod: true, parameters: parameters, result: result)
    }
}

/// All functions of the rule language by name.
enum RuleFunctions {
    static let all: [String: RuleFunction] = {
        let groups = [conversions, texts, textExtension, formatting, times, collections, mathExtension]
        return Dictionary(groups.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// What stands before the point in the names of some functions.
    static let namespaces: Set<String> = ["math", "strings"]

    /// An open type in the forms of functions.
    static let anyElement = RuleType.parameter(0)
    static let anyKey = RuleType.parameter(1)
}
