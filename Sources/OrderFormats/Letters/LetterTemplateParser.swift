// From the text of a template to its lines and sections, with every mistake told at its place.

import Spellings

struct LetterTemplateParser {
    typealias Node = LetterTemplate.Node
    typealias Piece = LetterTemplate.Piece

    private(set) var problems: [LetterTemplate.Problem] = []
    private let source: [[Unicode.Scalar]]
    /// The sections that are open, innermost last.
    private var open: [OpenSection]

    /// Sections within sections; the deepest of ours is three.
    private static let depth = 16
    /// More problems follow from the first ones.
    private static let mostProblems = 100

    private struct OpenSection {
        var condition: LetterTemplate.Condition
        /// What can be named in it, the innermost fields last.
        var scope: [[LetterShape]]
        var nodes: [Node] = []
        var line = 0
        var column = 0
    }

    init(_ text: String, shape: [LetterShape]) {
        source = LetterTemplateParser.lines(text)
        open = [OpenSection(condition: .init(field: "", isInverted: false), scope: [shape])]
    }

    private static func lines(_ text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in text.unicodeScalars where scalar != "\r" {
            if scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
        }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    mutating func parse() -> [Node] {
        var number = 0
        while number < source.count, problems.count < LetterTemplateParser.mostProblems {
            number = skipComment(from: number) ?? number
            guard number < source.count else { break }
            let line = Cursor(scalars: source[number], line: number + 1)
            if let tag = line.loneTag() { take(tag) } else { add(.line(self.line(line))) }
            number += 1
        }
        while open.count > 1, let section = open.popLast() {
            report(
                section.line, section.column, 2, "the section '\(section.condition.field)' is not closed",
                hint: "write {{/\(section.condition.field)}} where it ends")
            add(.section(section.condition, section.nodes))
        }
        return open.first?.nodes ?? []
    }

    private mutating func add(_ node: Node) { open[open.count - 1].nodes.append(node) }

    /// The line behind a comment that begins and ends a line of its own, over any number of lines; nil if there is none.
    private mutating func skipComment(from number: Int) -> Int? {
        let first = Cursor(scalars: source[number], line: number + 1)
        guard first.startsComment else { return nil }
        for last in number..<source.count {
            if let end = Cursor(scalars: source[last], line: last + 1).find("}}", from: 0) {
                // Something behind the comment: an ordinary line.
                let rest = source[last][(end + 2)...]
                return rest.allSatisfy { $0 == " " || $0 == "\t" } ? skipComment(at: last + 1) : nil
            }
        }
        report(number + 1, 1, 3, "the comment is not closed", hint: "write }} where it ends")
        return source.count
    }

    /// Comments may follow each other.
    private mutating func skipComment(at number: Int) -> Int {
        number < source.count ? skipComment(from: number) ?? number : number
    }

    // MARK: - Sections of lines

    private mutating func take(_ tag: Cursor.Tag) {
        switch tag.mark {
        case .comment: return
        case .open, .openInverted:
            let scope = enter(tag, open[open.count - 1].scope)
            guard open.count <= LetterTemplateParser.depth else {
                report(tag, "sections are nested more than \(LetterTemplateParser.depth) deep", hint: nil)
                return
            }
            open.append(
                OpenSection(
                    condition: .init(field: tag.name, isInverted: tag.mark == .openInverted), scope: scope,
                    line: tag.line, column: tag.column))
        case .close:
            guard open.count > 1, let section = open.last else {
                report(tag, "the section '\(tag.name)' was never opened", hint: "write {{#\(tag.name)}} before it")
                return
            }
            if section.condition.field != tag.name {
                report(
                    tag, "'\(tag.name)' is closed while '\(section.condition.field)' is open",
                    hint: "close '\(section.condition.field)' of line \(section.line) first")
            }
            open.removeLast()
            add(.section(section.condition, section.nodes))
        case .field: return
        }
    }

    /// What can be named in a section.
    private mutating func enter(_ tag: Cursor.Tag, _ scope: [[LetterShape]]) -> [[LetterShape]] {
        guard let shape = find(tag, scope), case .list(let fields) = shape.kind, tag.mark == .open else { return scope }
        return scope + [fields]
    }

    /// The field that a tag names; reports it where there is none.
    private mutating func find(_ tag: Cursor.Tag, _ scope: [[LetterShape]]) -> LetterShape? {
        for fields in scope.reversed() {
            if let shape = fields.first(where: { $0.name == tag.name }) { return shape }
        }
        let names = scope.reversed().flatMap { $0.map(\.name) }
        let nearest = Spelling.nearest(to: tag.name, among: names)
        report(
            tag, tag.name.isEmpty ? "the tag names no field" : "there is no field '\(tag.name)' here",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "there are: \(names.joined(separator: ", "))")
        return nil
    }

    // MARK: - Lines

    private mutating func line(_ cursor: Cursor) -> LetterTemplate.Line {
        let (kind, start) = cursor.kind
        switch kind {
        case .blank, .rule: return LetterTemplate.Line(kind: kind, cells: [])
        case .row:
            let cells = cursor.cells.map { pieces(cursor, $0) }
            return LetterTemplate.Line(kind: kind, cells: cells)
        default:
            return LetterTemplate.Line(kind: kind, cells: [pieces(cursor, start..<cursor.scalars.count)])
        }
    }

    /// The texts, fields and sections of a part of a line.
    private mutating func pieces(_ cursor: Cursor, _ range: Range<Int>) -> [Piece] {
        var stack: [(condition: LetterTemplate.Condition, scope: [[LetterShape]], pieces: [Piece])] = [
            (.init(field: "", isInverted: false), open[open.count - 1].scope, [])
        ]
        var index = range.lowerBound
        while index < range.upperBound {
            let next = cursor.find("{{", from: index, to: range.upperBound) ?? range.upperBound
            if next > index { stack[stack.count - 1].pieces.append(.text(cursor.string(index..<next))) }
            guard next < range.upperBound else { break }
            guard let tag = cursor.tag(at: next, to: range.upperBound) else {
                report(cursor.line, next + 1, 2, "'{{' is not closed", hint: "write }} behind the name of the field")
                break
            }
            index = tag.end
            switch tag.mark {
            case .comment: continue
            case .field:
                if let piece = field(tag, stack[stack.count - 1].scope) { stack[stack.count - 1].pieces.append(piece) }
            case .open, .openInverted:
                let scope = enter(tag, stack[stack.count - 1].scope)
                guard stack.count <= LetterTemplateParser.depth else { continue }
                stack.append((.init(field: tag.name, isInverted: tag.mark == .openInverted), scope, []))
            case .close:
                guard stack.count > 1, let closed = stack.last, closed.condition.field == tag.name else {
                    report(
                        tag, "the section '\(tag.name)' is not open here",
                        hint: "a section that begins within a line ends in the same line and cell")
                    continue
                }
                stack.removeLast()
                stack[stack.count - 1].pieces.append(.section(closed.condition, closed.pieces))
            }
        }
        if stack.count > 1, let unclosed = stack.last {
            report(
                cursor.line, range.lowerBound + 1, 1,
                "the section '\(unclosed.condition.field)' is not closed in its line",
                hint: "write {{/\(unclosed.condition.field)}}, or put the tags on lines of their own")
        }
        return stack[0].pieces
    }

    private mutating func field(_ tag: Cursor.Tag, _ scope: [[LetterShape]]) -> Piece? {
        guard let shape = find(tag, scope) else { return nil }
        switch shape.kind {
        case .text: return .field(tag.name)
        case .flag:
            report(
                tag, "'\(tag.name)' is yes or no and has no text",
                hint: "ask for it: {{#\(tag.name)}} … {{/\(tag.name)}}")
        case .list:
            report(tag, "'\(tag.name)' is a list", hint: "write {{#\(tag.name)}} … {{/\(tag.name)}} around its fields")
        }
        return nil
    }

    // MARK: - Problems

    private mutating func report(_ tag: Cursor.Tag, _ message: String, hint: String?) {
        report(tag.line, tag.column, tag.length, message, hint: hint)
    }

    private mutating func report(_ line: Int, _ column: Int, _ length: Int, _ message: String, hint: String?) {
        guard problems.count < LetterTemplateParser.mostProblems else { return }
        problems.append(
            LetterTemplate.Problem(line: line, column: column, length: length, message: message, hint: hint))
    }
}
