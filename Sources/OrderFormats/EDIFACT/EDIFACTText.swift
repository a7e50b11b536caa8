// Texts that are longer than a component: cut where the room ends, and put together again as they were.
//
// Most programs cut at the exact width, in the middle of words. So a component that is full goes on in the next one
// without anything between; one that is not full was ended on purpose, and a separator stands between the two.

enum EDIFACTText {
    /// The parts of a text that fill components of `width` characters.
    static func pieces(_ text: String, width: Int) -> [String] {
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        while rest.count > width {
            var piece = rest.prefix(width)
            rest = rest.dropFirst(width)
            // A space at the end would be taken for padding: the piece ends before it, and it stands between the two.
            if piece.last == " " { piece = piece.dropLast() }
            pieces.append(String(piece))
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(String(rest)) }
        return pieces
    }

    /// Components put together.
    ///
    /// - Parameters:
    ///   - width: how many characters a component may have.
    ///   - continues: the first goes on with a component before, so that its spaces in front count.
    static func joined(
        _ pieces: some Sequence<String>, width: Int, separator: String = " ", continues: Bool = false
    ) -> String {
        var text = ""
        var isFull = continues
        for piece in pieces {
            let trimmed = isFull ? withoutTail(piece) : TextChecks.trimmed(piece)
            if trimmed.isEmpty, !isFull { continue }
            if !text.isEmpty, !isFull { text += separator }
            text += trimmed
            isFull = EDIFACTText.isFull(piece, width: width)
        }
        return text
    }

    /// Pieces by segments of `size` components. A segment ends with a full piece where one is at hand, so that it is seen
    /// that the next segment goes on with the text.
    static func groups(_ pieces: [String], size: Int, width: Int) -> [[String]] {
        var groups: [[String]] = []
        var rest = pieces[...]
        while rest.count > size {
            let window = rest.prefix(size)
            let end = window.lastIndex { isFull($0, width: width) } ?? window.endIndex - 1
            groups.append(Array(rest[...end]))
            rest = rest[(end + 1)...]
        }
        groups.append(Array(rest))
        return groups
    }

    /// The component goes on in the next one.
    static func isFull(_ piece: String, width: Int) -> Bool {
        piece.utf8.count >= width && piece.utf8.last != 0x20 && piece.unicodeScalars.count == width
    }

    private static func withoutTail(_ text: String) -> String {
        var text = Substring(text)
        while text.utf8.last == 0x20 { text.unicodeScalars.removeLast() }
        return String(text)
    }
}

extension EDIFACTMessage {
    /// The text that fills components `range` of an element: of names and addresses 35 characters each in every
    /// directory, of free text 70 (D.96A) or 512 (D.01B).
    mutating func joined(
        _ element: Int, _ range: ClosedRange<Int>, width: Int, separator: String = " ", continues: Bool = false
    ) -> String {
        if !continues, segments.componentCount(element) <= range.lowerBound {
            // Nearly always only the first is there.
            return segments.string(element, range.lowerBound) ?? ""
        }
        return EDIFACTText.joined(
            range.map { segments.rawString(element, $0) }, width: width, separator: separator, continues: continues)
    }

    /// The same, checked. Nearly always there is one component with nothing in it that could be wrong.
    mutating func text(
        _ element: Int, _ range: ClosedRange<Int>, width: Int, separator: String = " ", continues: Bool = false,
        _ label: StaticString, _ what: String
    ) -> String? {
        if !continues, segments.componentCount(element) <= range.lowerBound {
            guard let (text, isPlain) = segments.text(element, range.lowerBound) else { return nil }
            if isPlain, text.utf8.count <= limits.textLength { return text }
        }
        let joined = joined(element, range, width: width, separator: separator, continues: continues)
        return text(joined, label, what, continues: continues)
    }

    /// The last component of an element is full: what it says goes on in the next segment.
    mutating func goesOn(_ element: Int, width: Int) -> Bool {
        guard segments.lastComponent(element, mayFill: width) else { return false }
        return EDIFACTText.isFull(segments.rawString(element, segments.componentCount(element)), width: width)
    }
}
