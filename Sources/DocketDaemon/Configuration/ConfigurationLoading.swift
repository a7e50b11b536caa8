// From the configuration's files to the configuration: every file is read, every problem told, and what one file has
// wrong stops no more than it has to.

import CarrierDelivery
import OrderModel
import OrderProcess
package import ReviewRules
import Yams

/// What came of loading.
package struct LoadedConfiguration: Sendable {
    /// Nil if the desk cannot run with it: `docket.yaml` or the rules have errors and there was nothing to keep.
    package let configuration: Configuration?
    /// By file and place.
    package let problems: [ConfigurationProblem]

    package var hasErrors: Bool { problems.contains { $0.severity == .error } }
    package var errors: [ConfigurationProblem] { problems.filter { $0.severity == .error } }
}

extension Configuration {
    /// Reads and checks the configuration at a location.
    ///
    /// An error in `docket.yaml` makes the whole unusable. An error in a partner's or a carrier's file stops that
    /// partner or carrier alone. An error in a rule file makes all rules unusable, because an order that a missing
    /// rule would have held must not pass.
    ///
    /// - Parameters:
    ///   - previous: the configuration in use, when a running desk loads again: for partners, carriers and rules with
    ///     errors, what it has is kept.
    ///   - variables: what rules may name.
    package static func load(
        from location: ConfigurationLocation, keeping previous: Configuration? = nil,
        variables: [String: RuleType] = RuleVariables.types
    ) -> LoadedConfiguration {
        load(ConfigurationFiles.read(at: location), location: location, keeping: previous, variables: variables)
    }

    /// The configuration with other rules: those of a folder, or of one file.
    package static func load(
        from location: ConfigurationLocation, rulesAt path: String
    ) -> LoadedConfiguration {
        var files = ConfigurationFiles.read(at: location)
        var problems: [ConfigurationProblem] = []
        files.rules = ConfigurationFiles.rules(at: path, tables: true, &problems)
        files.problems += problems
        return load(files, location: location)
    }

    /// The same for files that have been read already.
    package static func load(
        _ files: ConfigurationFiles, location: ConfigurationLocation, keeping previous: Configuration? = nil,
        variables: [String: RuleType] = RuleVariables.types
    ) -> LoadedConfiguration {
        let loader = ConfigurationLoader(location: location)
        let configuration = loader.load(files, keeping: previous, variables: variables)
        return LoadedConfiguration(configuration: configuration, problems: (files.problems + loader.problems).sorted())
    }
}

/// Reads the files one after the other; later ones are checked against what earlier ones say.
private final class ConfigurationLoader {
    let location: ConfigurationLocation
    private(set) var problems: [ConfigurationProblem] = []

    init(location: ConfigurationLocation) { self.location = location }

    func load(
        _ files: ConfigurationFiles, keeping previous: Configuration?, variables: [String: RuleType]
    ) -> Configuration? {
        let carrierIDs = files.carriers.map(\.id)
        let desk = read(files.desk, scope: .desk) { root, _ in
            DeskFile.read(root, data: location.data, carriers: carrierIDs)
        }
        let carriers = readCarriers(files.carriers)
        let partners = readPartners(files.partners, carriers: carrierIDs)
        let rules = readRules(files.rules, roles: desk?.roles.all, variables: variables, keeping: previous)
        guard let desk, let rules, !files.problems.contains(where: { $0.severity == .error }) else { return nil }
        var configuration = Configuration(
            location: location, folders: desk.folders, seller: desk.seller, orders: desk.orders,
            calendar: desk.calendar, stock: desk.stock, dispatch: desk.dispatch,
            deliveries: desk.deliveries, roles: desk.roles,
            limits: desk.limits, log: desk.log, partners: [:], carriers: [:], rules: rules.rules, ruleSet: rules)
        configuration.clocks = desk.clocks
        configuration.transport = desk.transport
        configuration.letters = LetterFiles.read(files.templates, keeping: previous?.letters, problems: &problems)
        for (id, partner) in partners {
            if let usable = partner ?? previous?.partners[id] {
                configuration.partners[id] = usable
            } else {
                configuration.stoppedPartners.insert(id)
            }
        }
        for (id, carrier) in carriers {
            if let usable = carrier?.endpoint ?? previous?.carriers[id] {
                configuration.carriers[id] = usable
                let service = carrier == nil ? previous?.transport.rules.service(of: id) : carrier?.service
                if let service { configuration.transport.rules.add(service) }
            } else {
                configuration.stoppedCarriers.insert(id)
            }
        }
        return configuration
    }

    // MARK: Files

    /// Reads one file with `body`; nil if there is any error in it.
    private func read<Value>(
        _ file: ConfigurationFiles.File, scope: ConfigurationProblem.Scope,
        _ body: (YAMLNode, YAMLReport) -> Value?
    ) -> Value? {
        readText(file, scope: scope) { text, report in
            YAMLText.compose(text, into: report).flatMap { body($0, report) }
        }
    }

