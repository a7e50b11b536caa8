// Text in the charsets in which spreadsheets save it.

import Glibc

enum Charsets {
    /// UTF-16 with a byte order mark, little end first, as spreadsheets write "Unicode text".
    static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    /// GBK, through the C library.
    static func gbk(_ text: String) throws -> [UInt8] {
        guard let converter = iconv_open("GBK", "UTF-8"), Int(bitPattern: converter) != -1 else {
            throw FileTrouble("this system does not know GBK")
        }
        defer { iconv_close(converter) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 2)
        let room = output.count
        let left = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var remaining = source.count
                var place = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var space = room
                guard iconv(converter, &next, &remaining, &place, &space) == 0 else { return -1 }
                return space
            }
        }
        guard left >= 0 else { throw FileTrouble("the text does not fit into GBK") }
        return Array(output[..<(room - left)])
    }
}
