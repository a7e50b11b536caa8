// Writes XML: escaped, indented, without empty elements.

/// An XML document under construction. Elements come out in the sequence in which they are written.
struct XMLWriter {
    private var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var depth = 0

    typealias Attribute = (name: String, value: String?)

    /// An element with text. Nothing is written for nil and for an empty text; attributes without a value are left out.
    mutating func element(_ name: String, _ text: String?, _ attributes: Attribute...) {
        guard let text, !text.isEmpty else { return }
        openTag(name, attributes)
        escape(text, inAttribute: false)
        bytes += "</\(name)>\n".utf8
    }

    /// An element with the elements that `body` writes; nothing at all if it writes none.
    mutating func group(_ name: String, _ attributes: Attribute..., body: (inout XMLWriter) -> Void) {
        let start = bytes.count
        openTag(name, attributes)
        bytes.append(UInt8(ascii: "\n"))
        let inner = bytes.count
        depth += 1
        body(&self)
        depth -= 1
        guard bytes.count > inner else {
            bytes.removeSubrange(start...)
            return
        }
        indent()
        bytes += "</\(name)>\n".utf8
    }

    /// The whole document.
    var document: [UInt8] { bytes }

    private mutating func openTag(_ name: String, _ attributes: [Attribute]) {
        indent()
        bytes += "<\(name)".utf8
        for case (let attribute, let value?) in attributes where !value.isEmpty {
            bytes += " \(attribute)=\"".utf8
            escape(value, inAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func indent() {
        for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func escape(_ text: String, inAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"" where inAttribute: bytes += "&quot;".utf8
            case "\n" where inAttribute, "\t" where inAttribute: bytes += "&#\(scalar.value);".utf8
            // A bare carriage return would be read back as a line feed.
            case "\r": bytes += "&#13;".utf8
            default: bytes += String(XMLWriter.isAllowed(scalar) ? scalar : "\u{FFFD}").utf8
            }
        }
    }

    /// The characters that XML 1.0 can carry (section 2.2).
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
