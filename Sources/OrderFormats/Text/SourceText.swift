// The text of a file, decoded, with the means to say where something stands in it.

package import OrderModel

/// A decoded text: valid UTF-8 without a byte order mark.
package struct SourceText: Sendable {
    package let bytes: [UInt8]
    /// The charset it came in, by its IANA name.
    package let charset: String
    package let places: PlaceIndex

    /// `bytes` must be valid UTF-8.
    init(bytes: [UInt8], charset: String) {
        self.bytes = bytes
        self.charset = charset
        places = PlaceIndex(bytes.span)
    }

    /// A part of a text whose first byte stands at `position`. Offsets count from the beginning of `bytes`.
    init(bytes: [UInt8], part: Range<Int>, at position: TextPosition, charset: String) {
        self.bytes = bytes
        self.charset = charset
        places = PlaceIndex(bytes.span, part, at: position)
    }

    package func place(of offset: Int, path: String? = nil, field: String? = nil) -> Place {
        let (line, column) = places.place(of: offset, in: bytes.span)
        return Place(line: line, column: column, path: path, field: field)
    }

    /// The text of a 1-based line, without its end.
    package func line(_ number: Int) -> String? {
        guard let range = places.bytes(ofLine: number, in: bytes.span) else { return nil }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
