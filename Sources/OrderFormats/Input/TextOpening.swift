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
        if let bytes = source.whole { return open(whole: bytes, named: charset) }
        let longest = max(limits.wholeTextBytes, 4096)
        // Where it is known to be long, most of its beginning need not be looked at: nearly every file is UTF-8.
        let isLong = source.count.map { $0 > longest } ?? false
        let head = try beginning(of: source, count: isLong ? 4096 : longest + 1)
        if !isLong, head.count <= limits.wholeTextBytes { return open(whole: head, named: charset) }
        let outcome = try decision(on: source, head, named: charset, beginning: longest)
        guard let choice = outcome.choice else { return Opened(findings: outcome.findings) }
        let decoder = try CharsetStream(source, charset: choice.charset, skipped: choice.skipped)
        return Opened(text: try TextStream(decoder, findings: outcome.findings, piece: limits.pieceBytes))
    }

    /// The charset of a long file. UTF-8 has to be proved to its last byte.
    ///
    /// - Parameters:
    ///   - head: the first bytes, at least 4096 of them.
    ///   - count: how much of the beginning is looked at where UTF-8 is not proved.
    private static func decision(
        on source: any ByteSource, _ head: [UInt8], named: NamedCharset?, beginning count: Int
    ) throws(InputError) -> (choice: TextDecoding.Choice?, findings: [Finding]) {
        let proof = try utf8Proof(of: source)
        let mark = TextDecoding.byteOrderMark(head)
        let isProved = proof.firstOffence == nil && (proof.isASCII || proof.hasLongSequences || mark != nil)
        let head = isProved || head.count > count ? head : try beginning(of: source, count: count + 1)
        let isUTF8 =
            isProved || (proof.firstOffence == nil && !CharsetEvidence.isChineseThatLooksLikeUTF8(head))
        if isUTF8, BinaryContent.known(head) == nil {
            let why = mark == nil ? "its bytes show" : "its byte order mark says"
            return (
                TextDecoding.Choice(charset: .utf8, skipped: mark?.length ?? 0, isMarked: mark != nil),
                proof.isASCII ? [] : TextDecoding.contradiction(named, .utf8, why)
            )
        }
        var outcome = TextDecoding.decisionOnBeginning(head, named: named)
        if outcome.choice?.charset == .utf8, let offset = proof.firstOffence {
            // The beginning was ASCII, which is UTF-8 too: what is named decides, as it does for a short file.
            guard let charset = named.flatMap({ Charset(named: $0.name) }), charset != .utf8, mark == nil else {
                return (nil, [TextDecoding.notUTF8(head, at: offset)])
            }
            outcome.choice?.charset = charset
        }
        return outcome
    }

    private static func open(whole bytes: [UInt8], named charset: NamedCharset?) -> Opened {
        let decoded = TextDecoding.decode(bytes, named: charset)
        guard let text = decoded.text else { return Opened(findings: decoded.findings) }
        return Opened(text: TextStream(whole: text, findings: decoded.findings, isIncomplete: decoded.isIncomplete))
    }

    static func beginning(of source: any ByteSource, count: Int) throws(InputError) -> [UInt8] {
        try source.rewind()
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard try source.read(into: &bytes, count: min(count - bytes.count, 1_048_576)) > 0 else { break }
        }
        return bytes
    }

    private struct UTF8Proof {
        /// The offset of the first byte that is not UTF-8, or no text at all; nil if all are.
        var firstOffence: Int?
        var isASCII = true
        /// Characters of three or four bytes, which hardly come about by chance.
        var hasLongSequences = false
    }

    /// Reads the whole file. An unfinished last character is left to the decoder, which knows that the file may still
    /// grow.
    private static func utf8Proof(of source: any ByteSource) throws(InputError) -> UTF8Proof {
        try source.rewind()
        var proof = UTF8Proof()
        var piece: [UInt8] = []
        var offset = 0
        while try source.read(into: &piece, count: 262_144) > 0 {
            let whole = piece.count - unfinishedTail(piece)
            let text = piece[..<whole]
            // ASCII without a zero needs no further proof.
            let isPlain = ByteWords.areASCIIWithoutZero(text.span)
            if !isPlain, let problem = TextDecoding.firstInvalid(text) {
                proof.firstOffence = offset + problem
                return proof
            }
            if !isPlain { proof.isASCII = false }
            if !proof.isASCII, !proof.hasLongSequences { proof.hasLongSequences = text.contains { $0 >= 0xE0 } }
            offset += whole
            piece.removeFirst(whole)
        }
        return proof
    }

    /// How many bytes at the end may be the beginning of a character.
    static func unfinishedTail(_ bytes: [UInt8]) -> Int {
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
