// Templates of letters: what can be written, and how mistakes are told.

import OrderModel
import SeededNumbers
import Testing

@testable import OrderFormats

@Suite("Templates of letters")
struct LetterTemplateTests {
    private static let shape = [
        LetterShape(name: "name", about: "", kind: .text), LetterShape(name: "isGood", about: "", kind: .flag),
        LetterShape(
            name: "lines", about: "", kind: .list([LetterShape(name: "note", about: "", kind: .text)])),
    ]
    private static let record: LetterRecord = [
        "name": .text("Acme"), "isGood": .flag(true), "empty": .text(""),
        "lines": .list([["note": .text("first")], ["note": .text(nil)], ["note": .text("third")]]),
    ]

    private func blocks(_ text: String) throws -> [Letter.Block] {
        let read = LetterTemplate.read(text, shape: LetterTemplateTests.shape)
        #expect(read.problems == [])
        return LetterFilling.blocks(try #require(read.template), LetterTemplateTests.record)
    }

    @Test("Headings, paragraphs, lists, names with values, tables")
    func blocks() throws {
        let text = """
            # For {{ name }}

            A line
            and another
            - item
              goes on

            | Name | {{name}} |

            | A | B |
            |---|--:|
            {{#lines}}
            | {{note}} | x |
            {{/lines}}
            """
        #expect(
            try blocks(text) == [
                .heading(level: 1, "For Acme"), .paragraph(["A line", "and another"]), .list([["item", "goes on"]]),
                .facts([["Name", "Acme"]]),
                .table(
                    Letter.Table(
                        headings: ["A", "B"], isRight: [false, true],
                        rows: [["first", "x"], ["", "x"], ["third", "x"]])),
            ])
    }

    @Test(
        "Sections: for each element, only where there is something, only where there is nothing; comments say nothing")
    func sections() throws {
        let text = """
            {{! a comment
            over lines }}
            {{#isGood}}
            good{{! within}}{{^isGood}} not{{/isGood}}
            {{/isGood}}
            {{^isGood}}
            bad
            {{/isGood}}

            {{#lines}}
            - {{#note}}{{name}}: {{note}}{{/note}}{{^note}}none{{/note}}
            {{/lines}}
            """
        #expect(try blocks(text) == [.paragraph(["good"]), .list([["Acme: first"], ["none"], ["Acme: third"]])])
    }

    @Test("A line whose fields are all empty, a name without a value and a column without values are left out")
    func leftOut() throws {
        let text = """
            {{#lines}}
            {{note}}
            {{/lines}}

            | Note | {{#lines}}{{^isGood}}x{{/isGood}}{{/lines}} |
            | Name | {{name}} |

            | A | Nothing |
            |---|---|
            | {{name}} | |
            """
        #expect(
            try blocks(text) == [
                .paragraph(["first", "third"]), .facts([["Name", "Acme"]]),
                .table(Letter.Table(headings: ["A"], isRight: [false], rows: [["Acme"]])),
            ])
    }

    @Test("A value stays a value: braces, bars and marks in it mean nothing")
    func valuesAreNoTemplates() throws {
        let record: LetterRecord = ["name": .text("# {{isGood}} | x\n- y")]
        let template = try #require(LetterTemplate.read("{{name}}", shape: LetterTemplateTests.shape).template)
        #expect(LetterFilling.blocks(template, record) == [.paragraph(["# {{isGood}} | x - y"])])
    }

    @Test(
        "Mistakes are told at their place",
        arguments: [
            ("x {{nam}}", "1:5: there is no field 'nam' here; did you mean 'name'?"),
            ("a\n\n{{note}}", "3:3: there is no field 'note' here; there are: name, isGood, lines"),
            ("{{name", "1:1: '{{' is not closed; write }} behind the name of the field"),
            ("{{}}", "1:3: the tag names no field; there are: name, isGood, lines"),
            ("{{isGood}}", "1:3: 'isGood' is yes or no and has no text; ask for it: {{#isGood}} … {{/isGood}}"),
            ("{{lines}}", "1:3: 'lines' is a list; write {{#lines}} … {{/lines}} around its fields"),
            ("{{#isGood}}\nx", "1:4: the section 'isGood' is not closed; write {{/isGood}} where it ends"),
            ("x\n{{/isGood}}", "2:4: the section 'isGood' was never opened; write {{#isGood}} before it"),
            (
                "{{#isGood}}\n{{/name}}",
                "2:4: 'name' is closed while 'isGood' is open; close 'isGood' of line 1 first"
            ),
            (
                "a {{#isGood}} b",
                "1:1: the section 'isGood' is not closed in its line; write {{/isGood}}, or put the tags on lines of "
                    + "their own"
            ),
            (
                "a {{/isGood}} b",
                "1:6: the section 'isGood' is not open here; a section that begins within a line ends in the same line "
                    + "and cell"
            ),
            ("{{! x\n\ny", "1:1: the comment is not closed; write }} where it ends"),
        ])
    func mistakes(_ text: String, _ expected: String) {
        let read = LetterTemplate.read(text, shape: LetterTemplateTests.shape)
        let told = read.problems.map { "\($0.line):\($0.column): \($0.message)" + ($0.hint.map { "; \($0)" } ?? "") }
        #expect(told.contains(expected), "\(told)")
        #expect(read.template == nil)
    }

    @Test("No text is too odd to be read as a template: it is read, or its mistakes are told")
    func anyText() {
        var generator = SeededRandom(seed: 4711)
        let pieces = [
            "{{", "}}", "#", "^", "/", "!", "name", "lines", "note", "|", "-", "\n", " ", "a", "六", "\r", "{", "}",
        ]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...30, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let read = LetterTemplate.read(text, shape: LetterTemplateTests.shape)
            #expect((read.template == nil) != read.problems.isEmpty)
            if let template = read.template { _ = LetterFilling.blocks(template, LetterTemplateTests.record) }
        }
    }

    @Test("The built-in letters have no mistakes, nor have the commented copies that docket init writes")
    func builtIn() {
        for name in LetterTemplates.fileNames {
            var templates = LetterTemplates.builtIn
            #expect(templates.replace(name, by: LetterTemplates.commented(name)) == [], "\(name)")
            #expect(LetterTemplates.commented(name).contains("example"))
        }
        for kind in LetterKind.allCases {
            for language in LetterKind.languages {
                #expect(LetterTemplates.builtIn.template(kind, language: language) != nil)
            }
        }
    }
}
