// CSV files that are longer than the window through which they are read.

import ExactDecimals
import OrderFormats
import OrderModel
import SeededNumbers
import Testing

@Suite("CSV as a stream")
struct CSVStreamTests {
    /// Everything that makes rows hard to part: quotes, line ends inside, CR LF, blank rows, characters of many bytes.
    private static let hard = Array(
        """
        sep=;\r
        \r
        order;order_date;product;name;quantity;note;ship_to_city\r
        PO-1;2026-11-20;W-1;"Bolt ""M8""; zinc";1;"two\r
        lines";Köln\r
        PO-1;;W-2;六角螺栓;2;;\r
        ;;;;;;\r
        PO-2;2026-11-21; W-3 ;" Nut ";x;10" pipe;上海\r
        "PO-3";20.11.2026;W-4;Washer;3;;Bremen;surplus\r
        ;;W-5;no number;1;;\r
        PO-4;;W-5;Rod;4;;\r
        PO-5;;W-6;Anchor;5;;\r
        PO-4;;W-7;Plate;6;;\r

        """.utf8)

    private static let samples: [(bytes: [UInt8], sender: Sender)] =
        CSVTable.all.map { table in
            let rows = [table.columns.map(\.name), table.columns.map { "\"\($0.example)\"" }]
            let text = rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
            return (Array(text.utf8), table.kind.isAllowed(from: acme) ? acme : desk)
        } + [
            (hard, acme), (Array(hard.dropLast(30)), acme), ([0xEF, 0xBB, 0xBF] + hard, acme),
            ([0xFF, 0xFE] + encoded(String(decoding: hard, as: UTF8.self), "UTF-16LE"), acme),
            (Array("order\rx\n".utf8), acme), (Array("\n\n\norder,quantity\rPO-1,1\rPO-2,\"2\n".utf8), acme),
        ]

    @Test("Through a window of any size, a file reads as it does whole")
    func windows() throws {
        for sample in CSVStreamTests.samples {
            let whole = FileReader.read(sample.bytes, sender: sample.sender, profile: nil)
            for piece in [1, 2, 3, 5, 7, 16, 33, 64, 100, 1000] {
                let file = try readInPieces(sample.bytes, piece: piece, from: sample.sender)
                expectSame(file, whole)
            }
        }
    }

    @Test("Wherever the pieces of a file are cut, the documents are the same: 300 random files")
    func randomFiles() throws {
        var generator = SeededRandom(seed: 20_261_124)
        for _ in 0..<300 {
            let bytes = CSVStreamTests.randomFile(&generator)
            let whole = FileReader.read(bytes, sender: acme, profile: nil)
            let piece = Int.random(in: 1...80, using: &generator)
            let most = Int.random(in: 1...40, using: &generator)
            expectSame(try readInPieces(bytes, piece: piece, most: most), whole)
        }
    }

