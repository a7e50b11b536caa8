// A second processor for work that needs nothing but its values: begun here, done there, asked for later.

import Dispatch
import Synchronization

/// Runs what it is given, one after the other, beside the thread that gives it.
///
/// Whoever asks for a result that nobody has begun computes it himself, so nothing ever waits for an idle thread, and a
/// program that has only one processor does not wait at all.
package final class SideThread: Sendable {
    private let queue: DispatchQueue

    package init(name: String) {
        queue = DispatchQueue(label: name)
    }

    /// Begins `work`. An error of it is thrown where the result is asked for.
    package func begin<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) -> SideTask<Value> {
        let task = SideTask(work)
        queue.async { task.run() }
        return task
    }
}

/// A result that is being computed, or will be when somebody asks for it.
package final class SideTask<Value: Sendable>: Sendable {
    private enum State {
        case waiting(@Sendable () throws -> Value)
        case running
        case done(Result<Value, any Error>)
    }

    private let state: Mutex<State>
    private let isDone = DispatchSemaphore(value: 0)

    /// A task of no thread: whoever asks first computes it.
    package init(_ work: @escaping @Sendable () throws -> Value) {
        state = Mutex(.waiting(work))
    }

    /// The result, once there is one.
    /// - Throws: what the work threw.
    package func value() throws -> Value {
        run()
        if let result { return try result.get() }
        isDone.wait()
        // For others who wait.
        isDone.signal()
        guard let result else { throw CancellationError() }
        return try result.get()
    }

    private var result: Result<Value, any Error>? {
        state.withLock { if case .done(let result) = $0 { result } else { nil } }
    }

    /// Computes the result, unless somebody has begun to.
    func run() {
        let work: (@Sendable () throws -> Value)? = state.withLock {
            guard case .waiting(let work) = $0 else { return nil }
            $0 = .running
            return work
        }
        guard let work else { return }
        let result = Result { try work() }
        state.withLock { $0 = .done(result) }
        isDone.signal()
    }
}
