// Packing with zlib, so that what tests unpack was packed by somebody else.

import CZlib

/// One gzip member that holds `content`.
func gzipped(_ content: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, version, size) == Z_OK else {
        return []
    }
    defer { deflateEnd(&stream) }
    var input = content
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))) + 64)
    let room = packed.count
    input.withUnsafeMutableBufferPointer { from in
        packed.withUnsafeMutableBufferPointer { to in
            stream.next_in = from.baseAddress
            stream.avail_in = UInt32(from.count)
            stream.next_out = to.baseAddress
            stream.avail_out = UInt32(room)
            deflate(&stream, Z_FINISH)
        }
    }
    return Array(packed[..<(room - Int(stream.avail_out))])
}

func gzipped(_ text: String) -> [UInt8] { gzipped(Array(text.utf8)) }
