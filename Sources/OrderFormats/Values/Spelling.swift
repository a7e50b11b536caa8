// "Did you mean …?" for misspelt column and field names.

enum Spelling {
    /// The candidate nearest to `word`, if it is near enough to be meant. Names are compared without case, spaces,
    /// underscores and hyphens.
    static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(normalized(word).unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(normalized(candidate).unicodeScalars)
            let most = max(1, min(wanted.count, letters.count) / 3)
            guard abs(letters.count - wanted.count) <= most else { continue }
            let distance = distance(wanted, letters)
            if distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Lower case without spaces, underscores, hyphens, and the marks that people put around header names.
    static func normalized(_ name: String) -> String {
        var result = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case " ", "_", "-", "\t", "\n", "\r", "\u{A0}", "\u{3000}", "\u{FEFF}", "*", ":", "：", ".": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The least number of letters to add, remove, replace or swap with their neighbour.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
