// Many files wait in one inbox when the desk starts: when is the first one taken, and does memory grow with how many
// there are? Beside it, how long the bare system calls take that look at each name once.

import Foundation

struct WaitingResult: Codable {
    /// One start of the desk.
    struct Start: Codable {
        var files: Int
        /// From the start of the process until the first file left the inbox.
        var firstClaimSeconds: Double
        /// How many files had left when it was stopped, and after how many seconds.
        var claimed: Int
        var seconds: Double
        var stopSeconds: Double
        var peakBytes: Int64
        /// How long it takes to list the inbox and ask for the facts of every file, and nothing else.
        var bareListingSeconds: Double
    }

    var few: Start
    var many: Start

    var memoryRatio: Double { Double(many.peakBytes) / Double(few.peakBytes) }
}

struct WaitingRun {
    let files: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let progress: Progress

    /// The desk is stopped when it has taken so many, the same number at both starts, or has had its time.
    private static let mostClaims = 1_000
    private static let patienceSeconds = 60.0

    func measure() throws -> WaitingResult {
        let few = max(1, files / 10)
        let claims = min(few, WaitingRun.mostClaims)
        return WaitingResult(few: try start(with: few, claims), many: try start(with: files, claims))
    }

    private func start(with count: Int, _ claims: Int) throws -> WaitingResult.Start {
        let title = "\(Digits.grouped(count)) files waiting"
        progress.say("\(title): a desk is laid out")
        let desk = MeasuredDesk(root: place.path(of: "waiting-\(count)"), program: program)
        try desk.layOut(with: catalogue)
        let inbox = "\(desk.root)/inbox/\(Customer.acme.rawValue)/shop"
        let references = References(prefix: "BENCHW-")
        for number in 0..<count {
            let text = Catalogue.orderHead + catalogue.orderRows(reference: references.name(number), number: number)
            try desk.drop(text, into: "\(Customer.acme.rawValue)/shop", as: "order-\(Digits.padded(number, 7)).csv")
            progress.move("\(number + 1) of \(count) files dropped")
        }
        try place.settle()
        let listing = try bareListing(of: inbox, count: count)
        progress.say("\(title): docket run")
        return try watch(desk, inbox: inbox, count: count, claims: claims, listing: listing)
    }

    private func bareListing(of inbox: String, count: Int) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var seen = 0
        // The desk keeps a hidden file of its own in each inbox.
        try Folder(inbox).forEachEntry { name, _, _ in if !name.hasPrefix(".") { seen += 1 } }
        let seconds = start.duration(to: clock.now).seconds
        guard seen == count else { throw BenchError("\(inbox) holds \(seen) files instead of \(count).") }
        return seconds
    }

    private func watch(
        _ desk: MeasuredDesk, inbox: String, count: Int, claims: Int, listing: Double
    ) throws -> WaitingResult.Start {
        let events = try FolderEvents(.movedOut, folders: [inbox])
        let daemon = try desk.startDaemon()
        var first: Double?
        var claimed = 0
        var seconds = 0.0
        while claimed < claims, seconds < WaitingRun.patienceSeconds {
            let names = events.names(waiting: 100)
            seconds = daemon.start.duration(to: .now).seconds
            if !names.isEmpty, first == nil { first = seconds }
            claimed += names.count
            try daemon.checkIsAlive()
            progress.move("\(claimed) files taken after \(Int(seconds)) s")
        }
        let figures = try daemon.figures()
        let stop = try daemon.stop()
        guard let first else { throw BenchError("No file was taken within \(Int(seconds)) s; see \(desk.root).") }
        return WaitingResult.Start(
            files: count, firstClaimSeconds: first, claimed: claimed, seconds: seconds, stopSeconds: stop,
            peakBytes: figures.peakBytes, bareListingSeconds: listing)
    }
}
