// A part of a document in memory: its elements one after the other, and all their text in one buffer. The same tree is
// used again for part after part, so that reading a file takes no memory per element.

import OrderModel

struct XMLTree {
    struct Node {
        /// Into `names`.
        var name: UInt32
        /// The vocabulary's number of the name.
        var code: UInt16
        /// The text was longer than the limit; what is here is its beginning.
        var isTextCut = false
        /// The node behind the last descendant.
        var end: UInt32 = 0
        /// Into `attributes`, up to those of the next node.
        var firstAttribute: UInt32
        /// The text of an element without children, in `bytes`.
        var textStart: UInt32 = 0
        var textEnd: UInt32 = 0
        /// 1-based; 0 where unknown.
        var line: UInt32
        var column: UInt32
    }

    /// An attribute without a namespace.
    struct Attribute {
        var code: UInt16
        var start: UInt32
        var end: UInt32
    }

    /// All names of the document so far.
    var names: XMLNameTable
    private(set) var nodes: [Node] = []
    private(set) var attributes: [Attribute] = []
    private(set) var bytes: [UInt8] = []
    /// The nodes that are open, the outermost first.
    private var open: [Int] = []
    /// Where the text of the innermost open element begins.
    private var textStart = 0
    private let longestText: Int

    /// - Parameter longestText: of one element, in bytes; what is longer is cut.
    init(_ vocabulary: XMLVocabulary, longestText: Int) {
        names = XMLNameTable(vocabulary)
        self.longestText = longestText
    }

    /// Something is open.
    var isGrowing: Bool { !open.isEmpty }

    /// How much memory the part takes, in bytes.
    var size: Int { bytes.count + nodes.count * MemoryLayout<Node>.stride }

    mutating func removeAll() {
        nodes.removeAll(keepingCapacity: true)
        if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
        bytes.removeAll(keepingCapacity: true)
        if !open.isEmpty { open.removeAll(keepingCapacity: true) }
        textStart = 0
    }

    // MARK: - Growing

    mutating func start(name: Int, line: Int, column: Int) {
        dropText()
        open.append(nodes.count)
        nodes.append(
            Node(
                name: UInt32(truncatingIfNeeded: name), code: names.names[name].code,
                firstAttribute: UInt32(truncatingIfNeeded: attributes.count), line: UInt32(clamping: line),
                column: UInt32(clamping: column)))
    }

    /// An attribute of the element that was started last.
    mutating func add(attribute code: UInt16, _ value: UnsafeBufferPointer<UInt8>) {
        let start = UInt32(truncatingIfNeeded: bytes.count)
        unsafe bytes.append(contentsOf: value.prefix(longestText))
        textStart = bytes.count
        attributes.append(Attribute(code: code, start: start, end: UInt32(truncatingIfNeeded: textStart)))
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        var text = unsafe text
        if bytes.count == textStart {
            // White space between elements makes the file easier to read and means nothing.
            guard let first = unsafe text.firstIndex(where: { !XMLTree.isSpace($0) }) else { return }
            if first > 0 { unsafe text = UnsafeBufferPointer(rebasing: text[first...]) }
        }
        let room = longestText - (bytes.count - textStart)
        if text.count > room, let innermost = open.last {
            nodes[innermost].isTextCut = true
            unsafe text = UnsafeBufferPointer(rebasing: text.prefix(max(room, 0)))
        }
        unsafe bytes.append(contentsOf: text)
    }

    /// Text beside elements is not kept.
    private mutating func dropText() {
        if bytes.count > textStart { bytes.removeLast(bytes.count - textStart) }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    mutating func end() {
        guard let index = open.popLast() else { return }
        nodes[index].end = UInt32(truncatingIfNeeded: nodes.count)
        let isLeaf = index == nodes.count - 1
        if isLeaf {
            nodes[index].textStart = UInt32(truncatingIfNeeded: textStart)
            nodes[index].textEnd = UInt32(truncatingIfNeeded: bytes.count)
            textStart = bytes.count
        } else {
            dropText()
        }
    }

    /// The names of the elements that are open, below the outermost, such as `/cac:LineItem/cbc:Quantity`.
    var openPath: String {
        open.dropFirst().map { "/" + names.names[Int(nodes[$0].name)].qualified }.joined()
    }

    /// The part as it is now, for reading.
    var root: XMLElement {
        XMLElement(
            part: XMLPart(nodes: nodes, attributes: attributes, bytes: bytes, names: names.names), index: 0)
    }
}

/// A part of a document that is whole.
final class XMLPart {
    let nodes: [XMLTree.Node]
    let attributes: [XMLTree.Attribute]
    let bytes: [UInt8]
    private let names: [XMLName]

    fileprivate init(nodes: [XMLTree.Node], attributes: [XMLTree.Attribute], bytes: [UInt8], names: [XMLName]) {
        self.nodes = nodes
        self.attributes = attributes
        self.bytes = bytes
        self.names = names
    }

    func name(of node: Int) -> XMLName { names[Int(nodes[node].name)] }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The range without the white space of XML at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, XMLTree.isSpace(bytes[start]) { start += 1 }
        while start < end, XMLTree.isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The address of a node below the first one, such as `/cac:LineItem/cbc:Quantity`; an index stands only where
    /// there are several of the name. Empty for the first node itself. Cost: the siblings on the way.
    func path(to target: Int) -> String {
        var path = ""
        var parent = 0
        while parent < target {
            var siblings = 0
            var position = 0
            var child = parent + 1
            var next = child
            let end = Int(nodes[parent].end)
            while child < end {
                if child <= target { next = child }
                child = Int(nodes[child].end)
            }
            child = parent + 1
            while child < end {
                if nodes[child].name == nodes[next].name {
                    siblings += 1
                    if child <= next { position += 1 }
                }
                child = Int(nodes[child].end)
            }
            path += "/" + name(of: next).qualified + (siblings > 1 ? "[\(position)]" : "")
            parent = next
        }
        return path
    }
}
