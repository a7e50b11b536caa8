// An element of an XML document, as the readers see it: a place in a part.

struct XMLElement {
    let part: XMLPart
    /// Grows in document order; tells elements apart.
    let index: Int

    private var node: XMLTree.Node { part.nodes[index] }

    var code: UInt16 { node.code }
    var name: XMLName { part.name(of: index) }
    /// 1-based; 0 where unknown.
    var line: Int { Int(node.line) }
    var column: Int { Int(node.column) }
    /// The text was longer than the limit.
    var isTextCut: Bool { node.isTextCut }

    // MARK: - Text

    /// Where the text of an element without children lies in the tree's bytes, without the white space around it.
    var textRange: Range<Int> {
        let node = node
        return part.trimmed(Int(node.textStart)..<Int(node.textEnd))
    }

    var text: String { part.string(textRange) }

    /// The value of an attribute without a namespace, nil if it is missing or empty.
    func attribute(_ code: UInt16) -> String? {
        guard let range = attributeRange(code) else { return nil }
        let value = part.string(range)
        // libxml2 leaves an `&` in an attribute's value as `&#38;`, for the tree that it expects to build.
        return value.utf8.contains(UInt8(ascii: "&"))
            ? value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&") : value
    }

    /// Where the value of an attribute lies; nil if it is missing or empty.
    func attributeRange(_ code: UInt16) -> Range<Int>? {
        let next = index + 1
        let end = next < part.nodes.count ? Int(part.nodes[next].firstAttribute) : part.attributes.count
        for position in Int(node.firstAttribute)..<end where part.attributes[position].code == code {
            let attribute = part.attributes[position]
            return attribute.start < attribute.end ? Int(attribute.start)..<Int(attribute.end) : nil
        }
        return nil
    }

    // MARK: - Children

    var hasChildren: Bool { Int(node.end) > index + 1 }

    /// The first child of this name.
    func first(_ code: UInt16) -> XMLElement? {
        var child = index + 1
        let end = Int(node.end)
        while child < end {
            let node = part.nodes[child]
            if node.code == code { return XMLElement(part: part, index: child) }
            child = Int(node.end)
        }
        return nil
    }

    /// One of the children has a name whose number is marked. Names behind the end of `marks` are not.
    func hasChild(in marks: [Bool]) -> Bool {
        var child = index + 1
        let end = Int(node.end)
        while child < end {
            let node = part.nodes[child]
            if Int(node.code) < marks.count, marks[Int(node.code)] { return true }
            child = Int(node.end)
        }
        return false
    }

    /// Does something with each child of this name.
    func each(_ code: UInt16, _ body: (XMLElement) -> Void) {
        var child = index + 1
        let end = Int(node.end)
        while child < end {
            let node = part.nodes[child]
            if node.code == code { body(XMLElement(part: part, index: child)) }
            child = Int(node.end)
        }
    }

    /// All children of this name.
    func all(_ code: UInt16) -> [XMLElement] {
        var found: [XMLElement] = []
        var child = index + 1
        let end = Int(node.end)
        while child < end {
            let node = part.nodes[child]
            if node.code == code { found.append(XMLElement(part: part, index: child)) }
            child = Int(node.end)
        }
        return found
    }
}
