// templates/*: letters in the administrator's own words, each in the place of the built-in one of the same name.

import OrderFormats

enum LetterFiles {
    /// A template with a mistake is not used: the one that a running desk has stays, else the built-in one.
    static func read(
        _ files: [ConfigurationFiles.File], keeping previous: LetterTemplates?,
        problems: inout [ConfigurationProblem]
    ) -> LetterTemplates {
        var letters = LetterTemplates.builtIn
        for file in files {
            let found = read(file, into: &letters)
            if found.contains(where: { $0.severity == .error }), let previous {
                letters.keep(name(of: file), of: previous)
            }
            problems += found
        }
        return letters
    }

    private static func name(of file: ConfigurationFiles.File) -> String {
        file.path.split(separator: "/").last.map(String.init) ?? file.path
    }

    private static func read(
        _ file: ConfigurationFiles.File, into letters: inout LetterTemplates
    ) -> [ConfigurationProblem] {
        let name = name(of: file)
        let scope = ConfigurationProblem.Scope.letter(name)
        guard LetterTemplates.fileNames.contains(name) else {
            let nearest = NearestName.of(name, among: LetterTemplates.fileNames)
            let hint =
                nearest.map { "did you mean '\($0)'?" }
                ?? "there are: \(LetterTemplates.fileNames.joined(separator: ", "))"
            return [
                ConfigurationProblem(
                    .warning, scope, file: file.path, message: "there is no letter of this name; the file is not used",
                    hint: hint)
            ]
        }
        switch file.text {
        case .failure(let trouble):
            return [
                ConfigurationProblem(.error, scope, file: file.path, message: trouble.sentence, hint: trouble.hint)
            ]
        case .success(let text):
            return letters.replace(name, by: text).map { problem in
                ConfigurationProblem(
                    .error, scope, file: file.path, line: problem.line, column: problem.column, length: problem.length,
                    message: problem.message, hint: problem.hint, sourceLine: line(problem.line, of: text))
            }
        }
    }

    private static func line(_ number: Int, of text: String) -> String? {
        let lines = text.unicodeScalars.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
        return number >= 1 && number <= lines.count ? String(lines[number - 1].filter { $0 != "\r" }) : nil
    }
}
