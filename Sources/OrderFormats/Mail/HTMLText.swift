// What an HTML text shows, as plain text: without marks, styles and scripts. For reading, not for taking orders from.

enum HTMLText {
    /// Time grows with the length of the text.
    static func text(of html: String) -> String {
        var output = ""
        var rest = html.unicodeScalars[...]
        while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            output.unicodeScalars.append(contentsOf: spaces(rest[..<mark]))
            rest = rest[mark...]
            if rest.first == "&" {
                takeReference(&rest, &output)
            } else {
                takeTag(&rest, &output)
            }
        }
        output.unicodeScalars.append(contentsOf: spaces(rest))
        return trimmed(output)
    }

    /// Without blanks at the ends of lines, and with no more than one empty line in a row.
    static func trimmed(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = line.trimmingBlanks
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    // MARK: - Parts

    /// Line ends of the source are blanks.
    private static func spaces(_ text: Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        text.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }
    }

    private static let breaking: Set<String> = [
        "br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "blockquote", "hr",
    ]

    private static func takeTag(_ rest: inout Substring.UnicodeScalarView, _ output: inout String) {
        let isComment = rest.starts(with: "<!--".unicodeScalars)
        guard let end = isComment ? endOfComment(rest) : rest.firstIndex(of: ">") else {
            rest = rest[rest.endIndex...]
            return
        }
        let name = tagName(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
        if isComment { return }
        if name == "style" || name == "script" || name == "title" { skip(to: name, &rest) }
        if name == "td" || name == "th" { output += "\t" }
        if breaking.contains(name.hasPrefix("/") ? String(name.dropFirst()) : name) { output += "\n" }
    }

    private static func endOfComment(_ rest: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView.Index? {
        var dashes = 0
        var index = rest.index(rest.startIndex, offsetBy: 4)
        while index < rest.endIndex {
            if rest[index] == ">", dashes >= 2 { return index }
            dashes = rest[index] == "-" ? dashes + 1 : 0
            index = rest.index(after: index)
        }
        return nil
    }

    private static func tagName(_ tag: Substring.UnicodeScalarView) -> String {
        let name = tag.prefix { $0 != " " && $0 != "\n" && $0 != "\t" && $0 != "\r" }.prefix(20)
        var text = String(Substring(name)).lowercased()
        if text.count > 1, text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// Leaves out what stands between here and the end of the element.
    private static func skip(to name: String, _ rest: inout Substring.UnicodeScalarView) {
        while let mark = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: mark)...]
            if tagName(rest.prefix(name.unicodeScalars.count + 2).prefix { $0 != ">" }) == "/" + name {
                rest = rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? rest[rest.endIndex...]
                return
            }
        }
        rest = rest[rest.endIndex...]
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "euro": "€", "auml": "ä", "ouml": "ö",
        "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "yen": "¥",
        "pound": "£", "ndash": "–", "mdash": "—",
    ]

    private static func takeReference(_ rest: inout Substring.UnicodeScalarView, _ output: inout String) {
        let inside = rest.dropFirst().prefix(12)
        guard let end = inside.firstIndex(of: ";"), let scalar = scalar(String(Substring(inside[..<end]))) else {
            output += "&"
            rest = rest.dropFirst()
            return
        }
        output.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
    }

    private static func scalar(_ reference: String) -> Unicode.Scalar? {
        if let scalar = named[reference] { return scalar }
        guard reference.hasPrefix("#") else { return nil }
        let digits = reference.dropFirst()
        let number =
            digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number >= 0x20, number != 0x7F else { return nil }
        return Unicode.Scalar(number)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = self
        while let last = text.last, last == " " || last == "\u{A0}" { text.removeLast() }
        return text
    }
}
