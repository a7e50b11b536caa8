// Was the work done, and all of it? Counted where the partners would look, not in the desk's own books.

import Foundation

struct Outcome {
    /// Documents in the outbox that were not there before, with their sizes in bytes.
    var documentSizes: [Int] = []
    /// Sizes of the files that were dropped.
    var inputSizes: [Int] = []
    /// What is wrong, in sentences.
    var wrong: [String] = []

    /// Compares what lies there now with what the work must lead to.
    static func check(_ work: Work, desk: MeasuredDesk, before: Set<String>, progress: Progress) throws -> Outcome {
        var outcome = Outcome()
        try outcome.checkDocuments(work, desk: desk, before: before, progress: progress)
        try outcome.checkArchive(work, desk: desk)
        for folder in ["inbox", "quarantine", "work/claimed", "work/staged"] {
            let left = desk.files(beneath: folder)
            if let first = left.first {
                outcome.wrong.append("\(left.count) files are left in \(folder), such as \(first)")
            }
        }
        return outcome
    }

    private mutating func checkDocuments(
        _ work: Work, desk: MeasuredDesk, before: Set<String>, progress: Progress
    ) throws {
        var receipts = 0
        var confirmed: Set<Int> = []
        for path in desk.files(beneath: "outbox") where !before.contains(path) {
            let bytes = try desk.bytes(of: "outbox/\(path)")
            documentSizes.append(bytes.count)
            progress.move("\(documentSizes.count) documents looked at")
            let isPartners = !path.hasPrefix("desk/")
            let name = path.split(separator: "/").last ?? ""
            if isPartners, name.hasPrefix("receipt-") {
                receipts += 1
            } else if isPartners, name.hasPrefix("confirmation-") {
                let found = work.references.numbers(in: bytes)
                if found.count != 1 { wrong.append("\(path) names \(found.count) orders instead of one") }
                for number in found where !confirmed.insert(number).inserted {
                    wrong.append("\(work.references.name(number)) is confirmed twice, the second time by \(path)")
                }
            }
        }
        if receipts != work.files { wrong.append("\(receipts) receipts came for \(work.files) files") }
        if confirmed != Set(0..<work.orders) {
            wrong.append("\(confirmed.intersection(0..<work.orders).count) of \(work.orders) orders are confirmed")
        }
    }

    /// Every file that was dropped lies in the archive once, byte for byte.
    private mutating func checkArchive(_ work: Work, desk: MeasuredDesk) throws {
        var archived: [String: [String]] = [:]
        for path in desk.files(beneath: "archive") {
            archived[String(path.split(separator: "/").last ?? ""), default: []].append(path)
        }
        for number in 0..<work.files {
            let file = work.file(number)
            let bytes = Array(file.text.utf8)
            inputSizes.append(bytes.count)
            let places = archived[file.name] ?? []
            guard places.count == 1 else {
                wrong.append("\(file.name) lies in the archive \(places.count) times")
                continue
            }
            if try desk.bytes(of: "archive/\(places[0])") != bytes {
                wrong.append("\(file.name) is not in the archive as it came")
            }
        }
    }
}
