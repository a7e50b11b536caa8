// The calls that a drop goes through until its answers are visible, made by this program itself and with nothing in
// between: what the disk alone takes for one order.

import Foundation
import GRDB

/// Folders and a ledger like the desk's.
final class BareChain {
    /// Sizes in bytes of what one drop leads to.
    struct Load {
        var input: Int
        var documents: [Int]
        /// Rows that one drop adds to the ledger.
        var rows: Int
    }

    let load: Load
    private let inbox: Folder
    private let work: Folder
    private let outbox: Folder
    private let ledger: LedgerRows.Journal
    private let content: [UInt8]
    private var count = 0

    init(_ load: Load, place: Workplace) throws {
        self.load = load
        inbox = try Folder(place.makeFreshFolder("chain-inbox"))
        work = try Folder(place.makeFreshFolder("chain-work"))
        outbox = try Folder(place.makeFreshFolder("chain-outbox"))
        ledger = try LedgerRows.Journal(path: place.makeFreshFolder("chain-ledger") + "/bare.sqlite")
        let line = Array("One line of a document such as the desk writes them.\n".utf8)
        let longest = max(load.input, load.documents.max() ?? 0)
        content = Array((0...longest / line.count).map { _ in line }.joined())
    }

    /// One drop: the input written beside and renamed in, claimed and synced, the documents written and synced, one
    /// commit, the documents renamed to where they are seen and their folder synced. Gives the seconds.
    func run() throws -> Double {
        count += 1
        let clock = ContinuousClock()
        let start = clock.now
        let input = try inbox.create(".\(count).tmp", content[..<load.input])
        try inbox.rename(".\(count).tmp", to: inbox, as: "order-\(count).csv")
        try inbox.rename("order-\(count).csv", to: work, as: "order-\(count).csv")
        try input.sync()
        for (index, size) in load.documents.enumerated() {
            try work.create(name(index), content[..<size]).sync()
        }
        try work.sync()
        try ledger.commit(rows: load.rows)
        for index in load.documents.indices { try work.rename(name(index), to: outbox, as: name(index)) }
        try outbox.sync()
        return start.duration(to: clock.now).seconds
    }

    private func name(_ index: Int) -> String { "document-\(count)-\(index).json" }
}
