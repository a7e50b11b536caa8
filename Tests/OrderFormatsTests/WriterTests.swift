// Documents on their way out.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Writers")
struct WriterTests {
    private func text(_ content: DocumentContent, _ format: FileFormat, csv: CSVMapping = CSVMapping()) throws -> String
    {
        let written = try Documents.write(content, format: format, language: "en", csv: csv)
        return String(decoding: written.bytes, as: UTF8.self)
    }

    @Test("JSON: fixed order, two spaces, exact numbers, Chinese as it is, a line end at the end")
    func json() throws {
        let text = try text(.confirmation(Documents.confirmation), .json)
        #expect(
            text.hasPrefix(
                "{\n  \"document\": \"confirmation\",\n  \"id\": \"confirmation-1\",\n  \"language\": \"en\",\n"))
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("\"unitPrice\": 2.5"))
        #expect(text.contains("\"name\": \"李娜\""))
        #expect(!text.contains("null"))
    }

    @Test("Every document is JSON that our own reader reads", arguments: Documents.outgoing)
    func readable(_ content: DocumentContent) throws {
        let written = try Documents.write(content, format: .json, language: "zh")
        let parsed = JSONReader.parse(written.bytes)
        #expect(parsed.findings.isEmpty)
        #expect(parsed.value?.string(at: "/document") == content.name)
        #expect(parsed.value?.string(at: "/language") == "zh")
        #expect(written.fileExtension == "json")
    }

    @Test("Piece by piece the same file is written as at once", arguments: 0...3)
    func pieces(count: Int) {
        let documents = Array(Documents.incoming.prefix(count))
        var pieces = IncomingDocumentPieces()
        #expect(pieces.isEmpty)
        var bytes: [UInt8] = []
        for document in documents { bytes += pieces.add(document) }
        bytes += pieces.finish()
        #expect(pieces.isEmpty == documents.isEmpty)
        #expect(bytes == (documents.isEmpty ? [] : IncomingDocumentWriter.write(documents)))
    }

    @Test("F01: a quotation as CSV: item by item, with number, validity, terms and delivery time")
    func F01_quotation_asCSV() throws {
        let rows = try text(.quotation(Documents.quotation), .csv).split(separator: "\r\n")
        guard rows.count == 2 else {
            Issue.record("\(rows)")
            return
        }
        let names = rows[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let cells = rows[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let values = Dictionary(zip(names, cells), uniquingKeysWith: { first, _ in first })
        let expected = [
            "request": "RFQ-17", "quotation": "QU-2026-000003", "decision": "quoted", "currency": "EUR", "total": "300",
            "payment_terms": "30 days net", "line": "10", "product": "W-100", "specification": "M8 × 40",
            "quantity": "120", "unit": "C62", "price": "2.5", "line_amount": "300", "delivery_days": "5",
        ]
        for (name, value) in expected { #expect(values[name] == value, "\(name)") }
        #expect(values["valid_until"]?.isEmpty == false)
        let refusal = try text(.quotation(Documents.refusedQuotation), .csv)
        #expect(refusal.contains("declined,We cannot make you an offer: no longer made"))
    }

    @Test(
        "F01: a quotation as a letter, in English and Chinese, with every item and the last day",
        arguments: ["en", "zh"])
    func F01_quotation_asLetter(_ language: String) throws {
        for format in [FileFormat.text, .html] {
            let written = try Documents.write(
                .quotation(Documents.quotation), format: format, language: language, csv: CSVMapping())
            let letter = String(decoding: written.bytes, as: UTF8.self)
            let word = language == "zh" ? "报价单" : "Quotation"
            for part in [word, "QU-2026-000003", "RFQ-17", "W-100", "2.50", "300.00", "30 days net", "李娜"] {
                #expect(letter.contains(part), "\(part) in \(letter)")
            }
        }
    }

    @Test("F01: a request for quotation is read from CSV and JSON, and an order that goes back to our quotation")
    func F01_request_isRead() throws {
        for format in ["csv", "json"] {
            let text =
                format == "csv"
                ? "order,document_type,quotation,product,quantity,unit\nR-1,询价单,QU-7,W-100,5,C62\n"
                : #"{"document":"order","customerReference":"R-1","documentType":"request-for-quotation","#
                    + #""quotation":"QU-7","lines":[{"sellerCode":"W-100","quantity":5,"unit":"C62"}]}"#
            let file = read(text)
            guard case .order(let order)? = file.documents.first?.document else {
                Issue.record("\(format): \(file)")
                continue
            }
            #expect(order.isQuotation && order.quotation == "QU-7" && order.lines.first?.unitPrice == nil)
        }
    }

    @Test("CSV: one row per line, in the partner's dialect")
    func csv() throws {
        let text = try text(
            .confirmation(Documents.confirmation), .csv,
            csv: CSVMapping(delimiter: ";", usesDecimalComma: true, dateFormat: "DD.MM.YYYY"))
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("order;order_number;decision;"))
        #expect(lines[1].hasPrefix("PO-4711;SO-2026-000017;accepted-with-change;short;"))
        #expect(lines[1].contains(";\"Hex bolt; M8\";"))
        #expect(lines[1].contains(";2,5;"))
        #expect(lines[1].contains(";\(Documents.date.components.day)."))
    }

    @Test("CSV receipts: one row per finding, one for an entry without")
    func csvReceipt() throws {
        let rows = try text(.receipt(Documents.receipt), .csv).split(separator: "\r\n")
        #expect(rows.count == 4)
        #expect(rows[3].contains("'=HYPERLINK"))
    }

    @Test("A cell that a spreadsheet would run is made harmless; numbers stay numbers")
    func formulas() throws {
        var notice = Documents.shippingNotice
        for (name, written) in [
            ("=1+1", "'=1+1"), ("@SUM", "'@SUM"), ("-5", "-5"), ("-5 bolts", "'-5 bolts"), ("+49 30", "'+49 30"),
            ("plain", "plain"), ("+1.5", "+1.5"),
        ] {
            notice.lines[0].name = name
            let row = try text(.shippingNotice(notice), .csv).split(separator: "\r\n")[1]
            #expect(row.contains(",\(written),"), "\(name)")
        }
    }

    @Test("Desk documents are JSON whatever the format", arguments: FileFormat.allCases)
    func desk(_ format: FileFormat) throws {
        for content in Documents.outgoing where !content.isForPartners {
            let written = try Documents.write(content, format: format, language: "en")
            #expect(written.fileExtension == "json")
        }
    }

    @Test("Partners' documents come in UBL")
    func ubl() throws {
        for content in Documents.outgoing where content.isForPartners {
            let written = try Documents.write(content, format: .ubl, language: "en")
            #expect(written.fileExtension == "xml")
            #expect(written.bytes.starts(with: Array("<?xml".utf8)))
        }
    }

    @Test("A carrier's notice is compact JSON with type, timestamp and data, the same bytes every time")
    func carrier() throws {
        let bytes = try CarrierNoticeWriter.write(Documents.carrierNotice)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("{\"type\":\"shipment.requested\",\"timestamp\":\"2026-11-22T"))
        #expect(!text.contains("\n"))
        let value = JSONReader.parse(bytes).value
        #expect(value?.string(at: "/data/shipment") == "SO-2026-000017-S1")
        #expect(value?.string(at: "/data/deliverTo/city") == "Hamburg")
        #expect(value?.string(at: "/data/lines/0/quantity") == "100")
        #expect(try CarrierNoticeWriter.write(Documents.carrierNotice) == bytes)
    }

    @Test("The report of a check has the documents in our schema and all findings by place")
    func check() throws {
        let file = read("order,product,quantity,colour\nPO-1,W-1,1,red\nPO-2,W-1,x,red\n")
        let value = try #require(JSONReader.parse(CheckReportWriter.write(file, fileName: "po.csv")).value)
        #expect(value.string(at: "/documents/0/customerReference") == "PO-1")
        #expect(value.string(at: "/refused/0/customerReference") == "PO-2")
        #expect(value.string(at: "/findings/0/code") == "csv-column-unknown")
        #expect(value.string(at: "/findings/1/code") == "value-not-a-number")
        #expect(value.string(at: "/findings/1/place/line") == "3")
        // What is shown as JSON is an order that can be dropped as it is.
        let order = try #require(value.value(at: "/documents/0")?.rawText)
        #expect(read(order).orders.first?.customerReference == "PO-1")
    }
}
