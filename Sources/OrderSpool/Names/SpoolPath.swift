// A path as bytes, because a folder's name may be in any encoding too.

/// A path. Absolute, or relative to the program's current folder; never empty.
package struct SpoolPath: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// nil if empty or with a NUL in it.
    package init?(bytes: [UInt8]) {
        guard !bytes.isEmpty, !bytes.contains(0) else { return nil }
        var kept = bytes
        while kept.count > 1, kept.last == UInt8(ascii: "/") { kept.removeLast() }
        self.bytes = kept
    }

    package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// Without a look, for paths that this module itself composes.
    init(composed bytes: [UInt8]) { self.bytes = bytes }

    package func appending(_ name: FileName) -> SpoolPath {
        SpoolPath(
            composed: bytes == [UInt8(ascii: "/")] ? bytes + name.bytes : bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    package func appending(_ names: [FileName]) -> SpoolPath { names.reduce(self) { $0.appending($1) } }

    /// For people.
    package var printable: String { PrintableBytes.text(of: bytes) }
    package var description: String { printable }

    /// The path as text, if its bytes are UTF-8 (for programs that take strings).
    package var text: String? { String(validating: bytes, as: UTF8.self) }
}
