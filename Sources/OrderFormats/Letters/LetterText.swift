// Text as it stands in a letter: nothing that a terminal, a browser or a printer would obey; wrapped by display width.

enum LetterText {
    /// The text on one line: line ends and tabs become blanks; what cannot be shown, or would turn the direction of the
    /// text around it, becomes a dot.
    static func harmless(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09...0x0D, 0x20, 0x85, 0x2028, 0x2029: if result.unicodeScalars.last != " " { result += " " }
            case 0x061C, 0x200E, 0x200F, 0xFFF9...0xFFFC, 0xE0000...0xE007F: result += "·"
            default: result += DisplayWidth.harmless(String(scalar))
            }
        }
        return result
    }

    // MARK: - Wrapping

    /// The lines of a text, none wider than `width` columns (at least 2). Breaks at blanks and between Chinese
    /// characters; a word that is wider than a line is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        let width = max(width, 2)
        var lines: [String] = []
        var line = ""
        var used = 0
        for chunk in chunks(text) {
            for part in parts(chunk, width: width) {
                let partWidth = DisplayWidth.of(part)
                if used + partWidth > width, !line.isEmpty {
                    lines.append(trimmed(line))
                    (line, used) = ("", 0)
                    if part == " " { continue }
                }
                line += part
                used += partWidth
            }
        }
        lines.append(trimmed(line))
        return lines
    }

    private static func trimmed(_ line: String) -> String {
        var line = Substring(line)
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// What must stay together: words, blanks, single Chinese characters with the punctuation that belongs to them.
    private static func chunks(_ text: String) -> [String] {
        var chunks: [String] = []
        var isOpen = false
        for scalar in text.unicodeScalars {
            let isWide = DisplayWidth.of(scalar) == 2
            let joins =
                scalar != " " && !chunks.isEmpty && chunks.last != " "
                && (!isWide && isOpen || DisplayWidth.of(scalar) == 0 || mustNotBegin.contains(scalar)
                    || chunks.last?.unicodeScalars.last.map { mustNotEnd.contains($0) } == true)
            if joins {
                chunks[chunks.count - 1].unicodeScalars.append(scalar)
            } else {
                chunks.append(String(scalar))
            }
            isOpen = !isWide && scalar != " "
        }
        return chunks
    }

    private static let mustNotBegin: Set<Unicode.Scalar> = [
        "，", "。", "、", "；", "：", "！", "？", "）", "」", "』", "”", "’", "》", "】", "％", "…", "·",
    ]
    private static let mustNotEnd: Set<Unicode.Scalar> = ["（", "「", "『", "“", "‘", "《", "【"]

    /// A chunk that is wider than a line, cut.
    private static func parts(_ chunk: String, width: Int) -> [String] {
        guard DisplayWidth.of(chunk) > width else { return [chunk] }
        var parts: [String] = [""]
        var used = 0
        for scalar in chunk.unicodeScalars {
            let step = DisplayWidth.of(scalar)
            if used + step > width {
                parts.append("")
                used = 0
            }
            parts[parts.count - 1].unicodeScalars.append(scalar)
            used += step
        }
        return parts
    }

    /// Filled up with blanks to `width` columns.
    static func padded(_ text: String, width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
        return right ? blanks + text : text + blanks
    }
}
