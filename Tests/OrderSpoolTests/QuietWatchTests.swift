// The rules by which a file counts as whole, without a disk and without a clock.

import OrderSpool
import Testing

@Suite("Wholeness")
struct QuietWatchTests {
    private let second: Int64 = 1_000_000_000

    private func entry(
        _ name: String = "po.csv", size: Int64 = 10, modified: Int64 = 5, inode: UInt64 = 1, marker: Bool = false
    ) throws -> InboxEntry {
        InboxEntry(
            name: try fileName(name),
            facts: FileFacts(
                kind: .regular, sizeInBytes: size, modifiedNanoseconds: modified, changedNanoseconds: modified,
                inode: inode, device: 1, hardLinks: 1),
            hasMarker: marker)
    }

    private func watch(_ change: (inout WholenessRule) -> Void = { _ in }) -> QuietWatch {
        var rule = WholenessRule()
        rule.quietNanoseconds = 2 * second
        rule.quietWhileOpenNanoseconds = 100 * second
        change(&rule)
        return QuietWatch(rule: rule)
    }

    @Test("a file stands still for the quiet period since it was first seen, however old its own time is")
    func quiet() throws {
        var watch = watch()
        #expect(
            watch.observe(try entry(modified: 1), openForWriting: .unknown, now: 10 * second)
                == .wait(until: 12 * second))
        #expect(
            watch.observe(try entry(modified: 1), openForWriting: .unknown, now: 12 * second - 1)
                == .wait(until: 12 * second))
        #expect(watch.nextDeadline == 12 * second)
        #expect(watch.observe(try entry(modified: 1), openForWriting: .unknown, now: 12 * second) == .whole)
        #expect(watch.nextDeadline == nil)
    }

    @Test("every change starts the quiet period anew", arguments: [1, 2, 3])
    func changes(which: Int) throws {
        var watch = watch()
        _ = watch.observe(try entry(), openForWriting: .unknown, now: 0)
        let changed =
            switch which {
            case 1: try entry(size: 11)
            case 2: try entry(modified: 6)
            default: try entry(inode: 2)
            }
        #expect(watch.observe(changed, openForWriting: .unknown, now: 3 * second) == .wait(until: 5 * second))
        #expect(watch.observe(changed, openForWriting: .unknown, now: 5 * second) == .whole)
    }

    @Test("a file that was renamed in is whole at once")
    func movedIn() throws {
        var watch = watch()
        let entry = try entry()
        watch.note(.movedIn, of: entry.name)
        #expect(watch.observe(entry, openForWriting: .unknown, now: 0) == .whole)
    }

    @Test("not if its writer still has it open, nor after it changed, nor where the profile says no")
    func movedInButNotWhole() throws {
        var watch = watch()
        watch.note(.movedIn, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .somebody, now: 0) == .wait(until: 100 * second))
        #expect(watch.observe(try entry(size: 11), openForWriting: .unknown, now: second) == .wait(until: 3 * second))

        var strict = self.watch { $0.takesMovedIn = false }
        strict.note(.movedIn, of: try entry().name)
        #expect(strict.observe(try entry(), openForWriting: .unknown, now: 0) == .wait(until: 2 * second))
    }

    @Test("closed and nobody has it open for writing: whole, with or without having seen the closing")
    func closed() throws {
        var watch = watch()
        watch.note(.closedAfterWriting, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 0) == .whole)
        #expect(watch.observe(try entry("other.csv"), openForWriting: .nobody, now: 0) == .whole)
    }

    @Test("closed says nothing while somebody has it open, or where it cannot be told")
    func closedButOpen() throws {
        var watch = watch()
        watch.note(.closedAfterWriting, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .somebody, now: 0) == .wait(until: 100 * second))
        #expect(watch.observe(try entry("other.csv"), openForWriting: .unknown, now: 0) == .wait(until: 2 * second))
    }

    @Test("a partner who writes in several goes waits for the quiet period")
    func severalGoes() throws {
        var watch = watch { $0.takesClosed = false }
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 0) == .wait(until: 2 * second))
    }

    @Test("an empty file that was closed waits for the quiet period")
    func empty() throws {
        var watch = watch()
        #expect(watch.observe(try entry(size: 0), openForWriting: .nobody, now: 0) == .wait(until: 2 * second))
        #expect(watch.observe(try entry(size: 0), openForWriting: .nobody, now: 2 * second) == .whole)
    }

    @Test("writing that size and time do not show starts the quiet period anew")
    func coarseClock() throws {
        var watch = watch()
        _ = watch.observe(try entry(), openForWriting: .unknown, now: 0)
        watch.note(.closedAfterWriting, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .unknown, now: second) == .wait(until: 3 * second))
    }

    @Test("its marker makes a file whole at once")
    func marker() throws {
        var watch = watch()
        #expect(watch.observe(try entry(marker: true), openForWriting: .unknown, now: 0) == .whole)
    }

    @Test("where markers are required nothing else counts")
    func markerRequired() throws {
        var watch = watch { $0.needsMarker = true }
        watch.note(.movedIn, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 0) == .wait(until: nil))
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 1000 * second) == .wait(until: nil))
        #expect(watch.observe(try entry(marker: true), openForWriting: .unknown, now: 1001 * second) == .whole)
    }

    @Test("an incomplete file that was put back waits until it changes, though putting back moved it in")
    func putBackIncomplete() throws {
        var watch = watch()
        watch.wasPutBack(try entry(), because: .incomplete, now: 0)
        watch.note(.movedIn, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 1000 * second) == .wait(until: nil))
        // Put back by copying: another inode, the same content.
        #expect(watch.observe(try entry(inode: 7), openForWriting: .nobody, now: 1000 * second) == .wait(until: nil))
        #expect(watch.observe(try entry(size: 12), openForWriting: .nobody, now: 1001 * second) == .whole)
    }

    @Test("a file that changed while it was read waits until it stands still")
    func putBackChanged() throws {
        var watch = watch()
        watch.wasPutBack(try entry(), because: .changed, now: 0)
        watch.note(.movedIn, of: try entry().name)
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: second) == .wait(until: 2 * second))
        #expect(watch.observe(try entry(), openForWriting: .nobody, now: 2 * second) == .whole)
    }

    @Test("what is taken or gone is forgotten, and memory is bounded")
    func forgetting() throws {
        var watch = QuietWatch(rule: WholenessRule(), limit: 2)
        for name in ["a", "b", "c"] {
            watch.note(.movedIn, of: try fileName(name))
            _ = watch.observe(try entry(name), openForWriting: .unknown, now: 0)
        }
        #expect(watch.count == 2)
        watch.forget(try fileName("a"))
        #expect(watch.count == 1)
        watch.keepOnly([try fileName("c")])
        #expect(watch.count == 0)
    }

    @Test("a quiet period without end does not overflow")
    func endlessPeriod() throws {
        var watch = watch { $0.quietNanoseconds = .max }
        #expect(watch.observe(try entry(), openForWriting: .unknown, now: second) == .wait(until: nil))
    }
}
