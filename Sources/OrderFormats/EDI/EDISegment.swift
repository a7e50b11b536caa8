// One segment of an EDI text (X12, EDIFACT): where its elements and components stand. Nothing is copied.

/// The characters that part an interchange, as ISA or UNA announce them.
struct EDIDelimiters: Hashable, Sendable {
    var segment: UInt8
    var element: UInt8
    var component: UInt8
    var repetition: UInt8?
    /// EDIFACT's release character: the character behind it is data.
    var release: UInt8?
    /// What follows the first byte of a segment terminator that is no ASCII character: its other bytes in UTF-8.
    var segmentTail: [UInt8] = []
}

/// The name of a segment: up to four letters and digits, compared as one number.
struct EDITag: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    @inline(__always)
    init(stringLiteral value: StaticString) {
        // A loop over the literal's own bytes is folded into a number by the compiler; a `String` of it is not.
        var code: UInt32 = 0
        value.withUTF8Buffer { bytes in
            for index in bytes.indices { code = unsafe code << 8 | UInt32(bytes[index]) }
        }
        self.code = code
    }

    /// The text of the range; zero where it is longer than four bytes.
    @inline(__always)
    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        let length = range.count
        guard length > 0, length <= 4 else {
            code = 0
            return
        }
        // The first byte is the lowest of the word and the highest of the code.
        let word = UInt32(truncatingIfNeeded: ByteWords.load(text, range.lowerBound))
        code = word.byteSwapped >> UInt32(32 - length * 8)
    }

    var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(to bytes: inout [UInt8]) {
        var shift: UInt32 = 32
        while shift > 0 {
            shift -= 8
            let byte = UInt8(truncatingIfNeeded: code >> shift)
            if byte != 0 { bytes.append(byte) }
        }
    }
}

/// A component of an element: a range of the window, in one word.
struct EDIComponent: Hashable, Sendable {
    /// From the highest bit: 32 of the start, 31 of the end, one for `needsCleaning`.
    private let bits: UInt64

    static let empty = EDIComponent(0, 0, false)

    @inline(__always)
    init(_ start: Int, _ end: Int, _ needsCleaning: Bool) {
        // No window is as long as two gigabytes.
        let end = min(max(end, 0), 0x7FFF_FFFF)
        bits = UInt64(UInt32(clamping: start)) << 32 | UInt64(end) << 1 | (needsCleaning ? 1 : 0)
    }

    var start: Int { Int(bits >> 32) }
    var end: Int { Int(bits >> 1 & 0x7FFF_FFFF) }
    /// Release characters or line ends stand in it and have to be left out.
    var needsCleaning: Bool { bits & 1 != 0 }
    var range: Range<Int> { start..<max(start, end) }
    var isEmpty: Bool { start >= end }
}

/// A segment. Elements are numbered from 1, as the standards do (`BEG03` is element 3); element 0 is the tag.
/// Components are numbered from 1 too.
///
/// There is one for a whole text: its room is made once and used for segment after segment.
struct EDISegment {
    /// Zero where the tag is longer than four characters.
    var tag = EDITag(code: 0)
    /// Index of the first and behind the last byte in the window, the terminator included.
    var start = 0
    var end = 0
    /// The terminator is there; without it the text breaks off.
    var isTerminated = true
    /// The segment is longer than any real one; it was given up and the text cannot be read on.
    var isTooLong = false
    /// Index of the first line end inside the segment that is not its terminator: the line was wrapped.
    var wrappedAt: Int?
    /// Only the first `componentCount` of them are of this segment.
    var components = [EDIComponent](repeating: .empty, count: EDISegment.usualRoom)
    var componentCount = 0
    /// Element → its first component, for the tag and `elementCount` elements.
    var firstComponents = [UInt32](repeating: 0, count: EDISegment.usualRoom)
    var elementCount = 0
    /// Further repetitions: the element, and its first component.
    var repeats: [(element: Int, firstComponent: Int)] = []

    private static let usualRoom = 64

    /// For a segment that has more components than any before it.
    mutating func makeRoom() {
        components += [EDIComponent](repeating: .empty, count: components.count)
        firstComponents += [UInt32](repeating: 0, count: firstComponents.count)
    }

    /// The components of an element; empty if the segment has no such element.
    func components(of element: Int) -> ArraySlice<EDIComponent> {
        guard element >= 0, element <= elementCount else { return [] }
        let behind = firstComponent(behind: element)
        let firstRepeat = repeats.first { $0.element == element }?.firstComponent ?? behind
        return components[Int(firstComponents[element])..<min(behind, firstRepeat)]
    }

    /// How many components an element has, those of further repetitions left out.
    func componentCount(of element: Int) -> Int {
        guard element >= 0, element <= elementCount else { return 0 }
        if !repeats.isEmpty { return components(of: element).count }
        return firstComponent(behind: element) - Int(firstComponents[element])
    }

    /// The range of an element with all its components; nil where something in it has to be left out, or it is not there.
    func plainRange(of element: Int) -> Range<Int>? {
        guard element >= 0, element <= elementCount else { return nil }
        let first = Int(firstComponents[element])
        let last = firstComponent(behind: element) - 1
        for index in first...last where components[index].needsCleaning { return nil }
        return components[first].start..<max(components[first].start, components[last].end)
    }

    func component(_ element: Int, _ component: Int = 1) -> EDIComponent {
        guard element >= 0, element <= elementCount, component >= 1 else { return .empty }
        let index = Int(firstComponents[element]) + component - 1
        return index < firstComponent(behind: element) ? components[index] : .empty
    }

    private func firstComponent(behind element: Int) -> Int {
        element < elementCount ? Int(firstComponents[element + 1]) : componentCount
    }
}
