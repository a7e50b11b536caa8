// How fast this disk makes durable files: each written under another name, synced, renamed to where it is seen, and the
// folder synced. The same steps as the desk's, and nothing else.

import Foundation

/// Who shares a sync.
enum SyncSharing: String, Codable {
    /// Each file and each rename is synced before the next file is begun.
    case oneByOne
    /// 256 files are written, then each is synced; all are renamed, then the folder is synced.
    case syncEach
    /// 256 files are written, then the file system is synced once; all are renamed, then the folder is synced.
    case syncFilesystem

    static let batch = 256
}

enum DurableFiles {
    /// Makes a file of each size (in bytes); gives the seconds it took.
    static func make(
        sizes: some Collection<Int>, sharing: SyncSharing, place: Workplace, progress: (Int) -> Void
    ) throws -> Double {
        let hidden = try Folder(place.makeFreshFolder("bare-files-hidden"))
        let seen = try Folder(place.makeFreshFolder("bare-files-seen"))
        let pattern = Array("One line of a document such as the desk writes them.\n".utf8)
        let largest = sizes.max() ?? 0
        let content = Array((0..<largest / pattern.count + 1).map { _ in pattern }.joined())
        try place.settle()
        let clock = ContinuousClock()
        let start = clock.now
        var made = 0
        var rest = sizes[...]
        while !rest.isEmpty {
            let batch = rest.prefix(sharing == .oneByOne ? 1 : SyncSharing.batch)
            rest = rest.dropFirst(batch.count)
            try makeBatch(batch.map { content[..<$0] }, from: made, hidden, seen, sharing)
            made += batch.count
            progress(made)
        }
        return start.duration(to: clock.now).seconds
    }

    private static func makeBatch(
        _ contents: [ArraySlice<UInt8>], from first: Int, _ hidden: Folder, _ seen: Folder, _ sharing: SyncSharing
    ) throws {
        var open: [OpenFile] = []
        for (index, content) in contents.enumerated() {
            open.append(try hidden.create("\(first + index).tmp", content))
        }
        if sharing == .syncFilesystem {
            try hidden.syncFilesystem()
        } else {
            for file in open { try file.sync() }
        }
        for index in contents.indices {
            try hidden.rename("\(first + index).tmp", to: seen, as: "document-\(first + index).json")
        }
        try seen.sync()
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
