// From the bytes of a long file to UTF-8, a piece at a time, in a charset that has been decided before.

import Glibc

/// Decodes piece by piece through iconv; UTF-8 passes through as it is.
@safe final class CharsetStream {
    enum Problem {
        /// The bytes end in the middle of a character.
        case truncated
        /// The byte at this offset of the file begins nothing that exists in the charset.
        case invalid(offset: Int)
        /// The C library has no converter for it.
        case unavailable
    }

    let charset: Charset
    /// Nil while all is well; with a problem the stream is at its end.
    private(set) var problem: Problem?
    private let source: any ByteSource
    private let converter: iconv_t?
    /// Read and not decoded yet: a character whose end is in the next piece.
    private var pending: [UInt8] = []
    private var consumed = 0
    private var isAtEnd = false
    private let skipped: Int

    /// - Parameter skipped: bytes in front that are no text (a byte order mark).
    init(_ source: any ByteSource, charset: Charset, skipped: Int) throws(InputError) {
        self.source = source
        self.charset = charset
        self.skipped = skipped
        unsafe converter = charset == .utf8 ? nil : charset.openConverter()
        if charset != .utf8, unsafe converter == nil { problem = .unavailable }
        try source.rewind()
        var mark: [UInt8] = []
        while mark.count < skipped {
            guard try source.read(into: &mark, count: skipped - mark.count) > 0 else { break }
        }
        consumed = mark.count
    }

    /// Begins again with the first byte.
    func restarted() throws(InputError) -> CharsetStream {
        try CharsetStream(source, charset: charset, skipped: skipped)
    }

    deinit {
        if let converter = unsafe converter { _ = unsafe iconv_close(converter) }
    }

    /// Appends the text of the next piece of about `count` bytes; false at the end.
    func read(into text: inout [UInt8], count: Int) throws(InputError) -> Bool {
        while !isAtEnd, problem == nil {
            let before = text.count
            if unsafe converter == nil {
                try passThrough(into: &text, count: count)
                if text.count > before { return true }
                continue
            }
            if try source.read(into: &pending, count: count) == 0 {
                isAtEnd = true
                if !pending.isEmpty { problem = .truncated }
                return false
            }
            convertPending(into: &text)
            if text.count > before { return true }
        }
        return false
    }

    /// UTF-8 needs no converter; a character that the piece cuts in two waits for its rest.
    private func passThrough(into text: inout [UInt8], count: Int) throws(InputError) {
        let before = text.count
        text += pending
        guard try source.read(into: &text, count: count) > 0 else {
            isAtEnd = true
            if !pending.isEmpty { problem = .truncated }
            text.removeSubrange(before...)
            return
        }
        let tail = min(TextOpening.unfinishedTail(text), text.count - before)
        pending = Array(text.suffix(tail))
        text.removeLast(tail)
    }

    private func convertPending(into text: inout [UInt8]) {
        guard let converter = unsafe converter else { return }
        var chunk = [UInt8](repeating: 0, count: pending.count * 3 + 16)
        var used = 0
        var produced = 0
        var failure: Int32 = 0
        let length = pending.count
        unsafe pending.withUnsafeMutableBytes { from in
            unsafe chunk.withUnsafeMutableBytes { to in
                var next = unsafe from.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = length
                var out = unsafe to.baseAddress?.assumingMemoryBound(to: CChar.self)
                var space = to.count
                if unsafe iconv(converter, &next, &left, &out, &space) == Int(bitPattern: UInt.max) { failure = errno }
                used = length - left
                produced = to.count - space
            }
        }
        text.append(contentsOf: chunk[..<produced])
        consumed += used
        pending.removeFirst(used)
        // E2BIG goes on with what is left; EINVAL waits for the rest of a character.
        if failure == EILSEQ { problem = .invalid(offset: consumed) }
    }
}
