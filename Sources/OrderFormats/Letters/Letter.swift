// A letter with its words filled in, before it is text or HTML.

struct Letter {
    /// Of the html element, BCP 47.
    var language: String
    /// Who writes: name, address, contact, a line each.
    var sender: [String] = []
    var recipient: [String] = []
    var date: String
    var blocks: [Block] = []

    enum Block: Hashable {
        case heading(level: Int, String)
        /// Lines that stand below each other.
        case paragraph([String])
        /// Each item with its further lines.
        case list([[String]])
        /// Names and values, side by side.
        case facts([[String]])
        case table(Table)
    }

    struct Table: Hashable {
        var headings: [String]
        var isRight: [Bool]
        /// Each as long as the headings.
        var rows: [[String]]
    }

    /// The first heading.
    var title: String {
        for case .heading(_, let text) in blocks { return text }
        return ""
    }
}
