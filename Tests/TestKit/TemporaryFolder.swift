// A folder of its own for a test, gone when the test is over.

import Glibc

/// Makes a fresh folder, hands its path to `body`, and removes it with everything in it.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = try makeTemporaryFolder()
    defer { removeTree(path) }
    return try body(path)
}

/// The same for a body that waits.
package func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = try makeTemporaryFolder()
    defer { removeTree(path) }
    return try await body(path)
}

package struct TemporaryFolderError: Error {
    package let code: Int32
}

private func makeTemporaryFolder() throws -> String {
    var template = Array("/tmp/docket-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryFolderError(code: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Removes a file or a folder with all that is in it; what is not there is no error.
package func removeTree(_ path: String) {
    chmod(path, 0o700)
    if let folder = opendir(path) {
        while let entry = readdir(folder) {
            let length = strlen(&entry.pointee.d_name.0)
            let name = withUnsafeBytes(of: entry.pointee.d_name) { [UInt8]($0.prefix(length)) }
            if name == [46] || name == [46, 46] { continue }
            var child = Array(path.utf8) + [47] + name + [0]
            child.withUnsafeMutableBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    var facts = stat()
                    guard let start = text.baseAddress, lstat(start, &facts) == 0 else { return }
                    if facts.st_mode & S_IFMT == S_IFDIR {
                        removeTree(String(cString: start))
                        rmdir(start)
                    } else {
                        unlink(start)
                    }
                }
            }
        }
        closedir(folder)
    }
    rmdir(path)
}
