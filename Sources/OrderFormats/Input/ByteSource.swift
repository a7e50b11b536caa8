// Where the bytes of a file come from, a piece at a time, so that a file need not fit into memory.

import Glibc

/// The bytes could not be had: the disk, not the content. What is wrong with the content is a finding.
package struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// Bytes from the start to the end, as often as wanted.
package protocol ByteSource: AnyObject {
    /// Appends at most `count` bytes to the buffer and says how many; 0 at the end.
    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int
    /// Goes back to the first byte.
    func rewind() throws(InputError)
    /// All bytes, where they are in memory anyway; nil where they have to be read.
    var whole: [UInt8]? { get }
    /// How many bytes there are, where that is known before they are read.
    var count: Int? { get }
}

extension ByteSource {
    package var count: Int? { whole?.count }
}

/// Bytes that are in memory.
package final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var whole: [UInt8]? { bytes }

    package func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        let end = min(position + max(count, 0), bytes.count)
        buffer.append(contentsOf: bytes[position..<end])
        defer { position = end }
        return end - position
    }

    package func rewind() throws(InputError) { position = 0 }
}

/// An open file that can be read from any place. The descriptor stays its owner's.
package final class FileSource: ByteSource {
    private let descriptor: CInt
    private var offset: off_t = 0
    private var piece: [UInt8] = []

    /// `descriptor` must stay open as long as this is used.
    package init(descriptor: CInt) { self.descriptor = descriptor }

    package var whole: [UInt8]? { nil }

    package func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        guard count > 0 else { return 0 }
        if piece.count < count { piece = [UInt8](repeating: 0, count: count) }
        while true {
            let got = unsafe piece.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, count, offset) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw InputError("the file cannot be read: \(FileSource.reason(errno))") }
            buffer.append(contentsOf: piece[..<got])
            offset += off_t(got)
            return got
        }
    }

    package func rewind() throws(InputError) { offset = 0 }

    /// Of a regular file; a pipe does not know it.
    package var count: Int? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    private static func reason(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}
