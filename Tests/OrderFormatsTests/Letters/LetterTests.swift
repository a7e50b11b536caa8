// Letters for people: receipt, confirmation, query and shipping notice, as text and as HTML, in English and Chinese.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderFormats

@Suite("Letters for people")
struct LetterTests {
    @Test("I01, I02, B11, O10: the letters are those of docs/formats/letters, in both languages and both forms")
    func examples() throws {
        for sample in LetterSamples.all {
            for format in [FileFormat.text, .html] {
                let written = try LetterSamples.write(sample, format)
                PublishedFiles.check(
                    "docs/formats/letters/\(sample.name).\(sample.language).\(written.fileExtension)", is: written.bytes
                )
            }
        }
    }

    @Test("The page of the fields is what the declarations give")
    func fieldsPage() {
        PublishedFiles.check("docs/formats/letters/fields.md", is: Array(LetterFieldsPage.markdown.utf8))
    }

    @Test(
        "I02: a confirmation says that the order came, both numbers, each line, when it is expected to leave",
        arguments: [FileFormat.text, .html])
    func confirmation(_ format: FileFormat) throws {
        for sample in LetterSamples.all where sample.content.name == "confirmation" {
            let text = String(decoding: try LetterSamples.write(sample, format).bytes, as: UTF8.self)
            let isChinese = sample.language == "zh"
            for part in ["SO-2026-000017", isChinese ? "DD-88" : "PO-4711", "N-100", "N-230", "2026-11-23", "1,351.50"]
            {
                #expect(text.contains(part), "\(sample.language): \(part)")
            }
            #expect(text.contains(isChinese ? "已成功接收" : "We have received your order"))
        }
    }

    @Test("F11: the confirmation reminds the customer of the means and terms of payment; F09: and names the surcharge")
    func F11_payment_isReminded() throws {
        for sample in LetterSamples.all where sample.content.name == "confirmation" {
            let text = String(decoding: try LetterSamples.write(sample, .html).bytes, as: UTF8.self)
            let parts =
                sample.language == "zh"
                ? ["付款提醒", "银行转账", "30 天内付清", "67.58", "1,419.08"]
                : ["Payment", "bank transfer", "30 days net", "67.58", "1,419.08"]
            for part in parts { #expect(text.contains(part), "\(sample.language): \(part)") }
        }
    }

    @Test("No line of a letter in plain text is wider than 76 columns, a Chinese character being two")
    func width() throws {
        let contents =
            LetterSamples.all
            + ["en", "zh"].flatMap { language in
                HostileDocuments.all.map { LetterSamples.Sample(name: $0.name, language: language, content: $0) }
            }
        for sample in contents {
            let text = String(decoding: try LetterSamples.write(sample, .text).bytes, as: UTF8.self)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 76, "\(line)") }
        }
    }

    @Test("The columns of a table stand below each other where there are Chinese characters in it")
    func alignment() {
        let table = Letter.Table(
            headings: ["产品", "Sent"], isRight: [false, true],
            rows: [["六角螺栓", "4,600 件"], ["N-1", "35 pcs"]])
        #expect(
            PlainTable.lines(table, width: 76, gap: 2) == [
                "产品          Sent", "--------  --------", "六角螺栓  4,600 件", "N-1         35 pcs",
            ])
    }

    @Test("A table that is too wide wraps its widest cells")
    func wrappedCells() {
        let table = Letter.Table(
            headings: ["A", "B"], isRight: [false, true], rows: [[String(repeating: "六角螺栓", count: 5), "1"]])
        let lines = PlainTable.lines(table, width: 20, gap: 2)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 20 } && lines.count == 5, "\(lines)")
    }

    @Test("What can stand in a value does nothing: no markup, no control characters, no turned text, in any field")
    func hostile() throws {
        for content in HostileDocuments.all {
            for language in ["en", "zh"] {
                let sample = LetterSamples.Sample(name: content.name, language: language, content: content)
                let page = String(decoding: try LetterSamples.write(sample, .html).bytes, as: UTF8.self)
                #expect(!page.contains("<script") && !page.contains("<img"), "\(content.name) \(language)")
                #expect(page.contains("&lt;script&gt;"))
                let text = String(decoding: try LetterSamples.write(sample, .text).bytes, as: UTF8.self)
                for scalar in (page + text).unicodeScalars {
                    let isHarmless = scalar == "\n" || !HostileDocuments.isObeyed(scalar)
                    #expect(isHarmless, "U+\(String(scalar.value, radix: 16)) in \(content.name) \(language)")
                }
            }
        }
    }

    @Test("A page needs nothing else: no address of anything to load, no script, its language named")
    func selfContained() throws {
        for sample in LetterSamples.all {
            let page = String(decoding: try LetterSamples.write(sample, .html).bytes, as: UTF8.self)
            for word in ["http:", "https:", "src=", "href=", "<script", "<link", "@import", "url("] {
                #expect(!page.contains(word), "\(word)")
            }
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(sample.language == "zh" ? "zh-Hans" : "en")\">"))
        }
    }

    @Test("A rejected order: the reason, and no line of promises")
    func rejected() throws {
        let rejection = OrderConfirmation(
            orderNumber: "SO-1", customerReference: "PO-1", decision: .rejected, issuedAt: Documents.at,
            issueDate: Documents.date, currency: nil, total: nil, lines: [],
            reason: "We cannot accept the order: the goods are not made any more", deliverTo: PostalAddress(),
            seller: LetterSamples.seller, buyer: LetterSamples.acme)
        let sample = LetterSamples.Sample(name: "confirmation", language: "en", content: .confirmation(rejection))
        let text = String(decoding: try LetterSamples.write(sample, .text).bytes, as: UTF8.self)
        #expect(
            text.contains("We are sorry that we cannot accept it.") && text.contains("the goods are not made any more"))
        #expect(!text.contains("Expected to leave us") && !text.contains("Ordered"))
    }

    @Test("Our own departments get their documents as data, whatever the format")
    func departments() throws {
        for content in Documents.outgoing where !content.isForPartners {
            #expect(try Documents.write(content, format: .html).fileExtension == "json")
        }
    }

    @Test("Every code of a finding has a Chinese title and a Chinese remedy", arguments: FindingCode.allCases)
    func chineseFindings(_ code: FindingCode) throws {
        let text = try #require(ChineseFindingTexts.table[code])
        #expect(LetterWords.of("zh-CN").title(code) == text.title)
        for words in [text.title, text.remedy] {
            #expect(words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(words)")
        }
    }

    @Test("Dates, amounts and quantities as people of the language write them")
    func words() {
        let english = LetterWords.of("en"), chinese = LetterWords.of("zh", offsetSeconds: 28_800)
        let date = CalendarDate(daysSinceEpoch: 20_780)
        #expect(english.day(date) == "23 November 2026" && chinese.day(date) == "2026年11月23日")
        #expect(english.amount(decimal("1234567.5"), "EUR") == "1,234,567.50")
        #expect(
            english.amount(decimal("-1234"), "JPY") == "-1,234"
                && english.amount(decimal("0.00125"), "EUR") == "0.00125")
        #expect(
            english.quantity(decimal("1000"), "C62") == "1,000 pcs" && chinese.quantity(decimal("3"), "XYZ") == "3 XYZ")
        #expect(chinese.moment(Documents.at) == "2026年11月22日 17:30（UTC+08:00）")
        #expect(LetterWords.of("", offsetSeconds: -12_600).moment(Documents.at) == "22 November 2026, 06:00 UTC-03:30")
    }
}
