// What we write as X12 or EDIFACT is read again before it is published: nothing stands outside its envelope, what is
// opened is closed under the same number, the counts are right, and each message has the segments that it must have.

import OrderModel

struct EDIOutputCheck {
    private struct Level {
        let end: EDITag
        let reference: String
        /// Of a message; nil for what holds messages.
        let type: String?
        /// The segments of a message inside its first and last one; else the groups or messages.
        var count = 0
        var tags: Set<EDITag> = []
    }

    private let document: String
    /// Type of message → the segments that the standard demands.
    private let mandatory: [String: [EDITag]]
    private var open: [Level] = []
    private var isClosed = false

    /// - Parameter document: its name, for the message.
    init(_ document: String, mandatory: [String: [EDITag]]) {
        self.document = document
        self.mandatory = mandatory
    }

    /// The text of what was written, decoded as its reader will decode it.
    func stream(_ bytes: [UInt8], _ charset: NamedCharset?) throws(FormatError) -> TextStream {
        let decoded = TextDecoding.decode(bytes, named: charset)
        guard let text = decoded.text, !decoded.isIncomplete else {
            throw problem("the text", "cannot be read back: \(decoded.findings.first?.message ?? "it breaks off")")
        }
        return TextStream(whole: text)
    }

    // MARK: - Segment by segment

    /// - Parameter depth: in how many envelopes it has to stand.
    mutating func begin(
        _ tag: EDITag, depth: Int, endsWith end: EDITag, reference: String?, type: String? = nil
    ) throws(FormatError) {
        guard open.count == depth, !isClosed else { throw problem(tag, "stands at the wrong place") }
        guard let reference else { throw problem(tag, "has no number") }
        if depth > 0 { open[depth - 1].count += 1 }
        open.append(Level(end: end, reference: reference, type: type))
    }

    mutating func add(_ tag: EDITag) throws(FormatError) {
        guard open.last?.type != nil else { throw problem(tag, "stands outside of any message") }
        open[open.count - 1].count += 1
        open[open.count - 1].tags.insert(tag)
    }

    mutating func end(_ tag: EDITag, count: String?, reference: String?) throws(FormatError) {
        guard let level = open.popLast(), level.end == tag else { throw problem(tag, "closes nothing") }
        guard level.reference == reference else {
            throw problem(tag, "has the number \(reference ?? "of nothing") instead of \(level.reference)")
        }
        let counted = level.type == nil ? level.count : level.count + 2
        guard count.flatMap({ Int($0) }) == counted else {
            throw problem(tag, "counts \(count ?? "nothing") instead of \(counted)")
        }
        for missing in mandatory[level.type ?? ""] ?? [] where !level.tags.contains(missing) {
            throw problem(missing, "is missing, but a \(level.type ?? "message") must have it")
        }
        isClosed = open.isEmpty
    }

    func finish() throws(FormatError) {
        if let level = open.last { throw problem(level.end, "is missing") }
        guard isClosed else { throw problem("the interchange", "is missing") }
    }

    func problem(_ tag: EDITag, _ reason: String) -> FormatError { problem("the segment \(tag)", reason) }

    func problem(_ field: String, _ reason: String) -> FormatError {
        .valueDoesNotFit(document: document, field: field, reason: reason)
    }
}

/// The segments of a text in memory.
struct EDIOutputSegments {
    private var scanner: EDIScanner

    init(_ stream: TextStream, _ delimiters: EDIDelimiters, from position: Int) {
        scanner = EDIScanner(stream, delimiters, longest: .max)
        scanner.begin(delimiters, at: position)
    }

    var tag: EDITag { scanner.segment.tag }

    /// False at the end.
    mutating func next(_ check: EDIOutputCheck) throws(FormatError) -> Bool {
        do throws(InputError) {
            guard try scanner.next() else { return false }
        } catch {
            throw check.problem("the text", "cannot be read back: \(error)")
        }
        guard scanner.segment.isTerminated, !scanner.segment.isTooLong, scanner.segment.wrappedAt == nil else {
            throw check.problem(tag, "is not closed on its line")
        }
        return true
    }

    /// The first component of an element.
    func text(_ element: Int) -> String? {
        scanner.string(scanner.segment.component(element))
    }
}
