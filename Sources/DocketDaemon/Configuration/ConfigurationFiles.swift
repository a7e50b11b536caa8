// The configuration's files as they lie on the disk: read once, all together, before any of them is understood.

import Glibc

/// The texts of all configuration files.
package struct ConfigurationFiles: Sendable {
    /// A file by its path, with its text or the reason why there is none.
    package struct File: Sendable {
        package let path: String
        package let text: Result<String, FileTrouble>

        package init(path: String, text: String) {
            self.path = path
            self.text = .success(text)
        }

        init(path: String, trouble: FileTrouble) {
            self.path = path
            text = .failure(trouble)
        }

        /// The file's name without its folder and its ending: the id of a partner or carrier.
        package var id: String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        }

        /// A decision table among the rules.
        var isTable: Bool { path.hasSuffix(".csv") }
    }

    /// A sentence on why a file cannot be read.
    package struct FileTrouble: Error, Sendable {
        package let sentence: String
        package let hint: String?
        init(_ sentence: String, hint: String? = nil) {
            self.sentence = sentence
            self.hint = hint
        }
    }

    package var desk: File
    package var partners: [File]
    package var rules: [File]
    package var carriers: [File]
    /// Templates of letters, and their style: all files of the folder that are not plainly meant for nobody.
    package var templates: [File]
    /// Folders that could not be listed, and files whose names say that they were meant to be read.
    package var problems: [ConfigurationProblem]

    package init(
        desk: File, partners: [File] = [], rules: [File] = [], carriers: [File] = [], templates: [File] = [],
        problems: [ConfigurationProblem] = []
    ) {
        self.desk = desk
        self.partners = partners
        self.rules = rules
        self.carriers = carriers
        self.templates = templates
        self.problems = problems
    }

    /// Reads `docket.yaml`, `partners/*.yaml`, `rules/*.yaml` and `rules/*.csv`, `carriers/*.yaml`, `templates/*`, each
    /// folder by name.
    /// A folder that is not there is empty.
    package static func read(at location: ConfigurationLocation) -> ConfigurationFiles {
        var problems: [ConfigurationProblem] = []
        func folder(_ name: String, tables: Bool = false) -> [File] {
            list(ConfigurationLocation.join(location.configuration, name), tables: tables, &problems)
                .map { readFile($0) }
        }
        let desk = readFile(location.deskFile)
        let (partners, rules, carriers) = (folder("partners"), folder("rules", tables: true), folder("carriers"))
        let templates = names(
            in: ConfigurationLocation.join(location.configuration, "templates"), &problems, where: isTemplate
        ).map { readFile($0) }
        return ConfigurationFiles(
            desk: desk, partners: partners, rules: rules, carriers: carriers, templates: templates,
            problems: problems)
    }

    /// The rule files of a folder, or the one file that `path` names.
    /// - Parameters:
    ///   - tables: decision tables too.
    ///   - ifThere: that there is nothing is no error.
    static func rules(
        at path: String, tables: Bool, ifThere: Bool = false, _ problems: inout [ConfigurationProblem]
    ) -> [File] {
        var facts = stat()
        if stat(path, &facts) != 0, ifThere { return [] }
        guard facts.st_mode & S_IFMT == S_IFDIR else { return [readFile(path)] }
        return list(path, tables: tables, &problems).map { readFile($0) }
    }

    /// A file of the templates' folder is meant to be used unless its name says that it is not.
    private static func isTemplate(_ name: String) -> Bool {
        ![".example", ".bak", ".orig", "~"].contains { name.hasSuffix($0) }
    }

    /// The paths of the `.yaml` files in a folder, and of its `.csv` files where there are tables. A file that ends in
    /// `.yml` or as a spreadsheet does is told of, because whoever wrote it expects it to be read; other endings
    /// (`.example`, `.bak`) are nobody's business.
    private static func list(
        _ folder: String, tables: Bool, _ problems: inout [ConfigurationProblem]
    ) -> [String] {
        let read = tables ? [".yaml", ".csv"] : [".yaml"]
        let unread = tables ? [".yml", ".CSV", ".tsv", ".xlsx", ".xls", ".ods", ".numbers"] : [".yml"]
        let files = names(in: folder, &problems) { name in (read + unread).contains(where: name.hasSuffix) }
        for file in files where unread.contains(where: file.hasSuffix) {
            let way = file.hasSuffix(".yml") ? "rename it" : "save the table as .csv"
            problems.append(
                ConfigurationProblem(
                    .warning, .desk, file: file, message: "the file is not read",
                    hint: "only files that end in \(WordList.alternatives(read)) are; \(way)"))
        }
        return files.filter { file in read.contains(where: file.hasSuffix) }
    }

    /// The paths of the files in a folder that are wanted, by name; dot files never are.
    private static func names(
        in folder: String, _ problems: inout [ConfigurationProblem], where isWanted: (String) -> Bool
    ) -> [String] {
        guard let handle = opendir(folder) else {
            if errno != ENOENT {
                problems.append(
                    ConfigurationProblem(
                        .error, .desk, file: folder, message: "the folder cannot be read: \(systemText(errno))"))
            }
            return []
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix("."), isWanted(name) { names.append(name) }
        }
        if names.count > ConfigurationLimits.filesPerFolder {
            problems.append(
                ConfigurationProblem(
                    .error, .desk, file: folder,
                    message: "there are \(names.count) files, more than \(ConfigurationLimits.filesPerFolder)"))
        }
        return names.sorted().prefix(ConfigurationLimits.filesPerFolder).map { "\(folder)/\($0)" }
    }

    static func readFile(_ path: String) -> File {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            let hint = errno == ENOENT ? "docket init DIR lays out a desk with its configuration" : nil
            return File(path: path, trouble: FileTrouble("the file cannot be read: \(systemText(errno))", hint: hint))
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        var content: [UInt8] = []
        while content.count <= ConfigurationLimits.fileBytes {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                return File(path: path, trouble: FileTrouble("the file cannot be read: \(systemText(errno))"))
            }
            if count == 0 { break }
            content += bytes[..<count]
        }
        guard content.count <= ConfigurationLimits.fileBytes else {
            let most = ConfigurationLimits.fileBytes >> 10
            return File(path: path, trouble: FileTrouble("the file is larger than \(most) KiB"))
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
            let sentence = "the file is not UTF-8 text: line \(bad + 1) is the first that is not"
            return File(path: path, trouble: FileTrouble(sentence, hint: "save the file in UTF-8"))
        }
        return File(path: path, text: text)
    }
}

/// What the system says about an error number.
func systemText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else {
            return "error \(code)"
        }
        return String(cString: start)
    }
}

extension ConfigurationFiles.File {
    /// What `body` makes of the text, and all that is wrong with the file. A byte order mark is no character of the first
    /// line.
    func read<Value>(
        scope: ConfigurationProblem.Scope, _ body: (String, YAMLReport) -> Value?
    ) -> (value: Value?, problems: [ConfigurationProblem]) {
        switch text {
        case .failure(let trouble):
            return (
                nil, [ConfigurationProblem(.error, scope, file: path, message: trouble.sentence, hint: trouble.hint)]
            )
        case .success(let whole):
            let text = whole.withoutByteOrderMark
            let report = YAMLReport(file: path, scope: scope, text: text)
            let value = body(text, report)
            return (value, report.problems)
        }
    }
}
