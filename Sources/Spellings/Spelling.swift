// Which known name was probably meant by an unknown one: for rules, columns, fields and configuration keys alike.

package enum Spelling {
    /// Names longer than this are not compared.
    private static let longest = 64

    /// The candidate with the fewest slips, if they are few enough; of equally near ones the first. Takes time in
    /// proportion to the number of candidates and the lengths of the names.
    ///
    /// - Parameter form: the form in which names are compared, such as without case and hyphens; the result is the
    ///   candidate as it was given. A candidate that is the name itself is passed over.
    package static func nearest(
        to name: String, among candidates: some Sequence<String>,
        comparing form: (String) -> String = { $0.lowercased() }
    ) -> String? {
        let wanted = Array(form(name).unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        let most = tolerance(wanted.count)
        var best: (name: String, slips: Int)?
        for candidate in candidates where candidate != name {
            let letters = Array(form(candidate).unicodeScalars)
            guard abs(letters.count - wanted.count) <= most else { continue }
            let slips = slips(between: wanted, and: letters)
            if slips <= most, slips < best?.slips ?? .max { best = (candidate, slips) }
        }
        return best?.name
    }

    /// A third of the letters may be wrong; in a name of two letters one slip makes another name.
    private static func tolerance(_ letters: Int) -> Int { letters < 3 ? 0 : letters / 3 }

    /// How many letters have to be added, left out, replaced or swapped with their neighbour.
    package static func slips(between left: [Unicode.Scalar], and right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
