// A gzip file (RFC 1952) as the bytes that were packed into it, a piece at a time.

import CZlib

/// Unpacks while it is read. Several members one after the other are one content, as gzip and its kin have it. What is
/// wrong with the file is not thrown but noted in `problem`, and the content ends there.
@safe final class GzipSource: ByteSource {
    enum Problem: Equatable {
        /// The file ends inside a member; the rest may still come.
        case truncated
        /// zlib's own words.
        case damaged(String)
        /// More comes out than is taken.
        case tooLarge
        /// What comes out has no proportion to what went in.
        case bomb
    }

    private(set) var problem: Problem?
    /// Bytes behind the last member that belong to none. Zeros are padding and do not count.
    private(set) var trailing = 0
    /// How many bytes came out since the beginning.
    private(set) var unpacked = 0
    private let packed: any ByteSource
    private let limits: FormatLimits
    private var consumed = 0
    private var isAtEnd = false
    private var isBetweenMembers = false
    /// zlib holds content that found no room.
    private var hasMoreToGive = false
    private var isInitialised = false
    /// On the heap, because zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var used = 0
    private var piece: [UInt8] = []

    /// How much is read of the packed file at a time.
    private static let inputBytes = 64 * 1024
    /// A content below this size is no bomb, whatever its proportion.
    private static let harmlessBytes = 16 * 1024 * 1024
    /// zlib: the largest window (15), and only gzip's wrapper (16).
    private static let windowBits: Int32 = 15 + 16

    init(_ packed: any ByteSource, limits: FormatLimits) throws(InputError) {
        self.packed = packed
        self.limits = limits
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit2_(
            stream, GzipSource.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw InputError("zlib cannot be used (status \(status))") }
        isInitialised = true
        try packed.rewind()
    }

    deinit {
        if isInitialised { _ = unsafe inflateEnd(stream) }
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    var whole: [UInt8]? { nil }

    func rewind() throws(InputError) {
        try packed.rewind()
        _ = unsafe inflateReset(stream)
        (input, used, consumed, unpacked, trailing) = ([], 0, 0, 0, 0)
        (isAtEnd, isBetweenMembers, hasMoreToGive, problem) = (false, false, false, nil)
    }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        guard count > 0 else { return 0 }
        while !isAtEnd {
            if used == input.count, !hasMoreToGive, try !refill() {
                end(because: isBetweenMembers ? nil : .truncated)
            } else if isBetweenMembers {
                try enterNextMember()
            } else {
                let got = inflatePiece(into: &buffer, count: min(count, GzipSource.inputBytes * 4))
                if got > 0 { return got }
            }
        }
        return 0
    }

    // MARK: - Parts

    /// - Returns: false at the end of the packed file.
    private func refill() throws(InputError) -> Bool {
        input.removeAll(keepingCapacity: true)
        used = 0
        return try packed.read(into: &input, count: GzipSource.inputBytes) > 0
    }

    private func end(because problem: Problem?) {
        self.problem = problem
        isAtEnd = true
    }

    /// Behind a member: another one, padding, or something that is no gzip, where the content ends.
    private func enterNextMember() throws(InputError) {
        while used < input.count, input[used] == 0 { used += 1 }
        guard used < input.count else { return }
        if input.count - used == 1, input[used] == GzipSource.magic[0] {
            // The second byte may be in the next piece.
            let last = input[used]
            _ = try refill()
            input.insert(last, at: 0)
        }
        guard input[used...].starts(with: GzipSource.magic) else { return try countTrailing() }
        _ = unsafe inflateReset(stream)
        isBetweenMembers = false
    }

    private func countTrailing() throws(InputError) {
        repeat { trailing += input.count - used } while try refill()
        end(because: nil)
    }

    /// - Returns: how many bytes came out.
    private func inflatePiece(into buffer: inout [UInt8], count: Int) -> Int {
        if piece.count < count { piece = [UInt8](repeating: 0, count: count) }
        let from = used
        let available = input.count - from
        var status: Int32 = Z_OK
        var left = (input: 0, output: 0)
        unsafe input.withUnsafeMutableBufferPointer { packed in
            unsafe piece.withUnsafeMutableBufferPointer { out in
                unsafe stream.pointee.next_in = packed.baseAddress.map { unsafe $0 + from }
                unsafe stream.pointee.avail_in = UInt32(clamping: available)
                unsafe stream.pointee.next_out = out.baseAddress
                unsafe stream.pointee.avail_out = UInt32(clamping: count)
                status = unsafe inflate(stream, Z_NO_FLUSH)
                left = unsafe (Int(stream.pointee.avail_in), Int(stream.pointee.avail_out))
            }
        }
        let got = count - left.output
        hasMoreToGive = status == Z_OK && left.output == 0
        used += available - left.input
        consumed += available - left.input
        unpacked += got
        buffer.append(contentsOf: piece[..<got])
        note(status)
        return got
    }

    private func note(_ status: Int32) {
        switch status {
        // Z_BUF_ERROR: it needs more input; no error by itself.
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetweenMembers = true
        default: return end(because: .damaged(zlibMessage(status)))
        }
        if unpacked > limits.bytes {
            end(because: .tooLarge)
        } else if unpacked > GzipSource.harmlessBytes, unpacked / limits.unpackedRatio > consumed {
            end(because: .bomb)
        }
    }

    private func zlibMessage(_ status: Int32) -> String {
        guard let text = unsafe stream.pointee.msg else { return "error \(status)" }
        return unsafe String(cString: text)
    }

    static let magic: [UInt8] = [0x1F, 0x8B]
}
