// Orders that are dropped one by one at a running desk, and the time until each is confirmed.

import Foundation

struct DroppedOrders {
    static let customer = Customer.acme

    private let references: References
    private let catalogue: Catalogue
    private let inbox: Folder
    private let outbox: String
    private let events: FolderEvents

    private static let patienceSeconds = 60.0

    init(prefix: String, _ catalogue: Catalogue, at desk: MeasuredDesk) throws {
        references = References(prefix: prefix)
        self.catalogue = catalogue
        inbox = try Folder("\(desk.root)/inbox/\(DroppedOrders.customer.rawValue)/shop")
        outbox = "\(desk.root)/outbox/\(DroppedOrders.customer.rawValue)"
        events = try FolderEvents(.movedIn, folders: [outbox])
    }

    static func text(_ number: Int, prefix: String, _ catalogue: Catalogue) -> String {
        Catalogue.orderHead
            + catalogue.orderRows(reference: References(prefix: prefix).name(number), number: number)
    }

    /// - Returns: the seconds from before it is written until its confirmation has its name.
    func drop(_ number: Int, _ daemon: Daemon) throws -> Double {
        _ = events.names(waiting: 0)
        let bytes = Array(DroppedOrders.text(number, prefix: references.prefix, catalogue).utf8)[...]
        let clock = ContinuousClock()
        let start = clock.now
        _ = try inbox.create(".order-\(number).tmp", bytes)
        try inbox.rename(".order-\(number).tmp", to: inbox, as: "order-\(number).csv")
        while start.duration(to: clock.now).seconds < DroppedOrders.patienceSeconds {
            for name in events.names(waiting: 1_000) where name.hasPrefix("confirmation-") {
                let seconds = start.duration(to: clock.now).seconds
                try check("\(outbox)/\(name)", confirms: number)
                return seconds
            }
            try daemon.checkIsAlive()
        }
        throw BenchError(
            "No confirmation came for drop \(number) within \(Int(DroppedOrders.patienceSeconds)) s.")
    }

    private func check(_ path: String, confirms number: Int) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard text.contains(references.name(number)) else {
            throw BenchError("\(path) came for drop \(number), but does not name \(references.name(number)).")
        }
    }
}
