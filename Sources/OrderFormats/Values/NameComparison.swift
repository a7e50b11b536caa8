// How column and field names are compared, and which one was meant by a misspelt one.

import Spellings

/// Names longer than this, in bytes, are none of ours and are not compared.
private let longestName = 400

extension Spelling {
    /// The candidate nearest to `word`, if it is near enough to be meant. Names are compared without case, spaces,
    /// underscores and hyphens.
    static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        nearest(to: word, among: candidates, comparing: normalized)
    }

    /// Lower case without spaces, underscores, hyphens, and the marks that people put around header names; Chinese in
    /// simplified characters.
    static func normalized(_ name: String) -> String {
        // No name of ours is that long; a field of a megabyte is not worth looking at.
        guard name.utf8.count <= longestName else { return "" }
        var result = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case " ", "_", "-", "\t", "\n", "\r", "\u{A0}", "\u{3000}", "\u{FEFF}", "*", ":", "：", ".": continue
            default: result.unicodeScalars.append(HanVariants.simplified(scalar))
            }
        }
        return result
    }
}
