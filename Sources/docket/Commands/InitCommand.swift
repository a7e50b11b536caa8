// `docket init DIR`: a desk to start with.

import ArgumentParser
import DocketDaemon

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lay out a desk: folders, a commented configuration, the default rules.",
        discussion: "Nothing that is there already is overwritten.")

    @Argument(help: ArgumentHelp("The folder of the desk; it is made if it is missing.", valueName: "dir"))
    var folder: String

    func run() throws {
        guard !folder.isEmpty else { throw ValidationError("Name the folder of the desk, such as ~/desk.") }
        let root = absolute(folder)
        let made: DeskInit.Result
        do {
            made = try DeskInit.layOut(at: root)
        } catch {
            Terminal.error.line("error: \(error)")
            throw ExitStatus.problems
        }
        let output = Terminal.output
        output.line("A desk is laid out in \(root): \(made.folders.count) folders and these files:")
        for file in made.files { output.line("  \(file)") }
        output.line()
        output.line("Start it:    docket run --root \(Init.quoted(folder))")
        output.line("Order:       drop a file into \(folder)/inbox/acme/web/ and look into \(folder)/outbox/acme/")
        output.line("Understand:  \(folder)/README.txt")
    }

    /// As a shell reads it: in quotes where a blank or a sign would mean something else.
    private static func quoted(_ path: String) -> String {
        let isPlain = !path.isEmpty && path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+~".contains($0) }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
