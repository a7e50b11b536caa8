// The partners' side of the outboxes: documents are taken out while the desk runs, and every one is remembered. What
// comes twice, changes after it appeared, or breaks off is written down.

import Digests
import Foundation
import SeededNumbers
import Synchronization

/// What stands in the documents that were published, counted over the whole run.
struct Published {
    var documents = 0
    /// By order: how many confirmations name it.
    var confirmations: [Int: Int] = [:]
    /// By drop: how many receipts name it.
    var receipts: [Int: Int] = [:]
    /// Whose documents name which order: an order is confirmed to its own partner alone.
    var confirmedTo: [Int: Set<String>] = [:]
    var doubled: [String] = []
    var torn: [String] = []
}

final class Collector: Sendable {
    private struct Seen {
        var digest: String
        var isTakenAway: Bool
    }

    private struct State {
        var published = Published()
        var seen: [String: Seen] = [:]
        var random: SeededRandom
        var isStopped = false
    }

    private let outbox: String
    private let state: Mutex<State>
    private let thread = DispatchGroup()

    init(desk: TorturedDesk, seed: UInt64) {
        outbox = desk.outbox
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    var published: Published { state.withLock { $0.published } }

    /// Takes documents out, on a thread of its own, until `stop`.
    func start() {
        DispatchQueue.global().async(group: thread) { [self] in
            while !state.withLock({ $0.isStopped }) {
                look(takingAll: false)
                usleep(3000)
            }
        }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        thread.wait()
        look(takingAll: true)
    }

    /// One look into every outbox. Some documents stay for a while, as with a partner who is not in a hurry.
    func look(takingAll: Bool) {
        let places = Partner.allCases.map(\.id) + (takingAll ? deskFolders() : [])
        for place in places {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(outbox)/\(place)")) ?? []
            where !name.hasPrefix(".") {
                let takes = takingAll || state.withLock { $0.random.number(0...3) } > 0
                take("\(place)/\(name)", removing: takes)
            }
        }
    }

    private func deskFolders() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(outbox)/desk")) ?? []).map { "desk/\($0)" }
    }

    private func take(_ path: String, removing: Bool) {
        let file = "\(outbox)/\(path)"
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() ?? Data() else {
            return
        }
        let digest = (try? SHA256Digest.of([UInt8](data)).hexadecimal) ?? ""
        if removing { try? FileManager.default.removeItem(atPath: file) }
        // Whoever still writes into it is caught by this second look through the same descriptor.
        let later = (try? handle.seekToEnd()) ?? 0
        try? handle.close()
        state.withLock { state in
            if later != UInt64(data.count) { state.published.torn.append("outbox/\(path) grew after it appeared") }
            if let known = state.seen[path] {
                if known.isTakenAway { state.published.doubled.append("outbox/\(path) came a second time") }
                if known.digest != digest { state.published.torn.append("outbox/\(path) came with other bytes") }
                state.seen[path]?.isTakenAway = removing
                return
            }
            state.seen[path] = Seen(digest: digest, isTakenAway: removing)
            state.published.documents += 1
            note(Document(path: path, bytes: [UInt8](data)), &state.published)
        }
    }

    private func note(_ document: Document, _ published: inout Published) {
        if let fault = document.fault { published.torn.append("outbox/\(document.path): \(fault)") }
        switch document.kind {
        case .confirmation:
            for order in document.orders {
                published.confirmations[order, default: 0] += 1
                published.confirmedTo[order, default: []].insert(document.recipient)
            }
        case .receipt:
            for drop in document.drops { published.receipts[drop, default: 0] += 1 }
        case .other: break
        }
    }
}
