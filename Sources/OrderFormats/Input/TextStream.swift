// The decoded text of a file through a window that moves over it: what has been read is let go, so that memory does not
// grow with the file.
//
// A reader works on `bytes` from an index of its own. Where what it reads breaks off at the end of the window and
// `isAtEnd` is false, it says `release(up to what it still needs)`, asks for `more()`, and begins anew with that.

import OrderModel

final class TextStream {
    /// The part of the text that is in memory: UTF-8. Bind it anew after every `more()`, and let go of the old binding
    /// before, or the window is copied.
    private(set) var bytes: [UInt8]
    /// Nothing follows behind `bytes`.
    private(set) var isAtEnd: Bool
    /// The charset that the text came in, by its IANA name.
    let charset: String
    /// What was found while decoding; complete once `isAtEnd`.
    private(set) var findings: [Finding]
    /// The bytes end in the middle of a character.
    private(set) var isIncomplete: Bool

    private let decoder: CharsetStream?
    /// What was found before the first piece was decoded.
    private let openingFindings: [Finding]
    /// How much of the front is not needed any more.
    private var released = 0
    private var anchor = TextMark()
    /// What the reader has said about the place where it goes on.
    private var known = TextMark()
    /// Line and column of the window's first byte.
    private var front = TextMark()
    /// How many bytes are read at a time.
    private let piece: Int

    /// A text that is in memory as a whole.
    init(whole text: SourceText, findings: [Finding] = [], isIncomplete: Bool = false) {
        bytes = text.bytes
        isAtEnd = true
        charset = text.charset
        self.findings = findings
        self.isIncomplete = isIncomplete
        decoder = nil
        openingFindings = findings
        piece = 0
    }

    /// A text that is decoded as it is read.
    init(_ decoder: CharsetStream, findings: [Finding] = [], piece: Int) throws(InputError) {
        bytes = []
        isAtEnd = false
        charset = decoder.charset.name
        self.findings = findings
        isIncomplete = false
        self.decoder = decoder
        openingFindings = findings
        self.piece = max(piece, 1)
        _ = try more()
    }

    /// The text is in memory as a whole, and stays there.
    var isWhole: Bool { decoder == nil }

    /// The same text from its beginning again, for a second reading. The first one must not be used any more, unless the
    /// text is whole.
    ///
    /// - Parameter index: counted from the beginning; the first window reaches that far.
    func restarted(reaching index: Int) throws(InputError) -> TextStream {
        guard let decoder else { return self }
        let text = try TextStream(try decoder.restarted(), findings: openingFindings, piece: piece)
        while text.bytes.count < index, try text.more() != nil {}
        return text
    }

    /// Says that nothing in front of `index` is needed any more. Indices stay as they are until `more()`.
    func release(upTo index: Int) { released = min(max(index, released), bytes.count) }

    /// The same, for a reader that counts lines itself: `line` begins at `index`, so nobody has to count again.
    func release(upTo index: Int, beginningOf line: Int) {
        release(upTo: index)
        if index == released { known = TextMark(index: index, position: TextPosition(line: line)) }
    }

    /// The same, for a reader that counts lines and columns itself.
    func release(upTo mark: TextMark) {
        release(upTo: mark.index)
        if mark.index >= anchor.index { anchor = mark }
    }

    /// Moves the window: what was released goes, and the text behind comes in. The new index of what stood at an index
    /// is less by what this gives back; nil at the end of the text, where nothing has moved.
    ///
    /// A window that is needed as a whole doubles, so that reading something long anew takes time in proportion to it.
    func more() throws(InputError) -> Int? {
        guard !isAtEnd, let decoder else { return nil }
        let gone = dropReleased()
        let before = bytes.count
        while bytes.count == before {
            guard try decoder.read(into: &bytes, count: max(piece, bytes.count)) else {
                isAtEnd = true
                note(decoder.problem)
                break
            }
        }
        return gone
    }

    private func dropReleased() -> Int {
        var gone = released
        // The line feed of a CR LF may be in the next piece: the two are one line end.
        if gone > 0, gone == bytes.count, bytes.last == 0x0D { gone -= 1 }
        guard gone > 0 else { return 0 }
        if known.index == gone { anchor = known } else { moveAnchor(to: gone) }
        known = TextMark()
        anchor.index = 0
        front = anchor
        bytes.removeSubrange(0..<gone)
        released = 0
        return gone
    }

    private func note(_ problem: CharsetStream.Problem?) {
        switch problem {
        case nil: return
        case .truncated?:
            isIncomplete = true
            findings.append(
                Finding(
                    .error, .fileIncomplete, "the file ends in the middle of a \(charset) character",
                    at: place(at: bytes.count), hint: "send the whole file again"))
        case .invalid(let offset)?:
            findings.append(
                Finding(
                    .error, .charsetInvalid, "the byte at offset \(offset) is not \(charset); reading ends there",
                    at: place(at: bytes.count), hint: "write the whole file in one charset, best in UTF-8"))
        case .unavailable?:
            findings.append(
                Finding(
                    .error, .charsetInvalid, "this system has no converter for \(charset)",
                    hint: "send the file in UTF-8, or install the C library's converters (gconv modules)"))
        }
    }

    // MARK: - Places

    /// The 1-based line at an index of the window. Cheap where indices go upwards.
    func line(at index: Int) -> Int {
        moveAnchor(to: index)
        return anchor.position.line
    }

    func place(at index: Int, path: String? = nil, field: String? = nil) -> Place {
        moveAnchor(to: index)
        return anchor.place(path: path, field: field)
    }

    private func moveAnchor(to index: Int) {
        let index = min(max(index, 0), bytes.count)
        if index < anchor.index { anchor = front }
        let window = bytes
        anchor.move(to: index, over: window.span)
    }
}
