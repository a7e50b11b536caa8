// Work beside: its results, its errors, and that nobody waits for a thread that is busy.

import Dispatch
import SideWork
import Synchronization
import Testing

private struct Mishap: Error {}

@Suite struct SideThreadTests {
    @Test("results come back in the order in which they are asked for, each computed once")
    func results() throws {
        let side = SideThread(name: "test.side")
        let computed = Mutex(0)
        let tasks = (0..<500).map { number in
            side.begin {
                computed.withLock { $0 += 1 }
                return number * number
            }
        }
        for (number, task) in tasks.enumerated() { #expect(try task.value() == number * number) }
        #expect(try tasks[7].value() == 49)
        #expect(computed.withLock(\.self) == 500)
    }

    @Test("an error is thrown where the result is asked for, each time")
    func errors() {
        let task: SideTask<Int> = SideThread(name: "test.side").begin { throw Mishap() }
        #expect(throws: Mishap.self) { try task.value() }
        #expect(throws: Mishap.self) { try task.value() }
    }

    @Test("what the busy thread has not begun is computed by whoever asks for it")
    func busyThread() throws {
        let side = SideThread(name: "test.side")
        let gate = DispatchSemaphore(value: 0)
        let slow = side.begin { gate.wait() }
        let quick = side.begin { 42 }
        #expect(try quick.value() == 42)
        gate.signal()
        try slow.value()
    }

    @Test("several who wait for one result all get it")
    func severalWaiters() async throws {
        let side = SideThread(name: "test.side")
        let (begun, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let task = side.begin {
            begun.signal()
            gate.wait()
            return 7
        }
        begun.wait()
        let sum = Mutex(0)
        let group = DispatchGroup()
        for _ in 0..<4 {
            DispatchQueue.global().async(group: group) {
                let value = (try? task.value()) ?? 0
                sum.withLock { $0 += value }
            }
        }
        gate.signal()
        await withCheckedContinuation { continuation in
            group.notify(queue: .global()) { continuation.resume() }
        }
        #expect(sum.withLock(\.self) == 28)
    }
}
