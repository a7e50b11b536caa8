// What spreadsheets do to values, and the closing row of a file.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Damage by spreadsheets")
struct CSVDamageTests {
    @Test(
        "Error values, narrow columns and formulas in a code or a number refuse the order by name",
        arguments: ["#REF!", "#N/A", "#DIV/0!", "########", "=A1*2", "=VLOOKUP(A1,B1,2)", "1.23457E+12", "4,01235E+12"])
    func damagedCodes(_ cell: String) {
        let file = read("order;product;quantity\nPO-1;\(cell);1\nPO-2;W-1;2\n")
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.codes == [.spreadsheetDamage])
        #expect(file.allFindings.first?.value == cell)
        #expect(file.allFindings.first?.place == Place(line: 2, column: 6, field: "product"))
    }

    @Test("In numbers and dates they are named too", arguments: ["#VALUE!", "###", "=B2*C2"])
    func damagedNumbers(_ cell: String) {
        #expect(read("order,product,quantity\nPO-1,W-1,\(cell)\n").codes == [.spreadsheetDamage])
        #expect(read("order,product,quantity,order_date\nPO-1,W-1,1,\(cell)\n").codes == [.spreadsheetDamage])
    }

    @Test("In a text they are a warning, and what only looks like them is nothing")
    func texts() {
        let file = read("order,product,quantity,note\nPO-1,W-1,1,#REF!\nPO-2,W-1,1,#5 of ten\nPO-3,W-1,1,=> urgent\n")
        #expect(file.orders.count == 3)
        #expect(file.codes == [.spreadsheetDamage])
        #expect(file.allFindings.worst == .warning)
        #expect(file.orders.map(\.note) == ["#REF!", "#5 of ten", "=> urgent"])
    }

    @Test("Texts written as formulas keep their zeros, and are mentioned once")
    func formulas() {
        let file = read(
            "order,product,quantity,note\n=\"0815\",=\"0012\",\"=\"\"3\"\"\",\"=\"\"say \"\"\"\"hi\"\"\"\"\"\"\"\n")
        #expect(file.orders.first?.customerReference == "0815")
        #expect(file.orders.first?.lines.first?.sellerCode == "0012")
        #expect(file.orders.first?.lines.first?.quantity == decimal("3"))
        #expect(file.orders.first?.note == "say \"hi\"")
        #expect(file.codes == [.spreadsheetDamage])
        #expect(file.allFindings.worst == .note)
    }

    @Test("An apostrophe that keeps a text a text is taken off; another one stays")
    func apostrophes() {
        let file = read("order,product,quantity,note\n'=1,'-x,1,'tis\n'@x,O'Neil,1,''+49\n")
        #expect(file.orders.map(\.customerReference) == ["=1", "@x"])
        #expect(file.orders.map { $0.lines.first?.sellerCode } == ["-x", "O'Neil"])
        #expect(file.orders.map(\.note) == ["'tis", "'+49"])
        #expect(file.allFindings.isEmpty)
    }

    @Test("A day number of a spreadsheet is named with the day that it stands for")
    func dayNumbers() {
        let file = read("order,product,quantity,order_date\nPO-1,W-1,1,45321\n")
        #expect(file.codes == [.valueNotADate])
        #expect(file.allFindings.first?.message.contains("2024-01-30") == true)
    }

    @Test("GTINs: lost zeros are named with the whole number, wrong check digits with what is wrong")
    func gtins() {
        func finding(_ gtin: String) -> Finding? {
            let file = read("order,gtin,quantity\nPO-1,\(gtin),1\n")
            #expect(file.orders.count == 1)
            #expect(file.allFindings.worst != .error)
            return file.allFindings.first
        }
        for good in ["4012345678901", "012345678905", "12345670", "14012345678908"] { #expect(finding(good) == nil) }
        // 012345678905 without its zero.
        #expect(finding("12345678905")?.code == .spreadsheetDamage)
        #expect(finding("12345678905")?.message.contains("012345678905") == true)
        #expect(finding("4012345678902")?.code == .valueOutOfRange)
        #expect(finding("4012345678902")?.message.contains("check digit") == true)
        #expect(finding("401234567")?.code == .valueOutOfRange)
        #expect(finding("W-100")?.code == .valueOutOfRange)
    }

    @Test("Headers in traditional characters are found by the words for simplified ones, in Big5 as well")
    func traditional() {
        let text = "訂單編號,產品名稱,數量,單位,單價,幣別,備註\nPO-1,鍍鋅螺絲,3,箱,2.5,TWD,請先電話聯絡\n"
        let big5 = FileReader.read(encoded(text, "BIG5"), sender: acme, profile: acmeProfile(charset: "Big5"))
        for file in [read(text), big5] {
            #expect(file.allFindings.isEmpty)
            #expect(file.orders.first?.currency == "TWD")
            #expect(file.orders.first?.lines.first?.name == "鍍鋅螺絲")
            #expect(file.orders.first?.lines.first?.unitPrice == decimal("2.5"))
            #expect(file.orders.first?.note == "請先電話聯絡")
        }
        #expect(big5.charset == "Big5")
    }

    @Test("J05 J06: a change says its number, its reason, what is expected, and what becomes of each line")
    func changes() throws {
        let file = read(
            """
            order,purpose,change_number,change_reason,expected_impact,line,product,quantity,change
            PO-1,change,2,earlier,one week earlier,1,W-1,5,change
            PO-1,,,,,2,W-2,,delete
            PO-1,,,,,3,W-3,1,新增

            """)
        let order = try #require(file.orders.first)
        #expect(file.allFindings.isEmpty)
        #expect(order.purpose == .change)
        #expect(order.changeNumber == "2")
        #expect(order.changeReason == "earlier")
        #expect(order.expectedImpact == "one week earlier")
        #expect(order.lines.map(\.change) == [.change, .delete, .add])
    }
}

