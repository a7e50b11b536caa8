// Findings for people.

import OrderFormats
import OrderModel
import Testing

@Suite("Findings for people")
struct FindingTests {
    private func printed(_ text: String, _ file: ReadFile, colours: Bool = false) -> String {
        let source = FileReader.sourceForDisplay(Array(text.utf8), profile: nil)
        return FindingPrinter(fileName: "po.csv", source: source, usesColours: colours).text(file.allFindings)
    }

    @Test("Place, severity, code, the line, a caret under the value, the hint")
    func printing() {
        let text = "order,product,quantity\nPO-1,W-1,abc\n"
        #expect(
            printed(text, read(text)) == """
                po.csv:2:10: error[value-not-a-number]: quantity is not a number
                    2 | PO-1,W-1,abc
                      |          ^~~
                      = hint: write digits only, such as 1234.50

                """)
    }

    @Test("The caret stands right behind Chinese characters, which are two columns wide")
    func wideCharacters() {
        let text = "order,name,quantity\nPO-1,六角螺栓,十\n"
        let lines = printed(text, read(text)).split(separator: "\n")
        #expect(lines[0].hasPrefix("po.csv:2:11:"))
        #expect(lines[1] == "    2 | PO-1,六角螺栓,十")
        #expect(lines[2] == "      |               ^~")
    }

    @Test("A long line is shown around the place")
    func longLines() {
        let text = "order,note,quantity\nPO-1,\(String(repeating: "x", count: 500)),abc,\n"
        let lines = printed(text, read(text)).split(separator: "\n")
        #expect(lines[1].contains("…"))
        #expect(lines[1].utf8.count < 140)
        let caret = lines[2].unicodeScalars.distance(
            from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].endIndex)
        let value = lines[1].unicodeScalars.distance(
            from: lines[1].startIndex, to: lines[1].firstRange(of: "abc")?.lowerBound ?? lines[1].endIndex)
        #expect(caret == value)
    }

    @Test("What a terminal would obey is not printed")
    func escapes() {
        let text = "order,product,quantity\nPO-1,W-1,\u{1B}[31mx\n"
        #expect(!printed(text, read(text)).contains("\u{1B}"))
        #expect(printed(text, read(text), colours: true).contains("\u{1B}[1;31m"))
    }

    @Test("Findings without a place, or with a path only, are printed too")
    func withoutPlace() {
        let printer = FindingPrinter(fileName: "a.json", source: nil)
        #expect(
            printer.text(Finding(.error, .fileEmpty, "the file is empty"))
                == "a.json: error[file-empty]: the file is empty\n")
        let finding = Finding(.note, .jsonUnknownField, "x", at: Place(path: "/a"), value: "v")
        #expect(printer.text(finding) == "a.json: note[json-unknown-field]: x\n  = at: /a\n  = value: v\n")
        #expect(FindingPrinter.summary([finding, Documents.finding, Documents.finding]) == "2 errors, 1 note")
        #expect(FindingPrinter.summary([]) == nil)
    }

    @Test(
        "Every code has a page with a title, an explanation, an example and what to do", arguments: FindingCode.allCases
    )
    func catalogue(_ code: FindingCode) {
        let page = FindingCatalogue.page(code)
        for text in [page.title, page.explanation, page.example, page.remedy] { #expect(!text.isEmpty) }
        #expect(FindingCatalogue.page(named: code.rawValue) == page)
    }

    @Test("No two codes share a page")
    func pagesDiffer() {
        #expect(Set(FindingCode.allCases.map { FindingCatalogue.page($0).title }).count == FindingCode.allCases.count)
    }

    @Test("docs/findings.md has every code, as the catalogue says it, behind its introduction")
    func page() throws {
        let path = "docs/findings.md"
        let bytes = try #require(PublishedFiles.bytes(of: "\(PublishedFiles.root)/\(path)"))
        let text = String(decoding: bytes, as: UTF8.self)
        let heading = try #require(text.firstRange(of: "\n## "))
        PublishedFiles.check(path, is: Array((text[...heading.lowerBound] + FindingsPage.sections).utf8))
    }

    @Test("A place far inside one very long line is shown without looking at the whole line")
    func longestLine() {
        let text = "{\"a\": [" + String(repeating: "\"六角\", ", count: 50_000) + "oops"
        let column = text.unicodeScalars.count - 3
        let source = FileReader.sourceForDisplay(Array(text.utf8), profile: nil)
        let excerpt = source.excerpt(line: 1, around: column)
        #expect(excerpt?.text.hasSuffix("\"六角\", oops") == true && (excerpt?.text.utf8.count ?? .max) < 10_000)
        #expect((excerpt?.skipped ?? 0) + (excerpt?.text.unicodeScalars.count ?? 0) == text.unicodeScalars.count)
        let lines = FindingPrinter(fileName: "a.json", source: source).text(
            Finding(.error, .jsonSyntax, "x", at: Place(line: 1, column: column), value: "oops")
        ).split(separator: "\n")
        #expect(lines[1].hasSuffix("oops") && lines[2].hasSuffix("^~~~"))
    }
}
