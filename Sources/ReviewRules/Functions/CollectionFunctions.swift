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
        ) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .string(let text): .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): .int(Int64(bytes.count))
            case .list(let elements): .int(Int64(elements.count))
            case .map(let map): .int(Int64(map.count))
            default: nil
            }
        }
    ]
}
