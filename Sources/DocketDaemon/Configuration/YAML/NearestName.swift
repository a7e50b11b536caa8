// Which known name was probably meant by an unknown one.

enum NearestName {
    /// The candidate with the fewest slips (a letter inserted, left out, replaced or swapped), if they are few enough.
    /// Takes time in proportion to the number of candidates and the lengths of the names.
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = letters(name)
        // In a name of two letters one slip makes another name.
        let tolerance = wanted.count < 3 ? 0 : max(1, wanted.count / 3)
        var best: (name: String, slips: Int)?
        for candidate in candidates where candidate != name {
            let slips = distance(wanted, letters(candidate))
            if slips <= tolerance, slips < best?.slips ?? .max { best = (candidate, slips) }
        }
        return best?.name
    }

    /// `answer_format` and `answerFormat` are the key `answer-format` in another habit of writing.
    private static func letters(_ name: String) -> [Character] {
        var letters: [Character] = []
        for letter in name {
            if letter == "_" || letter == " " {
                letters.append("-")
            } else if letter.isUppercase, let last = letters.last, last != "-" {
                letters += ["-"] + letter.lowercased()
            } else {
                letters += letter.lowercased()
            }
        }
        return letters
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var slips = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    slips = min(slips, beforeLast[column - 1] + 1)
                }
                current.append(slips)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
