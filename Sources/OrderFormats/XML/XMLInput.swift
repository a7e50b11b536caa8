// The bytes of an XML document, a piece at a time: as they lie in the file, for the parser to decode by what the
// document itself declares, or as text that has been decoded before.

import OrderModel

final class XMLInput {
    static let usualPiece = 8_192

    private enum Origin {
        case memory([UInt8])
        case source(any ByteSource)
        case text(TextStream)
    }

    private let origin: Origin
    private let pieceSize: Int
    /// How far into the bytes in memory, or into the text's window.
    private var position = 0
    private var buffer: [UInt8] = []

    /// A file that says its own encoding.
    init(_ source: any ByteSource, pieceSize: Int = XMLInput.usualPiece) throws(InputError) {
        if let bytes = source.whole {
            origin = .memory(bytes)
        } else {
            origin = .source(source)
            try source.rewind()
        }
        self.pieceSize = max(pieceSize, 1)
    }

    init(_ text: TextStream) {
        origin = .text(text)
        pieceSize = XMLInput.usualPiece
    }

    /// The decoded text, where that is what is read.
    var text: TextStream? {
        if case .text(let text) = origin { return text }
        return nil
    }

    /// The next bytes; nil at the end.
    func next() throws(InputError) -> ArraySlice<UInt8>? {
        switch origin {
        case .memory(let bytes): return piece(of: bytes)
        case .source(let source):
            buffer.removeAll(keepingCapacity: true)
            return try source.read(into: &buffer, count: pieceSize) == 0 ? nil : buffer[...]
        case .text(let text):
            if let piece = piece(of: text.bytes) { return piece }
            text.release(upTo: position)
            guard let gone = try text.more() else { return nil }
            position -= gone
            return piece(of: text.bytes)
        }
    }

    private func piece(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        let end = min(position + pieceSize, bytes.count)
        defer { position = end }
        return bytes[position..<end]
    }
}
