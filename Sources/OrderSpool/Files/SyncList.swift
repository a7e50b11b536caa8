// What has to reach the disk before the next commit. Few things are synced one by one; many on one local file system
// are synced together, which is several times as fast.

final class SyncList {
    private struct Place {
        var items: [(descriptor: Descriptor, path: SpoolPath)] = []
        var known: Set<UInt64> = []
        /// Too many to name: the whole file system is synced, through the first descriptor, which was open before
        /// the rest was written and so hears of all write errors.
        var isWhole = false
    }

    private let limits: SpoolLimits
    private var places: [UInt64: Place] = [:]

    init(limits: SpoolLimits) { self.limits = limits }

    /// As many files are open as may be.
    var isFull: Bool { places.values.reduce(0) { $0 + $1.items.count } >= limits.openForSync }

    /// Notes a file or folder. It stays open until the next `flush`.
    func add(_ descriptor: Descriptor, path: SpoolPath) throws(SpoolError) {
        let facts: FileFacts
        let allTogether: Bool
        do {
            facts = try descriptor.calls.details(of: nil, in: descriptor).facts
            allTogether = try FilesystemType.of(descriptor).canBeSyncedWhole
        } catch {
            throw error.during(.sync, path)
        }
        var place = places[facts.device] ?? Place()
        guard !place.isWhole, place.known.insert(facts.inode).inserted else { return }
        place.items.append((descriptor, path))
        if allTogether, place.items.count >= limits.syncsOneByOne {
            place.isWhole = true
            place.items.removeLast(place.items.count - 1)
        }
        places[facts.device] = place
    }

    /// Syncs everything noted, and forgets it also when that fails: the system reports a write error once and then
    /// calls the lost pages clean, so a second try would lie.
    func flush() throws(SpoolError) {
        let noted = places
        places = [:]
        var first: SpoolError?
        for (_, place) in noted.sorted(by: { $0.key < $1.key }) {
            for item in place.items {
                do {
                    if place.isWhole {
                        try item.descriptor.calls.syncFilesystem(of: item.descriptor)
                    } else {
                        try item.descriptor.calls.sync(item.descriptor)
                    }
                } catch {
                    first = first ?? error.during(.sync, item.path)
                }
            }
        }
        if let first { throw first }
    }
}
