// What the disk does by itself, measured at the beginning and at the end of a run, so that its noise is seen.

import Foundation

/// Rates per second.
struct DiskFigures: Codable {
    var fileBytes: Int
    var filesOneByOne: Double
    var filesSyncEach: Double
    var filesSyncFilesystem: Double
    /// Rows per second, a row per commit: so it is commits per second too.
    var rowsOnePerCommit: Double
    /// Rows per second, a hundred rows per commit.
    var rowsHundredPerCommit: Double

    var fasterSharing: SyncSharing { filesSyncFilesystem >= filesSyncEach ? .syncFilesystem : .syncEach }
}

struct DiskMeasure {
    let place: Workplace
    let files: Int
    let progress: Progress

    /// A confirmation or a receipt of a small order has about this size.
    private static let fileBytes = 2_048
    private static let singleCommits = 500
    private static let groupCommits = 200

    func measure(_ when: String) throws -> DiskFigures {
        progress.say("The bare disk \(when): durable files, rows in SQLite")
        let few = max(100, files / 4)
        return DiskFigures(
            fileBytes: DiskMeasure.fileBytes,
            filesOneByOne: try filesPerSecond(few, .oneByOne),
            filesSyncEach: try filesPerSecond(files, .syncEach),
            filesSyncFilesystem: try filesPerSecond(files, .syncFilesystem),
            rowsOnePerCommit: try rowsPerSecond(commits: DiskMeasure.singleCommits, rows: 1),
            rowsHundredPerCommit: try rowsPerSecond(commits: DiskMeasure.groupCommits, rows: 100))
    }

    private func filesPerSecond(_ count: Int, _ sharing: SyncSharing) throws -> Double {
        let sizes = Array(repeating: DiskMeasure.fileBytes, count: count)
        let seconds = try DurableFiles.make(sizes: sizes, sharing: sharing, place: place) {
            progress.move("\($0) of \(count) files")
        }
        return Double(count) / seconds
    }

    private func rowsPerSecond(commits: Int, rows: Int) throws -> Double {
        try place.settle()
        let seconds = try LedgerRows.write(commits: commits, rows: rows, place: place) {
            progress.move("\($0) of \(commits * rows) rows")
        }
        return Double(commits * rows) / seconds
    }
}
