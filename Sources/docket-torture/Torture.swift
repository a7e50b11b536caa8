// The torture: a real desk on real files, whose daemon dies again and again, and a check from outside of what it
// promised: nothing lost, nothing doubled, nothing torn, everything answered.

import ArgumentParser
import Foundation
import SeededNumbers

@main
struct Torture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket-torture",
        abstract: "Kill a real desk at random moments and at every call to the disk, and count what is lost.",
        discussion: """
            Lays out a desk, drops orders, and kills the daemon. Then it looks as the partners would: every order confirmed \
            once, every file answered once and kept once, byte for byte; no document twice, none torn. Exit status 1 means \
            that this does not hold. The desk stays there to look at.
            """)

    enum Mode: String, CaseIterable, ExpressibleByArgument {
        case random, calls, errors
    }

    @Option(help: "So many times kill -9 at a random moment.") var kills = 1000
    @Option(help: "What drops and random moments follow from.") var seed: UInt64 = 1
    @Option(help: "At most so many calls of a run, spread evenly over it. Left out: every one.") var calls: Int?
    @Option(
        help: "Only this mode: random, calls (killed at a call), errors (a call fails). May be given several times.")
    var only: [Mode] = []
    @Option(help: ArgumentHelp("Where the desks are laid out.", valueName: "dir")) var desk = "var/torture"
    @Option(
        help: ArgumentHelp(
            "Inboxes and outboxes lie in this folder of another file system (such as /dev/shm).", valueName: "dir"))
    var elsewhere: String?
    @Option(help: ArgumentHelp("The program; left out: the one beside this.", valueName: "file")) var program: String?

    func validate() throws {
        guard kills >= 0, calls ?? 0 >= 0 else { throw ValidationError("Counts are not below 0.") }
    }

    func run() throws {
        let place = try Workplace(
            folder: desk, elsewhere: elsewhere, program: program ?? Torture.beside("docket"))
        let modes = only.isEmpty ? Mode.allCases : only
        var tallies: [Tally] = []
        for mode in modes {
            switch mode {
            case .random: tallies.append(try RandomKills(place: place, kills: kills, seed: seed).run())
            case .calls, .errors:
                guard let strace = Strace.find() else {
                    Progress.say("SKIPPED: \(mode.rawValue): strace is not installed (apt-get install strace).")
                    tallies.append(Tally(mode: "\(mode.rawValue) (skipped: no strace)"))
                    continue
                }
                let calls = CallTorture(place: place, strace: strace, limit: calls, seed: seed)
                tallies.append(try mode == .calls ? calls.kill() : calls.fail())
            }
        }
        print(Report(tallies: tallies, seed: seed, again: again(modes)).text())
        if tallies.contains(where: { !$0.isGood }) { throw ExitCode(1) }
    }

    private func again(_ modes: [Mode]) -> String {
        var words = ["scripts/torture", "--kills \(kills)", "--seed \(seed)"]
        if let calls { words.append("--calls \(calls)") }
        if let elsewhere { words.append("--elsewhere \(elsewhere)") }
        if modes.count < Mode.allCases.count { words += modes.map { "--only \($0.rawValue)" } }
        return words.joined(separator: " ")
    }

    private static func beside(_ name: String) -> String {
        URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: name).path
    }
}

struct TortureError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// What is going on, for people who wait.
enum Progress {
    static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

extension SeededRandom {
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
