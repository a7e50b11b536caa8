// Which names an expression can use, and what each of them stands for.

/// The variables that expressions may name. A name can be dotted (`order.total`); the longest one that fits counts.
struct RuleScope: Sendable {
    let variables: [String: RuleType]
    /// Variables in a fixed order: an evaluation keeps their values in an array.
    let names: [String]
    private let slots: [String: Int]

    init(_ variables: [String: RuleType]) {
        self.variables = variables
        names = variables.keys.sorted()
        slots = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    enum Meaning {
        /// The element of a macro, by how many macros stand around it (0 is the outermost).
        case element(Int)
        case variable(String, slot: Int)
        /// The name of a type.
        case type(String)
    }

    /// What a part that spells a name stands for as a whole; nil where it is no name, or a field of something.
    /// `elements` are the names of the macros around, the outermost first.
    func meaning(of part: Expression, elements: [String]) -> Meaning? {
        guard let (path, fromRoot) = part.dottedName else { return nil }
        if !fromRoot, let first = part.firstName, let depth = elements.lastIndex(of: first) {
            if case .name = part.kind { return .element(depth) }
            return nil
        }
        if let slot = slots[path] { return .variable(path, slot: slot) }
        return RuleScope.typeNames.contains(path) ? .type(path) : nil
    }

    /// The function that a call with a receiver spells as one dotted name, such as `math.abs`.
    func namespacedFunction(_ name: String, receiver: Expression, elements: [String]) -> String? {
        guard let (path, fromRoot) = receiver.dottedName, let first = receiver.firstName,
            fromRoot || !elements.contains(first), slots[first] == nil, slots[path] == nil
        else { return nil }
        let full = "\(path).\(name)"
        return RuleFunctions.all[full] == nil && !RuleFunctions.namespaces.contains(path) ? nil : full
    }

    static let typeNames: Set<String> = [
        "bool", "int", "uint", "double", "decimal", "string", "bytes", "list", "map", "null_type", "type",
        "google.protobuf.Timestamp", "google.protobuf.Duration",
    ]
}
