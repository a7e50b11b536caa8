// A parsed JSON text: a flat list of nodes that point into the text. Strings and numbers are decoded when asked for.

/// What a node is.
enum JSONKind: UInt8, Sendable {
    case null, yes, no, number, string, array, object
}

/// One value of a JSON text, or one key of an object.
///
/// The nodes of an array follow their array; an object is followed by key, value, key, value. `next` is the node behind
/// the whole subtree, so siblings are found without looking into children.
struct JSONNode: Sendable {
    var kind: JSONKind
    /// A string with backslashes in it.
    var hasEscapes = false
    /// Bytes of the text; for strings without the quotes.
    var start: UInt32
    var end: UInt32
    var next: UInt32

    var range: Range<Int> { Int(start)..<Int(max(start, end)) }
}

/// One JSON value with all that is in it, and the text that it was read from.
final class JSONTape: Sendable {
    let source: SourceText
    let nodes: [JSONNode]
    /// The JSON pointer of the root inside the file: empty, or `/3` for the fourth document of an array.
    let basePointer: String

    init(source: SourceText, nodes: [JSONNode], basePointer: String) {
        self.source = source
        self.nodes = nodes
        self.basePointer = basePointer
    }

    /// The text of a string node.
    func string(_ node: JSONNode) -> String {
        guard node.hasEscapes else { return source.string(node.range) }
        let bytes = source.bytes
        return JSONText.string(node, bytes.span)
    }
}
