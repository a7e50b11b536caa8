// The promises, checked after a run, on what a last power cut has left.

import ExactDecimals
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

struct Checks {
    private let disk: SimulatedDisk
    private let partners: Partners
    private let publications: Publications
    private let carrier: Carrier
    private let digest: ([UInt8]) -> String
    private(set) var violations: [Violation] = []
    private(set) var orders = 0

    init(simulation: Simulation) {
        disk = simulation.disk
        partners = simulation.partners
        publications = simulation.publications
        carrier = simulation.carrier
        digest = simulation.world.settings.digest
    }

    private mutating func fail(_ kind: Violation.Kind, _ sentence: String) {
        violations.append(Violation(kind: kind, sentence: sentence))
    }

    /// Before the last start, which sweeps.
    mutating func checkBeforeStart() {
        for (path, _) in disk.files(beneath: "/desk/work/staged") { fail(.leftLying, "left in work/staged: \(path)") }
    }

    /// Before the last power cut, after which an inbox may have again what its partner had taken back, and a staging
    /// folder what was swept out of it (the next start sweeps it again).
    mutating func checkBeforePowerCut() {
        for (path, _) in disk.files(beneath: "/desk/outbox") where path.contains("/.docket-staged/") {
            fail(.leftLying, "left staged: \(path)")
        }
        for (path, _) in disk.files(beneath: "/desk/inbox") {
            let name = path.split(separator: "/").last ?? ""
            // A partner's own unfinished file is the partner's.
            if !name.hasPrefix(".") || name.hasPrefix(".docket-taken") || name.hasPrefix(".docket-back") {
                fail(.leftLying, "left in the inbox: \(path)")
            }
        }
    }

    mutating func run(on ledger: Ledger) throws {
        try ledger.read { reading in
            try checkOrders(reading)
            try checkIntakes(reading)
            try checkDocuments(reading)
            try checkConfirmations(reading)
            try checkNotices(reading)
            try checkReservations(reading)
        }
        checkNothingIsLeft()
        let before = try ledger.read { try rows($0) }
        try ledger.rebuildProjections()
        let after = try ledger.read { try rows($0) }
        if before != after { fail(.miscounted, "the projections computed anew differ: \(before) \(after)") }
    }

    // MARK: Entered exactly once

    private mutating func checkOrders(_ reading: LedgerReading) throws {
        let entered = try reading.orders(OrderFilter(limit: 100_000))
        orders = entered.count
        let known = Set(partners.drops.flatMap(\.references))
        var counts: [String: Int] = [:]
        for order in entered { counts[order.customerReference, default: 0] += 1 }
        for reference in counts.keys.sorted() {
            if counts[reference, default: 0] > 1 { fail(.doubled, "\(reference) is entered twice") }
            if !known.contains(reference) { fail(.invented, "\(reference) was never ordered") }
        }
        for drop in partners.drops where drop.kind == .order && drop.isWhole && !drop.mayBeLost {
            for reference in drop.references where counts[reference] == nil {
                fail(.lost, "\(reference) of \(drop.inbox)/\(drop.name.printable) was never entered")
            }
        }
    }

    // MARK: Kept and answered

    private mutating func checkIntakes(_ reading: LedgerReading) throws {
        var taken: [String: Int] = [:]
        var kept: Set<String> = []
        for intake in try reading.recentIntakes(limit: 100_000).sorted(by: { $0.id < $1.id }) {
            taken[intake.sha256, default: 0] += 1
            let what = "\(intake.id) \(intake.printableName)"
            let receipts = try reading.outgoing(intake: intake.id).filter { $0.kind == "receipt" }
            let isOwnAnswer = intake.printableName.hasPrefix("answer-msg_") && intake.outcome != .refused
            if receipts.count != (isOwnAnswer ? 0 : 1) {
                fail(receipts.isEmpty ? .lost : .doubled, "\(what) has \(receipts.count) receipts")
            }
            guard let path = intake.finalPath, let file = disk.find(path) else {
                fail(.lost, "\(what) is neither in the archive nor in quarantine: \(intake.finalPath ?? "no path")")
                continue
            }
            kept.insert(path)
            if !intake.sha256.isEmpty, digest(file.content) != intake.sha256 {
                fail(.torn, "\(what) is not kept as it was taken")
            }
        }
        checkDrops(taken)
        checkKept(kept)
    }

    private mutating func checkDrops(_ taken: [String: Int]) {
        var sent: [String: (least: Int, most: Int, name: String)] = [:]
        for drop in partners.drops where drop.kind != .scan {
            var count = sent[drop.sha256] ?? (0, 0, drop.name.printable)
            count.most += drop.mayBeTakenTwice ? 2 : 1
            if drop.isWhole, !drop.mayBeLost { count.least += 1 }
            sent[drop.sha256] = count
        }
        for (sha256, count) in sent.sorted(by: { $0.value.name < $1.value.name }) {
            let found = taken[sha256] ?? 0
            if found < count.least {
                fail(.lost, "\(count.name) was dropped \(count.least) times, taken \(found)")
            }
            if found > count.most { fail(.doubled, "\(count.name) was dropped \(count.most) times, taken \(found)") }
        }
    }

    private mutating func checkKept(_ known: Set<String>) {
        var scans: [[UInt8]: Int] = [:]
        for place in ["/desk/archive/", "/desk/quarantine/"] {
            for (path, file) in disk.files(beneath: place) {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                if name.hasSuffix(".tif") { scans[file.content, default: 0] += 1 }
                let isOther = name == ".docket-folder" || name.contains(".report.") || name.hasSuffix(".tif")
                if !isOther, !known.contains(place + path) { fail(.invented, "nobody knows of \(place)\(path)") }
            }
        }
        for drop in partners.drops where drop.kind == .scan {
            let count = scans[drop.bytes] ?? 0
            if count > 1 || (count == 0 && !drop.mayBeLost) {
                fail(count > 1 ? .doubled : .lost, "the scan \(drop.name.printable) is kept \(count) times")
            }
        }
    }

