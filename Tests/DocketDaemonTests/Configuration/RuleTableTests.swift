// Decision tables: what their cells mean, how spreadsheets write them, and mistakes in them at their exact place.

import ExactDecimals
import OrderLedger
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct RuleTableTests {
    private func rules(_ text: String) throws -> [RuleDefinition] {
        let loaded = ConfigurationTestDesk.table(text).load()
        return try #require(loaded.configuration, "\(loaded.problems)").rules
    }

    /// What is wrong, each with its line and column.
    private func places(_ text: String) -> [String] {
        ConfigurationTestDesk.table(text).load().problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message)" }
    }

    /// The condition that a cell makes of its column.
    private func condition(_ cell: String, of header: String) throws -> String {
        let rule = try rules("\(header);hold\n\(cell);sales\n").first
        return try #require(rule).when
    }

    // MARK: Cells

    @Test(
        "A cell says in few words what its column has to be",
        arguments: [
            ("order.total", ">= 50000", "order.total >= 50000"),
            ("order.total", "≤ 12.50", "order.total <= decimal(\"12.5\")"),
            ("order.total", "100", "order.total == 100"),
            ("order.total", "10..20", "(order.total >= 10 && order.total <= 20)"),
            ("order.total", "10…<20", "(order.total >= 10 && order.total < 20)"),
            ("order.total", "< 5 | > 10", "(order.total < 5 || order.total > 10)"),
            ("order.total", "in 1, 2", "order.total in [1, 2]"), ("order.total", "-", "true"),
            ("order.total", "", "true"), ("order.total", "'-5", "order.total == -5"),
            ("order.urgent", "TRUE", "order.urgent"), ("order.urgent", "false", "!order.urgent"),
            ("order.urgent", "not true", "!(order.urgent)"),
            ("order.channel", "fax", "order.channel == \"fax\""),
            ("order.channel", "fax | \"\"e mail\"\"", "order.channel in [\"fax\", \"e mail\"]"),
            ("order.channel", "not in fax, edi", "!(order.channel in [\"fax\", \"edi\"])"),
            ("order.channel", "<> “fax”", "!(order.channel == \"fax\")"),
            ("order.channel", "a\\b", "order.channel == \"a\\\\b\""),
            ("order.country", "DE", "has(order.country) && order.country == \"DE\""),
            ("order.country", "not DE", "!(has(order.country) && order.country == \"DE\")"),
            ("order.country", "none", "!has(order.country)"), ("order.country", "given", "has(order.country)"),
            ("today", "2026-12-24", "today == timestamp(\"2026-12-24T00:00:00Z\")"),
            ("today - today", "<= 2 days", "(today - today) <= duration(\"48h\")"),
            ("size(order.lines)", "> 3", "(size(order.lines)) > 3"),
            ("order.lines", "= size(it) > 3 && \"\"it\"\" != \"\"\"\"", "(size(order.lines) > 3 && \"it\" != \"\")"),
            ("when", "order.urgent || order.total > 5", "(order.urgent || order.total > 5)"),
        ])
    func cells(header: String, cell: String, condition: String) throws {
        #expect(try self.condition("\"\(cell)\"", of: header) == condition)
    }

    @Test("All that a rule can ask for has its column, and roles are asked in each way")
    func outcomes() throws {
        let rules = try rules(
            """
            Approve;Final;within;escalate;state-time;demand evidence;hold;reject;set_priority;assign;notify;id;requirement;reason
            sales, finance + quality;general-manager;2 working days;sales-director;finance;sales;;;;;;one;F05, G01;why
            2 of sales, finance, quality then engineering;;;;;;;;;;;;;
            2 of (sales, finance, quality), sales-director;;;;;;;;;;;;;
            ;;;;;;finance;;;;;;;
            ;;;;;;;we do not, sell that;;;;;;
            ;;;;;;;;important;sales;sales, finance;;;
            """)
        #expect(rules.map(\.id) == ["one", "sizes-3", "sizes-4", "sizes-5", "sizes-6", "sizes-7"])
        #expect(rules[0].requirement == "F05, G01")
        var outcome = RuleOutcome(
            approve: [["sales"], ["finance", "quality"]], within: Deadline(2, .workingDays), reason: "why")
        outcome.finalApproval = ["general-manager"]
        outcome.escalate = "sales-director"
        outcome.stateTime = ["finance"]
        outcome.demandEvidence = ["sales"]
        #expect(rules[0].outcome == outcome)
        let two = ApprovalStep([], choices: [ApprovalChoice(needed: 2, of: ["sales", "finance", "quality"])])
        #expect(rules[1].outcome.approve == [two, ["engineering"]])
        #expect(rules[2].outcome.approve == [two, ["sales-director"]])
        #expect(rules[3].outcome.hold == "finance")
        #expect(rules[4].outcome.reject == "we do not, sell that")
        #expect(rules[5].outcome.setPriority == "important")
        #expect(rules[5].outcome.assign == "sales")
        #expect(rules[5].outcome.notify == ["sales", "finance"])
    }

    // MARK: Spreadsheets

    @Test(
        "A table is read as spreadsheets write it",
        arguments: [
            "order.total,order.channel,hold\n> 5,fax,sales\n",
            "\u{FEFF}order.total;order.channel;hold\r\n> 5;fax;sales\r\n",
            "order.total\torder.channel\thold\r> 5\tfax\tsales",
            "sep=;\norder.total;order.channel;hold\n> 5;fax;sales;;;\n;;;\n",
            "# a comment, with \"a quote\n\n order.total , order.channel ,hold,,\n\"> 5\",\"fax\" ,'sales,,\n\"# no, \"\"row\"\"\",,\n,,\n",
            "match,all,,\norder.total,order.channel,hold,\n>\u{A0}5,”fax”,sales,\n",
        ])
    func spreadsheets(text: String) throws {
        let rules = try rules(text)
        #expect(rules.map(\.when) == ["order.total > 5 && order.channel == \"fax\""])
        #expect(rules.map(\.outcome.hold) == ["sales"])
    }

    @Test("A cell over several lines keeps the places of its characters; rows are numbered as the spreadsheet does")
    func lines() throws {
        let text = "when,reject\n\"order.urgent\n  && order.totl > 5\",\"not\nthis\"\n,nothing\n"
        #expect(places(text).map { $0.prefix(4) } == ["3:12"])
        let rules = try rules(text.replacing("totl", with: "total"))
        #expect(rules.map(\.id) == ["sizes-2", "sizes-3"])
        #expect(rules.map(\.when) == ["(order.urgent   && order.total > 5)", "true"])
        #expect(rules.map(\.outcome.reject) == ["not this", "nothing"])
    }

    // MARK: Mistakes

    @Test("A mistake in a header is told once, at its column")
    func headers() {
        let rows = "1,sales\n2,sales\n"
        #expect(places("order.totl,hold\n\(rows)").count == 1)
        #expect(
            places("order.totl,hold\n\(rows)").first?.hasPrefix("1:7 the header: Order has no field 'totl'") == true)
        #expect(places("order.total,hld\n1,\n").first == "1:13 there is no column 'hld'")
        #expect(places("order.total,hold,Hold\n1,sales,sales\n") == ["1:18 the column 'hold' stands twice"])
        #expect(places("order.total,hold\n1,sales,,x\n") == ["2:10 there is no header above this cell"])
        #expect(places("match,first\norder.total,reason\n1,why\n") == ["2:1 the table asks for nothing"])
        #expect(places("# nothing\n") == ["0:0 the table has no header"])
        #expect(
            ConfigurationTestDesk.table("order.total,hld\n1,\n").load().problems.first?.hint == "did you mean 'hold'?")
    }

    @Test(
        "A mistake in a cell is told at its place",
        arguments: [
            ("order.total", "\"50,000\"", "2:2 expected a number such as 50000 or 12.50, but '50,000' stands here"),
            ("order.total", ">  5 EUR", "2:4 expected a number such as 50000 or 12.50, but '5 EUR' stands here"),
            ("order.total", ">", "2:2 a value is missing"),
            ("order.total", "20..10", "2:5 the range ends before it begins"),
            ("order.urgent", "maybe", "2:1 expected true or false, but 'maybe' stands here"),
            ("order.urgent", "> true", "2:2 order.urgent cannot be compared with '>'"),
            ("order.channel", "not != fax", "2:7 'not' and '!=' stand side by side"),
            ("order.channel", "“fax", "2:1 the quote is not closed"),
            ("today", "24.12.2026", "2:1 expected a date such as 2026-12-24, but '24.12.2026' stands here"),
            ("order.total - 1", "= it > order.totl", "2:14 rule sizes-2: Order has no field 'totl'"),
            ("order.lines", "3", "2:1 order.lines is a list(OrderLine), which has no simple comparison"),
            ("order.total", "\"5\" x", "2:5 'x' stands behind the closing quote of the cell"),
            ("order.total", "1;sales", "2:9 there is no header above this cell"),
        ])
    func cellMistakes(header: String, cell: String, problem: String) {
        let found = places("\(header);hold\n\(cell);sales\n")
        #expect(found.first?.hasPrefix(problem) == true, "\(found)")
    }

    @Test("What a row asks for is checked as in a YAML rule, each mistake at its cell")
    func outcomeMistakes() {
        let text = """
            order.total,approve,within,escalate,automatic,id
            > 1,"sales, finanz + quality",2 days,,,
            > 2,sales,two days,,perhaps,
            > 3,,,,true,
            > 4,3 of sales,,sales,,
            > 5,"2 of sales, finance + x",,,,same
            > 6,sales,,,,same
            """
        let found = places(text)
        #expect(found.contains("2:13 there is no role 'finanz'"))
        #expect(found.contains { $0.hasPrefix("3:11 'two days' is not a deadline") })
        #expect(found.contains("3:21 expected true or false, but 'perhaps' stands here"))
        #expect(found.contains("4:1 the rule asks for nothing"))
        #expect(found.contains("5:5 expected a whole number from 1 to 1, but '3' stands here"))
        #expect(
            found.contains("5:17 'escalate' has a meaning only beside 'within': it says who decides after that time"))
        #expect(
            found.contains("6:18 'finance + x' cannot be the name of a folder: it contains ' '")
                || found.contains { $0.hasPrefix("6:18 ") })
        #expect(found.contains("7:1 rule same: the id is taken already, in etc/rules/sizes.csv line 6"))
    }

    @Test("The first line says which rows count; a word that it does not know is told")
    func mode() throws {
        #expect(
            places("match,frist\norder.total,hold\n1,sales\n") == [
                "1:7 expected first, all, complete or partial, but 'frist' stands here"
            ])
        #expect(places("match,first,all\norder.total,hold\n1,sales\n") == ["1:1 'first' and 'all' exclude each other"])
        #expect(places("match\norder.total,hold\n1,sales\n") == ["1:1 'match' says nothing"])
        #expect(try rules("match,all\norder.total,hold\n1,sales\n").map(\.firstOf) == [nil])
        #expect(try rules("match,first\norder.total,hold\n1,sales\n").map(\.firstOf) == ["etc/rules/sizes.csv"])
    }

    @Test("A table of more rows or columns than are held against an order is refused")
    func limits() {
        let rows = String(repeating: "1,sales\n", count: ConfigurationLimits.tableRows + 1)
        #expect(places("order.total,hold\n\(rows)").first?.contains("the table has 1001 rows, more than 1000") == true)
        let columns = String(repeating: ",", count: 100)
        #expect(places("order.total,hold\(columns)x\n").first == "1:1 the row has 102 cells, more than 100")
    }

    @Test("A running desk keeps the rules that it had where a table has a mistake; a desk does not start with one")
    func reload() throws {
        var desk = ConfigurationTestDesk.table("order.total,hold\n> 1,sales\n")
        let before = try #require(desk.load().configuration)
        desk.tables = ["sizes": "order.total,hold\n> x,finance\n"]
        #expect(desk.load().configuration == nil)
        let after = try #require(desk.load(keeping: before).configuration)
        #expect(after.rules.map(\.outcome.hold) == ["sales"])
        #expect(desk.load().problems.first?.diagnostic.contains("\n 2 | > x,finance\n   |   ^\n") == true)
    }

    @Test("Tables lie beside the YAML rules; a spreadsheet that is not saved as .csv is told of")
    func fromDisk() throws {
        try withTemporaryFolder { root in
            try DeskLayout.make([DeskLayout.Folder(path: "\(root)/etc/rules")])
            try write("seller:\n  name: A\n", to: "\(root)/etc/docket.yaml")
            try write("order.total,hold\n> 1,sales\n", to: "\(root)/etc/rules/b.csv")
            try write("rules:\n  - id: a\n    when: order.urgent\n    hold: sales\n", to: "\(root)/etc/rules/a.yaml")
            try write("x", to: "\(root)/etc/rules/c.xlsx")
            let loaded = Configuration.load(from: ConfigurationLocation(root: root))
            #expect(loaded.configuration?.rules.map(\.id) == ["a", "b-2"])
            #expect(
                loaded.problems.map(\.description) == [
                    "\(root)/etc/rules/c.xlsx: warning: the file is not read "
                        + "(only files that end in .yaml or .csv are; save the table as .csv)"
                ])
        }
    }

    // MARK: Orders

    @Test("An order is decided by the first row that matches, and the explanation has the values of that row")
    func decided() throws {
        let table = """
            match,first
            order.total,order.country,order.channel,approve,reason
            > 1000,-,-,finance,large
            > 10,not DE,-,sales,abroad
            ,CN,,operations,near
            """
        let configuration = try #require(ConfigurationTestDesk.table(table).load().configuration)
        let desk = try PipelineDesk { $0.rules = configuration.ruleSet }
        try desk.start()
        try desk.takeReferenceData()
        try desk.drop(
            PipelineDesk.csv(("L-1", "P-1", 3, "10.00"), ("L-2", "P-1", 1, "10.00")), "o.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        func applied(_ reference: String) throws -> [String] {
            let number = try desk.order(reference)
            return try desk.read { try $0.journal(order: number) }.flatMap { entry -> [String] in
                guard case .rulesApplied(let rules) = entry.event else { return [] }
                return rules.map { rule in
                    let values = rule.values.map { "\($0.expression) = \($0.value)" }.joined(separator: ", ")
                    return "\(rule.rule): \(rule.outcome) (\(values))"
                }
            }
        }
        let (first, second) = (try applied("L-1"), try applied("L-2"))
        #expect(
            first == ["sizes-4: approve: sales (order.total = 30.00, order.country = \"CN\")"])
        #expect(second == ["sizes-5: approve: operations (order.country = \"CN\")"])
    }
}
