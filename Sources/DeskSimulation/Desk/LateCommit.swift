// The planted bug of a desk that publishes before it commits, made out of one that commits first: until the documents
// of a transaction are published, a death takes the transaction back.

import Foundation
import Synchronization

/// The ledger's files as they were before the last transaction with documents, for as long as that is owed.
final class LateCommit: Sendable {
    private struct State {
        var hasStaged = false
        var hasPublished = false
        /// By ending; nil: no such file.
        var before: [String: Data?]?
    }

    private static let endings = ["", "-wal"]
    private let ledgerPath: String
    private let state = Mutex(State())

    init(ledgerPath: String) { self.ledgerPath = ledgerPath }

    func didStage() { state.withLock { $0.hasStaged = true } }
    func didPublish() { state.withLock { $0.hasPublished = true } }

    /// What was published is on the disk: now the commit is made.
    func didSync() { state.withLock { if $0.hasPublished { $0 = State() } } }

    /// Something is done that comes after publishing.
    func settle() { state.withLock { $0.before = nil } }

    func willCommit() {
        state.withLock { state in
            guard state.hasStaged else { return state.before = nil }
            var files: [String: Data?] = [:]
            for ending in LateCommit.endings {
                files[ending] = .some(FileManager.default.contents(atPath: ledgerPath + ending))
            }
            state = State(before: files)
        }
    }

    /// The process has ended and its ledger is closed.
    func takeBack() throws {
        guard let before = state.withLock({ $0.before }) else { return }
        try? FileManager.default.removeItem(atPath: ledgerPath + "-shm")
        for (ending, content) in before {
            let url = URL(filePath: ledgerPath + ending)
            if let content { try content.write(to: url) } else { try? FileManager.default.removeItem(at: url) }
        }
    }
}
