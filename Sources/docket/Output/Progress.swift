// How far a long command is, for a person at a terminal: one line that is written over, after two seconds of silence.

import OrderFormats

final class Progress {
    private let name: String
    private let total: Int
    private let isWanted: Bool
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private var isShown = false

    init(name: String, total: Int) {
        self.name = name
        self.total = total
        isWanted = Terminal.error.isTerminal
    }

    func advanced(to bytes: Int) {
        let now = ContinuousClock.now
        guard isWanted, now - start > .seconds(2), now - last > .milliseconds(200) else { return }
        last = now
        isShown = true
        Terminal.error.write("\r\u{1B}[K\(name): \(bytes >> 20) of \(total >> 20) MiB")
    }

    /// Takes the line away, before something else is printed.
    func clear() {
        guard isShown else { return }
        isShown = false
        Terminal.error.write("\r\u{1B}[K")
    }
}

/// A source that says how far it is.
final class WatchedSource: ByteSource {
    private let source: any ByteSource
    private let progress: Progress
    private var offset = 0

    init(_ source: any ByteSource, _ progress: Progress) {
        self.source = source
        self.progress = progress
    }

    var whole: [UInt8]? { source.whole }
    var count: Int? { source.count }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        let got = try source.read(into: &buffer, count: count)
        offset += got
        progress.advanced(to: offset)
        return got
    }

    func rewind() throws(InputError) {
        try source.rewind()
        offset = 0
    }
}
