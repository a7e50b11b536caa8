// One segment parted into its elements and components, in one pass: eight bytes at a time are looked through for the
// characters that part, and only those are looked at one by one.

/// Made once for an interchange and then only read, so that the scanner stays small.
final class EDISplitter {
    let delimiters: EDIDelimiters
    private let classes: [UInt8]
    private let patterns: Patterns

    /// What parts, each character eight times. Where there is no such character, another one stands twice.
    private struct Patterns {
        let element, component, segment, release, repetition: UInt64
        /// There is a release character, or a character for repetitions.
        let hasMore: Bool
        let elementByte, componentByte: UInt8

        init(_ delimiters: EDIDelimiters) {
            elementByte = delimiters.element
            componentByte = delimiters.component
            element = ByteWords.repeating(delimiters.element)
            component = ByteWords.repeating(delimiters.component)
            segment = ByteWords.repeating(delimiters.segment)
            release = ByteWords.repeating(delimiters.release ?? delimiters.element)
            repetition = ByteWords.repeating(delimiters.repetition ?? delimiters.element)
            hasMore = delimiters.release != nil || delimiters.repetition != nil
        }

        /// Every byte that may part, or is a line end, and a few others. Behind the text there are zeros, which are such.
        @inline(__always)
        func candidates(_ word: UInt64) -> UInt64 {
            var found = ByteWords.zeros(word ^ element) | ByteWords.zeros(word ^ component)
            found |= ByteWords.zeros(word ^ segment) | ByteWords.below0x20(word)
            if hasMore { found |= ByteWords.zeros(word ^ release) | ByteWords.zeros(word ^ repetition) }
            return found & ByteWords.answers
        }
    }

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

    init(_ delimiters: EDIDelimiters) {
        self.delimiters = delimiters
        patterns = Patterns(delimiters)
        var classes = [UInt8](repeating: Class.data, count: 256)
        for byte in [0x0A, 0x0D] { classes[byte] = Class.noise }
        if let release = delimiters.release { classes[Int(release)] = Class.release }
        if let repetition = delimiters.repetition { classes[Int(repetition)] = Class.repetition }
        classes[Int(delimiters.component)] = Class.component
        classes[Int(delimiters.element)] = Class.element
        classes[Int(delimiters.segment)] = Class.segment
        self.classes = classes
    }

    func isBlank(_ byte: UInt8) -> Bool {
        (byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x1A) && classes[Int(byte)] != Class.segment
    }

    // MARK: - Splitting

    /// Splits the segment that begins at `segment.start`. False where it has more components than there is room for.
    func split(_ window: [UInt8], into segment: inout EDISegment) -> Bool {
        let text = window.span
        var course = Course()
        let hasRoom = split(
            text, from: segment.start, &course, &segment.components, &segment.firstComponents, &segment.repeats)
        guard hasRoom else { return false }
        segment.componentCount = course.components
        segment.elementCount = course.elements
        segment.wrappedAt = course.wrappedAt
        segment.isTerminated = course.end != nil
        segment.end = course.end ?? text.count
        segment.tag = EDISplitter.tag(text, segment.components[0])
        return true
    }

    /// How far a segment has been split.
    private struct Course {
        var components = 0
        /// Those behind the tag.
        var elements = 0
        var wrappedAt: Int?
        /// Behind the terminator; nil where the text breaks off before it.
        var end: Int?
    }

