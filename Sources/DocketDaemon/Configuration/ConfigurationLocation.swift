// Where a desk's configuration and its data lie.

/// The folder with the configuration files, and the folder beneath which the desk's own folders lie.
package struct ConfigurationLocation: Hashable, Sendable {
    /// The folder that holds `docket.yaml`.
    package let configuration: String
    /// The folder from which the desk's folders are named, unless `docket.yaml` names them from `/`.
    package let data: String

    package init(configuration: String, data: String) {
        self.configuration = ConfigurationLocation.withoutSlash(configuration)
        self.data = ConfigurationLocation.withoutSlash(data)
    }

    /// The service as it is installed from packages.
    package static let installed = ConfigurationLocation(configuration: "/etc/docket", data: "/var/lib/docket")

    /// A desk in one folder, as `docket init DIR` lays it out: the configuration is in `DIR/etc`.
    package init(root: String) {
        self.init(configuration: ConfigurationLocation.join(root, "etc"), data: root)
    }

    package var deskFile: String { ConfigurationLocation.join(configuration, "docket.yaml") }

    /// A path as a configuration file names it: from `/`, or beneath `base`.
    package static func join(_ base: String, _ path: String) -> String {
        if path.hasPrefix("/") { return withoutSlash(path) }
        let base = withoutSlash(base)
        return withoutSlash(base.hasSuffix("/") ? base + path : base + "/" + path)
    }

    private static func withoutSlash(_ path: String) -> String {
        var path = Substring(path)
        while path.count > 1, path.last == "/" { path.removeLast() }
        return path.isEmpty ? "." : String(path)
    }
}
