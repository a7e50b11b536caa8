// A machine that is short of something else than room: rights, quota, descriptors, room in the queue of events.

import Foundation
import Glibc
import TestKit
import Testing

@Suite("Shortages", .timeLimit(.minutes(5)))
struct ShortageTests {
    @Test(
        "permission is taken away: status says where, the file stays, and is taken when permission is back",
        .enabled(if: Wrappers.obeysModes != nil, "root obeys no permission, and setpriv(1) is not there to change that")
    )
    func permission() async throws {
        let wrapper = try #require(Wrappers.obeysModes)
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running(under: wrapper) { daemon in
                try await daemon.isStockedUp()
                let inbox = desk.inbox("acme/web")
                chmod(inbox, 0o000)
                try RawFiles.write(Shop.csv("MODE-1"), to: "\(desk.root)/mode.csv")
                try await daemon.isSaid("\(inbox): permission is missing")
                _ = try await daemon.dropsElsewhere(Shop.csv("MODE-2"), as: "elsewhere.csv")
                chmod(inbox, 0o770)
                try desk.drop(Shop.csv("MODE-1"), into: "acme/web", as: "mode.csv")
                _ = try await daemon.receipt(for: "mode.csv", in: "acme")
                chmod(desk.outbox("acme"), 0o500)
                try desk.drop(Shop.csv("MODE-3"), into: "acme/web", as: "outbox.csv")
                try await daemon.isSaid("\(desk.outbox("acme"))/")
                #expect(try await desk.status().contains("permission is missing"))
                chmod(desk.outbox("acme"), 0o770)
                _ = try await daemon.receipt(for: "outbox.csv", in: "acme")
                try await daemon.isSound()
            }
        }
    }

    @Test(
        "the quota is used up: the file stays in its inbox, and is taken when there is room again",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it has calls fail here"))
    func quota() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            try desk.drop(Shop.csv("QUOTA-1"), into: "acme/web", as: "quota.csv")
            let wrapper = Wrappers.failing("mkdirat", "EDQUOT", when: "1+", into: "\(desk.root)/strace.txt")
            let ran = try await desk.takesWhatIsThere(under: wrapper)
            #expect(ran.code == 1 && ran.error.contains("the disk quota is used up"), "\(ran.error)")
            #expect(RawFiles.exists("\(desk.inbox("acme/web"))/quota.csv"))
            #expect(try await desk.status().contains("It ended because: not everything is done: "))
            #expect(try await desk.takesWhatIsThere().code == 0)
            #expect(try desk.receipts(for: "quota.csv", in: "acme").count == 1)
            #expect(try await !desk.status().contains("It ended because"))
        }
    }

    @Test("with too few descriptors for a batch the work goes on, slower, and nothing stays behind")
    func descriptors() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            let names = (1...40).map { "few-\($0).csv" }
            for name in names { try desk.drop(Shop.csv(name), into: "acme/web", as: name) }
            try await desk.running(under: ["/bin/sh", "-c", #"ulimit -n 36; exec "$0" "$@""#]) { daemon in
                for name in names { _ = try await daemon.receipt(for: name, in: "acme") }
                #expect(try await desk.orders().count == 40)
            }
            // Each trouble is said once and not with every file.
            #expect(desk.log.components(separatedBy: "too many files open").count < 10, "\(desk.log)")
        }
    }

    @Test("more events than the kernel's queue holds: the file that came after them is taken all the same")
    func events() async throws {
        let limit = Int(RawFiles.text("/proc/sys/fs/inotify/max_queued_events")?.filter(\.isNumber) ?? "") ?? 16_384
        try #require(limit <= 100_000, "the queue of this machine is too long to be filled here")
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                kill(daemon.process, SIGSTOP)
                for count in 0...(limit / 2 + 100) {
                    // Names that are not taken; two events each, none of which is like the one before.
                    let path = "\(desk.inbox("acme/web"))/.n\(count % 3)"
                    close(open(path, O_WRONLY | O_CREAT, 0o600))
                    rename(path, "\(desk.inbox("acme/web"))/.m\(count % 5)")
                }
                try desk.drop(Shop.csv("EVENT-1"), into: "acme/web", as: "event.csv")
                kill(daemon.process, SIGCONT)
                _ = try await daemon.receipt(for: "event.csv", in: "acme")
            }
        }
    }
}
