// JSON as RFC 8259 has it.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private func parse(_ text: String) -> (value: JSONValue?, findings: [Finding], isIncomplete: Bool) {
        JSONReader.parse(Array(text.utf8))
    }

    @Test("Values are found by JSON pointer, with their place")
    func pointers() throws {
        let value = try #require(
            parse("{\"a/b\": [1, {\"c~d\": \"e\\u00e9\\ud83d\\ude00\\n\"}],\n \"n\": 12.50}").value)
        #expect(value.string(at: "/a~1b/1/c~0d") == "eé😀\n")
        #expect(value.string(at: "/n") == "12.50")
        #expect(value.value(at: "/n")?.decimal == decimal("12.5"))
        #expect(value.value(at: "/n")?.place == Place(line: 2, column: 7, path: "/n"))
        #expect(value.value(at: "/a~1b/1/c~0d")?.pointer == "/a~1b/1/c~0d")
        #expect(value.string(at: "/a~1b/7") == nil)
        #expect(value.string(at: "no pointer") == nil)
        #expect(value.value(at: "")?.isObject == true)
    }

    @Test(
        "Good texts",
        arguments: [
            "{}", "[]", " [ 1 , -0.5e+3 , true , false , null , \"\" ] ", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "0", "-0",
            "[[[]]]", "{\"a\":{\"a\":1}}", "\"\u{7F}é螺\"", "\u{FEFF}[]",
        ])
    func good(_ text: String) {
        #expect(parse(text).value != nil)
        #expect(parse(text).findings.isEmpty)
    }

    @Test(
        "Bad texts are refused with a place, and are not taken for cut off",
        arguments: [
            "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[01]", "[1.]", "[.5]", "[+1]", "[1e]x", "[tru ]", "[NaN]",
            "[1 2]",
            "{\"a\" 1}", "[\"\t\"]", "[\"\\x\"]", "[\"\\ud800\"]", "[\"\\udc00 \"]", "[\"\\ud800\\u0041\"]",
            "[\"\\u12G4\"]",
            "[1]]", "{} {}", "// hi\n{}", "[1}", "{\"a\":}", "[,1]", "-a",
        ])
    func bad(_ text: String) {
        let result = parse(text)
        #expect(result.value == nil)
        #expect(result.findings.map(\.code) == [.jsonSyntax])
        #expect(result.findings.first?.place?.line == 1)
        #expect(!result.isIncomplete)
    }

    @Test("Every beginning of a good text is incomplete")
    func incomplete() {
        let text = "{\"a\": [1, true, null, \"x\\u00e9\\ud83d\\ude00\"], \"b\": {\"c\": -1.5e3 }}"
        for length in 1..<text.utf8.count {
            let result = JSONReader.parse(Array(text.utf8.prefix(length)))
            #expect(result.value == nil)
            #expect(result.isIncomplete, "cut after \(length) bytes")
        }
    }

    @Test("JSON of 10,000 levels is refused and nothing overflows", arguments: ["[", "{\"a\":"])
    func deep(_ opening: String) {
        let result = parse(String(repeating: opening, count: 10_000))
        #expect(result.value == nil)
        #expect(result.findings.map(\.code) == [.jsonTooDeep])
        var limits = FormatLimits()
        limits.depth = 20_000
        let text = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(JSONReader.parse(Array(text.utf8), limits: limits).value?.isArray == true)
    }

    @Test("Duplicate keys are reported, also when they are written differently")
    func duplicates() {
        #expect(parse("{\"a\":1,\"b\":{\"x\":1,\"\\u0078\":2}}").findings.map(\.code) == [.jsonDuplicateKey])
        #expect(
            parse("{\"a\":1,\"b\":{\"x\":1,\"\\u0078\":2}}").findings.first?.place
                == Place(line: 1, column: 19, path: "/b/x"))
        let many = (0..<40).map { "\"k\($0 % 39)\":\($0)" }.joined(separator: ",")
        #expect(parse("{\(many)}").findings.map(\.code) == [.jsonDuplicateKey])
        #expect(parse("{\"a\":{\"x\":1},\"b\":{\"x\":1}}").findings.isEmpty)
    }

    @Test("Numbers are exact, or refused")
    func numbers() {
        func number(_ text: String) -> ExactDecimal? { parse(text).value?.decimal }
        #expect(number("0.1") == decimal("0.1"))
        #expect(number("1.50e2") == decimal("150"))
        #expect(number("-12e-3") == decimal("-0.012"))
        #expect(number("100000000000000000000000000000") == decimal("100000000000000000000000000000"))
        #expect(number("0e9999999999") == .zero)
        #expect(number("1e400") == nil)
        #expect(number("1e-19") == nil)
        #expect(number("0.000000000000000001") == decimal("0.000000000000000001"))
        #expect(number("1234567890123456789012345678901234567890") == nil)
        let long = parse("[\(String(repeating: "9", count: 400))]")
        #expect(long.findings.map(\.code) == [.jsonNumberTooLong])
        #expect(long.findings.first?.place?.path == "/0")
    }

    @Test("More values or longer texts than the limits allow")
    func limits() {
        var limits = FormatLimits()
        limits.valuesPerDocument = 10
        #expect(
            JSONReader.parse(Array("[1,2,3,4,5,6,7,8,9,10,11]".utf8), limits: limits).findings.map(\.code) == [
                .fileTooLarge
            ])
        limits.fieldLength = 5
        #expect(JSONReader.parse(Array("[\"123456\"]".utf8), limits: limits).findings.map(\.code) == [.valueTooLong])
        limits.bytes = 3
        #expect(JSONReader.parse(Array("[1,2]".utf8), limits: limits).findings.map(\.code) == [.fileTooLarge])
    }
}
