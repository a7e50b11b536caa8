// File systems that cannot do everything: no events, no renaming without replacing, inboxes and outboxes elsewhere.

import Foundation
import Glibc
import TestKit
import Testing

@Suite("Shares", .timeLimit(.minutes(5)))
struct ShareTests {
    @Test(
        "without events the inboxes are looked through on the timer, and that is said",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it has calls fail here"))
    func noEvents() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            var wrapper = Wrappers.failing("inotify_init1", "EMFILE", when: "1+", into: "\(desk.root)/strace.txt")
            // The daemon stays our own child, so that signals come to it and not to strace.
            wrapper.insert("-D", at: 1)
            try await desk.running(under: wrapper) { daemon in
                try await daemon.isStockedUp()
                #expect(desk.log.contains("polling-only"))
                for count in 1...3 { _ = try await daemon.order(Shop.csv("POLL-\(count)"), as: "poll-\(count).csv") }
            }
        }
    }

    @Test(
        "where files cannot be renamed without replacing, the work is done by links and looks, once each",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it has calls fail here"))
    func noReplace() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            for count in 1...3 { try desk.drop(Shop.csv("LINK-\(count)"), into: "acme/web", as: "link-\(count).csv") }
            try desk.drop("no order", into: "acme/web", as: "refused.csv")
            let ran = try await desk.takesWhatIsThere(
                under: Wrappers.failing("renameat2", "EINVAL", when: "1+", into: "\(desk.root)/strace.txt"))
            #expect(ran.code == 0, "\(ran.error)")
            for count in 1...3 { #expect(try desk.receipts(for: "link-\(count).csv", in: "acme").count == 1) }
            #expect(try desk.receipts(for: "refused.csv", in: "acme").count == 1)
            #expect(RawFiles.names(in: desk.inbox("acme/web")).isEmpty)
            #expect(try await desk.quarantined().map(\.file) == ["refused.csv"])
            #expect(desk.documents(in: "acme").count { $0.hasPrefix("confirmation-") } == 3)
        }
    }

    @Test(
        "published before a death and not yet synced: the outbox is synced before the document counts as published",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it kills and watches here"))
    func syncsWhatTheLastRunPublished() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            let trace = "\(desk.root)/strace.txt"
            let watch = [Wrappers.strace ?? "strace", "-f", "-qq", "-y", "-o", trace, "-e", "trace=fsync,fdatasync"]
            try desk.drop(Shop.csv("DIES-1"), into: "acme/web", as: "dies-1.csv")
            #expect(try await desk.takesWhatIsThere(under: watch).code == 0)
            // The first sync of an outbox comes after every document of the run is there.
            let lines = (RawFiles.text(trace) ?? "").split(separator: "\n").filter { $0.contains(" fsync(") }
            let first = try #require(lines.firstIndex { $0.contains("\(desk.root)/outbox/") })
            try desk.drop(Shop.csv("DIES-2"), into: "acme/web", as: "dies-2.csv")
            _ = try await desk.takesWhatIsThere(
                under: watch + ["-e", "inject=fsync:signal=SIGKILL:when=\(first + 1)"])
            #expect(try desk.receipts(for: "dies-2.csv", in: "acme").count == 1, "it died after publishing")
            #expect(try await desk.takesWhatIsThere(under: watch).code == 0)
            let next = (RawFiles.text(trace) ?? "").split(separator: "\n")
            let sync = next.firstIndex { $0.contains(" fsync(") && $0.contains("\(desk.outbox("acme"))>") }
            let marked = next.lastIndex { $0.contains("ledger.sqlite-wal") }
            #expect(sync != nil && sync ?? .max < marked ?? 0, "\(RawFiles.text(trace) ?? "")")
            #expect(try desk.receipts(for: "dies-2.csv", in: "acme").count == 1)
        }
    }
}
