// All templates of letters: those that are built in, and those that the administrator has put in their place.

/// The documents that come as letters.
package enum LetterKind: String, CaseIterable, Sendable {
    case receipt, confirmation, quotation, query
    case shippingNotice = "shipping-notice"
    case delayNotice = "delay-notice"

    /// What a template of this kind can name.
    package var fields: [LetterShape] {
        switch self {
        case .receipt: LetterFields.receipt.map(\.shape)
        case .confirmation: LetterFields.confirmation.map(\.shape)
        case .quotation: LetterFields.quotation.map(\.shape)
        case .query: LetterFields.query.map(\.shape)
        case .shippingNotice: LetterFields.shippingNotice.map(\.shape)
        case .delayNotice: LetterFields.delayNotice.map(\.shape)
        }
    }

    package static let languages = ["en", "zh"]

    /// The template that is built in.
    func builtIn(_ language: String) -> String {
        switch (self, language) {
        case (.receipt, "zh"): ChineseLetters.receipt
        case (.confirmation, "zh"): ChineseLetters.confirmation
        case (.quotation, "zh"): ChineseLetters.quotation
        case (.query, "zh"): ChineseLetters.query
        case (.shippingNotice, "zh"): ChineseLetters.shippingNotice
        case (.delayNotice, "zh"): ChineseLetters.delayNotice
        case (.receipt, _): EnglishLetters.receipt
        case (.confirmation, _): EnglishLetters.confirmation
        case (.quotation, _): EnglishLetters.quotation
        case (.query, _): EnglishLetters.query
        case (.shippingNotice, _): EnglishLetters.shippingNotice
        case (.delayNotice, _): EnglishLetters.delayNotice
        }
    }
}

/// The templates and the style in force.
package struct LetterTemplates: Sendable {
    private var templates: [String: LetterTemplate] = [:]
    private(set) var style = LetterStyle.standard

    /// The file of the style of letters in HTML.
    package static let styleFile = "style.css"

    /// The files that can be replaced: `confirmation.en.txt` and so on, and the style.
    package static let fileNames: [String] =
        LetterKind.allCases.flatMap { kind in LetterKind.languages.map { fileName(kind, $0) } } + [styleFile]

    private static func fileName(_ kind: LetterKind, _ language: String) -> String {
        "\(kind.rawValue).\(language).txt"
    }

    package static let builtIn: LetterTemplates = {
        var templates = LetterTemplates()
        for kind in LetterKind.allCases {
            for language in LetterKind.languages {
                _ = templates.replace(fileName(kind, language), by: kind.builtIn(language))
            }
        }
        return templates
    }()

    /// Puts a file in the place of the built-in one of the same name. With problems nothing is changed.
    package mutating func replace(_ fileName: String, by text: String) -> [LetterTemplate.Problem] {
        if fileName == LetterTemplates.styleFile {
            let problems = LetterStyle.problems(text)
            if problems.isEmpty { style = text.hasSuffix("\n") ? text : text + "\n" }
            return problems
        }
        guard let kind = LetterKind.allCases.first(where: { fileName.hasPrefix($0.rawValue + ".") }) else { return [] }
        let (template, problems) = LetterTemplate.read(text, shape: kind.fields)
        if let template { templates[fileName] = template }
        return problems
    }

    /// The same file of other templates takes the place of ours, where they have one.
    package mutating func keep(_ fileName: String, of previous: LetterTemplates) {
        if fileName == LetterTemplates.styleFile {
            style = previous.style
        } else if let template = previous.templates[fileName] {
            templates[fileName] = template
        }
    }

    func template(_ kind: LetterKind, language: String) -> LetterTemplate? {
        templates[LetterTemplates.fileName(kind, language)]
    }
}

extension LetterTemplates {
    /// The built-in file with a comment that says how it can be changed, for an administrator to begin with.
    package static func commented(_ fileName: String) -> String {
        if fileName == styleFile {
            return "/* How letters in HTML look. Remove '.example' from the name to use it. */\n\n"
                + LetterStyle.standard
        }
        for kind in LetterKind.allCases {
            for language in LetterKind.languages where fileName == self.fileName(kind, language) {
                return comment(kind) + kind.builtIn(language) + "\n"
            }
        }
        return ""
    }

    private static func comment(_ kind: LetterKind) -> String {
        """
        {{!
        The letter '\(kind.rawValue)', as it is built in. To change it, remove '.example' from the name of this file and
        send SIGHUP to the desk; 'docket config check' tells every mistake.

        Lines that begin with # or ## are headings, with - items of a list, with | rows of a table. Each other line is a
        line of a paragraph; long ones are wrapped. A name in double braces writes a field. With # before the name a
        section begins, which ends with / before the same name: it is written only where the field has a value, and
        once for each entry of a list; with ^ instead of # it is written where there is none. A line whose fields are
        all empty is left out.

        Fields:

        \(describe(kind.fields, indent: ""))
        }}

        """
    }

    private static func describe(_ fields: [LetterShape], indent: String) -> String {
        fields.map { field in
            let name = indent + field.name
            let line = name + String(repeating: " ", count: max(2, 24 - name.utf8.count)) + field.about
            guard case .list(let inner) = field.kind else { return line }
            return line + "; for each of them:\n" + describe(inner, indent: indent + "  ")
        }.joined(separator: "\n")
    }
}
