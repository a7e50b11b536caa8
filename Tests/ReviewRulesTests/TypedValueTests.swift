// Typed values as JSON text, both ways.

import Testing

@testable import ReviewRules

@Suite("Typed values")
struct TypedValueTests {
    static let pairs: [(String, String)] = [
        ("42", #"{"type":"int","value":"42"}"#), ("42u", #"{"type":"uint","value":"42"}"#),
        ("1.5", #"{"type":"double","value":"1.5"}"#), ("-0.0", #"{"type":"double","value":"-0"}"#),
        ("1.0 / 0.0", #"{"type":"double","value":"Infinity"}"#), ("0.0 / 0.0", #"{"type":"double","value":"NaN"}"#),
        ("decimal('9.50')", #"{"type":"decimal","value":"9.5"}"#), ("true", #"{"type":"bool","value":true}"#),
        ("null", #"{"type":"null","value":null}"#), (#"'a"b\n订单\x01'"#, #"{"type":"string","value":"a\"b\n订单\u0001"}"#),
        (#"b'\x00\xff'"#, #"{"type":"bytes","value":"AP8="}"#), ("b''", #"{"type":"bytes","value":""}"#),
        ("b'abc'", #"{"type":"bytes","value":"YWJj"}"#), ("b'a'", #"{"type":"bytes","value":"YQ=="}"#),
        ("timestamp('2026-11-22T08:00:00Z')", #"{"type":"timestamp","value":"2026-11-22T08:00:00Z"}"#),
        ("duration('90.5s')", #"{"type":"duration","value":"90.5s"}"#),
        ("[1, 'a']", #"{"type":"list","value":[{"type":"int","value":"1"},{"type":"string","value":"a"}]}"#),
        ("{'a': 1}", #"{"type":"map","value":[[{"type":"string","value":"a"},{"type":"int","value":"1"}]]}"#),
        ("{}", #"{"type":"map","value":[]}"#), ("type(1)", #"{"type":"type","value":"int"}"#),
    ]

    @Test("Every kind of value is written with its type and read back the same", arguments: pairs.indices)
    func roundTrip(index: Int) throws {
        let (source, json) = TypedValueTests.pairs[index]
        let value = try RuleExpression.evaluate(source: source).get()
        #expect(value.typedJSON == json)
        #expect(try RuleValue(typedJSON: json) == value)
    }

    @Test("Bindings are an object of typed values")
    func bindings() throws {
        let text = #" { "x" : {"type":"int","value":"1"}, "o.n": {"value":"z","type":"string"} } "#
        #expect(try RuleValue.bindings(typedJSON: text) == ["x": 1, "o.n": "z"])
    }

    @Test("Blanks, escapes and plain numbers are read too")
    func otherSpellings() throws {
        #expect(try RuleValue(typedJSON: "{ \"value\" : 42 ,\n\"type\": \"int\" }") == 42)
        #expect(try RuleValue(typedJSON: #"{"type":"string","value":"\u8ba2\ud83d\ude00\/\t"}"#) == "订😀/\t")
        #expect(try RuleValue(typedJSON: #"{"type":"null"}"#) == .null)
    }

    @Test(
        "What is not a typed value is refused with its place",
        arguments: [
            "", "42", "{", #"{"type":"int"}"#, #"{"type":"int","value":"4x"}"#, #"{"type":"int","value":"4.5"}"#,
            #"{"type":"int","value":"9223372036854775808"}"#, #"{"type":"uint","value":"-1"}"#,
            #"{"type":"bool","value":"true"}"#, #"{"type":"list","value":[1]}"#, #"{"type":"map","value":[[]]}"#,
            #"{"type":"map","value":[[{"type":"double","value":"1"},{"type":"null"}]]}"#,
            #"{"type":"what","value":"1"}"#, #"{"type":"int","type":"int","value":"1"}"#,
            #"{"type":"int","value":"1"} x"#, #"{"type":"int","value":"1","extra":1}"#,
            #"{"type":"bytes","value":"AP8"}"#, #"{"type":"bytes","value":"A==="}"#,
            #"{"type":"string","value":"\ud83d"}"#, #"{"type":"string","value":"\x"}"#,
            "{\"type\":\"string\",\"value\":\"a\nb\"}", #"{"type":"string","value":"a"#,
            #"{"type":"timestamp","value":"yesterday"}"#, #"{"type":"duration","value":"1 day"}"#,
            #"{"type":"decimal","value":"1e5"}"#, #"[{"type":"int","value":"1"}]"#,
        ])
    func refused(text: String) {
        #expect(throws: TypedValueError.self) { try RuleValue(typedJSON: text) }
    }

    @Test("Nesting and size have limits")
    func limits() {
        let deep = String(repeating: #"{"type":"list","value":["#, count: 65) + String(repeating: "]}", count: 65)
        #expect(throws: TypedValueError.self) { try RuleValue(typedJSON: deep) }
        let brackets = String(repeating: "[", count: 100_000)
        #expect(throws: TypedValueError.self) { try RuleValue(typedJSON: brackets) }
        var limits = RuleLimits()
        limits.typedValueBytes = 10
        #expect(throws: TypedValueError.self) { try RuleValue(typedJSON: #"{"type":"null"}"#, limits: limits) }
    }

    @Test("A record is written as a map of its fields")
    func record() {
        let value = RuleValue.record(RuleFields("Order", ["total": 5]))
        #expect(
            value.typedJSON
                == #"{"type":"map","value":[[{"type":"string","value":"total"},{"type":"int","value":"5"}]]}"#)
    }
}
