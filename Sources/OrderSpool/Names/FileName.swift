// The name of a file in its folder: 1 to 255 bytes, in any encoding or none.

/// A file name as the file system has it: any bytes but `/` and NUL. Ordered by its bytes.
package struct FileName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// nil unless `bytes` are a legal name: 1 to 255 bytes, no `/`, no NUL, not `.` or `..`.
    package init?(bytes: [UInt8]) {
        guard (1...FixedLimits.nameBytes).contains(bytes.count), !bytes.contains(UInt8(ascii: "/")), !bytes.contains(0),
            bytes != [UInt8(ascii: ".")], bytes != [UInt8(ascii: "."), UInt8(ascii: ".")]
        else { return nil }
        self.bytes = bytes
    }

    /// The UTF-8 of `text` as a name; nil as above.
    package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// The name that people were shown as `printable`; nil if that is none.
    package init?(printable: String) {
        guard let bytes = PrintableBytes.bytes(of: printable) else { return nil }
        self.init(bytes: bytes)
    }

    /// Without a look, for names that this module itself composes out of legal ones.
    init(composed bytes: [UInt8]) { self.bytes = bytes }

    /// For people: text, with what is not text as `\xNN`.
    package var printable: String { PrintableBytes.text(of: bytes) }
    package var description: String { printable }

    package var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

    package static func < (left: FileName, right: FileName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// This name with `suffix` behind it; nil if that is longer than a name may be.
    package func appending(_ suffix: String) -> FileName? { FileName(bytes: bytes + Array(suffix.utf8)) }

    /// Compares the end of the name, ASCII letters in either case.
    func ends(withAnyCase suffix: String) -> Bool {
        let wanted = Array(suffix.utf8)
        guard bytes.count >= wanted.count else { return false }
        return zip(bytes.suffix(wanted.count), wanted).allSatisfy { lowered($0) == lowered($1) }
    }

    private func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

extension FileName {
    /// `order.csv.done` says that `order.csv` is whole.
    static let markerSuffix = ".done"

    /// The name of the marker that says this file is whole; nil for names of more than 250 bytes.
    package var marker: FileName? { appending(Self.markerSuffix) }

    /// The name of the file that this marker speaks of; nil if this is no marker.
    package var marked: FileName? {
        guard ends(withAnyCase: Self.markerSuffix) else { return nil }
        return FileName(bytes: Array(bytes.dropLast(Self.markerSuffix.utf8.count)))
    }
}
