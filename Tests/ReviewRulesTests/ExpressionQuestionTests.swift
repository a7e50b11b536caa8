// Questions as lines of JSON: each is answered, also those that are none.

import Testing

@testable import ReviewRules

@Suite("Questions about expressions")
struct ExpressionQuestionTests {
    private func answer(_ line: String) -> String { ExpressionQuestion.answer(to: Array(line.utf8)) }

    @Test("A value comes back with its type, on one line")
    func value() {
        #expect(answer(#"{"expr":"1 + 1"}"#) == #"{"type":"int","value":"2"}"#)
        #expect(answer("{\"expr\":\"b'\\\\xff'\"}\r") == #"{"type":"bytes","value":"/w=="}"#)
        #expect(answer(#"{"expr":"'\\n'","bindings":null,"typed":null}"#) == #"{"type":"string","value":"\n"}"#)
        #expect(answer(#"{"expr":"duration('90.5s')"}"#) == #"{"type":"duration","value":"90.5s"}"#)
    }

    @Test("An error says at which stage it was noticed; untyped questions skip the check")
    func stages() {
        #expect(answer(#"{"expr":"1 +"}"#).hasSuffix(#""stage":"parse"}"#))
        #expect(answer(#"{"expr":"1 + 1u"}"#).hasSuffix(#""stage":"check"}"#))
        #expect(answer(#"{"expr":"1 + 1u","typed":false}"#).hasSuffix(#""stage":"eval"}"#))
    }

    @Test("What is no question is answered as one that cannot be read")
    func noQuestions() {
        let lines = [
            "", " ", "1", "{}", #"{"expr":1}"#, #"{"expr":"1""#, #"{"expr":"1"} 2"#, #"{"expr":"1","typed":1}"#,
            #"{"expr":"1","bindings":[]}"#, #"{"expr":"1","bindings":{"x":1}}"#, #"{"expr":"1","other":1}"#,
            #"{"expr":"\ud800"}"#, "\u{0}", String(repeating: "{\"a\":", count: 100_000),
        ]
        for line in lines {
            let given = answer(line)
            #expect(given.hasPrefix(#"{"error":""#) && given.hasSuffix(#""stage":"parse"}"#), "\(line.prefix(40))")
        }
        #expect(ExpressionQuestion.answer(to: [0x22, 0xFF, 0x22]).contains("UTF-8"))
    }

    @Test("Bindings may be nested as deep as a typed value alone")
    func depth() {
        let deep =
            String(repeating: #"{"type":"list","value":["#, count: 63) + #"{"type":"null"}"#
            + String(repeating: "]}", count: 63)
        #expect(answer(#"{"expr":"size(x)","bindings":{"x":\#(deep)}}"#) == #"{"type":"int","value":"1"}"#)
    }
}
