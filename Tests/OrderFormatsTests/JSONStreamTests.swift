// JSON files as a stream: through a window, and on the short way that plain orders take.

import ExactDecimals
import Glibc
import OrderModel
import SeededNumbers
import Testing

@testable import OrderFormats

@Suite("JSON as a stream")
struct JSONStreamTests {
    private static let change: PurchaseOrder = {
        var order = Documents.order
        order.changeNumber = "2"
        order.changeReason = "our customer needs less"
        order.expectedImpact = "a week later is fine"
        order.lines[0].change = .change
        order.lines += LineChange.allCases.map { change in
            OrderLine(id: change.rawValue, sellerCode: "W-100", quantity: .one, change: change)
        }
        return order
    }()

    // MARK: - Changes

    @Test("J05 J06: a change of an order, with its reason, what is expected of it, and what becomes of each line")
    func changes() throws {
        let bytes = IncomingDocumentWriter.write(.order(JSONStreamTests.change))
        var order = try #require(FileReader.read(bytes, sender: acme, profile: nil).orders.first)
        order.place = nil
        for index in order.lines.indices { order.lines[index].place = nil }
        #expect(order == JSONStreamTests.change)
        let text = #"{"document":"order","customerReference":"1","lines":[{"change":"remove"}]}"#
        #expect(read(text).first(.valueNotInList)?.place?.path == "/lines/0/change")
    }

    // MARK: - Two ways, one result

    /// Reads with and without the short way.
    private func bothWays(_ bytes: [UInt8], limits: FormatLimits = .standard) throws -> (short: Reading, tape: Reading)
    {
        (try reading(bytes, limits, isDirect: true), try reading(bytes, limits, isDirect: false))
    }

    private struct Reading: Equatable {
        var items: [ReadItem] = []
        var findings: [Finding] = []
        var isIncomplete = false
    }

    private func reading(_ bytes: [UInt8], _ limits: FormatLimits, isDirect: Bool) throws -> Reading {
        guard let text = TextDecoding.decode(bytes, named: nil).text else { return Reading() }
        let context = ReadingContext(sender: acme, profile: nil, limits: limits)
        let documents = JSONDocuments(TextStream(whole: text), context, isDirect: isDirect)
        var reading = Reading()
        while let item = try documents.next() { reading.items.append(item) }
        reading.findings = documents.account.findings
        reading.isIncomplete = documents.account.isIncomplete
        return reading
    }

    /// Whether the short way takes the document that is the whole text.
    private func isPlain(_ text: String, limits: FormatLimits = .standard) -> Bool {
        let bytes = Array(text.utf8)
        let context = ReadingContext(sender: acme, profile: nil, limits: limits)
        var position = 0
        var mark = TextMark()
        return DirectOrders(context)?.read(bytes.span, from: &position, &mark, base: "") != nil
    }

    @Test("The short way takes plain orders: with all fields, with escapes, in Chinese, with numbers as texts")
    func plain() throws {
        for document in [IncomingDocument.order(Documents.order), .order(JSONStreamTests.change)] {
            let bytes = IncomingDocumentWriter.write(document)
            #expect(isPlain(String(decoding: bytes, as: UTF8.self)))
            let both = try bothWays(bytes)
            #expect(both.short == both.tape)
            #expect(both.short.items.count == 1)
        }
        #expect(isPlain(#"{"document":"order","customerReference":4711,"note":"\u87ba\u6813 \ud83d\ude00 \/ \n"}"#))
        #expect(isPlain(#"{"document":"order","customerReference":"采购-1","statedTotal":"12.50","lines":[]}"#))
        #expect(isPlain(#" {"document":"order","customerReference":"1","lines":[{"id":null,"quantity":-0.5}]}"#))
    }

    @Test(
        "Whatever is odd is left to the tape",
        arguments: [
            #"{"document":" order","customerReference":"1"}"#, #"{"document":"order"}"#,
            #"{"document":"order","customerReference":"1","colour":"red"}"#,
            #"{"document":"order","customerReference":"1","note":null,"note":null}"#,
            #"{"document":"order","customerReference":"1","note":"a\u0000b"}"#,
            #"{"document":"order","customerReference":"a\nb"}"#, #"{"document":"order","customerReference":1.5}"#,
            #"{"document":"order","customerReference":"1","note":"\ud800"}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":1e3}]}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":01}]}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":1.}]}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":0.1234567}]}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":1},]}"#,
            #"{"document":"order","customerReference":"1","lines":[{"gtin":"4012"}]}"#,
            #"{"document":"order","customerReference":"1","issueDate":"2026-02-30"}"#,
            #"{"document":"order","customerReference":"1","evidence":[{"kind":"email"}]}"#,
            #"{"document":"order","customerReference":"1","urgency":"Urgent"}"#,
            #"{"document":"order","customerReference":"1","lines":[{"quantity":nul}]}"#,
        ])
    func odd(_ text: String) throws {
        #expect(!isPlain(text))
        let both = try bothWays(Array(text.utf8))
        #expect(both.short == both.tape)
    }

    @Test("Both ways give the same order and the same findings: 3,000 mutations from a seed")
    func sameOnBothWays() throws {
        var generator = SeededRandom(seed: 20_261_124)
        let samples = JSONStreamTests.samples
        var plain = 0
        for round in 0..<3000 {
            var bytes = samples[round % samples.count]
            for _ in 0..<Int.random(in: 0...2, using: &generator) { mutate(&bytes, &generator) }
            let both = try bothWays(bytes)
            #expect(both.short == both.tape, "\(String(decoding: bytes, as: UTF8.self))")
            if both.short.items.contains(where: { if case .document = $0 { true } else { false } }) { plain += 1 }
        }
        #expect(plain > 300)
    }

