// From the text of an interchange to its segments, one by one, through the window that moves over the text.
//
// Tolerant of what public samples do to their layout: lines wrapped inside segments, blanks and line ends between
// segments. What it skips it says in `EDIComponent.needsCleaning`.

struct EDIScanner {
    let stream: TextStream
    /// The window of the stream, so that nobody has to ask for it byte by byte; empty while the stream moves it.
    private(set) var window: [UInt8] = []
    private(set) var segment = EDISegment()
    /// Index in the window of the next byte to read.
    private(set) var position = 0
    private var splitter: EDISplitter
    private let longest: Int

    /// - Parameter longest: a segment of more bytes than this is given up.
    init(_ stream: TextStream, _ delimiters: EDIDelimiters, longest: Int) {
        self.stream = stream
        self.longest = longest
        splitter = EDISplitter(delimiters)
    }

    /// Goes on at `position`, with these delimiters.
    mutating func begin(_ delimiters: EDIDelimiters, at position: Int) {
        if delimiters != splitter.delimiters { splitter = EDISplitter(delimiters) }
        self.position = position
        window = stream.bytes
    }

    /// Lets go of the window, for somebody else who reads the stream.
    mutating func pause() { window = [] }

    /// Reads the next segment; false at the end of the text. Cost: the length of the segment.
    ///
    /// Its components are ranges of `window` until the next call.
    mutating func next() throws(InputError) -> Bool {
        while true {
            switch scan() {
            case .segment: return true
            case .end:
                guard try fetch(keepingFrom: position) else { return false }
            case .unterminated:
                if segment.end - segment.start > longest {
                    segment.isTooLong = true
                    return true
                }
                guard try fetch(keepingFrom: segment.start) else {
                    position = segment.end
                    return true
                }
            }
        }
    }

    /// The next `count` bytes behind blanks and line ends, which are not taken; fewer at the end of the text.
    mutating func peek(_ count: Int) throws(InputError) -> [UInt8] {
        window = stream.bytes
        while true {
            skipBlanks()
            if position + count <= window.count || stream.isAtEnd {
                return Array(window[position..<min(position + count, window.count)])
            }
            _ = try fetch(keepingFrom: position)
        }
    }

    /// More text behind the window; false if there is none. What stood at `index` stands at the position afterwards.
    private mutating func fetch(keepingFrom index: Int) throws(InputError) -> Bool {
        guard !stream.isAtEnd else { return false }
        stream.release(upTo: index)
        window = []
        let gone = try stream.more()
        window = stream.bytes
        guard let gone else { return false }
        position = index - gone
        return true
    }

    // MARK: - Inside the window

    private enum Step {
        case segment, end, unterminated
    }

    private mutating func scan() -> Step {
        skipBlanks()
        segment.start = position
        segment.end = position
        segment.isTerminated = false
        segment.isTooLong = false
        segment.wrappedAt = nil
        segment.componentCount = 0
        segment.elementCount = 0
        guard position < window.count else { return .end }
        while !split() { segment.makeRoom() }
        guard segment.isTerminated else { return .unterminated }
        position = segment.end
        return .segment
    }

    private mutating func split() -> Bool {
        if !segment.repeats.isEmpty { segment.repeats.removeAll(keepingCapacity: true) }
        return splitter.split(window, into: &segment)
    }

    private mutating func skipBlanks() {
        var index = position
        while index < window.count, window[index] <= 0x20, splitter.isBlank(window[index]) { index += 1 }
        position = index
    }

    // MARK: - Data

    /// The component is this text, byte for byte: without spaces or anything else that would have to be left out.
    func isPlainly(_ component: EDIComponent, _ text: String) -> Bool {
        let expected = text.utf8Span
        return !component.needsCleaning
            && ByteWords.areEqual(window.span, component.range, expected.span, 0..<expected.count)
    }

    /// A number of digits alone, at most nine of them; nil for anything else.
    func plainCount(_ component: EDIComponent) -> Int? {
        component.needsCleaning ? nil : Digits.read(window.span, component.range)
    }

    /// The bytes of a component as they were meant: without release characters and line ends.
    func bytes(of component: EDIComponent) -> [UInt8] { splitter.cleaned(window.span, component.range) }

    /// The text of a component without the spaces at its ends; nil where that is empty.
    func string(_ component: EDIComponent) -> String? {
        if component.isEmpty { return nil }
        if component.needsCleaning {
            let bytes = bytes(of: component)
            let range = TextChecks.trimmed(bytes.span, 0..<bytes.count)
            return range.isEmpty ? nil : String(decoding: bytes[range], as: UTF8.self)
        }
        let range = TextChecks.trimmed(window.span, component.range)
        return range.isEmpty ? nil : ByteWords.string(window.span, range)
    }
}
