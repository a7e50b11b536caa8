// What speaks for one charset and against another, where the bytes allow more than one reading.
//
// A wrong guess is worse than a question: names and addresses turn into other characters and nobody notices. So a guess
// is only made where the reading is plausible as a whole, and lines that speak for another charset are reported.

enum CharsetEvidence {
    /// How a text that is no UTF-8 reads as GB18030.
    struct Chinese {
        var pairs = 0
        /// Pairs whose second byte is an ASCII character: frequent where Western letters are misread as Chinese.
        var pairsWithASCII = 0
        var ideographs = 0

        /// Real Chinese text has ideographs, and hardly any of its second bytes are ASCII: `Müller` and `Lager ü` in two
        /// charsets are two pairs, one of them with an `l`.
        var isPlausible: Bool { ideographs > 0 && pairsWithASCII * 4 <= pairs }
    }

    static func chinese(_ bytes: [UInt8]) -> Chinese {
        var found = Chinese()
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset] >= 0x81, offset + 1 < bytes.count else {
                offset += 1
                continue
            }
            let second = bytes[offset + 1]
            if (0x30...0x39).contains(second) {
                offset += 4
                continue
            }
            found.pairs += 1
            if second < 0x80 { found.pairsWithASCII += 1 }
            if (0xB0...0xF7).contains(bytes[offset]), second >= 0xA1 { found.ideographs += 1 }
            offset += 2
        }
        return found
    }

    /// Lines of a text by what they can be.
    struct Lines {
        var firstUTF8: Int?
        var utf8 = 0
        var firstOther: Int?
        var other = 0
        /// Some lines are surely UTF-8 and others surely not.
        var areMixed: Bool { utf8 > 0 && other > 0 }
    }

    /// Sorts the lines that are not pure ASCII. With `demandingLongSequences` a line only counts as UTF-8 where it has a
    /// sequence of three or four bytes: two-byte sequences also occur in Chinese charsets by chance.
    static func lines(_ bytes: [UInt8], demandingLongSequences: Bool) -> Lines {
        var lines = Lines()
        var number = 1
        var start = 0
        while start < bytes.count {
            var end = start
            var isASCII = true
            while end < bytes.count, bytes[end] != 0x0A {
                if bytes[end] >= 0x80 { isASCII = false }
                end += 1
            }
            if !isASCII {
                let text = bytes[start..<end]
                let hasLong = text.contains { $0 >= 0xE0 }
                if isUTF8(text) {
                    if hasLong || !demandingLongSequences {
                        lines.utf8 += 1
                        lines.firstUTF8 = lines.firstUTF8 ?? number
                    }
                } else {
                    lines.other += 1
                    lines.firstOther = lines.firstOther ?? number
                }
            }
            start = end + 1
            number += 1
        }
        return lines
    }

    static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        let span = bytes.span
        do {
            _ = try UTF8Span(validating: span)
            return true
        } catch {
            return false
        }
    }

    /// The text is valid UTF-8, but only with characters that nobody writes alone, while its bytes are everyday Chinese:
    /// `台` in GBK is U+0328 in UTF-8, `只` is U+05BB, `小` is a lone Cyrillic letter.
    static func isChineseThatLooksLikeUTF8(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return false }
        var previousEnd = -1
        var previousWasCyrillic = false
        var offset = first
        while offset < bytes.count {
            guard bytes[offset] >= 0x80 else {
                offset += 1
                continue
            }
            guard bytes[offset] < 0xE0, offset + 1 < bytes.count else { return false }
            let scalar = UInt32(bytes[offset] & 0x1F) << 6 | UInt32(bytes[offset + 1] & 0x3F)
            let isCyrillic = (0x400...0x52F).contains(scalar)
            let followsCyrillic = previousEnd == offset && previousWasCyrillic
            guard isRarelyAlone(scalar) || (isCyrillic && !followsCyrillic) else { return false }
            previousWasCyrillic = isCyrillic
            offset += 2
            previousEnd = offset
        }
        let reading = chinese(bytes)
        return reading.pairs > 0 && reading.ideographs == reading.pairs
    }

    /// Phonetic letters, combining marks, archaic Greek, Hebrew points, Syriac and beyond.
    private static func isRarelyAlone(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x180...0x385, 0x591...0x5C7, 0x700...0x7FF: true
        default: false
        }
    }
}
