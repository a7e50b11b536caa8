// Numbers and dates as partners write them, seen through files.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Numbers and dates in CSV")
struct ValueTests {
    private func quantity(_ text: String, comma: Bool = false) -> (ExactDecimal?, FindingCode?) {
        let profile = acmeProfile(csv: CSVMapping(delimiter: ";", usesDecimalComma: comma))
        let file = read("order;product;quantity\nPO-1;W-1;\(text)\n", profile: profile)
        return (file.orders.first?.lines.first?.quantity, file.codes.first)
    }

    @Test(
        "Numbers with a decimal point",
        arguments: [
            ("12", "12"), ("12.50", "12.5"), (" 7 ", "7"), ("1,234.56", "1234.56"), ("1,234,567", "1234567"),
            ("1 234.5", "1234.5"), ("1\u{A0}234", "1234"), ("1\u{202F}234", "1234"), ("-3", "-3"),
            ("0.000001", "0.000001"),
        ])
    func point(_ text: String, _ number: String) {
        #expect(quantity(text).0 == decimal(number))
    }

    @Test(
        "Numbers with a decimal comma",
        arguments: [("12,50", "12.5"), ("1.234,56", "1234.56"), ("1.234", "1234"), ("1 234,5", "1234.5")])
    func comma(_ text: String, _ number: String) {
        #expect(quantity(text, comma: true).0 == decimal(number))
    }

    @Test(
        "What can mean two numbers, or none, is not guessed",
        arguments: [
            "1,234", "1,5", "1.2.3", "12,34,567", "1,23.4", "1 23", "abc", "12 pcs", "¥5", "１２", "1e3", "1.5E+03",
            "--1", ".",
            "0x10", "+", "1,", ",123", "1234,567.8",
        ])
    func refused(_ text: String) {
        #expect(quantity(text) == (nil, .valueNotANumber))
    }

    @Test("1.5 with a decimal comma is refused, as 1.234 could mean it too")
    func refusedWithComma() {
        #expect(quantity("1.5", comma: true) == (nil, .valueNotANumber))
        #expect(quantity("1234.56", comma: true) == (nil, .valueNotANumber))
    }

    @Test("Numbers that do not fit are refused by name")
    func range() {
        #expect(quantity(String(repeating: "9", count: 40)).1 == .valueOutOfRange)
        #expect(quantity("0.1234567").1 == .valueTooManyDecimals)
        #expect(quantity("0.1234567890123456789012345").1 == .valueTooManyDecimals)
    }

    private func date(_ text: String, _ format: String) -> CalendarDate? {
        let profile = acmeProfile(csv: CSVMapping(dateFormat: format))
        return read("order,product,quantity,delivery_date\nPO-1,W-1,1,\(text)\n", profile: profile)
            .orders.first?.requestedDeliveryDate
    }

    @Test(
        "Dates in the partner's format, and dates that begin with the year",
        arguments: [
            ("YYYY-MM-DD", "2026-11-05"), ("DD.MM.YYYY", "05.11.2026"), ("DD.MM.YYYY", "5.11.2026"),
            ("DD/MM/YYYY", "05/11/2026"),
            ("MM/DD/YYYY", "11/05/2026"), ("MM/DD/YYYY", "11/5/2026"), ("YYYYMMDD", "20261105"),
            ("DD.MM.YYYY", "2026-11-05"),
            ("YYYY-MM-DD", "2026/11/5"), ("YYYY-MM-DD", "2026年11月5日"), ("YYYY-MM-DD", "2026-11-05 00:00:00"),
            ("YYYY-MM-DD", "2026-11-05T00:00:00"),
        ])
    func dates(_ format: String, _ text: String) {
        #expect(date(text, format) == CalendarDate("2026-11-05"))
    }

    @Test(
        "What is no date is not guessed",
        arguments: [
            ("YYYY-MM-DD", "05.11.2026"), ("YYYY-MM-DD", "2026-02-30"), ("DD/MM/YYYY", "11/25/2026"),
            ("YYYY-MM-DD", "46000"),
            ("YYYY-MM-DD", "tomorrow"), ("YYYY-MM-DD", "2026-11-05 14:30"), ("YYYYMMDD", "2026115"),
            ("YYYY-MM-DD", "26-11-05"),
        ])
    func noDates(_ format: String, _ text: String) {
        #expect(date(text, format) == nil)
    }
}
