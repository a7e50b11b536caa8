// The other kinds of CSV files: decisions, answers, reports, reference data.

import ExactDecimals
import OrderFormats
import OrderModel
import TestKit
import Testing

@Suite("Reports and reference data in CSV")
struct CSVReportTests {
    @Test("The kind is found from the header, for every kind with all its columns", arguments: CSVTable.all.map(\.kind))
    func kinds(_ kind: IncomingDocument.Kind) throws {
        let table = CSVTable.table(of: kind)
        let sender = try #require([acme, desk, .carrier(id: "loopback")].first { kind.isAllowed(from: $0) })
        let rows = [table.columns.map(\.name), table.columns.map { "\"\($0.example)\"" }]
        let file = read(rows.map { $0.joined(separator: ",") + "\n" }.joined(), from: sender)
        #expect(file.documents.map(\.document.kind) == [kind])
        #expect(file.allFindings.isEmpty)
        // The smallest file is found out too, and the kind is known.
        let needed = table.columns.filter { $0.need != .optional }
        let smallest = [needed.map(\.name), needed.map { "\"\($0.example)\"" }]
        let small = read(smallest.map { $0.joined(separator: ",") + "\n" }.joined(), from: sender)
        #expect(small.documents.map(\.document.kind) == [kind])
    }

    @Test("Decisions: one document per row; a bad one is refused with its order number")
    func decisions() {
        let file = read(
            "order,verdict,person,reason\nSO-1,approve,Wang Fang,\nSO-2,maybe,Wang Fang,\nSO-3,同意,王芳,\n",
            from: .desk(role: "finance"))
        #expect(
            file.documents.map(\.document) == [
                .decision(ReviewDecision(orderNumber: "SO-1", verdict: .approve, person: "Wang Fang")),
                .decision(ReviewDecision(orderNumber: "SO-3", verdict: .approve, person: "王芳")),
            ])
        #expect(file.refused.map(\.customerReference) == ["SO-2"])
        #expect(file.codes == [.valueNotInList])
    }

    @Test("Dispatch reports: rows of one shipment are one report")
    func dispatch() {
        let file = read(
            """
            shipment,dispatched_on,confirmed_by,packages,tracking_number,line,product,lot,quantity
            SO-1-S1,2026-11-23,Chen Jie,3,LB1,1,W-100,L1,100
            SO-1-S1,,,,,1,W-100,L2,20

            """, from: desk)
        let report = DispatchReport(
            shipment: "SO-1-S1", dispatchedOn: CalendarDate("2026-11-23"), confirmedBy: "Chen Jie", packages: 3,
            trackingNumber: "LB1",
            lines: [
                .init(lineID: "1", product: "W-100", lot: "L1", quantity: 100),
                .init(lineID: "1", product: "W-100", lot: "L2", quantity: 20),
            ])
        #expect(file.documents.map(\.document) == [.dispatchReport(report)])
    }

    @Test("A missing value that a row needs is named")
    func missingValue() {
        let file = read("shipment,line,product,quantity\nSO-1-S1,1,,5\n", from: desk)
        #expect(file.codes == [.valueMissing])
        #expect(file.allFindings.first?.place == Place(field: "product") || file.allFindings.first?.place?.line == 2)
    }

    @Test("Products: pack units and customers' codes; a bad row is refused by itself, a repeated one too")
    func products() {
        let file = read(
            """
            product,name,unit,pack_units,customer_codes,standard,lead_time_days
            W-100,Bolt,C62,CT=12;PAL=480,acme=A-1;globex=77,yes,
            W-200,Nut,C62,CT,,no,14
            W-300,Washer,C62,,,no,14
            W-100,Bolt again,C62,,,,

            """, from: .desk(role: "sales"))
        #expect(
            file.documents.map(\.document) == [
                .products([
                    Product(
                        code: "W-100", name: "Bolt", unit: "C62", packUnits: ["CT": 12, "PAL": 480],
                        customerCodes: ["acme": "A-1", "globex": "77"]),
                    Product(code: "W-300", name: "Washer", unit: "C62", isStandard: false, leadTimeDays: 14),
                ])
            ])
        #expect(file.codes == [.valueOutOfRange, .referenceInvalid])
    }

    @Test("A stock count with a bad row is refused whole, since it replaces what was known")
    func stock() {
        let file = read("warehouse,product,quantity\nnorth,W-1,10\nnorth,W-2,ten\n", from: desk)
        #expect(file.documents.isEmpty)
        #expect(file.refused.count == 1)
        #expect(file.codes.contains(.valueNotANumber))
        let good = read(
            "warehouse,product,lot,quantity,expires_on\nnorth,W-1,L1,10,2027-01-01\nnorth,W-1,L2,0,\n", from: desk)
        #expect(good.documents.count == 1)
        #expect(read("warehouse,product,quantity\nnorth,W-1,-1\n", from: desk).codes.contains(.valueOutOfRange))
    }

    @Test("B14: a partner cannot send what only the desk may send, nor a carrier orders")
    func notAllowed() {
        let stock = "warehouse,product,quantity\nnorth,W-1,10\n"
        #expect(read(stock).codes == [.kindNotAllowedHere])
        #expect(read(stock).documents.isEmpty)
        let carrier = Sender.carrier(id: "loopback")
        #expect(read("order,product,quantity\nPO-1,W-1,1\n", from: carrier).codes == [.kindNotAllowedHere])
        #expect(
            read(#"{"document":"stock","lots":[]}"#, from: .carrier(id: "loopback")).codes == [.kindNotAllowedHere])
        #expect(read(#"{"document":"review-decision","orderNumber":"SO-1"}"#).codes == [.kindNotAllowedHere])
    }
}
