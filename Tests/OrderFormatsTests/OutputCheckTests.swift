// What we write is read again before it is published; here it is damaged on purpose.

import Foundation
import OrderModel
import Testing

@testable import OrderFormats

@Suite("Checks of what we write")
struct OutputCheckTests {
    private static let partnerDocuments = Documents.outgoing.filter(\.isForPartners)

    // MARK: - EDI

    private static func segments(_ bytes: [UInt8], _ terminator: Character) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: terminator).map { "\($0)\(terminator)" }
    }

    private static func withoutEach(_ segments: [String]) -> [[UInt8]] {
        segments.indices.map { index in
            var rest = segments
            rest.remove(at: index)
            return Array(rest.joined().utf8)
        }
    }

    @Test("X12: an interchange that lacks a segment, or has one twice, does not go out")
    func x12() throws {
        for content in [
            DocumentContent.confirmation(Documents.confirmation), .shippingNotice(Documents.shippingNotice),
        ] {
            let bytes = try Documents.write(content, format: .x12).bytes
            try X12OutputCheck.check(bytes, charset: nil, name: content.name)
            let segments = OutputCheckTests.segments(bytes, "~")
            #expect(segments.count > 8)
            for (index, damaged) in OutputCheckTests.withoutEach(segments).enumerated() {
                #expect(throws: FormatError.self, "\(segments[index])") {
                    try X12OutputCheck.check(damaged, charset: nil, name: content.name)
                }
            }
            for index in segments.indices {
                var twice = segments
                twice.insert(segments[index], at: index)
                #expect(throws: FormatError.self, "\(segments[index])") {
                    try X12OutputCheck.check(Array(twice.joined().utf8), charset: nil, name: content.name)
                }
            }
        }
    }

    @Test("X12: a control number that differs, and a set without what it must have, do not go out")
    func x12Numbers() throws {
        let bytes = try Documents.write(.confirmation(Documents.confirmation), format: .x12).bytes
        let text = String(decoding: bytes, as: UTF8.self)
        let damages = [
            ("SE*", "SE*1"), ("*0001~GE", "*0002~GE"), ("GE*1*", "GE*1*7"), ("IEA*1*0", "IEA*1*1"), ("BAK*", "BAX*"),
        ]
        for (found, replacement) in damages {
            #expect(text.contains(found), "\(found)")
            #expect(throws: FormatError.self, "\(found)") {
                let damaged = Array(text.replacing(found, with: replacement).utf8)
                try X12OutputCheck.check(damaged, charset: nil, name: "confirmation")
            }
        }
    }

    @Test("X12 in a charset whose characters have bytes that look like delimiters goes out")
    func x12Charsets() throws {
        var confirmation = Documents.confirmation
        confirmation.lines[0].name = "儈倊亊膥"
        for charset in ["GBK", "Big5", "GB18030", "UTF-8", "ISO-8859-1"] {
            let profile = PartnerProfile(id: "acme", name: "Acme", answerFormat: .x12, charset: charset)
            let context = WritingContext(profile: profile, now: Documents.at) { _ in 1 }
            #expect(throws: Never.self, "\(charset)") {
                try DocumentWriter.write(Documents.document(.confirmation(confirmation)), context)
            }
        }
    }

    @Test("EDIFACT: an interchange that lacks a segment does not go out; it may do without UNA")
    func edifact() throws {
        for content in [
            DocumentContent.confirmation(Documents.confirmation), .shippingNotice(Documents.shippingNotice),
        ] {
            let bytes = try Documents.write(content, format: .edifact).bytes
            try EDIFACTOutputCheck.check(bytes, name: content.name)
            let segments = OutputCheckTests.segments(bytes, "'")
            #expect(segments.count > 8)
            for (index, damaged) in OutputCheckTests.withoutEach(segments).enumerated()
            where !segments[index].hasPrefix("UNA") {
                #expect(throws: FormatError.self, "\(segments[index])") {
                    try EDIFACTOutputCheck.check(damaged, name: content.name)
                }
            }
        }
    }

    // MARK: - CSV

    @Test("CSV: a row that would be read as another one does not go out")
    func csv() throws {
        func check(_ row: String, _ cells: [String]) throws {
            try CSVOutputCheck.check(Array(row.utf8), cells, delimiter: UInt8(ascii: ","), name: "query")
        }
        try check("a,\"b,\"\"c\"\"\",\r\n", ["a", "b,\"c\"", ""])
        try check("\" a\"\r\n", [" a"])
        let damages: [(String, [String])] = [
            ("a,b\r\n", ["a"]), ("a\r\n", ["a", "b"]), ("a,b\r\n", ["a", "c"]), ("a\r\nb\r\n", ["a"]),
            ("\"a\r\n", ["a"]), ("a\"b\r\n", ["a\"b"]), ("", []),
        ]
        for (row, cells) in damages {
            #expect(throws: FormatError.self, "\(row)") { try check(row, cells) }
        }
    }

    @Test("CSV: whatever a text holds, its row goes out")
    func csvTexts() throws {
        for text in [
            "", " ", "\"", "\"\"", "a\"", ",\"\n", "\u{A0}a\t", "=1", "'=1", "\r", "a\r\nb", "\u{FEFF}", "=\"01\"",
        ] {
            for delimiter in [",", ";", "\t", "|"] {
                var notice = Documents.shippingNotice
                notice.lines[0].name = text
                notice.lines[0].lots = [text, text]
                #expect(throws: Never.self, "\(text.debugDescription)") {
                    try Documents.write(
                        .shippingNotice(notice), format: .csv, csv: CSVMapping(delimiter: delimiter))
                }
            }
        }
    }

    // MARK: - JSON

    @Test("JSON: a document that does not satisfy its schema does not go out")
    func json() throws {
        let bytes = try Documents.write(.confirmation(Documents.confirmation), format: .json).bytes
        let text = String(decoding: bytes, as: UTF8.self)
        let damages = [
            ("\"orderNumber\"", "\"number\""), ("\"lines\": [", "\"lines\": 7, \"more\": ["),
            ("\"unitPrice\": 2.5", "\"unitPrice\": \"2.5\""), ("\"status\": \"changed\"", "\"status\": \"eaten\""),
            ("\"document\": \"confirmation\"", "\"document\": \"query\""), ("}\n", "\n"),
            ("\"language\"", "\"id\""),
        ]
        for (found, replacement) in damages {
            #expect(text.contains(found), "\(found)")
            #expect(throws: FormatError.self, "\(found)") {
                let damaged = Array(text.replacing(found, with: replacement).utf8)
                try JSONOutputCheck.check(damaged, name: "confirmation")
            }
        }
        #expect(throws: FormatError.self) { try JSONOutputCheck.check(bytes, name: "no-such-document") }
    }

    @Test("Whatever a text holds, its document goes out in every format", arguments: FileFormat.allCases)
    func hostileTexts(_ format: FileFormat) throws {
        for text in ["~*>^", "'+:?", "\u{0}\u{7F}\n", "\u{85}\u{2028}", "李娜 é €", "\"\\/", "\u{FFFE}x"] {
            var confirmation = Documents.confirmation
            confirmation.lines[0].name = text
            confirmation.lines[0].note = text
            confirmation.reason = text
            #expect(throws: Never.self, "\(text.debugDescription)") {
                try Documents.write(.confirmation(confirmation), format: format)
            }
        }
    }
}
