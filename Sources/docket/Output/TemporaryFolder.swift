// A folder for ledgers that are thrown away.

import Foundation

enum TemporaryFolder {
    /// In `TMPDIR`, or in `/tmp`.
    static func make(for purpose: String) throws -> String {
        let parent = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/docket-\(purpose).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandTrouble(
                ExitStatus.cannotWrite,
                "no temporary folder can be made in \(parent): \(systemText(errno)); set TMPDIR to a folder with room for "
                    + "two ledgers")
        }
        return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }
}
