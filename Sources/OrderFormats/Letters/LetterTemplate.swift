// A template of a letter, read and checked: lines with fields in them, and sections of lines.
//
// The language is a small part of Mustache (`{{field}}`, `{{#section}} … {{/section}}`, `{{^unless}} … {{/unless}}`,
// `{{! comment }}`) in lines that are marked as in Markdown: `#` a heading, `-` a list, `|` a table. What a line is, is
// decided here, before any value is filled in: no value can become a heading, a cell, a tag or an element.

package struct LetterTemplate: Sendable {
    /// What is wrong with a template, and where: line and column from 1, in Unicode code points.
    package struct Problem: Error, Hashable, Sendable {
        package let line: Int
        package let column: Int
        package let length: Int
        package let message: String
        package let hint: String?
    }

    let lines: [Node]

    /// A line, or lines that are written for each element of a list, or only where there is (not) something.
    indirect enum Node: Sendable {
        case line(Line)
        case section(Condition, [Node])
    }

    struct Condition: Sendable {
        let field: String
        let isInverted: Bool
    }

    struct Line: Sendable {
        let kind: Kind
        /// One for each cell of a table's row; one for everything else.
        let cells: [[Piece]]
    }

    enum Kind: Hashable, Sendable {
        case blank
        case heading(level: Int)
        /// A line of a paragraph.
        case text
        case item
        /// A further line of an item.
        case continued
        case row
        /// The line of dashes below a table's headings, with what is set to the right.
        case rule([Bool])
    }

    indirect enum Piece: Sendable {
        case text(String)
        case field(String)
        case section(Condition, [Piece])
    }

    /// Reads a template for a document with these fields.
    package static func read(_ text: String, shape: [LetterShape]) -> (template: LetterTemplate?, problems: [Problem]) {
        var parser = LetterTemplateParser(text, shape: shape)
        let lines = parser.parse()
        return parser.problems.isEmpty ? (LetterTemplate(lines: lines), []) : (nil, parser.problems)
    }
}
