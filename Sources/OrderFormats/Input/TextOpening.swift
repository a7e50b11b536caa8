// Which charset a file is in, found out before its first document is read.
//
// A file that fits into memory is decided on as a whole (`TextDecoding`). A long one is read twice: once to see that it
// is UTF-8 to its last byte, or else that its beginning reads as something else, and once to read the documents.

import OrderModel

enum TextOpening {
    struct Opened {
        /// Nil where the file is no text that we can read; `findings` say why.
        var text: TextStream?
        var findings: [Finding] = []
    }

    static func open(
        _ source: any ByteSource, named charset: NamedCharset?, limits: FormatLimits
    ) throws(InputError) -> Opened {
        if let bytes = try wholeOrNil(source, limits) { return open(whole: bytes, named: charset) }
        let head = try beginning(of: source, count: max(limits.wholeTextBytes, 4096))
        let outcome = TextDecoding.decisionOnBeginning(head, named: charset)
        guard var choice = outcome.choice else { return Opened(findings: outcome.findings) }
        if choice.charset == .utf8, !choice.isMarked, let offset = try firstOffence(in: source) {
            // The beginning was ASCII, which is UTF-8 too: what is named decides, as it does for a short file.
            guard let named = charset.flatMap({ Charset(named: $0.name) }), named != .utf8 else {
                return Opened(findings: [TextDecoding.notUTF8(head, at: offset)])
            }
            choice.charset = named
        }
        let decoder = try CharsetStream(source, charset: choice.charset, skipped: choice.skipped)
        return Opened(text: try TextStream(decoder, findings: outcome.findings, piece: limits.pieceBytes))
    }

    private static func open(whole bytes: [UInt8], named charset: NamedCharset?) -> Opened {
        let decoded = TextDecoding.decode(bytes, named: charset)
        guard let text = decoded.text else { return Opened(findings: decoded.findings) }
        return Opened(text: TextStream(whole: text, findings: decoded.findings, isIncomplete: decoded.isIncomplete))
    }

    /// The bytes of a file that is short enough, or in memory anyway.
    private static func wholeOrNil(
        _ source: any ByteSource, _ limits: FormatLimits
    ) throws(InputError) -> [UInt8]? {
        if let bytes = source.whole { return bytes }
        let bytes = try beginning(of: source, count: limits.wholeTextBytes + 1)
        return bytes.count <= limits.wholeTextBytes ? bytes : nil
    }

    static func beginning(of source: any ByteSource, count: Int) throws(InputError) -> [UInt8] {
        try source.rewind()
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard try source.read(into: &bytes, count: min(count - bytes.count, 1_048_576)) > 0 else { break }
        }
        return bytes
    }

    /// The offset of the first byte that is not UTF-8; nil if all are. An unfinished last character is left to the
    /// decoder, which knows that the file may still grow.
    private static func firstOffence(in source: any ByteSource) throws(InputError) -> Int? {
        try source.rewind()
        var piece: [UInt8] = []
        var offset = 0
        while try source.read(into: &piece, count: 1_048_576) > 0 {
            let whole = piece.count - unfinishedTail(piece)
            if let problem = TextDecoding.firstInvalid(piece[..<whole]) { return offset + problem }
            offset += whole
            piece.removeFirst(whole)
        }
        return nil
    }

    /// How many bytes at the end may be the beginning of a character.
    private static func unfinishedTail(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let byte = bytes[bytes.count - length]
            if byte < 0x80 { return 0 }
            if byte < 0xC0 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            return needed > length ? length : 0
        }
        return 0
    }
}
