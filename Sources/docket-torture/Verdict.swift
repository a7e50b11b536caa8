// What became of the drops, looked at from outside: the documents that partners took out, the archive and the
// quarantine, what `docket orders list` says, and what the stock has reserved.

import ExactDecimals
import Foundation
import OrderLedger
import OrderModel
import OrderProcess

/// What one mode came to.
struct Tally {
    var mode: String
    var kills = 0
    /// Kills and failures at a call that the run did not reach.
    var missed = 0
    /// How often the desk ended by itself, as it must after a failed sync.
    var ended = 0
    var files = 0
    var orders = 0
    var documents = 0
    var lost: [String] = []
    var doubled: [String] = []
    var torn: [String] = []
    var unanswered: [String] = []
    /// Anything else that is not as it should be.
    var wrong: [String] = []

    var isGood: Bool { [lost, doubled, torn, unanswered, wrong].allSatisfy(\.isEmpty) }
}

struct Verdict {
    let desk: TorturedDesk
    let published: Published
    let drops: Drops

    /// Adds to the tally what is not as it should be.
    func judge(_ tally: inout Tally) throws {
        tally.files = drops.all.count
        tally.orders = drops.orders
        tally.documents = published.documents
        tally.torn += published.torn
        tally.doubled += published.doubled
        judgeFiles(drops.all, &tally)
        judgeConfirmations(drops.all, &tally)
        judgeLeftovers(&tally)
        try judgeLedger(&tally)
    }

    /// The same for a few drops of a longer run, without going through what came before.
    func judge(only few: [Drop], _ tally: inout Tally) {
        judgeFiles(few, &tally)
        judgeConfirmations(few, &tally)
    }

    // MARK: Files

    /// Each file lies in archive or quarantine once, byte for byte, and has one receipt.
    private func judgeFiles(_ files: [Drop], _ tally: inout Tally) {
        var places: [String: [String]] = [:]
        for folder in ["\(desk.root)/archive", "\(desk.root)/quarantine"] {
            for path in desk.files(beneath: folder) {
                places[String(path.split(separator: "/").last ?? ""), default: []].append("\(folder)/\(path)")
            }
        }
        for drop in files {
            let found = places[drop.name] ?? []
            if found.isEmpty { tally.lost.append("\(drop.name) is neither in the archive nor in quarantine") }
            if found.count > 1 { tally.doubled.append("\(drop.name) lies in \(found.joined(separator: " and "))") }
            for path in found where desk.bytes(of: path) != drop.bytes {
                tally.torn.append("\(path) is not what was dropped")
            }
            switch published.receipts[drop.number] ?? 0 {
            case 0: tally.unanswered.append("\(drop.name) has no receipt")
            case 1: break
            case let count: tally.doubled.append("\(drop.name) has \(count) receipts")
            }
        }
    }

    /// As many confirmations as files with the order were dropped; to its partner alone.
    private func judgeConfirmations(_ files: [Drop], _ tally: inout Tally) {
        var looked: Set<Int> = []
        for drop in files {
            for order in drop.orders where looked.insert(order).inserted {
                let name = Reference.order.name(order)
                let (count, due) = (published.confirmations[order] ?? 0, drops.confirmationsDue[order])
                let sentence = "\(name) of \(drop.name) is confirmed \(count) times instead of \(due)"
                if count < due { tally.unanswered.append(sentence) }
                if count > due { tally.doubled.append(sentence) }
                if let others = published.confirmedTo[order], others != [drop.partner.id] {
                    tally.wrong.append("\(name) of \(drop.partner.id) is confirmed to \(others.sorted())")
                }
            }
        }
    }

    /// Nothing is invented, and nothing is left lying about.
    private func judgeLeftovers(_ tally: inout Tally) {
        let unknownOrders = published.confirmations.keys.filter { $0 >= drops.orders }.count
        let unknownDrops = published.receipts.keys.filter { $0 >= drops.all.count }.count
        if unknownOrders + unknownDrops > 0 {
            tally.wrong.append("\(unknownOrders) orders and \(unknownDrops) files are answered that were never sent")
        }
        for folder in [desk.inbox, desk.outbox, "\(desk.root)/work/claimed", "\(desk.root)/work/staged"] {
            let left = desk.files(beneath: folder)
            if let first = left.first { tally.wrong.append("\(left.count) files are left in \(folder): \(first) …") }
        }
        let hidden = (try? FileManager.default.contentsOfDirectory(atPath: "\(desk.root)/work/claimed")) ?? []
        if let first = hidden.first { tally.wrong.append("\(hidden.count) claims are left in work/: \(first) …") }
    }

    // MARK: The desk's own books

    private func judgeLedger(_ tally: inout Tally) throws {
        let ledger = try Ledger.open(path: "\(desk.root)/ledger.sqlite", mode: .reader)
        let (orders, stock) = try ledger.read { reading in
            (try reading.orders(OrderFilter(limit: 1_000_000)), try reading.stockTable(limit: 1_000_000))
        }
        try ledger.close()
        judgeOrders(orders, &tally)
        judgeStock(stock, &tally)
    }

    private func judgeOrders(_ orders: [OrderRow], _ tally: inout Tally) {
        var entered: [String: Int] = [:]
        for order in orders { entered["\(order.partner)/\(order.customerReference)", default: 0] += 1 }
        for (number, partner) in drops.partners.enumerated() {
            let name = Reference.order.name(number)
            switch entered.removeValue(forKey: "\(partner.id)/\(name)") ?? 0 {
            case 0: tally.lost.append("\(name) of \(partner.id) was never entered")
            case 1: break
            case let count: tally.doubled.append("\(name) of \(partner.id) was entered \(count) times")
            }
        }
        for name in entered.keys.sorted() { tally.wrong.append("\(name) was entered and never sent") }
    }

    /// What is reserved is what was ordered, to the piece.
    private func judgeStock(_ stock: [StockRow], _ tally: inout Tally) {
        var reserved: [String: ExactDecimal] = [:]
        for row in stock {
            reserved[row.product] = (try? (reserved[row.product] ?? .zero) + row.reserved) ?? .zero
        }
        for product in 0..<Catalogue.products {
            let code = Catalogue.code(product)
            let (found, due) = (reserved[code] ?? .zero, drops.ordered[code] ?? 0)
            if found.description != String(due) {
                tally.wrong.append("\(found) of \(code) are reserved instead of \(due)")
            }
        }
    }
}
