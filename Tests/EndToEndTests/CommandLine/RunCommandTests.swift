// `docket run`: one daemon per desk, and how it ends.

import Testing

@Suite("docket run", .timeLimit(.minutes(5))) struct RunCommandTests {
    @Test("a second daemon on the same desk is refused with a sentence, and the first goes on")
    func twice() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                for arguments in [["run"], ["run", "--once"]] {
                    let second = try await run(.docket, arguments + ["--root", desk.root])
                    #expect(second.code == 1)
                    #expect(second.error.contains("another daemon (process \(daemon.process))"), "\(second.error)")
                }
                _ = try await daemon.order(Shop.csv("STILL"), as: "still.csv")
            }
        }
    }

    @Test("--once takes what is there, answers all of it, and ends by itself with exit 0")
    func once() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            for count in 1...5 { try desk.drop(Shop.csv("PO-\(count)"), into: "acme/web", as: "po-\(count).csv") }
            let ran = try await desk.takesWhatIsThere()
            #expect(ran.code == 0, "\(ran.error)")
            #expect(try await desk.orders().count == 5)
            #expect(RawFiles.names(in: desk.inbox("acme/web")).isEmpty)
            #expect(desk.documents(in: "acme").count { $0.hasPrefix("confirmation-") } == 5)
            let idle = try await desk.takesWhatIsThere()
            #expect(idle.code == 0, "with nothing to do it ends too")
        }
    }

    @Test("--once waits for carriers that answer: what it was about to tell is told")
    func onceWithCarrier() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/notices")
                try Shop.stockUp(desk)
                try desk.drop(Shop.csv("PO-1"), into: "acme/web", as: "po-1.csv")
                #expect(try await desk.takesWhatIsThere().code == 0)
                #expect(try carrier.heard().map(\.type) == ["shipment.requested"])
                #expect(try await desk.notices().map(\.state) == ["delivered"])
            }
        }
    }

    @Test("SIGTERM and Ctrl-C end it with exit 0, and a daemon that was killed goes on where it was")
    func signals() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { try await $0.isStockedUp() }
            let number = try await desk.runningUntilKilled { daemon in
                try await daemon.order(Shop.csv("PO-1"), as: "po-1.csv")
            }
            try await desk.running(endedBy: .ctrlC) { daemon in
                _ = try await daemon.document("confirmation-\(number)", in: "acme")
                #expect(try await daemon.order(Shop.csv("PO-2"), as: "po-2.csv") != number)
            }
            #expect(try await desk.orders().count == 2)
            #expect(try await desk.docket("status").output.contains("The desk is not running"))
        }
    }
}
