// Why a rule matched: the values that `docket orders explain` shows.

import Testing

@testable import ReviewRules

@Suite("Explanations")
struct ExplanationTests {
    private func explain(_ condition: String) throws -> [String] {
        try OrderFixture.explanation(
            condition,
            on: OrderFixture.order([
                OrderFixture.line("A", price: "10", list: "10", quantity: "3"),
                OrderFixture.line("B", price: "9.5", list: "10", last: "9.75", quantity: "2"),
            ]))
    }

    @Test("F05: the line that decided, with its prices in two decimals")
    func priceBelowList() throws {
        #expect(
            try explain("order.lines.exists(l, l.unitPrice < l.listPrice)") == [
                "l = order.lines[1]", "l.unitPrice = 9.50", "l.listPrice = 10.00",
            ])
    }

    @Test("Only the sides of '||' that are true are shown, all sides of '&&'")
    func sides() throws {
        #expect(try explain("order.total > 100 || order.urgent") == ["order.urgent = true"])
        #expect(
            try explain("order.total > 10 && order.channel == 'fax'") == [
                "order.total = 19.50", "order.channel = \"fax\"",
            ])
        #expect(
            try explain("!(order.total > 100 || order.channel == 'edi')") == [
                "order.total = 19.50", "order.channel = \"fax\"",
            ])
        #expect(try explain("!(order.total > 10 && order.channel == 'edi')") == ["order.channel = \"fax\""])
    }

    @Test("A field that is not given says so; one that is given shows its value once")
    func presence() throws {
        #expect(try explain("!has(order.note)") == ["order.note = not given"])
        #expect(
            try explain("order.lines.exists(l, has(l.lastPrice) && l.unitPrice < l.lastPrice)") == [
                "l = order.lines[1]", "l.lastPrice = 9.75", "l.unitPrice = 9.50",
            ])
        #expect(
            try explain("order.lines.exists(l, !has(l.lastPrice))") == [
                "l = order.lines[0]", "l.lastPrice = not given",
            ])
    }

    @Test("all and exists without a single decisive element show how many there were")
    func counts() throws {
        #expect(try explain("order.lines.all(l, l.unitPrice > 0)") == ["order.lines = 2 elements"])
        #expect(try explain("!order.lines.exists(l, l.sku == 'Z')") == ["order.lines = 2 elements"])
        #expect(
            try explain("!order.lines.all(l, l.quantity > 2)") == ["l = order.lines[1]", "l.quantity = 2"])
        #expect(try explain("order.lines.exists_one(l, l.sku == 'B')") == ["l = order.lines[1]", "l.sku = \"B\""])
    }

    @Test("Nested macros show the elements of both")
    func nested() throws {
        #expect(
            try explain("order.lines.exists(l, l.tags.exists(t, t == 'standard'))") == [
                "l = order.lines[0]", "t = \"standard\"",
            ])
    }

    @Test("A function of a list shows what it gave; a function of a text shows the text")
    func functions() throws {
        #expect(try explain("order.lines.size() == 2") == ["order.lines.size() = 2"])
        #expect(try explain("size(order.attachments) == 0") == ["size(order.attachments) = 0"])
        #expect(try explain("order.number.startsWith('47')") == ["order.number = \"4711\""])
        #expect(
            try explain("order.lines.filter(l, l.unitPrice < l.listPrice).size() > 0") == [
                "order.lines.filter(l, l.unitPrice < l.listPrice).size() = 1"
            ])
    }

    @Test("Lists, indexes, times and choices")
    func others() throws {
        #expect(try explain("order.channel in ['fax', 'email']") == ["order.channel = \"fax\""])
        #expect(try explain("order.lines[1].sku == 'B'") == ["order.lines[1].sku = \"B\""])
        #expect(try explain("'standard' in order.lines[0].tags") == ["order.lines[0].tags = [\"standard\"]"])
        #expect(try explain("order.receivedAt <= now").first == "order.receivedAt = 2026-11-22T08:00:00Z")
        #expect(
            try explain("order.urgent ? order.total > 5 : order.total > 500") == [
                "order.urgent = true", "order.total = 19.50",
            ])
        #expect(try explain("order.extra.site == 'north'") == ["order.extra.site = \"north\""])
        #expect(try explain("true").isEmpty)
    }

    @Test("A condition over several lines is shown in one")
    func severalLines() throws {
        #expect(try explain("order\n  .lines\n  .size() > 1") == ["order .lines .size() = 2"])
    }

    @Test("Long values are cut, and many values are counted out")
    func limits() throws {
        var limits = RuleLimits()
        limits.explainedValues = 2
        limits.explainedValueLength = 5
        let (set, _) = RuleSet.compile(
            [OrderFixture.rule("a + b + c == '012345678901'")], variables: ["a": .string, "b": .string, "c": .string],
            limits: limits)
        let verdicts = try #require(set).evaluate(["a": "0123456789", "b": "0", "c": "1"])
        guard case .matched(let values) = verdicts[0].result else {
            Issue.record("the rule should match")
            return
        }
        #expect(values.map(\.description) == ["a = \"012…", "b = \"0\""])
    }
}