    @Test("Both ways keep to the same limits")
    func sameLimits() throws {
        let bytes = IncomingDocumentWriter.write(.order(JSONStreamTests.change))
        for most in [0, 1, 2, 3, 5, 10, 20, 40, 80, 160, 320] {
            for limit in [
                \FormatLimits.depth, \.linesPerOrder, \.fieldLength, \.valuesPerDocument, \.numberDigits,
                \.decimals, \.identifierLength, \.textLength, \.evidenceLength, \.documentsPerFile,
            ] {
                var limits = FormatLimits()
                limits[keyPath: limit] = most
                let both = try bothWays(bytes, limits: limits)
                #expect(both.short == both.tape)
            }
        }
    }

    // MARK: - Windows

    @Test("A file is read the same whether it is in memory or comes in pieces of any length")
    func pieces() throws {
        var generator = SeededRandom(seed: 4711)
        for bytes in JSONStreamTests.samples {
            for sender in [acme, desk] {
                let whole = FileReader.read(bytes, sender: sender, profile: nil)
                for longest in [1, 7, 300] {
                    let inPieces = try readThroughWindow(bytes, from: sender) {
                        Int.random(in: 1...longest, using: &generator)
                    }
                    #expect(inPieces == whole, "\(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
    }

    @Test("Broken documents in pieces: 1,000 mutations from a seed")
    func brokenPieces() throws {
        var generator = SeededRandom(seed: 4712)
        let samples = JSONStreamTests.samples
        for round in 0..<1000 {
            var bytes = samples[round % samples.count]
            for _ in 0...Int.random(in: 0...2, using: &generator) { mutate(&bytes, &generator) }
            // Whoever reads in pieces stops at the first thing that is no JSON, and does not see how the file ends.
            guard String(validating: bytes, as: UTF8.self) != nil, bytes.first ?? 0 > 0x20 else { continue }
            let whole = FileReader.read(bytes, sender: acme, profile: nil)
            guard whole.format == .json else { continue }
            let inPieces = try readThroughWindow(bytes) { Int.random(in: 1...50, using: &generator) }
            #expect(inPieces == whole, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("CR LF is one line end where a window ends between the two", arguments: [0, 1, 2, 3])
    func lineEndBetweenWindows(_ blanks: Int) throws {
        let order = #"{"document":"order","customerReference":"PO-1"}"#
        let lineEnd = String(repeating: " ", count: blanks) + "\r\n"
        let file = try readThroughWindow(Array((order + lineEnd + order + lineEnd + lineEnd + order).utf8)) { 1 }
        #expect(file.orders.map(\.place?.line) == [1, 2, 4])
    }

    @Test("A document that is longer than the limit is refused; the next line is read")
    func longDocument() throws {
        var limits = FormatLimits()
        limits.bytes = 1000
        let long =
            #"{"document":"order","customerReference":"PO-1","note":""#
            + String(repeating: "x", count: 2000) + "\"}\n"
        let good = "{\"document\":\"order\",\"customerReference\":\"PO-2\"}\n"
        let file = try readThroughWindow(Array((good + long + good).utf8), limits: limits) { 100 }
        #expect(file.orders.map(\.customerReference) == ["PO-2", "PO-2"])
        #expect(file.refused.map { $0.findings.map(\.code) } == [[.fileTooLarge]])
        #expect(file.first(.fileTooLarge)?.place?.line == 2)
    }

    @Test("Many lines that open brackets and never close them come to an end quickly")
    func neverClosed() throws {
        let text = String(repeating: "{\"a\":[\n", count: 20_000)
        var limits = FormatLimits()
        limits.documentsPerFile = 30_000
        let file = read(text, limits: limits)
        #expect(file.documents.isEmpty)
        #expect(file.isIncomplete)
    }

    // MARK: - Samples

    private static let samples: [[UInt8]] = {
        let written = Documents.incoming.map { IncomingDocumentWriter.write($0) }
        let order = IncomingDocumentWriter.output(.order(change)).compact
        let broken = Array("{\"document\":\"order\",}".utf8)
        let number = Array("\r\n12\r\n".utf8)
        return written + [
            order + [0x0A] + order + [0x0D, 0x0A] + order, [0x5B] + order + Array(",\n ".utf8) + order + [0x5D],
            order + [0x0A] + broken + [0x0D] + order, order + [0x20] + order, order + number, [0x5B, 0x0A, 0x5D],
            Array("[\(String(repeating: "[", count: 70))".utf8), Array("{\"document\":\"ord".utf8),
            Array(#"{"document":"order","customerReference":"1","note":"\ud83d\ude00\u00e4"}"#.utf8),
        ] + gallery()
    }()

    /// The JSON files of inbox-samples/.
    private static func gallery() -> [[UInt8]] {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/inbox-samples"
        return folders(in: root).flatMap { folder in
            names(in: folder).filter { $0.hasSuffix(".json") }.sorted().map { bytes(of: folder + "/" + $0) }
        }
    }

    private static func folders(in root: String) -> [String] {
        names(in: root).sorted().flatMap { [root + "/" + $0, root + "/" + $0 + "/people"] }
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func bytes(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let words = [
            "null", "\"\"", " ", "\\u0041", "\\", ",", "{}", "[]", "-0", "1e2", "0.50", "\"2026-11-24\"", "é",
            "\u{FFFF}",
        ]
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...127, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: (words.randomElement(using: &generator) ?? "").utf8, at: place)
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.removeSubrange(place..<min(place + 8, bytes.count))
        default: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
        }
    }
}
