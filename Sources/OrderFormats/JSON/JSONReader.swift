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
            var place = TextPosition()
            place.advance(over: text, 0..<error.offset)
            let finding = finding(error, at: place, pointer: parser.pointerAtStop(text))
            let earlier = parser.problems.map { JSONReader.finding($0, at: source.place(of: $0.offset)) }
            return (nil, earlier + [finding], error.isIncomplete)
        }
        let tape = JSONTape(source: source, nodes: parser.nodes, basePointer: "")
        return (JSONValue(tape: tape), findings(parser.problems, tape), false)
    }

    static func finding(_ failure: JSONFailure, at position: TextPosition, pointer: String) -> Finding {
        let path = pointer.isEmpty ? nil : pointer
        return finding(failure, at: Place(line: position.line, column: position.column, path: path))
    }

    /// What the parser found wrong and read over, in a value that was read to its end.
    static func findings(_ problems: [JSONFailure], _ tape: JSONTape) -> [Finding] {
        problems.map { problem in
            let index = tape.nodes.firstIndex { Int($0.start) >= problem.offset } ?? 0
            let pointer = JSONValue(tape: tape, index: index).pointer
            let path = pointer.isEmpty ? nil : pointer
            return finding(problem, at: tape.source.place(of: problem.offset, path: path))
        }
    }

    private static func finding(_ failure: JSONFailure, at place: Place) -> Finding {
        Finding(.error, failure.code, failure.message, at: place, hint: failure.hint)
    }
}
