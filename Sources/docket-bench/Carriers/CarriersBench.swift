// `docket-bench carriers`: how many signed notices a second leave this machine, beside programs that a user knows, and
// what the whole way from the outbox costs.

import ArgumentParser
import Foundation

struct CarriersBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "carriers", abstract: "Measure the delivery to carriers beside curl and wrk.",
        discussion: """
            All programs post to the same small server on loopback. 'posts' compares our transport with a bare libcurl loop in \
            C, 'curl --parallel' and wrk; 'outbox' lets a running desk deliver from its outbox on the disk, alone and beside \
            an endpoint that hangs; 'backlog' starts a desk with many undelivered notices. docs/performance.md explains the \
            figures.
            """)

    enum Part: String, CaseIterable, ExpressibleByArgument { case posts, outbox, backlog }

    @Option(help: ArgumentHelp("A fresh folder for this run is made beneath it.", valueName: "dir"))
    var folder = "var/bench"
    @Option(
        help: ArgumentHelp(
            "Only these parts: \(Part.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "names"),
        transform: CarriersBench.parts)
    var only: Set<Part> = Set(Part.allCases)
    @Option(help: ArgumentHelp("How many posts each program makes in a round.", valueName: "n"))
    var posts = 20_000
    @Option(help: ArgumentHelp("How many rounds; the median counts.", valueName: "n"))
    var rounds = 5
    @Option(help: ArgumentHelp("How many notices the desk delivers in a round of 'outbox'.", valueName: "n"))
    var notices = 20_000
    @Option(help: ArgumentHelp("How many undelivered notices 'backlog' starts with.", valueName: "n"))
    var backlog = 100_000
    @Option(help: ArgumentHelp("The program that is measured.", valueName: "path"))
    var docket: String?
    @Option(help: ArgumentHelp("The program curl; without it, it is left out.", valueName: "path"))
    var curl: String?
    @Option(help: ArgumentHelp("The program wrk; without it, it is left out.", valueName: "path"))
    var wrk: String?
    @Option(help: ArgumentHelp("Only these programs post: docket, bare-loop, curl, wrk.", valueName: "name"))
    var who: [Poster] = Poster.allCases
    @Flag(help: "Print the figures as JSON.")
    var json = false
    @Flag(help: "Leave the desks and their logs.")
    var keep = false

    private static let inFlight = [1, 8, 64]

    private static func parts(_ text: String) throws -> Set<Part> {
        Set(
            try text.split(separator: ",").map { name in
                guard let part = Part(rawValue: String(name)) else {
                    throw ValidationError("There is no part '\(name)'.")
                }
                return part
            })
    }

    func validate() throws {
        guard (100...10_000_000).contains(posts) else { throw ValidationError("--posts must be 100 to 10000000.") }
        guard (1...100).contains(rounds) else { throw ValidationError("--rounds must be 1 to 100.") }
        guard (1_000...10_000_000).contains(notices) else {
            throw ValidationError("--notices must be 1000 to 10000000.")
        }
        guard (1_000...10_000_000).contains(backlog) else {
            throw ValidationError("--backlog must be 1000 to 10000000.")
        }
    }

    func run() throws {
        let place = try Workplace(beneath: folder)
        let progress = Progress()
        var report = CarriersReport(machine: Machine.look(at: place))
        if only.contains(.posts) { report.posts = try measurePosts(place, progress) }
        if only.contains(.outbox) || only.contains(.backlog) {
            let run = OutboxRun(program: try program(), place: place, progress: progress)
            if only.contains(.outbox) { report.outbox = try run.measure(notices: notices, rounds: rounds) }
            if only.contains(.backlog) { report.backlog = try run.measureBacklog(notices: backlog) }
        }
        TextOut.standard.write(json ? try report.json() + "\n" : report.text())
        if keep { progress.say("The desks are in \(place.path)") } else { try place.remove() }
    }

    private func program() throws -> String {
        if let docket { return docket }
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: own).deletingLastPathComponent().appending(path: "docket").path
    }

    /// Each round lets every program run once, so that what disturbs one disturbs all.
    private func measurePosts(_ place: Workplace, _ progress: Progress) throws -> [PostResult] {
        let server = try BenchServer("posts", in: place)
        let posting = Posting(url: server.url("/notices"), place: place, curl: curl, wrk: wrk)
        return try CarriersBench.inFlight.map { inFlight in
            var result = PostResult(inFlight: inFlight)
            let count = inFlight == 1 ? max(100, posts / 2) : posts
            for round in 1...rounds {
                for poster in who {
                    progress.say("\(inFlight) in flight, round \(round) of \(rounds): \(poster.title)")
                    if let figures = try posting.run(poster, inFlight: inFlight, count: count, seconds: 2) {
                        result.runs[poster.rawValue, default: []].append(figures)
                    }
                }
            }
            return result
        }
    }
}
