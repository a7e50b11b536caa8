// A desk with fifty carriers, whose outbox is filled before it starts.

import DocketDaemon
import Foundation
import OrderLedger
import OrderModel

struct CarrierDesk {
    let root: String
    let program: String

    private static let noticesPerCommit = 1_000

    func layOut(on server: BenchServer, isHanging: Bool) throws {
        _ = try DeskInit.layOut(at: root)
        let etc = URL(filePath: "\(root)/etc")
        let secret = etc.appending(path: "secrets/bench")
        try FileManager.default.createDirectory(
            at: secret.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n".utf8).write(to: secret)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
        for endpoint in 0..<OutboxRun.endpoints + (isHanging ? 1 : 0) {
            let path = endpoint == BenchNotice.hangingEndpoint ? "/hang" : "/notices/\(endpoint)"
            let text = """
                url: \(server.url(path))
                allow-plain-http: true
                allow-addresses: [127.0.0.0/8]
                secrets: [secrets/bench]

                """
            try Data(text.utf8).write(to: etc.appending(path: "carriers/\(BenchNotice.carrier(endpoint)).yaml"))
        }
    }

    /// Puts notices into the outbox, as a decision would.
    func enter(_ notices: [BenchNotice]) throws {
        let ledger = try Ledger.open(path: "\(root)/ledger.sqlite", mode: .scratch)
        let now = SystemClock.now()
        var rest = notices[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(CarrierDesk.noticesPerCommit)
            try ledger.write { transaction in
                for notice in chunk { try transaction.addNotice(notice.row(now: now)) }
            }
            rest = rest.dropFirst(chunk.count)
        }
        try ledger.close()
    }

    func start() throws -> Daemon {
        try Daemon(ChildProcess(program: program, arguments: ["run", "--root", root], log: "\(root)/daemon.log"))
    }

    func checkAllDelivered(_ count: Int) throws {
        let ledger = try Ledger.open(path: "\(root)/ledger.sqlite", mode: .reader)
        let delivered =
            try ledger.read { try $0.status(since: SystemClock.now(), now: SystemClock.now()) }
            .notices[.delivered]?.count ?? 0
        try ledger.close()
        guard delivered == count else {
            throw BenchError("\(delivered) of \(count) notices are delivered, as the ledger in \(root) says.")
        }
    }
}
