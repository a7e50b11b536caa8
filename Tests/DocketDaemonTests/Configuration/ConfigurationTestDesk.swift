// A configuration in memory for the tests: a good one, of which each test changes what it is about.

import Testing

@testable import DocketDaemon

/// The files of a small desk.
struct ConfigurationTestDesk {
    var desk = """
        seller:
          name: Example Trading Company
        """
    var partners: [String: String] = [:]
    var rules: [String: String] = [:]
    /// Decision tables.
    var tables: [String: String] = [:]
    var carriers: [String: String] = [:]
    /// By file name.
    var templates: [String: String] = [:]

    static let location = ConfigurationLocation(configuration: "etc", data: "/desk")

    func load(keeping previous: Configuration? = nil) -> LoadedConfiguration {
        Configuration.load(files, location: ConfigurationTestDesk.location, keeping: previous)
    }

    var files: ConfigurationFiles {
        func files(_ folder: String, _ texts: [String: String]) -> [ConfigurationFiles.File] {
            texts.sorted { $0.key < $1.key }.map {
                ConfigurationFiles.File(path: "etc/\(folder)/\($0.key).yaml", text: $0.value)
            }
        }
        let tables = tables.sorted { $0.key < $1.key }.map {
            ConfigurationFiles.File(path: "etc/rules/\($0.key).csv", text: $0.value)
        }
        return ConfigurationFiles(
            desk: ConfigurationFiles.File(path: "etc/docket.yaml", text: desk),
            partners: files("partners", partners), rules: files("rules", rules) + tables,
            carriers: files("carriers", carriers),
            templates: templates.sorted { $0.key < $1.key }.map {
                ConfigurationFiles.File(path: "etc/templates/\($0.key)", text: $0.value)
            })
    }

    /// The problems, each as one line.
    func problems() -> [String] { load().problems.map(\.description) }
}

extension ConfigurationTestDesk {
    static func desk(_ text: String) -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.desk = text
        return desk
    }

    static func partner(_ text: String, id: String = "acme") -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.partners = [id: text]
        return desk
    }

    static func rules(_ text: String) -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.rules = ["prices": text]
        return desk
    }

    static func table(_ text: String) -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.tables = ["sizes": text]
        return desk
    }

    static func carrier(_ text: String) -> ConfigurationTestDesk {
        var desk = ConfigurationTestDesk()
        desk.carriers = ["express": text]
        return desk
    }
}
