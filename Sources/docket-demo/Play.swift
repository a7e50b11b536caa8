// Plays the samples: drops their files, lets the people answer when they are asked, and watches what comes out.

import Foundation
import OrderModel
import OrderProcess
import SeededNumbers

final class Play {
    struct Playing {
        let name: String
        let folder: URL
        let sample: Sample
        var next = 0
        var isOver: Bool { next == sample.steps.count }
    }

    private let desk: Desk
    private(set) var samples: [Playing]
    /// References of the samples' orders → order numbers.
    private(set) var numbers: [String: String] = [:]
    private var seen: Set<String> = []
    private var kills: Int
    private var random: SeededRandom
    private var nextKill: Date?
    private let say: (String) -> Void
    /// Seconds without any move after which nothing more is expected; a busy machine moves slowly.
    private static let patience = 60.0

    init(
        desk: Desk, samples: [(name: String, folder: URL, sample: Sample)], kills: Int, seed: UInt64,
        say: @escaping (String) -> Void
    ) {
        self.desk = desk
        self.samples = samples.map { Playing(name: $0.name, folder: $0.folder, sample: $0.sample) }
        self.kills = kills
        random = SeededRandom(seed: seed)
        self.say = say
    }

    /// Drops the desk's reference data, in the order of the file names, and waits until each is taken.
    func loadReferenceData(from folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "csv" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        for file in files {
            let name = file.lastPathComponent
            try desk.drop(try Data(contentsOf: file), into: "desk/master-data", as: name)
            let stem = name.split(separator: ".").first ?? ""
            try wait(seconds: 60, for: "the receipt for \(name)") {
                desk.documents().contains { OutboxPattern.matches("desk/master-data/receipt-\(stem)-*", $0) }
            }
            say("  \(name)")
        }
        seen = Set(desk.documents())
    }

    /// Plays everything; returns when every step is played and every order stands where it should, or when nothing has
    /// moved for too long.
    func playAll() throws {
        var lastMove = Date()
        if kills > 0 { nextKill = Date().addingTimeInterval(random.seconds(0.05...0.4)) }
        while Date().timeIntervalSince(lastMove) < Play.patience {
            if try step() { lastMove = Date() }
            if samples.allSatisfy(\.isOver), kills == 0, Checks.isSettled(desk: desk, play: self) { return }
            if try killIfDue() { lastMove = Date() }
            if let end = desk.daemonEnd {
                throw DemoError("the daemon ended with status \(end); see \(desk.root.path)/docket.log")
            }
            Thread.sleep(forTimeInterval: 0.03)
        }
    }

    private func step() throws -> Bool {
        var moved = false
        let documents = desk.documents()
        for document in documents where seen.insert(document).inserted {
            say("    outbox/\(document)")
            moved = true
        }
        for record in desk.orders() { numbers["\(record.partner)/\(record.order.customerReference)"] = record.number }
        for index in samples.indices where !samples[index].isOver {
            if try play(&samples[index], documents: documents) { moved = true }
        }
        return moved
    }

    private func play(_ playing: inout Playing, documents: [String]) throws -> Bool {
        let step = playing.sample.steps[playing.next]
        if let after = step.after {
            guard let pattern = resolved(after, of: playing.sample),
                documents.contains(where: { OutboxPattern.matches(pattern, $0) })
            else { return false }
        }
        let file = playing.folder.appending(path: step.drop)
        var bytes = try Data(contentsOf: file)
        if step.drop.hasPrefix("people/") {
            guard let text = resolved(String(decoding: bytes, as: UTF8.self), of: playing.sample) else { return false }
            bytes = Data(text.utf8)
        }
        // Two samples may have people who call their file the same.
        let base = file.lastPathComponent
        let name = step.into.hasPrefix("desk/") || step.into.hasPrefix("carriers/") ? "\(playing.name)-\(base)" : base
        try desk.drop(bytes, into: step.into, as: name)
        say("  \(playing.name): \(step.drop) → inbox/\(step.into)")
        playing.next += 1
        return true
    }

    /// The text with the numbers of the sample's orders in place of `{reference}`; nil while one is not known.
    func resolved(_ text: String, of sample: Sample) -> String? {
        var result = text
        for reference in sample.orders where result.contains("{\(reference)}") {
            guard let number = numbers["\(sample.partner)/\(reference)"] else { return nil }
            result = result.replacingOccurrences(of: "{\(reference)}", with: number)
        }
        return result
    }

    /// True where it was.
    private func killIfDue() throws -> Bool {
        guard kills > 0, let moment = nextKill, Date() >= moment else { return false }
        desk.killDaemon()
        kills -= 1
        say("  ✂ kill -9")
        try desk.startDaemon()
        nextKill = Date().addingTimeInterval(random.seconds(0.05...0.5))
        return true
    }

    private func wait(seconds: Double, for what: String, _ condition: () -> Bool) throws {
        let deadline = Date().addingTimeInterval(seconds)
        while !condition() {
            if let end = desk.daemonEnd {
                throw DemoError("the daemon ended with status \(end); see \(desk.root.path)/docket.log")
            }
            guard Date() < deadline else { throw DemoError("\(what) did not come; see \(desk.root.path)/docket.log") }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