    private func readText<Value>(
        _ file: ConfigurationFiles.File, scope: ConfigurationProblem.Scope, _ body: (String, YAMLReport) -> Value?
    ) -> Value? {
        let (value, found) = file.read(scope: scope, body)
        problems += found
        return found.contains { $0.severity == .error } ? nil : value
    }

    // MARK: Carriers

    private func readCarriers(_ files: [ConfigurationFiles.File]) -> [(String, CarrierFile.Content?)] {
        files.map { file in
            let content = read(file, scope: .carrier(file.id)) { root, report in
                checkID(file, what: "carrier", report)
                return CarrierFile.read(root, id: file.id, configuration: location.configuration)
            }
            return (file.id, content)
        }
    }

    private func checkID(_ file: ConfigurationFiles.File, what: String, _ report: YAMLReport) {
        if let problem = FolderName.problem(file.id) {
            report.error(
                "'\(file.id)' cannot be the id of a \(what): \(problem)", at: nil,
                hint: "rename the file; its name is the id")
        }
    }

    // MARK: Partners

    private func readPartners(
        _ files: [ConfigurationFiles.File], carriers: [String]
    ) -> [(String, PartnerProfile?)] {
        var folders: [String: String] = [:]
        var owners: [Identifier: (partner: String, file: String)] = [:]
        return files.map { file in
            let profile = read(file, scope: .partner(file.id)) { root, report -> PartnerProfile? in
                checkID(file, what: "partner", report)
                if FolderName.reserved.contains(file.id.lowercased()) {
                    report.error(
                        "'\(file.id)' cannot be the id of a partner: the desk uses that folder itself", at: nil,
                        hint: "rename the file; its name is the id")
                }
                if let other = folders.updateValue(file.path, forKey: file.id.lowercased()) {
                    report.error(
                        "the id '\(file.id)' differs from \(other) only in capital letters", at: nil,
                        hint: "on some file systems both would be one folder")
                }
                let profile = PartnerFile.read(root, id: file.id, carriers: carriers)
                if let profile { checkIdentifiers(of: profile, file: file, root, report, &owners) }
                return profile
            }
            return (file.id, profile)
        }
    }

    /// Two partners with one identifier could place orders in each other's name (B14).
    private func checkIdentifiers(
        of profile: PartnerProfile, file: ConfigurationFiles.File, _ root: YAMLNode, _ report: YAMLReport,
        _ owners: inout [Identifier: (partner: String, file: String)]
    ) {
        let nodes = identifierNodes(root)
        for (index, identifier) in profile.identifiers.enumerated() {
            let taken = owners.first { same($0.key, identifier) }
            if let taken, taken.value.partner != profile.id {
                report.error(
                    "the identifier \(identifier.value) belongs to partner \(taken.value.partner) already",
                    at: nodes.count == profile.identifiers.count ? nodes[index].place : nil,
                    hint: "see \(taken.value.file); one of the two files is wrong")
            } else {
                owners[identifier] = (profile.id, file.path)
            }
        }
    }

    /// Without a scheme on one side it may be the same number.
    private func same(_ left: Identifier, _ right: Identifier) -> Bool {
        guard left.value == right.value else { return false }
        guard let leftScheme = left.scheme, let rightScheme = right.scheme else { return true }
        return leftScheme.lowercased() == rightScheme.lowercased()
    }

    private func identifierNodes(_ root: YAMLNode) -> [YAMLNode] {
        guard let mapping = root.node.mapping, let list = mapping.first(where: { $0.key.string == "identifiers" })
        else { return [] }
        let node = YAMLNode(list.value, report: root.report)
        return node.elements ?? [node]
    }

    // MARK: Rules

    /// Nil if any rule has an error and there are no earlier ones to keep.
    private func readRules(
        _ files: [ConfigurationFiles.File], roles: [String]?, variables: [String: RuleType],
        keeping previous: Configuration?
    ) -> RuleSet? {
        var reports: [String: YAMLReport] = [:]
        var definitions: [RuleDefinition] = []
        var isGood = true
        for file in files {
            let rules = readText(file, scope: .rules) { text, report -> [RuleDefinition]? in
                reports[file.path] = report
                // With errors elsewhere in the file, the conditions are checked all the same.
                let rules =
                    file.isTable
                    ? RuleTable.read(text, roles: roles, variables: variables, into: report).rows.map(\.rule)
                    : YAMLText.compose(text, into: report).map { RuleFile.read($0, roles: roles) }
                definitions += rules ?? []
                return rules
            }
            if rules == nil { isGood = false }
        }
        let (set, errors) = RuleSet.compile(definitions, variables: variables)
        for error in errors {
            problems.append(
                ConfigurationProblem(
                    .error, .rules, file: error.file, line: error.line, column: error.column,
                    message: "rule \(error.rule): \(error.sentence)",
                    hint: error.suggestion.map { "did you mean '\($0)'?" },
                    sourceLine: reports[error.file]?.line(error.line)))
        }
        return isGood && set != nil ? set : previous?.ruleSet
    }
}

extension String {
    /// A byte order mark is no character of the first line.
    var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
    }
}
