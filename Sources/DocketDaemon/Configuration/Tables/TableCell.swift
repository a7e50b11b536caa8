// A cell of a table with the place of each of its characters in the file.

/// A cell, or a part of one.
struct TableCell {
    var scalars: [Unicode.Scalar] = []
    /// Where each of the scalars stands.
    var places: [YAMLPlace] = []
    /// Where the cell begins, also where nothing stands in it.
    var start: YAMLPlace

    var text: String { TableCell.text(scalars[...]) }
    var isEmpty: Bool { scalars.isEmpty }
    /// Nothing, or one of the strokes that people write where they mean nothing.
    var isAny: Bool { isEmpty || scalars.count == 1 && TableCell.strokes.contains(scalars[0]) }

    private static let strokes: Set<Unicode.Scalar> = ["-", "–", "—"]

    static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    /// The place with the length of what stands there in one line.
    var place: YAMLPlace {
        guard let first = places.first else { return start }
        var place = first
        place.length = max(1, places.prefix { $0.line == first.line }.count)
        return place
    }

    /// The place of the character at an offset; behind the last one, the place behind it.
    func place(at offset: Int) -> YAMLPlace {
        if places.indices.contains(offset) { return places[offset] }
        guard var last = places.last else { return start }
        last.column += 1
        return last
    }

    func part(_ range: Range<Int>) -> TableCell {
        let range = range.clamped(to: scalars.indices)
        return TableCell(
            scalars: Array(scalars[range]), places: Array(places[range]), start: place(at: range.lowerBound))
    }

    /// Without blanks on both sides.
    var trimmed: TableCell {
        let lower = scalars.firstIndex { !TableCell.isBlank($0) } ?? scalars.endIndex
        let upper = scalars.lastIndex { !TableCell.isBlank($0) }.map { $0 + 1 } ?? lower
        return lower == 0 && upper == scalars.count ? self : part(lower..<max(lower, upper))
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    /// The parts between separators that stand outside quotes and parentheses.
    func split(at separator: (ArraySlice<Unicode.Scalar>) -> Int?) -> [TableCell] {
        var parts: [TableCell] = []
        var (start, index, depth) = (0, 0, 0)
        var quote: Unicode.Scalar?
        while index < scalars.count {
            let scalar = scalars[index]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" {
                quote = scalar
            } else if scalar == "(" {
                depth += 1
            } else if scalar == ")" {
                depth -= 1
            } else if depth <= 0, let length = separator(scalars[index...]) {
                parts.append(part(start..<index).trimmed)
                start = index + length
                index = start
                continue
            }
            index += 1
        }
        return parts + [part(start..<scalars.count).trimmed]
    }
}

extension TableCell {
    /// As an expression reads it: quotation marks of a word processor are quotation marks, and an apostrophe that a
    /// spreadsheet puts before what shall stay a text is nothing.
    var asExpression: TableCell {
        var cell = withoutApostrophe
        cell.scalars = cell.scalars.map { scalar in
            switch scalar {
            case "“", "”", "„", "‟", "«", "»": "\""
            case "‘", "’", "‚": "'"
            case _ where scalar != " " && TableCell.isBlank(scalar): " "
            default: scalar
            }
        }
        return cell
    }

    var withoutApostrophe: TableCell {
        guard scalars.first == "'" || scalars.first == "’", scalars.count(where: { $0 == "'" || $0 == "’" }) == 1 else {
            return self
        }
        return part(1..<scalars.count).trimmed
    }
}