    private func split(
        _ text: Span<UInt8>, from first: Int, _ course: inout Course, _ components: inout [EDIComponent],
        _ firsts: inout [UInt32], _ repeats: inout [(element: Int, firstComponent: Int)]
    ) -> Bool {
        var components = components.mutableSpan
        var firsts = firsts.mutableSpan
        let patterns = self.patterns
        // One is kept for what stands behind the last character that parts.
        let room = components.count - 1
        var count = 0
        var elements = 0
        var start = first
        var needsCleaning = false
        var index = first
        words: while index < text.count {
            let word = ByteWords.load(text, index)
            var found = patterns.candidates(word)
            while found != 0 {
                let place = index &+ ByteWords.leading(found)
                let byte = UInt8(truncatingIfNeeded: word >> UInt64(found.trailingZeroBitCount & 0x38))
                found &= found &- 1
                guard place < text.count else { break words }
                let isElement = byte == patterns.elementByte
                var isSegment = false
                if !isElement {
                    switch seldom(byte, place, text, &course) {
                    case .data: continue
                    case .end: break words
                    case .component: break
                    case .segment: isSegment = true
                    case .lineEnd:
                        needsCleaning = true
                        continue
                    case .release:
                        // What it releases is data, even where the window ends between the two.
                        needsCleaning = true
                        index = place &+ 2
                        continue words
                    case .repetition: repeats.append((elements, count &+ 1))
                    }
                }
                guard count < room else { return false }
                components[count] = EDIComponent(start, place, needsCleaning)
                count &+= 1
                start = place &+ 1
                needsCleaning = false
                if isElement {
                    elements &+= 1
                    firsts[elements] = UInt32(truncatingIfNeeded: count)
                } else if isSegment {
                    course.components = count
                    course.elements = elements
                    course.end = start + delimiters.segmentTail.count
                    return true
                }
            }
            index &+= ByteWords.size
        }
        components[count] = EDIComponent(start, text.count, needsCleaning)
        course.components = count + 1
        course.elements = elements
        return true
    }

    private enum Seldom {
        case data, lineEnd, release, component, repetition, segment
        /// The text ends here, or inside the terminator.
        case end
    }

    /// What a byte is that may be a character that parts, but none between elements.
    @inline(__always)
    private func seldom(_ byte: UInt8, _ place: Int, _ text: Span<UInt8>, _ course: inout Course) -> Seldom {
        if byte == patterns.componentByte { return .component }
        if byte == delimiters.segment, delimiters.segmentTail.isEmpty { return .segment }
        return unusual(byte, place, text, &course)
    }

    private func unusual(_ byte: UInt8, _ place: Int, _ text: Span<UInt8>, _ course: inout Course) -> Seldom {
        switch classes[Int(byte)] {
        case Class.noise:
            note(lineEnd: place, text, &course)
            return .lineEnd
        case Class.release: return .release
        case Class.repetition: return .repetition
        case Class.component: return .component
        case Class.segment:
            switch tail(text, behind: place) {
            case .there: return .segment
            case .other: return .data
            case .cutOff: return .end
            }
        default: return .data
        }
    }

    private func note(lineEnd place: Int, _ text: Span<UInt8>, _ course: inout Course) {
        if course.wrappedAt == nil, !isLineEndOfTerminator(text, place) { course.wrappedAt = place }
    }

    /// A carriage return in front of a line feed that ends the segment belongs to it.
    private func isLineEndOfTerminator(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let next = index + 1
        return text[index] == 0x0D && delimiters.segment == 0x0A && (next >= text.count || text[next] == 0x0A)
    }

    private enum Tail {
        case there, other, cutOff
    }

    /// Whether the rest of a segment terminator of several bytes stands behind its first byte.
    private func tail(_ text: Span<UInt8>, behind index: Int) -> Tail {
        for (offset, byte) in delimiters.segmentTail.enumerated() {
            let place = index + 1 + offset
            guard place < text.count else { return .cutOff }
            guard text[place] == byte else { return .other }
        }
        return .there
    }

    private static func tag(_ text: Span<UInt8>, _ component: EDIComponent) -> EDITag {
        if !component.needsCleaning { return EDITag(text, component.range) }
        var code: UInt32 = 0
        var length = 0
        for index in component.range where text[index] != 0x0A && text[index] != 0x0D {
            length += 1
            code = code << 8 | UInt32(text[index])
        }
        return EDITag(code: length <= 4 ? code : 0)
    }

    // MARK: - Data

    /// The bytes of a component as they were meant: without release characters and line ends.
    func cleaned(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        let end = min(range.upperBound, text.count)
        while index < end {
            var byte = text[index]
            index += 1
            if byte == delimiters.release, index < end {
                byte = text[index]
                index += 1
            } else if classes[Int(byte)] == Class.noise {
                continue
            }
            bytes.append(byte)
        }
        return bytes
    }
}
