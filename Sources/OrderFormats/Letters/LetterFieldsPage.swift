// The page docs/formats/letters/fields.md: what each letter can name, made from the declarations.

package enum LetterFieldsPage {
    package static var markdown: String {
        let head = """
            # The fields of each letter

            What a [template](../letters.md) can name. A field that is *text* is written by `{{name}}`; one that is *yes or
            no* can only be asked for; a *list* is gone through, and the fields below it can be named inside.

            """
        return ([head] + LetterKind.allCases.map(section)).joined(separator: "\n")
    }

    private static func section(_ kind: LetterKind) -> String {
        "## \(kind.rawValue)\n\n| Field | What it gives | Kind |\n|---|---|---|\n" + rows(kind.fields, inside: [])
    }

    private static func rows(_ fields: [LetterShape], inside lists: [String]) -> String {
        fields.map { field in
            let name = (lists.map { "\($0) › " } + ["`\(field.name)`"]).joined()
            switch field.kind {
            case .text: return "| \(name) | \(field.about) | text |\n"
            case .flag: return "| \(name) | \(field.about) | yes or no |\n"
            case .list(let inner):
                return "| \(name) | \(field.about) | list |\n" + rows(inner, inside: lists + [field.name])
            }
        }.joined()
    }
}
