// A line of JSON asks for an expression; its answer is one line, whatever stands in it.

import Testing

@testable import ReviewRules

@Suite struct ExpressionBatchTests {
    @Test(
        "A line is answered by a typed value",
        arguments: [
            (#"{"expr":"40 + 2"}"#, #"{"type":"int","value":"42"}"#),
            (#"{"expr":"x + 1","bindings":{"x":{"type":"int","value":"41"}}}"#, #"{"type":"int","value":"42"}"#),
            (#"{"bindings":{},"expr":"decimal('0.1') + decimal('0.2')"}"#, #"{"type":"decimal","value":"0.3"}"#),
            (#" {"expr":"'a\\nb'" , "typed":true}"#, #"{"type":"string","value":"a\nb"}"#),
            (#"{"expr":"false && 1","typed":false}"#, #"{"type":"bool","value":false}"#),
            (
                #"{"expr":"[1u, {'k': null}]"}"#,
                #"{"type":"list","value":[{"type":"uint","value":"1"},"#
                    + #"{"type":"map","value":[[{"type":"string","value":"k"},{"type":"null","value":null}]]}]}"#
            ),
        ])
    func value(line: String, answer: String) {
        #expect(ExpressionBatch.answer(to: Array(line.utf8)) == answer)
    }

    @Test(
        "What is wrong is said with the stage in which it was noticed",
        arguments: [
            (#"{"expr":"1 +"}"#, "parse"), (#"{"expr":"1 + true"}"#, "check"), (#"{"expr":"y"}"#, "check"),
            (#"{"expr":"1 / 0"}"#, "eval"), (#"{"expr":"1 + true","typed":false}"#, "eval"), ("", "parse"),
            ("[]", "parse"), ("{}", "parse"), ("nonsense", "parse"), (#"{"expr":1}"#, "parse"),
            (#"{"expr":"1","typed":"yes"}"#, "parse"), (#"{"expr":"1","extra":1}"#, "parse"),
            (#"{"expr":"1","bindings":{"x":{"type":"int","value":"a"}}}"#, "parse"),
            (#"{"expr":"1"} {"expr":"2"}"#, "parse"), (#"{"expr":"\#u{0}"}"#, "parse"),
        ])
    func failure(line: String, stage: String) {
        let answer = ExpressionBatch.answer(to: Array(line.utf8))
        #expect(answer.hasPrefix(#"{"error":""#) && answer.hasSuffix(#","stage":"\#(stage)"}"#), "\(answer)")
        #expect(!answer.utf8.contains(UInt8(ascii: "\n")))
    }

    @Test("Rubbish is answered too: bytes that are no UTF-8, nesting without end, members that are there twice")
    func rubbish() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        let twice = Array(#"{"expr":"1","expr":"2"}"#.utf8)
        for line in [
            [0xFF, 0xFE, 0x00], deep, twice, Array(#"{"expr":""#.utf8) + [0x80], Array("{\"expr\":".utf8) + deep,
        ] {
            #expect(ExpressionBatch.answer(to: line).hasSuffix(#","stage":"parse"}"#))
        }
    }
}
