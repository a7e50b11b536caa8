// From the bytes of a file to its text. The charset is found out, or taken from the partner's setting, and never
// guessed where the guess would show other characters than the sender wrote.
//
// The order: the partner's setting; a byte order mark; the zeros of UTF-16; strict UTF-8; GB18030 where it reads as
// Chinese. Nothing else is assumed. A mark, and UTF-8 that cannot be anything else, contradict a setting: then the bytes
// are believed, since the setting would show other characters than the sender wrote, and a warning says so.

package import OrderModel

package enum TextDecoding {
    package struct Outcome: Sendable {
        /// Nil where the file is no text that we can read.
        package var text: SourceText?
        package var findings: [Finding] = []
        /// The bytes end in the middle of a character.
        package var isIncomplete = false
    }

    /// Decodes a file. Cost: a pass over the bytes, two where they are not UTF-8.
    package static func decode(_ bytes: [UInt8], charset partnerCharset: String?) -> Outcome {
        decode(bytes, named: NamedCharset.agreed(partnerCharset))
    }

    static func decode(_ bytes: [UInt8], named: NamedCharset?) -> Outcome {
        if let kind = BinaryContent.known(bytes) {
            return refuse(.binaryContent, "this is \(kind.what), not a text file", at: nil, hint: kind.hint)
        }
        if let (charset, length) = byteOrderMark(bytes) {
            var outcome = decode(bytes, as: charset, from: length, why: "as its byte order mark says")
            outcome.findings += contradiction(named, charset, "its byte order mark says")
            return outcome
        }
        let isPlain = ByteWords.areASCIIWithoutZero(bytes.span)
        if !isPlain, let charset = zerosOfUTF16(bytes) {
            return decode(bytes, as: charset, from: 0, why: "as its zero bytes suggest")
        }
        if let offset = BinaryContent.firstOffence(bytes) {
            return refuse(
                .binaryContent, "byte \(hexadecimal(bytes[offset])) at offset \(offset) does not occur in a text file",
                at: nil, hint: "send CSV, JSON or UBL XML as plain text; was the file damaged or encrypted on its way?")
        }
        // ASCII is UTF-8 and nothing else that we can read.
        if isPlain { return Outcome(text: SourceText(bytes: bytes, charset: "UTF-8")) }
        return decodeUnmarked(bytes, named)
    }

    /// The text as well as it can be shown, for printing the lines that findings point at.
    package static func forDisplay(_ bytes: [UInt8], charset: String?) -> SourceText {
        forDisplay(bytes, named: NamedCharset.agreed(charset))
    }

    static func forDisplay(_ bytes: [UInt8], named: NamedCharset?) -> SourceText {
        if let text = decode(bytes, named: named).text { return text }
        return SourceText(bytes: Array(String(decoding: bytes, as: UTF8.self).utf8), charset: "UTF-8")
    }
}

extension TextDecoding {
    /// A warning where the file is in another charset than was agreed with the partner.
    static func contradiction(_ named: NamedCharset?, _ found: Charset, _ why: String) -> [Finding] {
        guard let named, named.isAgreed, let agreed = Charset(named: named.name), agreed != found else { return [] }
        // "UTF-16" leaves the sequence of the bytes to the mark.
        if agreed.name.hasPrefix("UTF-16"), found.name.hasPrefix("UTF-16") { return [] }
        return [
            Finding(
                .warning, .charsetDiffers,
                "the file is \(found.name), as \(why), though \(agreed.name) was agreed; it was read as \(found.name)",
                at: nil, value: found.name, hint: "send every file in \(agreed.name), or have your profile changed")
        ]
    }
}

// MARK: - Long files

extension TextDecoding {
    struct Choice {
        var charset: Charset
        /// Bytes in front that are no text.
        var skipped = 0
        /// A byte order mark says so.
        var isMarked = false
    }

