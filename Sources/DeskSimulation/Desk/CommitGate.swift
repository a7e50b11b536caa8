// What happens at a commit of the ledger: nothing, a refusal, an answer that is lost, or the end of the process.

import OrderLedger
import Synchronization

struct ProcessIsDead: Error {}

/// Stands at the ledger's commits for one process. Once it is dead, nothing is committed any more.
final class CommitGate: Sendable {
    enum Plan: Sendable {
        case nothing
        case refuses(LedgerError)
        /// It is committed, but the process is told that it failed.
        case losesAnswer(LedgerError)
        case diesBefore
        case diesAfter
    }

    private let state = Mutex((isDead: false, plan: Plan.nothing))
    /// Called inside the transaction, before it is committed.
    private let onCommit: @Sendable () -> Void

    init(onCommit: @escaping @Sendable () -> Void = {}) { self.onCommit = onCommit }

    var isDead: Bool { state.withLock { $0.isDead } }
    func die() { state.withLock { $0.isDead = true } }
    /// What the next commit comes to.
    func plan(_ plan: Plan) { state.withLock { $0.plan = plan } }

    var hooks: CommitHooks {
        CommitHooks(before: { try self.before() }, after: { try self.after() })
    }

    private func before() throws {
        if !isDead { onCommit() }
        try state.withLock { state in
            if state.isDead { throw ProcessIsDead() }
            switch state.plan {
            case .nothing, .losesAnswer, .diesAfter: return
            case .refuses(let error):
                state.plan = .nothing
                throw error
            case .diesBefore:
                state.isDead = true
                throw ProcessIsDead()
            }
        }
    }

    private func after() throws {
        try state.withLock { state in
            defer { state.plan = .nothing }
            switch state.plan {
            case .losesAnswer(let error): throw error
            case .diesAfter:
                state.isDead = true
                throw ProcessIsDead()
            default: return
            }
        }
    }
}
