// A sample of the gallery `inbox-samples/`: what is dropped, who answers what, and what must come of it.

import Foundation
import Yams

/// `sample.yaml` of one folder. File patterns are relative to the outbox; `*` stands for anything, `{PO-1}` for the number
/// of the order with that reference.
struct Sample: Decodable {
    struct Step: Decodable {
        /// The file to drop, in the sample's folder. `{PO-1}` in it is replaced too.
        var drop: String
        /// The inbox: `acme/web`, `desk/finance`, `carriers/loopback`.
        var into: String
        /// A document that has to be in the outbox first.
        var after: String?
    }

    var title: String
    var shows: String
    var partner: String
    var orders: [String]
    var steps: [Step]
    /// Patterns of documents that must be there, each once, or as often as the number behind it says.
    var outbox: [String]
    /// Texts that documents must have in them.
    var contains: [String: [String]]?
    /// The status that each order must have in the end.
    var status: [String: String]?
    /// What the carrier must have been told about an order, in this order for each shipment.
    var told: [String: [String]]?
    /// Files that must lie in quarantine, and the finding that their receipt must name.
    var quarantine: [String: String]?

    /// All samples beneath a folder, by name.
    static func load(from folder: URL) throws -> [(name: String, folder: URL, sample: Sample)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { folder in
                let file = folder.appending(path: "sample.yaml")
                guard FileManager.default.fileExists(atPath: file.path) else { return nil }
                let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                let sample = try YAMLDecoder().decode(Sample.self, from: text)
                return (folder.lastPathComponent, folder, sample)
            }
    }
}

/// A pattern of a file's path, with how often it must be matched.
struct OutboxPattern {
    let text: String
    let count: Int

    init(_ line: String) {
        let parts = line.split(separator: " ")
        text = parts.first.map(String.init) ?? line
        count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    }

    /// `*` stands for any characters but `/`.
    static func matches(_ pattern: String, _ path: String) -> Bool {
        var rest = Substring(path)
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = pieces.first, rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        if pieces.count == 1 { return rest.isEmpty }
        for piece in pieces.dropFirst().dropLast() {
            guard let found = rest.range(of: piece), !rest[..<found.lowerBound].contains("/") else { return false }
            rest = rest[found.upperBound...]
        }
        guard let last = pieces.last else { return false }
        return rest.hasSuffix(last) && !rest.dropLast(last.count).contains("/")
    }
}
