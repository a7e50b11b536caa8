// One line of a template: what kind of line it is, where its cells and its tags are.

extension LetterTemplateParser {
    struct Cursor {
        let scalars: [Unicode.Scalar]
        /// From 1.
        let line: Int

        struct Tag {
            enum Mark {
                case field, open, openInverted, close, comment
            }
            let mark: Mark
            let name: String
            let line: Int
            /// Of the name, from 1.
            let column: Int
            let length: Int
            /// Behind `}}`.
            let end: Int
        }

        func string(_ range: Range<Int>) -> String {
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
            return text
        }

        /// Where two signs stand, from an index on.
        func find(_ pair: String, from start: Int, to end: Int? = nil) -> Int? {
            let wanted = Array(pair.unicodeScalars)
            let end = min(end ?? scalars.count, scalars.count)
            guard start >= 0, wanted.count == 2, end - start >= 2 else { return nil }
            return (start..<end - 1).first { scalars[$0] == wanted[0] && scalars[$0 + 1] == wanted[1] }
        }

        private func isBlank(_ index: Int) -> Bool { scalars[index] == " " || scalars[index] == "\t" }

        private var firstInk: Int { scalars.indices.first { !isBlank($0) } ?? scalars.count }

        private func starts(with text: String, at index: Int) -> Bool {
            scalars[min(index, scalars.count)...].starts(with: text.unicodeScalars)
        }

        // MARK: - Tags

        var startsComment: Bool { starts(with: "{{!", at: firstInk) }

        /// The tag whose `{{` stands at an index; nil if it is not closed.
        func tag(at start: Int, to end: Int? = nil) -> Tag? {
            guard let close = find("}}", from: start + 2, to: end) else { return nil }
            var inner = start + 2..<close
            var mark = Tag.Mark.field
            if let first = inner.first {
                switch scalars[first] {
                case "#": mark = .open
                case "^": mark = .openInverted
                case "/": mark = .close
                case "!": mark = .comment
                default: break
                }
                if mark != .field { inner = inner.dropFirst() }
            }
            while let first = inner.first, isBlank(first) { inner = inner.dropFirst() }
            while let last = inner.last, isBlank(last) { inner = inner.dropLast() }
            return Tag(
                mark: mark, name: string(inner), line: line, column: inner.lowerBound + 1, length: max(inner.count, 1),
                end: close + 2)
        }

        /// The tag of a section that has the line to itself.
        func loneTag() -> Tag? {
            let start = firstInk
            guard starts(with: "{{", at: start), let tag = tag(at: start), tag.mark != .field,
                scalars[tag.end...].allSatisfy({ $0 == " " || $0 == "\t" })
            else { return nil }
            return tag
        }

        // MARK: - Kinds

        /// What the line is, and where its content begins.
        var kind: (LetterTemplate.Kind, start: Int) {
            let ink = firstInk
            if ink == scalars.count { return (.blank, ink) }
            if starts(with: "## ", at: 0) { return (.heading(level: 2), 3) }
            if starts(with: "# ", at: 0) { return (.heading(level: 1), 2) }
            if starts(with: "- ", at: 0) { return (.item, 2) }
            if ink >= 2 { return (.continued, ink) }
            guard scalars[ink] == "|" else { return (.text, ink) }
            let cells = cells.map { string($0) }
            let isRule = !cells.isEmpty && cells.allSatisfy { $0.contains("-") && $0.allSatisfy { "-: ".contains($0) } }
            return isRule ? (.rule(cells.map { $0.hasSuffix(":") }), ink) : (.row, ink)
        }

        /// The contents of a row's cells, without the blanks around them.
        var cells: [Range<Int>] {
            var cells: [Range<Int>] = []
            var start: Int?
            var isInTag = false
            for index in scalars.indices {
                if starts(with: "{{", at: index) { isInTag = true }
                if starts(with: "}}", at: index) { isInTag = false }
                guard scalars[index] == "|", !isInTag else { continue }
                if let start { cells.append(trimmed(start..<index)) }
                start = index + 1
            }
            if let start {
                let last = trimmed(start..<scalars.count)
                if !last.isEmpty { cells.append(last) }
            }
            return cells
        }

        private func trimmed(_ range: Range<Int>) -> Range<Int> {
            var range = range
            while let first = range.first, isBlank(first) { range = range.dropFirst() }
            while let last = range.last, isBlank(last) { range = range.dropLast() }
            return range
        }
    }
}
