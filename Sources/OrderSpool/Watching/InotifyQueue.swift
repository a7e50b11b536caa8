// Reading the kernel's event queue: bytes to events, events to a report. No descriptor in here.

import CLinux

/// One event as inotify(7) lays it out.
package struct InotifyEvent: Equatable {
    package var watch: Int32
    package var mask: UInt32
    /// Empty for events about the folder itself.
    package var name: [UInt8]
}

package enum InotifyQueue {
    /// The events in `bytes`. What does not make a whole event at the end is left out; the kernel never writes that.
    package static func events(in bytes: [UInt8]) -> [InotifyEvent] {
        var events: [InotifyEvent] = []
        var rest = bytes[...]
        while rest.count >= 16 {
            let watch = Int32(bitPattern: number(in: rest, at: 0))
            let mask = number(in: rest, at: 4)
            guard let length = Int(exactly: number(in: rest, at: 12)), rest.count - 16 >= length else { break }
            let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
            events.append(InotifyEvent(watch: watch, mask: mask, name: Array(name)))
            rest = rest.dropFirst(16 + length)
        }
        return events
    }

    /// In the machine's own byte order.
    private static func number(in bytes: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
        var value: UInt32 = 0
        for byte in bytes.dropFirst(offset).prefix(4).reversed() { value = value << 8 | UInt32(byte) }
        return UInt32(littleEndian: 1) == 1 ? value : value.byteSwapped
    }
}

/// Which watch belongs to which inbox.
package struct WatchMap: Equatable {
    private var inboxes: [Int32: String] = [:]

    package init() {}

    package mutating func add(_ watch: Int32, for inbox: String) { inboxes[watch] = inbox }

    /// - Returns: the watches that the inbox had.
    package mutating func remove(_ inbox: String) -> [Int32] {
        let watches = inboxes.filter { $0.value == inbox }.map(\.key)
        for watch in watches { inboxes[watch] = nil }
        return watches
    }

    /// What the events mean for the inboxes. Events of watches that are not known any more say nothing, nor do events
    /// of a folder after it went away.
    package func report(on events: [InotifyEvent]) -> WatchReport {
        var report = WatchReport()
        var seen: Set<WatchHint> = []
        for event in events {
            if event.mask & clinux_watch_overflow != 0 {
                report.mustRescan = true
                continue
            }
            guard let inbox = inboxes[event.watch], !report.gone.contains(inbox) else { continue }
            if event.mask & clinux_watch_folder_gone != 0 {
                report.gone.insert(inbox)
                continue
            }
            // Hidden names are never taken.
            guard event.mask & clinux_watch_is_folder == 0, let name = FileName(bytes: event.name), !name.isHidden
            else { continue }
            for (flag, kind) in [
                (clinux_watch_closed_after_writing, QuietWatch.Hint.closedAfterWriting),
                (clinux_watch_moved_in, .movedIn),
            ] where event.mask & flag != 0 {
                let hint = WatchHint(inbox: inbox, name: name, kind: kind)
                if seen.insert(hint).inserted { report.hints.append(hint) }
            }
        }
        return report
    }
}
