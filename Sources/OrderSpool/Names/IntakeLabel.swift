// How an intake is named in work/, archive/ and quarantine/, so that `ls` shows when, who and what, and so that after
// a crash everything about it can be read off the names alone: a folder `<intake id>@<folder>`, in it the file under its
// original name.

/// An intake's id and the inbox folder it came through. Written `0001@acme+edi` for id `0001` and folder `acme/edi`:
/// `/` becomes `+`, and what is not an ASCII letter, digit, dot, hyphen or underscore becomes `=NN` (hexadecimal).
package struct IntakeLabel: Hashable, Sendable {
    package let id: String
    package let folder: String

    /// - Throws: `SpoolError.badIdentifier` if the id is not 1 to 64 ASCII letters, digits, `.`, `_`, `-` beginning
    ///   with a letter or digit, or the folder's id is empty or too long (150 bytes when escaped).
    package init(id: String, folder: String) throws(SpoolError) {
        try Self.check(id: id)
        self.id = id
        self.folder = folder
        _ = try Self.escaped(folder: folder)
    }

    private init(checked id: String, folder: String) {
        self.id = id
        self.folder = folder
    }

    /// The label in `text`; nil if it is none.
    package static func parse(_ name: FileName) -> IntakeLabel? {
        let parts = name.bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return parse(id: parts[0], folder: parts[1])
    }

    private static func parse(id: ArraySlice<UInt8>, folder: ArraySlice<UInt8>) -> IntakeLabel? {
        guard isGood(id: id), let id = String(validating: id, as: UTF8.self), let folder = unescaped(folder) else {
            return nil
        }
        return IntakeLabel(checked: id, folder: folder)
    }

    /// The label as a file name; it fits by what `init` checked.
    package var name: FileName { FileName(composed: bytes) }

    var bytes: [UInt8] { Array(id.utf8) + [UInt8(ascii: "@")] + Self.escape(folder) }

    static func check(id: String) throws(SpoolError) {
        guard isGood(id: Array(id.utf8)[...]) else {
            throw .badIdentifier(
                id, why: "an id is 1 to \(FixedLimits.idBytes) ASCII letters, digits, dots, hyphens and underscores")
        }
    }

    /// A folder's id as one name.
    static func escaped(folder: String) throws(SpoolError) -> FileName {
        let parts = folder.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ FileName(bytes: Array($0)).map { !$0.isHidden } ?? false }) else {
            throw .badIdentifier(folder, why: "each part of it must be a legal file name that begins with no dot")
        }
        let bytes = escape(folder)
        guard (1...FixedLimits.escapedFolderBytes).contains(bytes.count) else {
            throw .badIdentifier(folder, why: "a folder's name is 1 to \(FixedLimits.escapedFolderBytes) bytes long")
        }
        return FileName(composed: bytes)
    }

    private static func isGood(id: ArraySlice<UInt8>) -> Bool {
        guard let first = id.first, id.count <= FixedLimits.idBytes else { return false }
        return isPlain(first) && first != UInt8(ascii: ".") && first != UInt8(ascii: "-") && id.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func escape(_ folder: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in folder.utf8 {
            if byte == UInt8(ascii: "/") {
                result.append(UInt8(ascii: "+"))
            } else if isPlain(byte) {
                result.append(byte)
            } else {
                result += [
                    UInt8(ascii: "="), PrintableBytes.hexDigits[Int(byte >> 4)],
                    PrintableBytes.hexDigits[Int(byte & 15)],
                ]
            }
        }
        return result
    }

    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                result.append(UInt8(ascii: "/"))
            } else if byte == UInt8(ascii: "=") {
                guard let high = rest.popFirst().flatMap(PrintableBytes.hexValue),
                    let low = rest.popFirst().flatMap(PrintableBytes.hexValue)
                else { return nil }
                result.append(high << 4 | low)
            } else if isPlain(byte) {
                result.append(byte)
            } else {
                return nil
            }
        }
        return result.isEmpty ? nil : String(validating: result, as: UTF8.self)
    }
}
