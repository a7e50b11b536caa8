// Names that become folders: of partners, carriers and roles.

package enum FolderName {
    /// Folders of the inbox and outbox that are no partner's.
    package static let reserved: Set<String> = ["desk", "carriers"]

    /// Why a text cannot be the name of a folder, in words; nil if it can. Only what every file system and every tool
    /// on the way takes is allowed.
    package static func problem(_ name: String) -> String? {
        let bytes = Array(name.utf8)
        guard let first = bytes.first else { return "it is empty" }
        guard bytes.count <= ConfigurationLimits.folderName else {
            return "it is longer than \(ConfigurationLimits.folderName) characters"
        }
        guard bytes.allSatisfy({ isLetterOrDigit($0) || "-_.".utf8.contains($0) }) else {
            return "only the letters a to z, digits, '-', '_' and '.' are allowed"
        }
        guard isLetterOrDigit(first) else { return "it must begin with a letter or a digit" }
        return bytes.last == UInt8(ascii: ".") ? "it must not end with '.'" : nil
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
