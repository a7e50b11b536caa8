// A file that a person names on the command line, or what comes through standard input, open for reading anywhere in it.

import ArgumentParser
import Glibc
import OrderFormats

final class IncomingFile {
    /// As messages name it.
    let name: String
    let size: Int
    private let descriptor: Int32

    /// `-` is standard input; what comes through a pipe is put into a temporary file first, because a reader may need
    /// to begin anew.
    init(_ path: String) throws {
        name = path == "-" ? "<stdin>" : path
        if path == "-" {
            descriptor = try IncomingFile.standardInput()
        } else {
            // A pipe that nobody writes to would hold the command for ever.
            descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { throw CommandTrouble(ExitStatus.notFound, "\(path): \(systemText(errno))") }
        }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw CommandTrouble(ExitStatus.notFound, "\(path) is not a file.")
        }
        size = Int(facts.st_size)
    }

    deinit { close(descriptor) }

    /// Each source reads on its own.
    func source() -> FileSource { FileSource(descriptor: descriptor) }

    private static func standardInput() throws -> Int32 {
        var facts = stat()
        if fstat(0, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG { return dup(0) }
        guard let copy = tmpfile() else {
            throw CommandTrouble(ExitStatus.problems, "no temporary file: \(systemText(errno))")
        }
        defer { fclose(copy) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandTrouble(ExitStatus.notFound, "<stdin>: \(systemText(errno))") }
            if count == 0 { break }
            guard fwrite(chunk, 1, count, copy) == count else {
                throw CommandTrouble(ExitStatus.problems, "the temporary file cannot be written: \(systemText(errno))")
            }
        }
        guard fflush(copy) == 0 else {
            throw CommandTrouble(ExitStatus.problems, "the temporary file cannot be written: \(systemText(errno))")
        }
        return dup(fileno(copy))
    }
}

/// A command ends with a sentence for its user and a status.
struct CommandTrouble: Error, CustomStringConvertible {
    let status: ExitCode
    let description: String

    init(_ status: ExitCode, _ description: String) {
        self.status = status
        self.description = description
    }
}

/// Runs a command: a trouble becomes a sentence and an exit status.
func sayingTrouble(_ command: () throws -> Void) throws {
    do {
        try command()
    } catch let trouble as CommandTrouble {
        Terminal.error.line("error: \(trouble)")
        throw trouble.status
    }
}

/// What the system says about an error number.
func systemText(_ number: Int32) -> String { String(cString: strerror(number)) }
