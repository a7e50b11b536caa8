// Log lines: whatever a value holds, it cannot make a second line or a second pair.

import Logging
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct LogLineTests {
    @Test(
        "A value is bare where that is unmistakable, else in quotes",
        arguments: [
            ("acme", "acme"), ("acme/edi", "acme/edi"), ("订单.csv", "订单.csv"), ("", "\"\""), ("a b", "\"a b\""),
            ("a=b", "\"a=b\""), ("say \"hi\"", "\"say \\\"hi\\\"\""), ("a\\ b", "\"a\\\\ b\""),
            ("a\nerror x", "\"a\\nerror x\""), ("a\rb", "\"a\\rb\""), ("a\tb", "\"a\\tb\""),
            ("\u{1b}[31mred", "\"\\x1b[31mred\""), ("\u{7f}", "\"\\x7f\""), ("\0", "\"\\x0\""),
        ])
    func quoting(_ value: String, _ expected: String) {
        #expect(LogLineHandler.quoted(value) == expected)
    }

    @Test("No value makes a second line, in text or in JSON")
    func oneLine() {
        let evil = "x\n2026-01-01T00:00:00Z error forged a=b\r\n\u{1b}[2J\" c=d"
        let now = moment("2026-11-22T09:30:00Z")
        let text = LogLineHandler.text(now, .info, "file-taken", [("file", evil), ("sender", "acme/edi")])
        #expect(text.hasPrefix("2026-11-22T09:30:00Z info file-taken file=\"x\\n2026"))
        #expect(text.hasSuffix("\" sender=acme/edi"))
        let json = LogLineHandler.json(now, .info, "file-taken", [("file", evil)])
        #expect(
            json.hasPrefix("{\"time\":\"2026-11-22T09:30:00Z\",\"level\":\"info\",\"event\":\"file-taken\",\"file\":"))
        for line in [text, json] {
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
        }
    }

    @Test("Metadata of the logger is kept and can be changed")
    func metadata() {
        var handler = LogLineHandler(level: .info)
        handler[metadataKey: "desk"] = "demo"
        #expect(handler[metadataKey: "desk"] == "demo")
        #expect(handler.logLevel == .info)
    }
}
