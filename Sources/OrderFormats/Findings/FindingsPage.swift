// The page docs/findings.md behind its introduction: every code with its page, by groups. Made from the catalogue, so
// that no code can be missing.

import OrderModel

package enum FindingsPage {
    /// A group begins with the code that is named and ends before the next group's; the codes stand in the sequence of
    /// their declaration.
    private static let groups: [(title: String, first: FindingCode)] = [
        ("Files", .fileEmpty), ("Packed files and mails", .gzipDamaged), ("CSV", .csvUnclosedQuote),
        ("JSON", .jsonSyntax), ("XML", .xmlSyntax),
        ("X12 and EDIFACT", .ediSyntax), ("Values", .valueMissing), ("Orders", .orderNumberMissing),
        ("The desk's own files and the carriers' files", .orderUnknown),
    ]

    /// Markdown, from the first group's heading on.
    package static var sections: String {
        FindingCode.allCases.map { code in
            let heading = groups.first { $0.first == code }.map { "## \($0.title)\n\n" } ?? ""
            return heading + section(code, FindingCatalogue.page(code))
        }.joined(separator: "\n")
    }

    private static func section(_ code: FindingCode, _ page: FindingPage) -> String {
        """
        ### \(code.rawValue)

        \(wrapped("**\(page.title).** \(page.explanation)"))

        \(example(page.example))

        \(wrapped("What to do: \(page.remedy)"))

        """
    }

    /// What could stand in a file is set as such; a situation in words is not.
    private static func example(_ text: String) -> String {
        if text.contains("\n") { return "Example:\n\n```\n\(text)\n```" }
        let isInWords = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || " ,.-%0123456789'".unicodeScalars.contains($0)
        }
        return isInWords && text.contains(" ") ? wrapped("Example: \(text)") : "Example: `\(text)`"
    }

    private static func wrapped(_ text: String) -> String {
        // A tag in a sentence is text, not markup.
        LetterText.wrapped(text.replacing("<", with: "\\<"), width: 120).joined(separator: "\n")
    }
}