    private static func randomFile(_ generator: inout SeededRandom) -> [UInt8] {
        let cells = [
            "", "a", "螺栓", "\"q\"", "\"a,b\"", "\"x\"\"y\"", "\"line\nbreak\"", "1", "2.50", " ", "\"", "=\"01\"",
            "'=1",
        ]
        let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        var text = "order,product,quantity,name,note" + end
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            var row = ["PO-\(Int.random(in: 1...4, using: &generator))"]
            for _ in 0..<Int.random(in: 3...5, using: &generator) {
                row.append(cells.randomElement(using: &generator) ?? "")
            }
            text += row.joined(separator: ",") + end
        }
        return Array(text.utf8)
    }

    /// Documents whose rows do not stand together may come later through a window.
    private func expectSame(_ file: ReadFile, _ whole: ReadFile) {
        #expect(file.documents.sorted(by: isBefore) == whole.documents.sorted(by: isBefore))
        #expect(Set(file.refused) == Set(whole.refused))
        #expect(file.findings == whole.findings)
        #expect(file.charset == whole.charset)
        #expect(file.isIncomplete == whole.isIncomplete)
    }

    private func isBefore(_ left: ReadDocument, _ right: ReadDocument) -> Bool {
        reference(left.document) < reference(right.document)
    }

    private func reference(_ document: IncomingDocument) -> String {
        if case .order(let order) = document { order.customerReference } else { "" }
    }

    @Test("C02: rows of one order that stand apart are one order, in a long file too; the others do not wait for it")
    func scattered() throws {
        let text =
            "order,product,quantity\n" + "PO-9,W-0,1\n" + (1...5).map { "PO-\($0),W-1,1\nPO-\($0),W-2,2\n" }.joined()
            + "PO-9,W-9,9\n" + "PO-8,W-1,1\n"
        let file = try readInPieces(Array(text.utf8), piece: 20)
        #expect(file.orders.map(\.customerReference) == ["PO-1", "PO-2", "PO-3", "PO-4", "PO-5", "PO-9", "PO-8"])
        #expect(file.orders.first { $0.customerReference == "PO-9" }?.lines.map(\.sellerCode) == ["W-0", "W-9"])
        #expect(file.orders.first { $0.customerReference == "PO-9" }?.lines.map(\.id) == ["1", "2"])
        // In memory the sequence of the first rows is kept.
        #expect(read(text).orders.map(\.customerReference).first == "PO-9")
        #expect(read(text).orders.map(\.customerReference).last == "PO-8")
    }

    @Test("The same number written in two ways is one order")
    func writtenInTwoWays() throws {
        let text = "order,product,quantity\n0815,W-1,1\n7,W-1,1\n=\"0815\",W-2,2\n8,W-1,1\n\"0815\",W-3,3\n"
        for file in [read(text), try readInPieces(Array(text.utf8), piece: 9)] {
            #expect(
                file.orders.first { $0.customerReference == "0815" }?.lines.map(\.sellerCode) == ["W-1", "W-2", "W-3"])
            #expect(file.orders.count == 3)
        }
    }

    @Test("A long file whose rows are scattered beyond measure is refused, with what to do")
    func tooScattered() throws {
        var limits = FormatLimits()
        limits.scatteredRows = 10
        let rows = (1...40).map { "PO-\($0),W-1,1\n" }.joined()
        let text = Array(("order,product,quantity\n" + rows + rows).utf8)
        let file = try readInPieces(text, piece: 64, limits: limits)
        #expect(file.findings.map(\.code) == [.csvRowsScattered])
        #expect(FileReader.takesNothing.contains(.csvRowsScattered))
        limits.scatteredRows = 1000
        #expect(try readInPieces(text, piece: 64, limits: limits).orders.count == 40)
        limits.scatteredDocuments = 10
        #expect(try readInPieces(text, piece: 64, limits: limits).findings.map(\.code) == [.csvRowsScattered])
        // In memory there is no such limit.
        #expect(FileReader.read(text, sender: acme, profile: nil, limits: limits).orders.count == 40)
    }

    @Test("A quote that is never closed does not fill the memory: the row has a limit")
    func endlessRow() throws {
        var limits = FormatLimits()
        limits.rowLength = 1000
        let text = "order,product,quantity\nPO-1,W-1,1\nPO-2,\"W-1,1\n" + String(repeating: "PO-3,W-1,1\n", count: 1000)
        let file = try readInPieces(Array(text.utf8), piece: 64, limits: limits)
        #expect(file.orders.map(\.customerReference) == ["PO-1"])
        #expect(file.findings.map(\.code) == [.csvFieldTooLong])
        #expect(file.findings.first?.place?.line == 3)
    }

    @Test("Lines and columns are right behind many windows, and inside fields with line ends")
    func places() throws {
        let rows = (1...200).map { "PO-\($0),W-1,1,\"two\nlines\"\n" }.joined()
        let text = "order,product,quantity,note\n" + rows + "PO-X,六角,x,\n"
        let file = try readInPieces(Array(text.utf8), piece: 50)
        #expect(file.first(.valueNotANumber)?.place == Place(line: 402, column: 9, field: "quantity"))
        #expect(file.orders.last?.place?.line == 400)
        let inside = try readInPieces(Array("order,note,quantity\nPO-1,\"a\nb\",x\n".utf8), piece: 4)
        #expect(inside.first(.valueNotANumber)?.place == Place(line: 3, column: 4, field: "quantity"))
    }

    @Test("An empty field with which a window begins has its column too")
    func emptyFirstField() throws {
        let bytes = Array("order,verdict,person,reason\n,approve,Sun Mei,agreed\n".utf8)
        let whole = FileReader.read(bytes, sender: desk, profile: nil)
        #expect(whole.first(.valueMissing)?.place == Place(line: 2, column: 1, field: "order"))
        #expect(try readInPieces(bytes, piece: 1, most: 1, from: desk) == whole)
    }

    @Test("Lists and reports are read through a window too")
    func lists() throws {
        let rows = (1...300).map { "W-\($0),Bolt,C62\n" }.joined()
        let file = try readInPieces(Array(("product,name,unit\n" + rows).utf8), piece: 32, from: .desk(role: "sales"))
        guard case .products(let products)? = file.documents.first?.document else {
            Issue.record("no products")
            return
        }
        #expect(products.count == 300)
        let decisions = "order,verdict,person\n" + (1...50).map { "SO-\($0),approve,Li Na\n" }.joined()
        #expect(try readInPieces(Array(decisions.utf8), piece: 16, from: desk).documents.count == 50)
    }

    @Test(
        "A long list is several documents, with refused rows where they stand; a stock count is one, whatever its length"
    )
    func longLists() {
        var limits = FormatLimits()
        limits.entriesAtOnce = 3
        let rows = (1...8).map { $0 == 5 ? ",Bolt,C62\n" : "W-\($0),Bolt,C62\n" }.joined()
        let file = FileReader.read(
            Array(("product,name,unit\n" + rows).utf8), sender: .desk(role: "sales"), profile: nil, limits: limits)
        #expect(file.documents.map(\.document.entryCount) == [3, 2, 2])
        #expect(file.refused.map { $0.findings.first?.place?.line } == [6])
        let counts = "warehouse,product,quantity\n" + (1...8).map { "HAM,W-\($0),1\n" }.joined()
        let stock = FileReader.read(Array(counts.utf8), sender: .desk(role: "warehouse"), profile: nil, limits: limits)
        #expect(stock.documents.map(\.document.entryCount) == [8])
    }

    @Test("A row that fills only columns of the order adds no line")
    func headRow() {
        let file = read("order,ship_to_city,product,quantity\nPO-1,Hamburg,,\nPO-1,,W-1,3\nPO-2,Bremen,,\n")
        #expect(file.orders.first?.lines.map(\.sellerCode) == ["W-1"])
        #expect(file.orders.first?.lines.map(\.id) == ["1"])
        #expect(file.orders.last?.lines.isEmpty == true)
    }

    @Test("More documents than fit into memory are refused there, and handed out one by one as a stream")
    func manyInMemory() throws {
        var limits = FormatLimits()
        limits.documentsInMemory = 3
        let text = "order,product,quantity\n" + (1...4).map { "PO-\($0),W,1\n" }.joined()
        #expect(read(text, limits: limits).codes == [.tooManyDocuments])
        #expect(try readInPieces(Array(text.utf8), piece: 10, limits: limits).orders.count == 4)
    }
}
