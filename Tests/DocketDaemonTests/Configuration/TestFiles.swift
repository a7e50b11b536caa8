// Writing and reading small files in tests.

import Glibc

struct TestFileError: Error {
    let path: String
    let code: Int32
}

func write(_ text: String, to path: String, mode: mode_t = 0o600) throws {
    try write(bytes: Array(text.utf8), to: path, mode: mode)
}

func write(bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw TestFileError(path: path, code: errno) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
        throw TestFileError(path: path, code: errno)
    }
    fchmod(descriptor, mode)
}

func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
}

func permissions(of path: String) -> mode_t? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
}