    // MARK: Published exactly once, and whole

    private mutating func checkDocuments(_ reading: LedgerReading) throws {
        for file in try reading.pendingOutgoing(limit: 100_000) {
            fail(.lost, "\(file.fileName) is not published")
        }
        var owned: Set<String> = []
        for file in try reading.publishedFiles(limit: 100_000) {
            let path = "\(file.recipientFolder)/\(file.fileName)"
            owned.insert(path)
            let appearances = publications.byPath[path] ?? []
            if appearances.isEmpty { fail(.lost, "\(path) never appeared") }
            if appearances.count(where: { !$0.wasLost }) > 1 { fail(.doubled, "\(path) was published twice") }
            for appearance in appearances where digest(appearance.content) != file.sha256 {
                fail(.torn, "\(path) appeared torn, or as another document")
            }
            let there = partners.fetched[path] ?? disk.find("/desk/outbox/\(path)")?.content
            if there.map(digest) != file.sha256 {
                fail(.lost, "\(path) is neither in the outbox nor fetched, whole")
            }
        }
        for path in publications.byPath.keys.sorted() where !owned.contains(path) {
            fail(.invented, "\(path) appeared, and the ledger knows nothing of it")
        }
    }

    /// Each confirmed order stands in the documents that name it, each time once: documents that grow with a long file
    /// neither miss a part nor have one twice.
    private mutating func checkConfirmations(_ reading: LedgerReading) throws {
        var words: [String: [String: Int]] = [:]
        for order in try reading.orders(OrderFilter(limit: 100_000)) {
            let confirmations = try reading.outgoing(order: order.number).filter { $0.kind == "confirmation" }
            let isConfirmed = try reading.journal(order: order.number).contains {
                if case .confirmed = $0.event { true } else { false }
            }
            if isConfirmed, confirmations.isEmpty { fail(.lost, "\(order.number) was never confirmed to its customer") }
            for file in confirmations {
                let path = "\(file.recipientFolder)/\(file.fileName)"
                let content = publications.byPath[path]?.last?.content ?? []
                let counts = words[path] ?? Checks.words(of: content)
                words[path] = counts
                let count = counts[order.customerReference, default: 0]
                if count == 0 { fail(.lost, "\(order.customerReference) is not in \(path)") }
                if count > 1 { fail(.doubled, "\(order.customerReference) is in \(path) \(count) times") }
            }
        }
    }

    /// How often each word is in a text; order numbers are words.
    private static func words(of text: [UInt8]) -> [String: Int] {
        let words = text.split { byte in
            !(48...57).contains(byte) && !(65...90).contains(byte) && !(97...122).contains(byte)
                && byte != UInt8(ascii: "-")
        }
        return Dictionary(words.map { (String(decoding: $0, as: UTF8.self), 1) }, uniquingKeysWith: +)
    }

    // MARK: Told at least once

    private mutating func checkNotices(_ reading: LedgerReading) throws {
        for notice in try reading.notices(NoticeFilter(limit: 100_000)) {
            if notice.state != .delivered { fail(.lost, "\(notice.webhookID) is still \(notice.state.rawValue)") }
            if carrier.heard[notice.webhookID] != notice.body { fail(.lost, "\(notice.webhookID) was not heard") }
        }
    }

    // MARK: Reserved what was ordered

    private mutating func checkReservations(_ reading: LedgerReading) throws {
        for order in try reading.orders(OrderFilter(limit: 100_000)).sorted(by: { $0.number < $1.number }) {
            var ordered = ExactDecimal.zero
            var sent = ExactDecimal.zero
            var isConfirmed = false
            for entry in try reading.journal(order: order.number) {
                switch entry.event {
                case .registered(let registration): ordered = try sum(registration.order.lines.compactMap(\.quantity))
                case .confirmed: isConfirmed = true
                case .dispatched(let dispatch): sent = try sum([sent] + dispatch.report.lines.map(\.quantity))
                default: break
                }
            }
            guard isConfirmed else { continue }
            let reserved = try sum(try reading.reservations(of: order.number).map(\.1.quantity))
            let short = try sum(try reading.shortages(of: order.number).map(\.quantity))
            if try sum([reserved, short, sent]) != ordered {
                fail(
                    .miscounted,
                    "\(order.number): ordered \(ordered), reserved \(reserved), short \(short), sent \(sent)")
            }
        }
        for row in try reading.stockTable(limit: 100_000) where row.reserved > row.onHand {
            fail(.miscounted, "more of \(row.product) is reserved than there is")
        }
    }

    private func sum(_ numbers: [ExactDecimal]) throws -> ExactDecimal { try numbers.reduce(.zero) { try $0 + $1 } }

    // MARK: Nothing left, and rebuilt alike

    private mutating func checkNothingIsLeft() {
        for (path, _) in disk.files(beneath: "/desk/work/claimed") { fail(.leftLying, "left in work: \(path)") }
    }

    private func rows(_ reading: LedgerReading) throws -> [String] {
        var rows: [String] = []
        for order in try reading.orders(OrderFilter(limit: 100_000)) {
            rows.append("\(order)")
            rows += try reading.reservations(of: order.number).map { "\(order.number) \($0)" }.sorted()
            rows += try reading.shortages(of: order.number).map { "\(order.number) \($0)" }.sorted()
        }
        return rows + (try reading.stockTable(limit: 100_000).map { "\($0)" })
    }
}
