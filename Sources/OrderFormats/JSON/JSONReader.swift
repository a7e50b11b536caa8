// JSON as a value: for documents of ours, and for whoever else answers in JSON.

package import OrderModel

package enum JSONReader {
    /// Reads a text that is one JSON value (RFC 8259, UTF-8). The value is nil where the text is no JSON; with findings
    /// of severity error beside a value, parts of it cannot be relied on. `isIncomplete`: the text breaks off.
    package static func parse(
        _ bytes: [UInt8], limits: FormatLimits = .standard
    ) -> (value: JSONValue?, findings: [Finding], isIncomplete: Bool) {
        guard bytes.count <= limits.bytes else { return (nil, [FileReader.tooLarge(bytes.count, limits)], false) }
        let decoded = TextDecoding.decode(bytes, charset: "UTF-8")
        guard let source = decoded.text, !decoded.isIncomplete else {
            return (nil, decoded.findings, decoded.isIncomplete)
        }
        let text = source.bytes.span
        var parser = JSONParser(position: 0, limits: limits)
        do throws(JSONFailure) {
            try parser.parseValue(text)
            var end = parser.position
            JSONParser.skipWhitespace(text, &end)
            if end < text.count {
                throw JSONFailure(
                    code: .jsonSyntax, message: "something follows the end of the value", offset: end, hint: nil)
            }
        } catch {
            let finding = finding(error, source, pointer: parser.pointerAtStop(text))
            return (nil, problems(parser, source, base: nil) + [finding], error.isIncomplete)
        }
        let tape = JSONTape(source: source, nodes: parser.nodes, basePointer: "")
        return (JSONValue(tape: tape), problems(parser, source, base: ""), false)
    }

    static func finding(_ failure: JSONFailure, _ source: SourceText, pointer: String?) -> Finding {
        Finding(
            .error, failure.code, failure.message,
            at: source.place(of: failure.offset, path: pointer.flatMap { $0.isEmpty ? nil : $0 }), hint: failure.hint)
    }

    /// What the parser found wrong and read over. `base`: the pointer of a value that was read to its end; nil where the
    /// reading broke off, so that nothing can be counted.
    static func problems(_ parser: JSONParser, _ source: SourceText, base: String?) -> [Finding] {
        guard !parser.problems.isEmpty else { return [] }
        guard let base else { return parser.problems.map { finding($0, source, pointer: nil) } }
        let tape = JSONTape(source: source, nodes: parser.nodes, basePointer: base)
        return parser.problems.map { problem in
            let index = parser.nodes.firstIndex { Int($0.start) >= problem.offset } ?? 0
            return finding(problem, source, pointer: JSONValue(tape: tape, index: index).pointer)
        }
    }
}
