// Which charset a file is in.

import OrderFormats
import OrderModel
import SeededNumbers
import Testing

@Suite("Charsets")
struct CharsetTests {
    private static let text = "订单号,产品编号,名称,数量\r\n采购-1,W-100,六角螺栓,120\r\n采购-1,W-200,镀锌螺母,5\r\n"

    private func read(_ bytes: [UInt8], charset: String? = nil) -> ReadFile {
        FileReader.read(bytes, sender: acme, profile: acmeProfile(charset: charset))
    }

    @Test(
        "A CSV file in Chinese is read in every charset that it comes in",
        arguments: [
            ("UTF-8", [], "UTF-8"), ("UTF-8", [0xEF, 0xBB, 0xBF], "UTF-8"), ("GBK", [], "GB18030"),
            ("GB18030", [], "GB18030"), ("UTF-16LE", [0xFF, 0xFE], "UTF-16LE"), ("UTF-16BE", [0xFE, 0xFF], "UTF-16BE"),
            ("UTF-16LE", [], "UTF-16LE"), ("UTF-16BE", [], "UTF-16BE"),
        ] as [(String, [UInt8], String)])
    func chinese(_ charset: String, _ mark: [UInt8], _ name: String) {
        let file = read(mark + encoded(CharsetTests.text, charset))
        #expect(file.charset == name)
        #expect(file.allFindings.isEmpty)
        #expect(file.orders.first?.customerReference == "采购-1")
        #expect(file.orders.first?.lines.map(\.name) == ["六角螺栓", "镀锌螺母"])
    }

    @Test("The partner's setting decides where the bytes allow several charsets")
    func partnerSetting() {
        let german = "order,product,name,quantity\nPO-1,W-1,Stückgut für Müller,1\n"
        let bytes = encoded(german, "CP1252")
        #expect(read(bytes, charset: "windows-1252").orders.first?.lines.first?.name == "Stückgut für Müller")
        #expect(read(bytes, charset: "windows-1252").charset == "windows-1252")
        // Without the setting nothing is guessed.
        let refused = read(bytes)
        #expect(refused.documents.isEmpty)
        #expect(refused.first(.charsetInvalid)?.place == Place(line: 2, column: 12))
        #expect(refused.first(.charsetInvalid)?.message.contains("byte 39") == true)
        let traditional = "order,product,name,quantity\nPO-1,W-1,鍍鋅螺絲,1\n"
        #expect(read(encoded(traditional, "BIG5"), charset: "Big5").orders.first?.lines.first?.name == "鍍鋅螺絲")
    }

    @Test(
        "Chinese words whose GBK bytes happen to be valid UTF-8 are still read as Chinese",
        arguments: ["台", "只", "桶", "小"])
    func lookalikes(_ word: String) {
        let text = "order,product,unit,quantity\nPO-1,W-1,\(word),1\n"
        #expect(read(encoded(text, "GBK")).orders.first?.lines.first?.unit == word)
        #expect(read(encoded(text, "GBK"), charset: "GBK").orders.first?.lines.first?.unit == word)
        #expect(read(Array(text.utf8)).orders.first?.lines.first?.unit == word)
    }

    @Test(
        "Words of other languages in UTF-8 stay what they are",
        arguments: ["Größe", "Ω", "Привет", "Țară", "±5 µm", "日本"])
    func otherLanguages(_ word: String) {
        let text = "order,product,specification,quantity\nPO-1,W-1,\(word),1\n"
        #expect(read(Array(text.utf8)).orders.first?.lines.first?.specification == word)
        #expect(read(Array(text.utf8), charset: "GBK").orders.first?.lines.first?.specification == word)
    }

    @Test("A file that mixes charsets is refused with the line, never read as other characters")
    func mixed() {
        let utf8 = Array("order,product,name,quantity\nPO-1,W-1,六角螺栓,1\nPO-2,W-1,镀锌螺母,1\n".utf8)
        let mixed = utf8 + encoded("PO-3,W-1,不锈钢垫圈,1\n", "GBK")
        let file = read(mixed)
        #expect(file.documents.isEmpty)
        #expect(file.codes == [.charsetInvalid])
        #expect(file.allFindings.first?.place?.line == 4)
        // With single bytes everything decodes, so the line of UTF-8 is refused as well.
        let western =
            encoded("order,product,name,quantity\nPO-1,W-1,Stück,1\n", "CP1252") + Array("PO-2,W-1,Müller,1\n".utf8)
        #expect(read(western, charset: "windows-1252").documents.isEmpty)
        #expect(read(western, charset: "windows-1252").allFindings.first?.place?.line == 3)
    }

