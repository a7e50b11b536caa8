// Input that must end in a finding, whatever it is.

import OrderFormats
import OrderModel
import SeededNumbers
import Testing

@Suite("Bad input")
struct BadInputTests {
    @Test("An empty file and a file of blanks")
    func empty() {
        #expect(read("").codes == [.fileEmpty])
        #expect(read(" \n\r\n\t").codes == [.fileEmpty])
        #expect(read("\u{FEFF}").codes == [.fileEmpty])
        #expect(JSONReader.parse([]).isIncomplete)
    }

    @Test("A file above the limit is not looked into")
    func tooLarge() {
        var limits = FormatLimits()
        limits.bytes = 10
        #expect(read("order,product,quantity\n", limits: limits).codes == [.fileTooLarge])
        limits.bytes = .max
        #expect(limits.bytes == Int(UInt32.max))
    }

    @Test("A price with 12 decimals is refused, not rounded", arguments: ["csv", "json"])
    func decimals(_ format: String) {
        let text =
            format == "csv"
            ? "order,product,quantity,price\nPO-1,W-1,1,0.123456789012\n"
            : #"{"document":"order","customerReference":"PO-1","lines":[{"quantity":1,"unitPrice":0.123456789012}]}"#
        let file = read(text)
        #expect(file.documents.isEmpty)
        #expect(file.refused.map(\.customerReference) == ["PO-1"])
        #expect(file.codes == [.valueTooManyDecimals])
        #expect(file.allFindings.first?.message.contains("12 decimals") == true)
    }

    @Test("JSON of 10,000 levels, duplicate keys, a number of 400 digits: refused by name")
    func json() {
        #expect(read(String(repeating: "[", count: 10_000)).codes == [.jsonTooDeep])
        let duplicate = read(#"{"document":"order","customerReference":"PO-1","customerReference":"PO-2"}"#)
        #expect(duplicate.documents.isEmpty)
        #expect(duplicate.codes == [.jsonDuplicateKey])
        let digits = String(repeating: "7", count: 400)
        let long = read(#"{"document":"order","customerReference":"PO-1","lines":[{"quantity":\#(digits)}]}"#)
        #expect(long.documents.isEmpty)
        #expect(Set(long.codes) == [.jsonNumberTooLong])
        #expect(
            read(#"{"document":"order","customerReference":"PO-1","statedTotal":1e400}"#).codes == [.jsonNumberTooLong])
    }

    @Test("An XML file goes to the UBL reader, in whatever encoding it names")
    func xml() {
        #expect(read("<Invoice/>").format == .ubl)
        #expect(read("<Invoice/>").documents.isEmpty)
        let order = "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\">"
        #expect(read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + order).isIncomplete)
        #expect(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").allFindings.hasErrors)
        let wide = [0xFF, 0xFE] + encoded("<?xml version=\"1.0\"?><Invoice/>", "UTF-16LE")
        #expect(FileReader.read(wide, sender: acme, profile: nil).format == .ubl)
    }

    @Test("No reader traps, whatever happens to good files: 4,000 mutations from a seed")
    func mutations() {
        let samples = BadInputTests.samples()
        var generator = SeededRandom(seed: 20_261_122)
        let profiles: [PartnerProfile?] = [
            nil, acmeProfile(charset: "GBK"),
            acmeProfile(charset: "windows-1252", csv: CSVMapping(usesDecimalComma: true, dateFormat: "DD.MM.YYYY")),
        ]
        let senders: [Sender] = [acme, desk, .carrier(id: "loopback")]
        var limits = FormatLimits()
        limits.findingsPerFile = 20
        for round in 0..<4000 {
            var bytes = samples[round % samples.count]
            for _ in 0...Int.random(in: 0...4, using: &generator) { mutate(&bytes, &generator) }
            let file = FileReader.read(
                bytes, sender: senders[round % 3], profile: profiles[(round / 3) % 3], limits: limits)
            // Nothing is taken silently: a file without documents says why.
            #expect(!file.documents.isEmpty || file.allFindings.hasErrors)
            #expect(file.refused.allSatisfy { $0.findings.hasErrors })
            let source = FileReader.sourceForDisplay(bytes, profile: profiles[(round / 3) % 3])
            let printer = FindingPrinter(fileName: "f", source: source, usesColours: round % 2 == 0)
            #expect(printer.text(file.allFindings).isEmpty == file.allFindings.isEmpty)
        }
    }

    private static func samples() -> [[UInt8]] {
        let csv = CSVTable.all.map { table in
            let rows = [table.columns.map(\.name), table.columns.map { "\"\($0.example)\"" }]
            return Array(rows.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
        }
        let json = Documents.incoming.map { IncomingDocumentWriter.write($0) }
        let chinese = "订单号;产品编号;数量\n采购-1;六角螺栓;1.234,5\n"
        let xml = "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"><ID>1</ID></Order>"
        return csv + json + [
            encoded(chinese, "GBK"), [0xFF, 0xFE] + encoded(chinese, "UTF-16LE"), encoded(chinese, "UTF-16BE"),
            Array(xml.utf8),
        ]
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(Array("\"{}[],;:\\\n\r<>&eE+-0".utf8).randomElement(using: &generator) ?? 0, at: place)
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.insert(contentsOf: bytes[(place / 2)...place], at: place)
        case 5: bytes.removeSubrange((place / 2)...place)
        default: bytes.insert(contentsOf: Array("9".utf8) + [UInt8](repeating: 0x39, count: 60), at: place)
        }
    }
}
