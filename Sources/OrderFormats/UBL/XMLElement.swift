// An element of an XML document, as the readers see it: names, attributes, text, children, and where it stands.

/// The name of an element: resolved by its namespace, and as the document writes it.
final class XMLTag: Sendable {
    let namespace: String
    let local: String
    /// With the document's own prefix, such as `cbc:ID`.
    let qualified: String

    init(namespace: String, local: String, prefix: String) {
        self.namespace = namespace
        self.local = local
        qualified = prefix.isEmpty ? local : prefix + ":" + local
    }
}

struct XMLAttribute {
    /// Empty for the usual attribute without a prefix.
    var namespace: String
    var local: String
    var value: String
}

struct XMLElement {
    let tag: XMLTag
    /// Grows in document order; tells elements apart.
    let serial: Int
    let line: Int
    /// 0 where unknown.
    let column: Int
    let attributes: [XMLAttribute]
    /// The text of an element without children, without the white space around it.
    var text = ""
    /// The text was longer than the limit; `text` is its beginning.
    var isTextCut = false
    var children: [XMLElement] = []

    /// The value of an attribute without a namespace, nil if it is missing or empty.
    func attribute(_ name: String) -> String? {
        guard let found = attributes.first(where: { $0.local == name && $0.namespace.isEmpty }), !found.value.isEmpty
        else { return nil }
        return found.value
    }

    func first(_ namespace: String, _ local: String) -> XMLElement? {
        children.first { $0.tag.local == local && $0.tag.namespace == namespace }
    }

    func all(_ namespace: String, _ local: String) -> [XMLElement] {
        children.filter { $0.tag.local == local && $0.tag.namespace == namespace }
    }

    /// The address of a descendant below this element, such as `/cac:LineItem/cbc:Quantity`; an index stands only where
    /// there are several of the name. Empty for the element itself. Cost: the siblings on the way.
    func path(to serial: Int) -> String {
        var path = ""
        var element = self
        while element.serial != serial {
            guard let index = element.children.lastIndex(where: { $0.serial <= serial }) else { break }
            let child = element.children[index]
            let name = child.tag.qualified
            path += "/" + name
            if element.children.count(where: { $0.tag.qualified == name }) > 1 {
                path += "[\(element.children[...index].count(where: { $0.tag.qualified == name }))]"
            }
            element = child
        }
        return path
    }
}
