// A letter as one HTML page that needs nothing else: no scripts, nothing loaded, the style inside.

enum HTMLLetter {
    static func write(_ letter: Letter, style: String) -> [UInt8] {
        var page = HTMLOutput()
        page.markup("<!DOCTYPE html>\n<html lang=\"")
        page.text(letter.language)
        page.markup(
            """
            ">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">

            """)
        page.element("title", letter.title)
        page.markup("\n<style>\n\(style)</style>\n</head>\n<body>\n<article>\n")
        lines(letter.sender, in: "header", &page)
        lines(letter.recipient, in: "address", &page)
        if !letter.date.isEmpty {
            page.markup("<p class=\"date\">")
            page.text(letter.date)
            page.markup("</p>\n")
        }
        for block in letter.blocks { write(block, &page) }
        page.markup("</article>\n</body>\n</html>\n")
        return page.bytes
    }

    private static func lines(_ lines: [String], in element: String, _ page: inout HTMLOutput) {
        guard !lines.isEmpty else { return }
        page.markup("<\(element)>")
        broken(lines, &page)
        page.markup("</\(element)>\n")
    }

    private static func broken(_ lines: [String], _ page: inout HTMLOutput) {
        for (index, line) in lines.enumerated() {
            if index > 0 { page.markup("<br>\n") }
            page.text(line)
        }
    }

    private static func write(_ block: Letter.Block, _ page: inout HTMLOutput) {
        switch block {
        case .heading(let level, let text): page.element("h\(level)", text)
        case .paragraph(let lines): Self.lines(lines, in: "p", &page)
        case .list(let items):
            page.markup("<ul>\n")
            for item in items { lines(item, in: "li", &page) }
            page.markup("</ul>")
        case .facts(let rows):
            page.markup("<table class=\"facts\">\n")
            for row in rows {
                page.markup("<tr>")
                page.element("th", row.first ?? "", attributes: " scope=\"row\"")
                page.element("td", row.dropFirst().joined(separator: " "), attributes: " dir=\"auto\"")
                page.markup("</tr>\n")
            }
            page.markup("</table>")
        case .table(let table): write(table, &page)
        }
        page.markup("\n")
    }

    private static func write(_ table: Letter.Table, _ page: inout HTMLOutput) {
        page.markup("<table class=\"lines\">\n<thead><tr>")
        for (heading, isRight) in zip(table.headings, table.isRight) {
            page.element("th", heading, attributes: " scope=\"col\"" + (isRight ? " class=\"number\"" : ""))
        }
        page.markup("</tr></thead>\n<tbody>\n")
        for row in table.rows {
            page.markup("<tr>")
            for (cell, isRight) in zip(row, table.isRight) {
                page.element("td", cell, attributes: isRight ? " class=\"number\"" : " dir=\"auto\"")
            }
            page.markup("</tr>\n")
        }
        page.markup("</tbody>\n</table>")
    }
}

/// HTML as we write it: text is escaped, markup is our own.
struct HTMLOutput {
    private(set) var bytes: [UInt8] = []

    /// Only for literals of ours.
    mutating func markup(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            default: bytes.append(byte)
            }
        }
    }

    mutating func element(_ name: String, _ content: String, attributes: String = "") {
        markup("<\(name)\(attributes)>")
        text(content)
        markup("</\(name)>")
    }
}
