// Hears what happens in folders at the moment it happens (inotify), so that waiting adds no time of its own.

import Foundation
import Glibc

final class FolderEvents {
    enum Kind { case movedIn, movedOut }

    private let queue: Int32

    init(_ kind: Kind, folders: [String]) throws {
        queue = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard queue >= 0 else { throw BenchError("The system gives no event queue (inotify).") }
        let mask = UInt32(kind == .movedIn ? IN_MOVED_TO : IN_MOVED_FROM)
        for folder in folders where unsafe inotify_add_watch(queue, folder, mask) < 0 {
            throw BenchError("The folder \(folder) cannot be watched.")
        }
    }

    deinit { if queue >= 0 { close(queue) } }

    /// The names that came since the last call, as soon as there are any; none after the time is over.
    func names(waiting milliseconds: Int32) -> [String] {
        var ready = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&ready, 1, milliseconds) == 1 else { return [] }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            unsafe count = max(0, read(queue, buffer.baseAddress, buffer.count))
        }
        return FolderEvents.names(in: bytes)
    }

    /// Each event has 16 bytes of numbers, the last of them the length of the name that follows, padded with zeros.
    private static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var rest = bytes[...]
        while rest.count >= 16 {
            let length = rest.dropFirst(12).prefix(4).enumerated().reduce(0) { $0 | Int($1.1) << ($1.0 * 8) }
            guard rest.count - 16 >= length else { break }
            names.append(String(decoding: rest.dropFirst(16).prefix(length).prefix { $0 != 0 }, as: UTF8.self))
            rest = rest.dropFirst(16 + length)
        }
        return names.filter { !$0.isEmpty }
    }
}
