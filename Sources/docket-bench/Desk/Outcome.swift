// Was the work done, and all of it? Counted where the partners would look, not in the desk's own books.

import Foundation

struct Outcome {
    /// Documents in the outbox that were not there before, with their sizes in bytes.
    var documentSizes: [Int] = []
    /// Sizes of the confirmations among them; one may be of many orders.
    var confirmationSizes: [Int] = []
    /// Sizes of the files that were dropped.
    var inputSizes: [Int] = []
    /// What is wrong, in sentences.
    var wrong: [String] = []

    /// Compares what lies there now with what the work must lead to.
    static func check(_ work: Work, desk: MeasuredDesk, before: Set<String>, progress: Progress) throws -> Outcome {
        var outcome = Outcome()
        try outcome.checkDocuments(work, desk: desk, before: before, progress: progress)
        try outcome.checkArchive(work, desk: desk, progress: progress)
        for folder in ["inbox", "quarantine", "work/claimed", "work/staged"] {
            var left = 0
            var example = ""
            try desk.forEachFile(beneath: folder) { path, _ in (left, example) = (left + 1, path) }
            if left > 0 { outcome.wrong.append("\(left) files are left in \(folder), such as \(example)") }
        }
        return outcome
    }

    private mutating func checkDocuments(
        _ work: Work, desk: MeasuredDesk, before: Set<String>, progress: Progress
    ) throws {
        var receipts = 0
        var orders = ConfirmedOrders(references: work.references, orders: work.orders)
        try desk.forEachFile(beneath: "outbox") { path, size in
            guard !before.contains(path) else { return }
            documentSizes.append(size)
            progress.move("\(documentSizes.count) documents looked at")
            guard !path.hasPrefix("desk/") else { return }
            let name = path.split(separator: "/").last ?? ""
            if name.hasPrefix("receipt-") { receipts += 1 }
            if name.hasPrefix("confirmation-") || name.hasPrefix("confirmations-") {
                confirmationSizes.append(size)
                try orders.read("\(desk.root)/outbox/\(path)", named: path)
            }
        }
        wrong += orders.wrong
        if receipts != work.files { wrong.append("\(receipts) receipts came for \(work.files) files") }
        if orders.confirmed != work.orders {
            wrong.append("\(orders.confirmed) of \(work.orders) orders are confirmed")
        }
    }

    /// Every file that was dropped lies in the archive once, byte for byte.
    private mutating func checkArchive(_ work: Work, desk: MeasuredDesk, progress: Progress) throws {
        var archived: [String: [String]] = [:]
        try desk.forEachFile(beneath: "archive") { path, _ in
            archived[String(path.split(separator: "/").last ?? ""), default: []].append(path)
        }
        for number in 0..<work.files {
            let file = work.file(number)
            let places = archived[file.name] ?? []
            guard places.count == 1 else {
                wrong.append("\(file.name) lies in the archive \(places.count) times")
                continue
            }
            let (size, isSame) = try compare(file, with: "\(desk.root)/archive/\(places[0])")
            inputSizes.append(size)
            if !isSame { wrong.append("\(file.name) is not in the archive as it came") }
            progress.move("\(number + 1) of \(work.files) files found in the archive")
        }
    }

    private func compare(_ file: Work.File, with path: String) throws -> (size: Int, isSame: Bool) {
        let archived = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? archived.close() }
        var size = 0
        var isSame = true
        for piece in 0..<file.pieces {
            let bytes = Data(file.piece(piece).utf8)
            size += bytes.count
            if isSame { isSame = try archived.read(upToCount: bytes.count) == bytes }
        }
        return (size, try isSame && (archived.read(upToCount: 1) ?? Data()).isEmpty)
    }
}
