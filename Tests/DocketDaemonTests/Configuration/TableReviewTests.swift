// What `docket rules check` says about tables that are right: rows that are never reached, overlaps and gaps.

import Testing

@testable import DocketDaemon

@Suite struct TableReviewTests {
    /// What is said, each with its line and severity.
    private func remarks(_ text: String) -> [String] {
        let desk = ConfigurationTestDesk.table(text)
        #expect(desk.load().problems == [])
        return TableReview.problems(in: desk.files).map { "\($0.line ?? 0) \($0.severity.rawValue): \($0.message)" }
    }

    @Test("A row that earlier ones cover, alone or together, is never reached")
    func unreached() {
        let text = """
            match,first
            order.total,customer.isKey,hold
            < 100,-,sales
            20..50,true,finance
            >= 100,true,sales
            >= 100,false,sales
            > 50,-,finance
            ,,sales
            """
        #expect(
            remarks(text) == [
                "4 warning: row 4 is never reached: row 3 above it matches all that it could match",
                "7 warning: row 7 is never reached: rows 3, 5 and 6 above it match all that it could match",
                "8 warning: row 8 is never reached: rows 3, 4, 5, 6 and 7 above it match all that it could match",
            ])
    }

    @Test("Rows that overlap are told where neither is the general case of the other")
    func overlaps() {
        let text = """
            match,first
            order.total,order.country,hold
            >= 1000,DE | FR,sales
            500..2000,FR | IT,finance
            >= 100,FR,sales
            ,,sales
            """
        #expect(
            remarks(text) == [
                "4 note: rows 3 and 4 overlap: both match order.total = 1000, order.country = FR; row 3 decides",
                "5 note: rows 3 and 5 overlap: both match order.total = 1000, order.country = FR; row 3 decides",
            ])
    }

    @Test(
        "Combinations that no row matches are told with an example, of each kind of values",
        arguments: [
            ("order.total", "< 10", "> 10", "order.total = 10"),
            ("order.total", "<= 10", ">= 10.5", "order.total = 10.25"),
            ("size(order.lines)", "< 10", "> 10", "size(order.lines) = 10"),
            ("order.urgent", "true", "true", "order.urgent = false"),
            ("order.channel", "fax", "edi", "order.channel is none of fax, edi"),
            ("order.channel", "not fax", "edi", "order.channel = fax"),
            ("order.country", "given", "DE", "order.country is not given"),
            ("today", "< 2026-12-24", "> 2026-12-24", "today = 2026-12-24"),
            ("today - today", "< 1 days", "> 24h", "today - today = 24h"),
        ])
    func gaps(header: String, one: String, other: String, example: String) {
        let found = remarks("match,first\n\(header),hold\n\(one),sales\n\(other),sales\n")
        #expect(found.contains("2 warning: no row matches \(example)"), "\(found)")
        #expect(remarks("match,first,partial\n\(header),hold\n\(one),sales\n").isEmpty)
        #expect(remarks("match,first\n\(header),hold\n\(one),sales\n,finance\n").isEmpty)
        #expect(remarks("\(header),hold\n\(one),sales\n").isEmpty)
        #expect(!remarks("match,all,complete\n\(header),hold\n\(one),sales\n").isEmpty)
    }

    @Test("Whole numbers have nothing between neighbours, other numbers have")
    func neighbours() {
        #expect(remarks("match,first\nsize(order.lines),hold\n<= 2,sales\n>= 3,sales\n").isEmpty)
        #expect(
            remarks("match,first\norder.total,hold\n<= 2,sales\n>= 3,sales\n") == [
                "2 warning: no row matches order.total = 2.5"
            ])
        #expect(remarks("match,first\norder.total,hold\n< 2,sales\n2..<3,sales\n>= 3,sales\n").isEmpty)
    }

    @Test("Where all rows count, only rows with the same conditions are told")
    func repeated() {
        #expect(
            remarks("order.total,hold\n> 5,sales\n> 1,sales\n> 5,finance\n") == [
                "4 warning: row 4 has the same conditions as row 2: both match order.total = 6"
            ])
    }

    @Test("Columns with the same header are one: what they exclude together is never matched")
    func sameHeader() {
        #expect(
            remarks("order.total,order.total,hold\n> 5,< 3,sales\n> 5,< 10,sales\n") == [
                "2 warning: row 2 matches no order: its conditions exclude each other"
            ])
        #expect(
            remarks("match,first\norder.total,order.total,hold\n> 5,< 10,sales\n<= 5,,sales\n>= 10,,sales\n").isEmpty)
    }

    @Test("General conditions are not analysed, and never make a row out to be covered, overlapping or missing")
    func general() {
        let note = "the column 'order.total' has conditions that the search for gaps and overlaps does not see"
        #expect(
            remarks("match,first\norder.total,hold\n= it > 5,sales\n> 7,finance\n,sales\n") == ["2 note: \(note)"])
        #expect(
            remarks(
                "match,first\norder.urgent,when,hold\n,order.total > 5,sales\ntrue,,sales\ntrue,order.total > 1,sales\n"
            )
                == [
                    "2 note: " + note.replacing("order.total", with: "when"),
                    "5 warning: row 5 is never reached: row 4 above it matches all that it could match",
                ])
    }

    @Test("A table with more combinations than are searched says so, and one with many remarks stops")
    func bounded() {
        let columns = (1...30).map { "size(order.lines) > \($0)" }
        let rows = (0..<30).map { row in
            columns.indices.map { $0 == row ? "true" : "" }.joined(separator: ",") + ",sales"
        }
        let header = columns.joined(separator: ",") + ",hold\n"
        #expect(remarks("match,first\n\(header)\(rows.joined(separator: "\n"))\n").count <= 51)
        let same = String(repeating: "> 5,sales\n", count: 900)
        #expect(remarks("order.total,hold\n\(same)").count == ConfigurationLimits.tableRemarks)
    }

    @Test("A table with mistakes is passed over; roles are none of its business")
    func passedOver() {
        let desk = ConfigurationTestDesk.table("match,first\norder.total,hold\n> x,sales\n")
        #expect(TableReview.problems(in: desk.files) == [])
        let roles = ConfigurationTestDesk.table("match,first\norder.total,hold\n,nobody\n")
        #expect(TableReview.problems(in: roles.files) == [])
    }
}
