// JSON for people: the same text with line breaks and indentation; names, order and digits stay as they are.

enum JSONLayout {
    /// - Parameter margin: stands before each line.
    static func indented(_ json: String, by margin: String) -> String {
        var layout = Layout(margin: margin)
        for scalar in json.unicodeScalars { layout.take(scalar) }
        return layout.text
    }

    private struct Layout {
        let margin: String
        var text: String
        private var depth = 0
        private var isInText = false
        private var isEscaped = false
        /// An object or list was opened and nothing stands in it yet.
        private var isFresh = false

        init(margin: String) {
            self.margin = margin
            text = margin
        }

        mutating func take(_ scalar: Unicode.Scalar) {
            if isInText { return takeText(scalar) }
            switch scalar {
            case " ", "\n", "\r", "\t": return
            case "{", "[":
                startLineIfFresh()
                put(scalar)
                depth += 1
                isFresh = true
            case "}", "]":
                depth = max(0, depth - 1)
                if !isFresh { startLine() }
                isFresh = false
                put(scalar)
            case ",":
                put(scalar)
                startLine()
            case ":": text += ": "
            default:
                startLineIfFresh()
                isInText = scalar == "\""
                put(scalar)
            }
        }

        private mutating func takeText(_ scalar: Unicode.Scalar) {
            put(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isInText = false
            }
        }

        private mutating func startLineIfFresh() {
            if isFresh { startLine() }
            isFresh = false
        }

        private mutating func startLine() { text += "\n" + margin + String(repeating: "  ", count: depth) }

        private mutating func put(_ scalar: Unicode.Scalar) { text.unicodeScalars.append(scalar) }
    }
}