    /// In which charset a long file is to be read, by its beginning. UTF-8 without a mark still has to be proved for the
    /// rest of it.
    static func decisionOnBeginning(
        _ head: [UInt8], named: NamedCharset?
    ) -> (choice: Choice?, findings: [Finding]) {
        let whole = head.count - unfinished(head)
        let outcome = decode(Array(head[..<whole]), named: named)
        guard let text = outcome.text, let charset = Charset(named: text.charset) else {
            return (nil, outcome.findings)
        }
        let findings = outcome.findings.filter { $0.code != .fileIncomplete }
        let mark = byteOrderMark(head)
        return (Choice(charset: charset, skipped: mark?.length ?? 0, isMarked: mark != nil), findings)
    }

    /// The beginning is cut at a line end, where no charset is in the middle of a character.
    private static func unfinished(_ head: [UInt8]) -> Int {
        guard let end = head.lastIndex(of: 0x0A), end > 0 else { return head.count % 4 }
        let rest = head.count - (end + 1)
        // UTF-16 and UTF-32 have zeros beside the line feed.
        return head.contains(0) ? head.count % 4 : rest
    }
}

// MARK: - Marks

extension TextDecoding {
    static func byteOrderMark(_ bytes: [UInt8]) -> (Charset, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return (.utf32LittleEndian, 4) }
        if bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        return nil
    }

    /// UTF-16 without a mark: delimiters, digits and line ends have a zero on one side, and never on the other.
    private static func zerosOfUTF16(_ bytes: [UInt8]) -> Charset? {
        let looked = bytes.prefix(4096)
        guard looked.count >= 4 else { return nil }
        var even = 0
        var odd = 0
        for (offset, byte) in looked.enumerated() where byte == 0 {
            if offset % 2 == 0 { even += 1 } else { odd += 1 }
        }
        if even == 0, odd * 16 > looked.count { return .utf16LittleEndian }
        if odd == 0, even * 16 > looked.count { return .utf16BigEndian }
        return nil
    }
}

// MARK: - Decoding

extension TextDecoding {
    private static func decodeUnmarked(_ bytes: [UInt8], _ named: NamedCharset?) -> Outcome {
        let problem = utf8Problem(bytes, from: 0)
        switch problem {
        case nil where !CharsetEvidence.isChineseThatLooksLikeUTF8(bytes):
            let isASCII = !bytes.contains { $0 >= 0x80 }
            return Outcome(
                text: SourceText(bytes: bytes, charset: "UTF-8"),
                findings: isASCII ? [] : contradiction(named, .utf8, "its bytes show"))
        case .truncated(let offset)?:
            return truncated(bytes, at: offset, .utf8)
        default: break
        }
        if let named, !named.isWeak || !CharsetEvidence.chinese(bytes).isPlausible {
            guard let charset = Charset(named: named.name) else {
                return refuse(
                    .charsetInvalid, "the partner's setting names the charset '\(named.name)', which is not known",
                    at: nil, hint: "correct 'charset' in the partner's profile, for example GBK or windows-1252")
            }
            if charset != .utf8 { return decode(bytes, as: charset, because: named.why) }
        } else if let outcome = decodeAsChinese(bytes) {
            return outcome
        }
        guard case .invalid(let offset)? = problem else {
            return Outcome(text: SourceText(bytes: bytes, charset: "UTF-8"))
        }
        return notUTF8(bytes, at: offset)
    }

    private static func decode(_ bytes: [UInt8], as charset: Charset, because why: String) -> Outcome {
        var outcome = decode(bytes, as: charset, from: 0, why: why)
        guard outcome.text != nil else { return outcome }
        let lines = CharsetEvidence.lines(bytes, demandingLongSequences: !charset.isSingleByte)
        guard lines.areMixed, let line = lines.firstUTF8 else { return outcome }
        // With one byte per character everything decodes, so a line of UTF-8 among them is as good as certain.
        outcome.findings.append(
            Finding(
                charset.isSingleByte ? .error : .warning, .charsetInvalid,
                "line \(line) looks like UTF-8, while the file is \(charset.name), \(why)",
                at: Place(line: line), hint: "write the whole file in one charset, best in UTF-8"))
        if charset.isSingleByte { outcome.text = nil }
        return outcome
    }

