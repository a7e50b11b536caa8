// Which names in an inbox are never taken, because they belong to uploads under way or are not meant for the desk.

/// The names that are never taken: dot files, `*.tmp`, `*.part`, `*.filepart`, `*~`, `*.done` (a marker, not a file),
/// in either case, and what the partner's profile adds.
package struct NeverTaken: Sendable, Hashable {
    package var patterns: [ByteGlob]

    package init(patterns: [ByteGlob] = []) { self.patterns = patterns }

    private static let suffixes = [".tmp", ".part", ".filepart", "~", FileName.markerSuffix]

    package func contains(_ name: FileName) -> Bool {
        name.isHidden || Self.suffixes.contains { name.ends(withAnyCase: $0) } || patterns.contains { $0.matches(name) }
    }
}
