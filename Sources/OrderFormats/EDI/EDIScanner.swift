// From the text of an interchange to its segments, one by one, through the window that moves over the text.
//
// Tolerant of what public samples do to their layout: lines wrapped inside segments, blanks and line ends between
// segments. What it skips it says in `EDIComponent.needsCleaning`.

struct EDIScanner {
    let delimiters: EDIDelimiters
    /// Index in the window of the next byte to read.
    private(set) var position: Int
    private let classes: [UInt8]
    private let releases: UInt8?
    private let segmentTail: [UInt8]
    private let longest: Int

    /// What a byte is.
    private enum Class {
        static let data: UInt8 = 0
        static let noise: UInt8 = 1
        static let release: UInt8 = 2
        static let component: UInt8 = 3
        static let repetition: UInt8 = 4
        static let element: UInt8 = 5
        static let segment: UInt8 = 6
    }

    /// - Parameter longest: a segment of more bytes than this is given up.
    init(_ delimiters: EDIDelimiters, position: Int = 0, longest: Int) {
        self.delimiters = delimiters
        self.position = position
        self.longest = longest
        releases = delimiters.release
        segmentTail = delimiters.segmentTail
        var classes = [UInt8](repeating: Class.data, count: 256)
        for byte in [0x0A, 0x0D] { classes[byte] = Class.noise }
        if let release = delimiters.release { classes[Int(release)] = Class.release }
        if let repetition = delimiters.repetition { classes[Int(repetition)] = Class.repetition }
        classes[Int(delimiters.component)] = Class.component
        classes[Int(delimiters.element)] = Class.element
        classes[Int(delimiters.segment)] = Class.segment
        self.classes = classes
    }

    private enum Step {
        case segment, end, unterminated
    }

    /// Reads the next segment; false at the end of the text. Cost: the length of the segment.
    ///
    /// The ranges in `segment` are good until the next call. They point into `stream.bytes`.
    mutating func next(_ stream: TextStream, into segment: inout EDISegment) throws(InputError) -> Bool {
        while true {
            switch scan(stream, into: &segment) {
            case .segment: return true
            case .end:
                guard try fetch(stream, keepingFrom: position) else { return false }
            case .unterminated:
                if segment.end - segment.start > longest {
                    segment.isTooLong = true
                    return true
                }
                guard try fetch(stream, keepingFrom: segment.start) else {
                    position = segment.end
                    return true
                }
            }
        }
    }

    /// The next `count` bytes behind blanks and line ends, which are not taken; fewer at the end of the text.
    mutating func peek(_ count: Int, _ stream: TextStream) throws(InputError) -> [UInt8] {
        while true {
            let window = stream.bytes
            while position < window.count, isBlank(window[position]) { position += 1 }
            if position + count <= window.count || stream.isAtEnd {
                return Array(window[position..<min(position + count, window.count)])
            }
            try lookFurther(stream)
        }
    }

    private mutating func lookFurther(_ stream: TextStream) throws(InputError) {
        stream.release(upTo: position)
        if let gone = try stream.more() { position -= gone }
    }

    /// More text behind the window; false if there is none. What stood at `index` stands at the position afterwards.
    private mutating func fetch(_ stream: TextStream, keepingFrom index: Int) throws(InputError) -> Bool {
        guard !stream.isAtEnd else { return false }
        stream.release(upTo: index)
        guard let gone = try stream.more() else { return false }
        position = index - gone
        return true
    }

    // MARK: - Inside the window

    private mutating func scan(_ stream: TextStream, into segment: inout EDISegment) -> Step {
        let window = stream.bytes
        let text = window.span
        var index = position
        while index < text.count, isBlank(text[index]) { index += 1 }
        position = index
        segment.start = position
        segment.end = position
        segment.isTerminated = false
        segment.isTooLong = false
        segment.wrappedAt = nil
        segment.components.removeAll(keepingCapacity: true)
        segment.firstComponents.removeAll(keepingCapacity: true)
        if !segment.repeats.isEmpty { segment.repeats.removeAll(keepingCapacity: true) }
        guard position < text.count else { return .end }
        segment.firstComponents.append(0)
        return split(text, into: &segment)
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        (byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x1A) && classes[Int(byte)] != Class.segment
    }

