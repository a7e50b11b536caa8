// Where the programs under test stand, and how a test runs one to its end.

import Foundation
import Subprocess
import SystemPackage

/// The programs stand beside the test bundle.
enum Program: String {
    case docket
    case demo = "docket-demo"
    case carrier = "loopback-carrier"

    var path: FilePath { FilePath(CommandLine.arguments[0]).removingLastComponent().appending(rawValue) }
}

/// How a program ended and what it said.
struct Ended {
    var status: TerminationStatus
    var output: String
    var error: String

    /// The exit status; nil where a signal ended it.
    var code: Int32? { if case .exited(let code) = status { code } else { nil } }

    /// What it printed, as the value that it is in JSON.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    /// Whether all that it printed is one JSON value.
    var isJSON: Bool {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)) != nil
    }
}

/// Runs a program until it ends. `input` comes through a pipe to its standard input.
func run(
    _ program: Program, _ arguments: [String], in folder: String? = nil, input: String = ""
) async throws -> Ended {
    try await run(program.path, arguments, in: folder, input: input)
}

/// The same for any program.
func run(
    _ program: FilePath, _ arguments: [String], in folder: String? = nil, input: String = ""
) async throws -> Ended {
    let result = try await Subprocess.run(
        .path(program), arguments: Arguments(arguments),
        // A desk that the developer's own environment names must not get into a test.
        environment: .inherit.updating(["DOCKET_ROOT": nil, "NOTIFY_SOCKET": nil]),
        workingDirectory: folder.map { FilePath($0) },
        input: .fileDescriptor(try filledPipe(input), closeAfterSpawningProcess: true),
        output: .string(limit: 64 << 20),
        error: .string(limit: 16 << 20))
    return Ended(status: result.terminationStatus, output: result.standardOutput, error: result.standardError)
}

/// The reading end of a pipe that all of the text is in, and that nobody writes to any more. `.string` would do, but its
/// writer traps where a program ends before it has read its input, as one with a wrong option does (swift-subprocess,
/// issue 367).
private func filledPipe(_ text: String) throws -> FileDescriptor {
    let room = 64 << 10
    guard text.utf8.count <= room else { throw Errno.fileTooLarge }
    // Not for other programs that are started at this moment: they would hold it open.
    let pipe = try FileDescriptor.pipe(options: .closeOnExec)
    try pipe.writeEnd.closeAfter { _ = try pipe.writeEnd.writeAll(text.utf8) }
    return pipe.readEnd
}

/// The package's own folder, whatever links the tests were reached through.
let packageRoot: String = {
    let here = URL(filePath: #filePath).resolvingSymlinksInPath()
    return (0..<4).reduce(here) { folder, _ in folder.deletingLastPathComponent() }.path
}()

/// The official UBL 2.1 schemas and examples. They are not part of the project.
let officialUBL: String =
    (ProcessInfo.processInfo.environment["DOCKET_STANDARDS"] ?? packageRoot + "/../shared/standards") + "/ubl-2.1"
