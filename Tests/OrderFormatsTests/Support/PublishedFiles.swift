// Files of the repository that are made from declarations: compared with what the declarations give, and written anew
// with DOCKET_WRITE_SCHEMAS=1 in the environment.

import Glibc
import Testing

enum PublishedFiles {
    static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

    /// `path` is relative to the repository.
    static func check(_ path: String, is bytes: [UInt8]) {
        if getenv("DOCKET_WRITE_SCHEMAS") != nil { write(bytes, to: "\(root)/\(path)") }
        let isSame = self.bytes(of: "\(root)/\(path)") == bytes
        #expect(isSame, "\(path) is not what the declarations give; DOCKET_WRITE_SCHEMAS=1 writes it")
    }

    static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// The names in a folder, sorted, without dot files.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "wb") else { return }
        defer { fclose(file) }
        fwrite(bytes, 1, bytes.count, file)
    }
}