    private mutating func split(_ text: Span<UInt8>, into segment: inout EDISegment) -> Step {
        let table = classes
        let classes = table.span
        var index = segment.start
        var start = index
        var needsCleaning = false
        while index < text.count {
            let kind = classes[Int(text[index])]
            if kind == Class.data {
                index += 1
                continue
            }
            if kind <= Class.release {
                needsCleaning = true
                if kind == Class.noise, segment.wrappedAt == nil, !isLineEndOfTerminator(text, index) {
                    segment.wrappedAt = index
                }
                // What a release character releases is data, even where the window ends between the two.
                index += kind == Class.release ? 2 : 1
                continue
            }
            var length = 1
            if kind == Class.segment, !segmentTail.isEmpty {
                switch tail(text, behind: index) {
                case .there: length += segmentTail.count
                case .other:
                    index += 1
                    continue
                case .cutOff: return breakOff(at: start, needsCleaning, text, &segment)
                }
            }
            append(start, index, needsCleaning, to: &segment)
            needsCleaning = false
            index += length
            start = index
            switch kind {
            case Class.element: segment.firstComponents.append(UInt32(clamping: segment.components.count))
            case Class.repetition:
                segment.repeats.append((segment.firstComponents.count - 1, segment.components.count))
            case Class.segment:
                segment.end = index
                segment.isTerminated = true
                segment.tag = tag(text, segment)
                position = index
                return .segment
            default: break
            }
        }
        return breakOff(at: start, needsCleaning, text, &segment)
    }

    private func breakOff(
        at start: Int, _ needsCleaning: Bool, _ text: Span<UInt8>, _ segment: inout EDISegment
    ) -> Step {
        append(start, text.count, needsCleaning, to: &segment)
        segment.end = text.count
        segment.tag = tag(text, segment)
        return .unterminated
    }

    private enum Tail {
        case there, other, cutOff
    }

    /// Whether the rest of a segment terminator of several bytes stands behind its first byte.
    private func tail(_ text: Span<UInt8>, behind index: Int) -> Tail {
        for (offset, byte) in segmentTail.enumerated() {
            let place = index + 1 + offset
            guard place < text.count else { return .cutOff }
            guard text[place] == byte else { return .other }
        }
        return .there
    }

    /// A carriage return in front of a line feed that ends the segment belongs to it.
    private func isLineEndOfTerminator(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let next = index + 1
        return text[index] == 0x0D && delimiters.segment == 0x0A && (next >= text.count || text[next] == 0x0A)
    }

    private func append(_ start: Int, _ end: Int, _ needsCleaning: Bool, to segment: inout EDISegment) {
        segment.components.append(
            EDIComponent(start: UInt32(clamping: start), end: UInt32(clamping: end), needsCleaning: needsCleaning))
    }

    private func tag(_ text: Span<UInt8>, _ segment: EDISegment) -> EDITag {
        let component = segment.component(0)
        var code: UInt32 = 0
        var length = 0
        for index in component.range where text[index] != 0x0A && text[index] != 0x0D {
            length += 1
            code = code << 8 | UInt32(text[index])
        }
        return EDITag(code: length <= 4 ? code : 0)
    }

    // MARK: - Data

    /// The bytes of a component as they were meant: without release characters and line ends. `text` is the window.
    func bytes(of component: EDIComponent, in text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(component.range.count)
        var index = component.range.lowerBound
        let end = min(component.range.upperBound, text.count)
        while index < end {
            var byte = text[index]
            index += 1
            if byte == releases, index < end {
                byte = text[index]
                index += 1
            } else if classes[Int(byte)] == Class.noise {
                continue
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// The text of a component without the spaces at its ends; nil where that is empty.
    func string(_ component: EDIComponent, in text: Span<UInt8>) -> String? {
        if component.isEmpty { return nil }
        if component.needsCleaning {
            let bytes = bytes(of: component, in: text)
            let range = TextChecks.trimmed(bytes.span, 0..<bytes.count)
            return range.isEmpty ? nil : String(decoding: bytes[range], as: UTF8.self)
        }
        let range = TextChecks.trimmed(text, component.range)
        guard !range.isEmpty else { return nil }
        let span = text.extracting(range)
        return unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
