// Looking at a file that a carrier's settings name, without reading it: is it there, and for nobody else.

import Glibc

enum SecretFileCheck {
    /// - Parameters:
    ///   - what: what the file is called in messages.
    ///   - isSecret: others may not read it.
    ///   - isStrict: if they may, that is an error and no warning.
    static func look(
        at path: String, _ what: String, _ node: YAMLNode, isSecret: Bool = true, isStrict: Bool = false
    ) {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            let code = errno
            if code == EACCES {
                node.warning("whether \(path) is there cannot be seen: \(systemText(code))")
            } else {
                node.error("the \(what) \(path) cannot be used: \(systemText(code))")
            }
            return
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            node.error("the \(what) \(path) is not a file")
            return
        }
        guard access(path, R_OK) == 0 else {
            node.warning("the \(what) \(path) cannot be read here: \(systemText(errno))")
            return
        }
        let mask: mode_t = isSecret ? 0o027 : 0o022
        guard facts.st_mode & mask != 0 else { return }
        let message = "others may \(isSecret ? "read or change" : "change") the \(what) \(path)"
        let hint = isSecret ? "chmod 600 \(path), or 640 for a group" : "chmod 644 \(path)"
        if isStrict { node.error(message, hint: hint) } else { node.warning(message, hint: hint) }
    }
}
