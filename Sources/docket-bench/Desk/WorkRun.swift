// One work from a fresh desk to its figures: lay out, give, measure, check, and let the bare disk do the same.

import Foundation

/// The figures of one work.
struct WorkResult: Codable {
    var title: String
    var orders: Int
    var filesIn: Int
    var documentsOut: Int
    /// Confirmations among the documents; one may be of many orders.
    var confirmations: Int
    var bytesIn: Int
    var bytesOut: Int
    var usage: Usage
    /// How long the bare disk takes to make as many durable files of the same sizes, in and out.
    var bareFilesSeconds: Double
    /// The same for the files in and the confirmations alone.
    var bareAnswersSeconds: Double
    /// How many rows the ledger gained.
    var ledgerRows: Int
    /// How long SQLite by itself takes to write these rows.
    var bareRowsSeconds: Double

    var rates: Rates

    struct Rates: Codable {
        var ordersPerSecond: Double
        /// Files in and documents out.
        var filesPerSecond: Double
        /// `bareFilesSeconds` by the desk's time.
        var shareOfBareFiles: Double
        /// `bareAnswersSeconds` by the desk's time.
        var shareOfBareAnswers: Double
        /// `bareRowsSeconds` by the desk's time.
        var shareOfBareRows: Double
    }
}

struct WorkRun {
    let work: Work
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    /// How the bare disk shares syncs: whichever was faster at the beginning.
    let sharing: SyncSharing
    let progress: Progress
    /// SQLite by itself begins with the rows the ledger had before. Without them where they fill a disk.
    var bareLedgerHasPast = true

    /// Orders per transaction when SQLite writes the rows by itself.
    private static let ordersPerCommit = 100

    func measure() throws -> WorkResult {
        progress.say("\(work.title): a desk is laid out and gets its reference data")
        let desk = MeasuredDesk(root: place.path(of: work.name), program: program)
        try desk.layOut(with: catalogue)
        return try measure(on: desk)
    }

    func measure(on desk: MeasuredDesk) throws -> WorkResult {
        let before = try desk.files(beneath: "outbox")
        let heights = try LedgerRows.heights(of: desk.ledger)
        try place.settle()
        try drop(into: desk)
        progress.say("\(work.title): docket run --once")
        let usage = try desk.run { [progress] seconds, bytes in
            progress.move("\(Int(seconds)) s, \(Digits.mebibytes(bytes)) resident")
        }
        progress.say("\(work.title): taken in \(Digits.seconds(usage.wallSeconds)) s; every answer is looked at")
        let outcome = try Outcome.check(work, desk: desk, before: before, progress: progress)
        guard outcome.wrong.isEmpty else { throw BenchError(sentence(outcome.wrong, desk)) }
        return try result(desk, usage: usage, outcome: outcome, heights: heights)
    }

    private func drop(into desk: MeasuredDesk) throws {
        for number in 0..<work.files {
            try desk.drop(work.file(number))
            progress.move("\(number + 1) of \(work.files) files dropped")
        }
    }

    private func result(
        _ desk: MeasuredDesk, usage: Usage, outcome: Outcome, heights: [String: Int64]
    ) throws -> WorkResult {
        progress.say("\(work.title): the same files and rows without a desk")
        let sizes = outcome.inputSizes + outcome.documentSizes
        let files = try DurableFiles.make(sizes: sizes, sharing: sharing, place: place) {
            progress.move("\($0) of \(sizes.count) files")
        }
        let answers = try DurableFiles.make(
            sizes: outcome.inputSizes + outcome.confirmationSizes, sharing: sharing, place: place
        ) { progress.move("\($0) files in and confirmations") }
        try place.settle()
        let commits = max(1, work.orders / WorkRun.ordersPerCommit)
        let rows = try LedgerRows.rewrite(
            ledger: desk.ledger, above: heights, withEarlier: bareLedgerHasPast, commits: commits, place: place
        ) { progress.move("\($0) rows") }
        let seconds = usage.wallSeconds
        return WorkResult(
            title: work.title, orders: work.orders, filesIn: work.files, documentsOut: outcome.documentSizes.count,
            confirmations: outcome.confirmationSizes.count,
            bytesIn: outcome.inputSizes.reduce(0, +), bytesOut: outcome.documentSizes.reduce(0, +), usage: usage,
            bareFilesSeconds: files, bareAnswersSeconds: answers, ledgerRows: rows.rows, bareRowsSeconds: rows.seconds,
            rates: WorkResult.Rates(
                ordersPerSecond: Double(work.orders) / seconds, filesPerSecond: Double(sizes.count) / seconds,
                shareOfBareFiles: files / seconds, shareOfBareAnswers: answers / seconds,
                shareOfBareRows: rows.seconds / seconds))
    }

    private func sentence(_ wrong: [String], _ desk: MeasuredDesk) -> String {
        let shown = wrong.prefix(10).map { "  \($0)\n" }.joined()
        let more = wrong.count > 10 ? "  and \(wrong.count - 10) more\n" : ""
        return "\(work.title): the outcome is wrong, so there are no figures.\n\(shown)\(more)Look at \(desk.root)."
    }
}
