// Reads a mapping key by key. The keys that the reading code asks for are the keys that exist: every other one is an
// error, with the name that was probably meant.

import Yams

/// A mapping of a file while it is read.
final class YAMLMapping {
    struct Entry {
        let key: String
        let keyPlace: YAMLPlace
        let value: YAMLNode
    }

    let report: YAMLReport
    let place: YAMLPlace
    let entries: [Entry]
    /// Keys that were asked for, in the order of asking.
    private var known: [String] = []

    private init(_ node: YAMLNode, _ mapping: Node.Mapping) {
        report = node.report
        place = node.place
        var entries: [Entry] = []
        for (key, value) in mapping {
            let keyNode = YAMLNode(key, report: report, fallback: node.place)
            guard let name = keyNode.text else {
                keyNode.error("a key must be a text, not \(keyNode.inWords)")
                continue
            }
            if name.unicodeScalars.first == YAMLText.repeatedKeyMark { continue }
            entries.append(
                Entry(
                    key: name, keyPlace: keyNode.place,
                    value: YAMLNode(value, report: report, fallback: keyNode.place)))
        }
        self.entries = entries
    }

    /// Reads a mapping with `body` and reports the keys that `body` did not ask for. `what` names the mapping in
    /// messages, such as "a partner". Nil, and a problem, if the node is no mapping.
    static func read<Value>(_ node: YAMLNode, what: String, _ body: (YAMLMapping) -> Value) -> Value? {
        guard case .mapping(let mapping) = node.node else {
            node.error("expected \(what) as a mapping (key: value), but \(node.inWords) stands here")
            return nil
        }
        let reader = YAMLMapping(node, mapping)
        let value = body(reader)
        reader.reportUnknownKeys(what)
        return value
    }

    /// The entry of a key; nil if there is none, or nothing stands behind it.
    func entry(_ key: String) -> Entry? {
        if !known.contains(key) { known.append(key) }
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNothing else { return nil }
        return entry
    }

    func has(_ key: String) -> Bool { entry(key) != nil }

    /// The value of a key, if it is there and right.
    func optional<Value>(_ key: String, _ type: YAMLType<Value>) -> Value? {
        entry(key).flatMap { type.read($0.value) }
    }

    /// The value of a key, or `standard` where it is not there (or wrong, which is reported).
    func value<Value>(_ key: String, _ type: YAMLType<Value>, else standard: Value) -> Value {
        optional(key, type) ?? standard
    }

    /// The value of a key that has to be there.
    func required<Value>(_ key: String, _ type: YAMLType<Value>, hint: String? = nil) -> Value? {
        if let entry = entry(key) { return type.read(entry.value) }
        let stated = entries.first { $0.key == key }
        report.error(
            stated == nil ? "'\(key)' is missing" : "'\(key)' is empty", at: stated?.keyPlace ?? place,
            hint: hint ?? "write \(key): and \(type.expected)")
        return nil
    }

    /// Reads the mapping behind a key with `body`; nil if there is none.
    @discardableResult
    func section<Value>(_ key: String, what: String, _ body: (YAMLMapping) -> Value) -> Value? {
        entry(key).flatMap { YAMLMapping.read($0.value, what: what, body) }
    }

    private func reportUnknownKeys(_ what: String) {
        for entry in entries where !known.contains(entry.key) {
            let near = NearestName.of(entry.key, among: known)
            report.error(
                "there is no key '\(entry.key)' in \(what)", at: entry.keyPlace,
                hint: near.map { "did you mean '\($0)'?" } ?? "known keys: \(known.joined(separator: ", "))")
        }
    }
}
