// Charsets by name, and the way from their bytes to UTF-8 through the C library's iconv.

import Glibc

/// A charset under the name that IANA gives it and the name under which iconv decodes it.
struct Charset: Hashable, Sendable {
    let name: String
    let converter: String
    /// One byte is one character, so nearly everything decodes, right or wrong.
    let isSingleByte: Bool

    static let utf8 = Charset(name: "UTF-8", converter: "UTF-8", isSingleByte: false)
    static let utf16LittleEndian = Charset(name: "UTF-16LE", converter: "UTF-16LE", isSingleByte: false)
    static let utf16BigEndian = Charset(name: "UTF-16BE", converter: "UTF-16BE", isSingleByte: false)
    static let utf32LittleEndian = Charset(name: "UTF-32LE", converter: "UTF-32LE", isSingleByte: false)
    static let utf32BigEndian = Charset(name: "UTF-32BE", converter: "UTF-32BE", isSingleByte: false)
    static let gb18030 = Charset(name: "GB18030", converter: "GB18030", isSingleByte: false)
    static let windows1252 = Charset(name: "windows-1252", converter: "CP1252", isSingleByte: true)

    private static let known: [String: Charset] = [
        "UTF8": .utf8, "UTF16LE": .utf16LittleEndian, "UTF16BE": .utf16BigEndian, "UTF16": .utf16LittleEndian,
        "UTF32LE": .utf32LittleEndian, "UTF32BE": .utf32BigEndian,
        // GB18030 holds GB2312 and GBK, and files that call themselves one are often the other.
        "GB18030": .gb18030, "GBK": .gb18030, "GB2312": .gb18030, "CP936": .gb18030, "MS936": .gb18030,
        "BIG5": Charset(name: "Big5", converter: "BIG5", isSingleByte: false),
        "CP950": Charset(name: "Big5", converter: "CP950", isSingleByte: false),
        "WINDOWS1252": .windows1252, "CP1252": .windows1252, "1252": .windows1252,
        "ISO88591": Charset(name: "ISO-8859-1", converter: "ISO-8859-1", isSingleByte: true),
        "LATIN1": Charset(name: "ISO-8859-1", converter: "ISO-8859-1", isSingleByte: true),
        "ISO885915": Charset(name: "ISO-8859-15", converter: "ISO-8859-15", isSingleByte: true),
        "WINDOWS1250": Charset(name: "windows-1250", converter: "CP1250", isSingleByte: true),
        "WINDOWS1251": Charset(name: "windows-1251", converter: "CP1251", isSingleByte: true),
        "SHIFTJIS": Charset(name: "Shift_JIS", converter: "CP932", isSingleByte: false),
        "SJIS": Charset(name: "Shift_JIS", converter: "CP932", isSingleByte: false),
        "EUCJP": Charset(name: "EUC-JP", converter: "EUC-JP", isSingleByte: false),
        "EUCKR": Charset(name: "EUC-KR", converter: "CP949", isSingleByte: false),
    ]

    /// The charset of this name, however it is spelt. Nil if iconv knows none of that name.
    init?(named text: String) {
        let letters = text.utf8.filter { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        if let found = Charset.known[String(decoding: letters, as: UTF8.self).uppercased()] {
            self = found
            return
        }
        // iconv reads more into a name than a name (`//TRANSLIT`), so only plain names reach it.
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":")].contains(byte)
        }
        guard isPlain, !text.isEmpty, text.utf8.count <= 40, Charset.isConvertible(text) else { return nil }
        self.init(name: text, converter: text, isSingleByte: text.uppercased().hasPrefix("ISO-8859"))
    }

    private init(name: String, converter: String, isSingleByte: Bool) {
        self.name = name
        self.converter = converter
        self.isSingleByte = isSingleByte
    }

    private static func isConvertible(_ name: String) -> Bool {
        guard let descriptor = unsafe Converter.open(name) else { return false }
        _ = unsafe iconv_close(descriptor)
        return true
    }
}

extension Charset {
    enum Decoding {
        case decoded([UInt8])
        /// The bytes end in the middle of a character; what came before it is decoded.
        case truncated([UInt8])
        /// The byte at `offset` begins nothing that exists in this charset; what came before it is decoded.
        case invalid(offset: Int, before: [UInt8])
        /// The C library has no converter for it.
        case unavailable
    }

    /// A converter to UTF-8, which the caller closes; nil if the C library has none.
    func openConverter() -> iconv_t? { unsafe Converter.open(converter) }

    /// Decodes the bytes from `start` on, strictly: nothing is replaced and nothing left out.
    func decode(_ bytes: [UInt8], from start: Int = 0) -> Decoding {
        guard let descriptor = unsafe Converter.open(converter) else { return .unavailable }
        defer { _ = unsafe iconv_close(descriptor) }
        return unsafe Converter.run(descriptor, bytes, from: start)
    }
}

/// The few lines that meet iconv.
private enum Converter {
    static func open(_ charset: String) -> iconv_t? {
        let descriptor = unsafe iconv_open("UTF-8", charset)
        // iconv_open says "no" with the address −1.
        return unsafe descriptor == UnsafeMutableRawPointer(bitPattern: -1) ? nil : descriptor
    }

    static func run(_ descriptor: iconv_t, _ bytes: [UInt8], from start: Int) -> Charset.Decoding {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count - start) * 3 / 2)
        var input = Array(bytes[min(start, bytes.count)...])
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var consumed = 0
        while consumed < input.count {
            var produced = 0
            var failure: Int32 = 0
            let length = input.count
            unsafe input.withUnsafeMutableBytes { source in
                unsafe chunk.withUnsafeMutableBytes { target in
                    guard let from = source.baseAddress, let to = target.baseAddress else { return }
                    var next: UnsafeMutablePointer<CChar>? = unsafe (from + consumed).assumingMemoryBound(
                        to: CChar.self)
                    var left = length - consumed
                    var out: UnsafeMutablePointer<CChar>? = unsafe to.assumingMemoryBound(to: CChar.self)
                    var space = target.count
                    if unsafe iconv(descriptor, &next, &left, &out, &space) == Int(bitPattern: UInt.max) {
                        failure = errno
                    }
                    consumed = length - left
                    produced = target.count - space
                }
            }
            output.append(contentsOf: chunk[..<produced])
            switch failure {
            case 0: return .decoded(output)
            case E2BIG where produced > 0: continue
            case EINVAL: return .truncated(output)
            default: return .invalid(offset: start + consumed, before: output)
            }
        }
        return .decoded(output)
    }
}
