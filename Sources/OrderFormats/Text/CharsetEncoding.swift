// From UTF-8 into another charset, for what goes out to partners whose systems read nothing else.

import Glibc

extension Charset {
    /// The text in this charset; each character that it does not have becomes `substitute`, which every charset has.
    func encode(_ text: String, substitute: Unicode.Scalar) -> [UInt8] {
        guard let descriptor = unsafe iconv_open(converter, "UTF-8"),
            unsafe descriptor != UnsafeMutableRawPointer(bitPattern: -1)
        else { return Array(text.utf8) }
        defer { _ = unsafe iconv_close(descriptor) }
        var output: [UInt8] = []
        var input = Array(text.utf8)
        output.reserveCapacity(input.count)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var position = 0
        while position < input.count {
            let step = unsafe Charset.convert(descriptor, &input, from: position, &chunk)
            output.append(contentsOf: chunk[..<step.produced])
            position += step.consumed
            guard position < input.count, step.isStuck else { continue }
            // A character that this charset does not have.
            output.append(contentsOf: encodedSubstitute(substitute))
            position += 1
            while position < input.count, input[position] & 0xC0 == 0x80 { position += 1 }
        }
        return output
    }

    private func encodedSubstitute(_ scalar: Unicode.Scalar) -> [UInt8] {
        // All charsets of files that partners send hold ASCII as it is, but for those of two and four bytes.
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        switch self {
        case .utf16LittleEndian: return [byte, 0]
        case .utf16BigEndian: return [0, byte]
        case .utf32LittleEndian: return [byte, 0, 0, 0]
        case .utf32BigEndian: return [0, 0, 0, byte]
        default: return [byte]
        }
    }

    private static func convert(
        _ descriptor: iconv_t, _ input: inout [UInt8], from position: Int, _ chunk: inout [UInt8]
    ) -> (consumed: Int, produced: Int, isStuck: Bool) {
        let length = input.count - position
        var left = length
        var produced = 0
        var failure: Int32 = 0
        unsafe input.withUnsafeMutableBytes { source in
            unsafe chunk.withUnsafeMutableBytes { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                var next: UnsafeMutablePointer<CChar>? = unsafe (from + position).assumingMemoryBound(to: CChar.self)
                var out: UnsafeMutablePointer<CChar>? = unsafe to.assumingMemoryBound(to: CChar.self)
                var space = target.count
                if unsafe iconv(descriptor, &next, &left, &out, &space) == Int(bitPattern: UInt.max) { failure = errno }
                produced = target.count - space
            }
        }
        return (length - left, produced, failure == EILSEQ || failure == EINVAL)
    }
}
