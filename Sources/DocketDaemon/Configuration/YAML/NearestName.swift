// Which known key, word or role was probably meant by an unknown one.

import Spellings

enum NearestName {
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        Spelling.nearest(to: name, among: candidates, comparing: hyphenated)
    }

    /// `answer_format` and `answerFormat` are the key `answer-format` in another habit of writing.
    private static func hyphenated(_ name: String) -> String {
        var letters = ""
        for letter in name {
            if letter == "_" || letter == " " {
                letters += "-"
            } else if letter.isUppercase, let last = letters.last, last != "-" {
                letters += "-" + letter.lowercased()
            } else {
                letters += letter.lowercased()
            }
        }
        return letters
    }
}