    /// Nil if the bytes do not read as Chinese.
    private static func decodeAsChinese(_ bytes: [UInt8]) -> Outcome? {
        guard CharsetEvidence.chinese(bytes).isPlausible else { return nil }
        let lines = CharsetEvidence.lines(bytes, demandingLongSequences: true)
        if lines.areMixed, let utf8 = lines.firstUTF8, let other = lines.firstOther {
            let first = lines.utf8 >= lines.other ? other : utf8
            return refuse(
                .charsetInvalid,
                "line \(utf8) is UTF-8 and line \(other) is not (it may be GB18030): the file mixes charsets",
                at: Place(line: first), hint: "write the whole file in one charset, best in UTF-8")
        }
        switch Charset.gb18030.decode(bytes) {
        case .decoded(let text): return Outcome(text: SourceText(bytes: text, charset: Charset.gb18030.name))
        case .truncated(let text): return truncated(text, at: text.count, .gb18030)
        case .invalid, .unavailable: return nil
        }
    }

    private static func decode(_ bytes: [UInt8], as charset: Charset, from start: Int, why: String) -> Outcome {
        if charset == .utf8 {
            let rest = start == 0 ? bytes : Array(bytes[start...])
            switch utf8Problem(rest, from: 0) {
            case nil: return Outcome(text: SourceText(bytes: rest, charset: charset.name))
            case .truncated(let offset)?: return truncated(rest, at: offset, charset)
            case .invalid(let offset)?: return notUTF8(rest, at: offset)
            }
        }
        switch charset.decode(bytes, from: start) {
        case .decoded(let text): return Outcome(text: SourceText(bytes: text, charset: charset.name))
        case .truncated(let text): return truncated(text, at: text.count, charset)
        case .unavailable:
            return refuse(
                .charsetInvalid, "this system has no converter for \(charset.name)", at: nil,
                hint: "send the file in UTF-8, or install the C library's converters (gconv modules)")
        case .invalid(let offset, let before):
            let place = SourceText(bytes: before, charset: charset.name).place(of: before.count)
            let byte = offset < bytes.count ? hexadecimal(bytes[offset]) : "the end"
            return refuse(
                .charsetInvalid, "\(byte) at byte \(offset) is not \(charset.name), \(why)", at: place,
                hint: "write the whole file in one charset, best in UTF-8")
        }
    }

    private enum UTF8Problem {
        case invalid(Int)
        case truncated(Int)
    }

    private static func utf8Problem(_ bytes: [UInt8], from start: Int) -> UTF8Problem? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            let range = error.byteOffsets
            let isAtEnd = error.kind == .truncatedScalar && range.upperBound == bytes.count
            return isAtEnd ? .truncated(range.lowerBound) : .invalid(range.lowerBound)
        }
    }

    private static func truncated(_ text: [UInt8], at end: Int, _ charset: Charset) -> Outcome {
        let text = SourceText(bytes: Array(text[..<end]), charset: charset.name)
        let finding = Finding(
            .error, .fileIncomplete, "the file ends in the middle of a \(charset.name) character",
            at: text.place(of: end), hint: "send the whole file again")
        return Outcome(text: text, findings: [finding], isIncomplete: true)
    }

    private static func notUTF8(_ bytes: [UInt8], at offset: Int) -> Outcome {
        Outcome(text: nil, findings: [notUTF8(bytes, at: offset)])
    }

    /// - Parameter bytes: the file, or as much of its beginning as there is; a place is only given inside it.
    static func notUTF8(_ bytes: [UInt8], at offset: Int) -> Finding {
        let isInside = offset < bytes.count
        let place = isInside ? SourceText(bytes: Array(bytes[..<offset]), charset: "UTF-8").place(of: offset) : nil
        let what = isInside ? "\(hexadecimal(bytes[offset])) at byte \(offset)" : "byte \(offset)"
        return Finding(
            .error, .charsetInvalid, "\(what) is not UTF-8", at: place,
            hint: "save the file as UTF-8, or have the charset of your files entered in your partner profile")
    }

    /// The offset of the first byte that is not UTF-8, or does not occur in a text file at all.
    static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return ByteWords.firstZero(bytes.span)
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private static func refuse(_ code: FindingCode, _ message: String, at place: Place?, hint: String) -> Outcome {
        Outcome(text: nil, findings: [Finding(.error, code, message, at: place, hint: hint)])
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
