// Looking through an inbox. The scan is the truth about what has arrived; events only say when to look.

import Glibc

extension DiskSpool {
    package func scan(_ inbox: String, leaving: NeverTaken) throws(SpoolError) -> InboxScan {
        // A file that was copied in the last run and not yet removed must not be seen as a new one.
        try settle(inbox)
        let folder = try open(.inbox, inbox, for: .scan)
        var collected = Collected(limit: limits.entriesPerScan)
        try attempt(.scan, folder.path) { () throws(Failure) in
            var lookedAt = 0
            try folder.calls.forEachName(in: folder.descriptor) { (name) throws(Failure) in
                lookedAt += 1
                collected.isPartial = lookedAt > limits.entriesLookedAt
                if collected.isPartial { return false }
                if let marked = name.marked { collected.marked.insert(marked) }
                guard !leaving.contains(name), let details = try folder.detailsIfThere(of: name) else { return true }
                collected.add(name, details.facts)
                return true
            }
        }
        return collected.scan
    }

    package func look(at name: FileName, in inbox: String) throws(SpoolError) -> InboxEntry? {
        let folder = try open(.inbox, inbox, for: .look)
        return try attempt(.look, folder.path.appending(name)) { () throws(Failure) in
            guard let details = try folder.detailsIfThere(of: name), details.facts.kind == .regular else { return nil }
            let marker = try name.marker.flatMap { (marker) throws(Failure) in
                try folder.detailsIfThere(of: marker)
            }
            return InboxEntry(name: name, facts: details.facts, hasMarker: marker?.facts.kind == .regular)
        }
    }

    package func openForWriting(_ entry: InboxEntry, in inbox: String) throws(SpoolError) -> OpenForWriting {
        let folder = try open(.inbox, inbox, for: .look)
        do {
            let file = try folder.calls.openForReading(entry.name, in: folder.descriptor)
            guard try file.calls.details(of: nil, in: file).facts.inode == entry.facts.inode else { return .unknown }
            // On a shared file system a lease speaks for this machine only.
            guard try FilesystemType.of(folder.descriptor).announcesChanges else { return .unknown }
            return switch file.calls.isOpenForWritingElsewhere(file) {
            case true?: .somebody
            case false?: .nobody
            case nil: .unknown
            }
        } catch let failure where [ENOENT, ELOOP, ENXIO, EACCES, EPERM, EAGAIN].contains(failure.number) {
            return .unknown
        } catch {
            throw error.during(.look, folder.path.appending(entry.name))
        }
    }
}

/// The oldest entries of a folder, with room for as many again before the younger ones are let go.
private struct Collected {
    let limit: Int
    var entries: [InboxEntry] = []
    var unusable: [UnusableEntry] = []
    var marked: Set<FileName> = []
    var isPartial = false
    private var wasTrimmed = false

    init(limit: Int) { self.limit = limit }

    mutating func add(_ name: FileName, _ facts: FileFacts) {
        if facts.kind == .regular {
            entries.append(InboxEntry(name: name, facts: facts))
            if entries.count > limit * 2 { trim() }
        } else if unusable.count < limit {
            unusable.append(UnusableEntry(name: name, facts: facts))
        } else {
            wasTrimmed = true
        }
    }

    private mutating func trim() {
        entries.sort {
            ($0.facts.changedNanoseconds, $0.name) < ($1.facts.changedNanoseconds, $1.name)
        }
        if entries.count > limit {
            entries.removeLast(entries.count - limit)
            wasTrimmed = true
        }
    }

    var scan: InboxScan {
        var result = self
        result.trim()
        for index in result.entries.indices {
            result.entries[index].hasMarker = marked.contains(result.entries[index].name)
        }
        return InboxScan(
            entries: result.entries, unusable: result.unusable.sorted { $0.name < $1.name },
            isPartial: result.isPartial || result.wasTrimmed)
    }
}
