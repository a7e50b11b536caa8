// size.

extension RuleFunctions {
    static let collections: [RuleFunction] = [
        RuleFunction(
            "size",
            [
                .global(.string, gives: .int), .global(.bytes, gives: .int), .global(.list(anyElement), gives: .int),
                .global(.map(anyKey, anyElement), gives: .int), .method(.string, gives: .int),
                .method(.bytes, gives: .int), .method(.list(anyElement), gives: .int),
                .method(.map(anyKey, anyElement), gives: .int),
            ]
        ) { (arguments, context) throws(EvaluationFailure) in
            switch arguments[0] {
            case .string(let text):
                try context.spend(size: text.utf8.count)
                return .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): return .int(Int64(bytes.count))
            case .list(let elements): return .int(Int64(elements.count))
            case .map(let map): return .int(Int64(map.count))
            default: return nil
            }
        }
    ]
}
