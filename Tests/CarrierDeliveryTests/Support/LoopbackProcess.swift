// loopback-carrier as another process, as long as a test lasts.

import Glibc
import TestKit

struct LoopbackProblem: Error { let sentence: String }

/// A running loopback-carrier.
final class LoopbackProcess: Sendable {
    let port: UInt16
    private let process: pid_t
    private let logFile: String

    /// The program stands beside the test bundle.
    static var program: String {
        let bundle = CommandLine.arguments[0]
        let folder = bundle.lastIndex(of: "/").map { bundle[..<$0] } ?? "."
        return "\(folder)/loopback-carrier"
    }

    init(folder: String, arguments: [String]) throws {
        logFile = "\(folder)/carrier.log"
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw LoopbackProblem(sentence: "no pipe: error \(errno)") }
        defer { close(ends[0]) }
        let words = [LoopbackProcess.program, "--log", logFile] + arguments
        process = try LoopbackProcess.spawn(words, standardOutput: ends)
        var line = ""
        var byte: UInt8 = 0
        while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.unicodeScalars.append(.init(byte)) }
        guard line.hasPrefix("listening on http://127.0.0.1:"),
            let port = line.split(separator: ":").last.flatMap({ UInt16($0) })
        else {
            kill(process, SIGKILL)
            throw LoopbackProblem(sentence: "loopback-carrier said: \(line)")
        }
        self.port = port
    }

    private static func spawn(_ words: [String], standardOutput ends: [Int32]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let code = posix_spawn(&process, words[0], &actions, nil, arguments, environ)
        close(ends[1])
        guard code == 0 else { throw LoopbackProblem(sentence: "\(words[0]) does not start: error \(code)") }
        return process
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// The lines of its log so far.
    func log() -> [String] {
        guard let file = fopen(logFile, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Sends SIGTERM and returns the exit status.
    @discardableResult func stop() -> Int32 {
        kill(process, SIGTERM)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}

/// A loopback carrier, its folder, and a file with the key it knows.
struct LoopbackBench {
    let carrier: LoopbackProcess
    let folder: String
    let secretFile: String
}

func withLoopbackCarrier<Result>(_ body: (LoopbackBench) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
        let secretFile = try writeSecret(Samples.secret, in: folder)
        let carrier = try LoopbackProcess(folder: folder, arguments: ["--secret-file", secretFile])
        defer { carrier.stop() }
        return try await body(LoopbackBench(carrier: carrier, folder: folder, secretFile: secretFile))
    }
}

/// Writes a file and returns its path.
func writeSecret(_ text: String, in folder: String, name: String = "secret") throws -> String {
    let path = "\(folder)/\(name)"
    guard let file = fopen(path, "w") else { throw LoopbackProblem(sentence: "\(path) cannot be written") }
    defer { fclose(file) }
    fputs(text, file)
    return path
}