@Suite("The closing row of a CSV file")
struct CSVTrailerTests {
    private let profile = acmeProfile(csv: CSVMapping(trailer: CSVTrailer(word: "TRL", countColumn: 2)))

    private func read(_ rows: String) -> ReadFile {
        OrderFormatsTests.read("order,product,quantity\n" + rows, profile: profile)
    }

    @Test("With the right count the file is whole, and the closing row is no order")
    func right() {
        let file = read("PO-1,W-1,1\n\nPO-2,W-1,1\nTRL,2\n")
        #expect(file.orders.map(\.customerReference) == ["PO-1", "PO-2"])
        #expect(file.allFindings.isEmpty)
        #expect(!file.isIncomplete)
    }

    @Test("With a wrong count, or rows behind it, nothing of the file is taken")
    func wrong() {
        for rows in [
            "PO-1,W-1,1\nTRL,2\n", "PO-1,W-1,1\nTRL,1\nPO-2,W-1,1\n", "PO-1,W-1,1\nTRL,one\n", "PO-1,W-1,1\nTRL\n",
        ] {
            let file = read(rows)
            #expect(file.documents.isEmpty)
            #expect(file.codes == [.csvTrailerWrong])
            #expect(file.findings.first?.place?.line != nil)
        }
    }

    @Test("Without it the file is not whole, so the desk waits for the rest")
    func missing() {
        let file = read("PO-1,W-1,1\n")
        #expect(file.isIncomplete)
        #expect(file.codes == [.fileIncomplete])
        #expect(read("PO-1,W-1,1\nTR").isIncomplete)
    }

    @Test("A closing row that counts nothing only has to be there")
    func uncounted() {
        let profile = acmeProfile(csv: CSVMapping(trailer: CSVTrailer(word: "END")))
        let text = "order,product,quantity\nPO-1,W-1,1\nEND,,\n"
        #expect(OrderFormatsTests.read(text, profile: profile).orders.count == 1)
        #expect(OrderFormatsTests.read(text, profile: profile).allFindings.isEmpty)
    }
}
