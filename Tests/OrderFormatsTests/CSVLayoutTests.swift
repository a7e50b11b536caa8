// The layout of CSV files: delimiters, quotes, line ends, headers.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("CSV layout")
struct CSVLayoutTests {
    @Test(
        "The delimiter is found from the header",
        arguments: [",", ";", "\t", "|"])
    func delimiters(_ delimiter: String) {
        let text = [["order", "product", "quantity", "note"], ["PO-1", "W-1", "3", "a, b; c"]]
            .map { $0.map { $0.contains(delimiter) ? "\"\($0)\"" : $0 }.joined(separator: delimiter) }
            .joined(separator: "\n")
        let file = read(text + "\n")
        #expect(file.orders.first?.note == "a, b; c")
        #expect(file.orders.first?.lines.first?.quantity == decimal("3"))
    }

    @Test("The delimiter of the profile wins, and a spreadsheet's sep= line is followed")
    func announcedDelimiters() {
        let profile = acmeProfile(csv: CSVMapping(delimiter: "|"))
        #expect(
            read("order|product|quantity\nPO-1|W,1;2|1\n", profile: profile).orders.first?.lines.first?.sellerCode
                == "W,1;2")
        #expect(read("sep=;\r\norder;product;quantity\r\nPO-1;W-1;1\r\n").orders.count == 1)
    }

    @Test("Quotes, doubled quotes, line breaks in fields, CRLF, LF and CR", arguments: ["\r\n", "\n", "\r"])
    func quotes(_ end: String) {
        let file = read(
            ["order,product,quantity,note", "\"PO-1\" , W-1 ,1,\"10\"\" pipe,\(end)two lines\"", "PO-2,W-1,2,", ""]
                .joined(separator: end))
        #expect(file.orders.map(\.customerReference) == ["PO-1", "PO-2"])
        #expect(file.orders.first?.note == "10\" pipe,\(end)two lines")
        #expect(file.orders.first?.lines.first?.sellerCode == "W-1")
        #expect(file.orders.last?.lines.first?.place?.line == 4)
        #expect(file.allFindings.isEmpty)
    }

    @Test("Blank rows, trailing empty fields and a Ctrl-Z at the end are passed over")
    func noise() {
        let file = read("\n\norder,product,quantity\n\n,,\nPO-1,W-1,1,,\n   \n\u{1A}")
        #expect(file.orders.count == 1)
        #expect(file.allFindings.isEmpty)
    }

    @Test("Header names are compared without case, spaces, underscores and hyphens")
    func headerNames() {
        #expect(
            read("ORDER Number,Product-Code,QTY,Ship To City\nPO-1,W-1,1,Hamburg\n").orders.first?.deliverTo.city
                == "Hamburg")
    }

    @Test("A ragged row refuses its order and not the others")
    func ragged() {
        let file = read("order,product,quantity\nPO-1,W-1\nPO-2,W-1,1,surplus\nPO-3,W-1,1\n")
        #expect(file.orders.map(\.customerReference) == ["PO-3"])
        #expect(file.refused.map(\.customerReference) == ["PO-1", "PO-2"])
        #expect(file.codes == [.csvFieldCount, .csvFieldCount])
        #expect(!file.isIncomplete)
    }

    @Test("A file cut off in its last row is incomplete, not wrong")
    func cut() {
        let file = read("order,product,quantity\nPO-1,W-1,1\nPO-2,W-")
        #expect(file.isIncomplete)
        #expect(file.codes == [.fileIncomplete])
        #expect(file.first(.fileIncomplete)?.place?.line == 3)
        #expect(!read("order,product,quantity\nPO-1,W-1,1").isIncomplete)
    }

    @Test("An unclosed quote is incomplete, and the finding points at the quote")
    func unclosedQuote() {
        let file = read("order,product,quantity,note\nPO-1,W-1,1,ok\nPO-2,W-1,1,\"never closed\nPO-3,W-1,1,x\n")
        #expect(file.isIncomplete)
        #expect(file.first(.csvUnclosedQuote)?.place == Place(line: 3, column: 12))
        #expect(read("order,\"product,quantity\n").isIncomplete)
    }

    @Test("Stray quotes: behind a closing quote an error, inside a plain field a warning")
    func strayQuotes() {
        let wrong = read("order,product,quantity,note\nPO-1,W-1,1,\"10\" pipe\"\nPO-2,W-1,1,x\n")
        #expect(wrong.orders.map(\.customerReference) == ["PO-2"])
        #expect(wrong.first(.csvStrayQuote)?.severity == .error)
        let tolerated = read("order,product,quantity,note\nPO-1,W-1,1,10\" pipe\n")
        #expect(tolerated.orders.first?.note == "10\" pipe")
        #expect(tolerated.first(.csvStrayQuote)?.severity == .warning)
    }

    @Test("A field above the limit is refused by itself")
    func longField() {
        var limits = FormatLimits()
        limits.fieldLength = 100
        let file = read(
            "order,product,quantity,note\nPO-1,W-1,1,\(String(repeating: "x", count: 101))\nPO-2,W,1,\n", limits: limits
        )
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.codes == [.csvFieldTooLong])
    }

    @Test("An unknown column is a note; one that resembles ours a warning with a suggestion")
    func unknownColumns() {
        let file = read("order,product,quantity,colour,delivery_dat\nPO-1,W-1,1,red,\n")
        #expect(file.orders.count == 1)
        #expect(file.allFindings.map(\.severity) == [.note, .warning])
        #expect(file.allFindings.last?.hint == "did you mean 'delivery_date'?")
    }

    @Test("A missing column names the column that was probably meant")
    func missingColumn() {
        let file = read("order,product,quantitty\nPO-1,W-1,1\n")
        #expect(file.documents.isEmpty)
        #expect(file.codes == [.csvColumnMissing])
        #expect(file.allFindings.first?.hint?.contains("'quantitty'") == true)
    }

    @Test("Two columns that mean the same are an error; our own name wins over other words for it")
    func duplicateColumns() {
        #expect(read("order,product,quantity,quantity\nPO-1,W-1,1,2\n").codes == [.csvHeaderDuplicate])
        let file = read("order,po,product,quantity\nPO-1,other,W-1,1\n")
        #expect(file.orders.first?.customerReference == "PO-1")
        #expect(file.codes == [.csvColumnUnknown])
    }

    @Test("A text without a header that we know says which headers are possible")
    func noHeader() {
        let file = read("Dear Sir or Madam,\nplease send ten bolts.\n")
        #expect(file.codes == [.kindUnknown])
        #expect(file.allFindings.first?.hint?.contains("order (order, quantity)") == true)
    }

    @Test("A header without rows says so")
    func noRows() {
        #expect(read("order,product,quantity\n").codes == [.linesMissing])
        #expect(read("product,name,unit\n", from: desk).codes == [.linesMissing])
    }

    @Test("Columns count characters, not bytes")
    func columns() {
        let file = read("order,name,quantity\nPO-1,六角螺栓,x\n")
        #expect(file.allFindings.first?.place == Place(line: 2, column: 11, field: "quantity"))
    }
}