    @Test("A file that ends inside a character is incomplete", arguments: ["UTF-8", "UTF-16LE"])
    func truncated(_ charset: String) throws {
        let mark: [UInt8] = charset == "UTF-8" ? [] : [0xFF, 0xFE]
        let bytes = mark + encoded("order,product,quantity,name\nPO-1,W-1,1,螺栓", charset)
        let file = read(bytes.dropLast(1) + [])
        #expect(file.isIncomplete)
        #expect(file.codes.contains(.fileIncomplete))
        let streamed = try readInPieces(bytes.dropLast(1) + [], piece: 5)
        #expect(streamed.isIncomplete)
        #expect(streamed.first(.fileIncomplete) == file.first(.fileIncomplete))
    }

    @Test("A charset of the profile that nobody knows is a finding about the profile")
    func unknownCharset() {
        let file = read(encoded(CharsetTests.text, "GBK"), charset: "klingon//TRANSLIT")
        #expect(file.codes == [.charsetInvalid])
        #expect(file.allFindings.first?.hint?.contains("profile") == true)
    }

    @Test("What contradicts the partner's setting is believed, and a warning says so")
    func contradictions() throws {
        let utf8 = Array(CharsetTests.text.utf8)
        let wide = [0xFF, 0xFE] + encoded(CharsetTests.text, "UTF-16LE")
        let files: [([UInt8], String, String)] = [
            ([0xEF, 0xBB, 0xBF] + utf8, "GBK", "UTF-8"), (utf8, "windows-1252", "UTF-8"), (utf8, "Big5", "UTF-8"),
            (wide, "GBK", "UTF-16LE"),
        ]
        for (bytes, setting, name) in files {
            let streamed = try readInPieces(bytes, piece: 10, profile: acmeProfile(charset: setting))
            for file in [read(bytes, charset: setting), streamed] {
                #expect(file.charset == name)
                #expect(file.codes == [.charsetDiffers])
                #expect(file.allFindings.worst == .warning)
                #expect(file.orders.first?.lines.map(\.name) == ["六角螺栓", "镀锌螺母"])
            }
        }
    }

    @Test("What agrees with the setting, or is plain ASCII, gives no warning")
    func agreements() {
        let ascii = Array("order,product,quantity\nPO-1,W-1,1\n".utf8)
        let wide = [0xFE, 0xFF] + encoded(CharsetTests.text, "UTF-16BE")
        #expect(read(encoded(CharsetTests.text, "GBK"), charset: "GBK").allFindings.isEmpty)
        #expect(read(Array(CharsetTests.text.utf8), charset: "utf-8").allFindings.isEmpty)
        #expect(read(wide, charset: "UTF-16").allFindings.isEmpty)
        #expect(read(ascii, charset: "GBK").allFindings.isEmpty)
        #expect(read(ascii, charset: "windows-1252").orders.count == 1)
    }

    @Test("Workbooks, scans and random bytes are recognised as no text")
    func binary() {
        #expect(read([0x50, 0x4B, 0x03, 0x04, 0, 0]).allFindings.first?.hint?.contains("CSV") == true)
        #expect(read(Array("%PDF-1.7".utf8)).codes == [.binaryContent])
        var generator = SeededRandom(seed: 7)
        for _ in 0..<50 {
            let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let file = read(bytes)
            #expect(file.documents.isEmpty)
            #expect(file.allFindings.hasErrors)
        }
    }

    @Test("Places are found in long lines and long files")
    func places() throws {
        let long = String(repeating: "螺", count: 5000)
        let file = read(Array("order,product,note,quantity\nPO-1,W-1,\(long),x\n".utf8))
        #expect(file.first(.valueNotANumber)?.place?.column == 5011)
        let many = "order,product,quantity\n" + (1...3000).map { "PO-\($0),W-1,1\r\n" }.joined() + "PO-X,W-1,x\n"
        #expect(
            read(Array(many.utf8)).first(.valueNotANumber)?.place == Place(line: 3002, column: 10, field: "quantity"))
        let source = FileReader.sourceForDisplay(Array(many.utf8), profile: nil)
        #expect(source.line(3002) == "PO-X,W-1,x")
        #expect(source.line(1) == "order,product,quantity")
        #expect(source.line(2) == "PO-1,W-1,1")
        #expect(source.line(1500) == "PO-1499,W-1,1")
        #expect(source.line(0) == nil)
        #expect(source.line(9999) == nil)
    }
}
