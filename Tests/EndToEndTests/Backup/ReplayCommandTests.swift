// `docket replay` on desks of the real program: the gallery's, one at work, and ones that somebody has tampered with.

import Foundation
import TestKit
import Testing

@Suite("Replay", .timeLimit(.minutes(10))) struct ReplayCommandTests {
    @Test(
        "the gallery's desk follows from its archive, also after the daemon was killed again and again",
        arguments: [0, 6])
    func gallery(kills: Int) async throws {
        try await withTemporaryFolder { folder in
            let desk = Desk(root: "\(folder)/desk")
            let played = try await run(
                .demo,
                [
                    "--samples", "\(packageRoot)/inbox-samples", "--desk", desk.root, "--quiet", "--kills", "\(kills)",
                    "--seed", "11",
                ])
            #expect(played.code == 0, "\(played.output)\(played.error)")
            let replayed = try await desk.docket("replay")
            #expect(replayed.code == 0, "\(replayed.output)\(replayed.error)")
            #expect(replayed.output.contains("The ledger is what follows from the archive."))
        }
    }

    @Test(
        "beside a running desk; a tampered file, a missing one and a changed configuration are said, with exit status 1"
    )
    func tampered() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                for count in 1...4 { _ = try await daemon.order(Shop.csv("R-\(count)"), as: "r-\(count).csv") }
                try await daemon.isSound()
                let replayed = try await desk.docket("replay", "--json")
                #expect(replayed.code == 0 && replayed.isJSON, "\(replayed.output)\(replayed.error)")
                let status = try await desk.status()
                #expect(status.contains("The desk is running"))
            }
            let archive = "\(desk.root)/archive"
            let files = try FileManager.default.subpathsOfDirectory(atPath: archive)
            let changed = try #require(files.first { $0.hasSuffix("/r-2.csv") })
            try RawFiles.write(Shop.csv("R-2").replacing("100", with: "200"), to: "\(archive)/\(changed)")
            let gone = try #require(files.first { $0.hasSuffix("/r-3.csv") })
            unlink("\(archive)/\(gone)")
            let replayed = try await desk.docket("replay")
            #expect(replayed.code == 1)
            #expect(replayed.output.contains("\(changed) is not the file that was taken"), "\(replayed.output)")
            #expect(replayed.output.contains("\(gone) is missing"), "\(replayed.output)")
            #expect(replayed.output.contains("files that are missing or changed: 2"), "\(replayed.output)")
        }
    }

    @Test("each file is decided anew by the rules of then; where they are not kept, newer ones are named")
    func changedRules() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                _ = try await daemon.order(Shop.csv("C-1"), as: "c-1.csv")
                try RawFiles.write(ReplayCommandTests.lookAtEverything, to: "\(desk.etc)/rules/everything.yaml")
                try daemon.hangUp()
                try await daemon.logs(" reloaded")
                _ = try await daemon.order(Shop.csv("C-2"), as: "c-2.csv")
            }
            #expect(try await desk.orders().filter { $0.waitsFor == ["operations"] }.map(\.reference) == ["C-2"])
            unlink("\(desk.etc)/rules/everything.yaml")
            let same = try await desk.docket("replay")
            #expect(same.code == 0, "\(same.output)")

            let kept = RawFiles.names(in: "\(desk.root)/archive/configuration")
            #expect(kept.count == 2, "one for the start, one for the reload")
            removeTree("\(desk.root)/archive/configuration")
            try RawFiles.write(ReplayCommandTests.lookAtEverything, to: "\(desk.etc)/rules/everything.yaml")
            let folder = "\(desk.root)/../kept"
            let replayed = try await desk.docket("replay", "--into", folder)
            #expect(replayed.code == 1)
            #expect(replayed.output.contains("rules/everything.yaml was written at"), "\(replayed.output)")
            #expect(replayed.output.contains("event:") && replayed.output.contains("open_matter"))
            #expect(RawFiles.exists("\(folder)/ledger.sqlite"))
            let again = try await desk.docket("replay", "--into", folder)
            #expect(again.code == 73 && again.error.contains("is there already"), "\(again.error)")
        }
    }

    private static let lookAtEverything = """
        rules:
          - id: everything
            when: "true"
            approve: [operations]
            reason: everything is looked at

        """
}
