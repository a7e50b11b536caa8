// A header that a carrier's file adds to each notice: a customer number, an API key's name, an Accept-Language.

/// A checked header: it cannot smuggle in a second one, and it cannot replace those on which delivery depends.
package struct ExtraHeader: Hashable, Sendable {
    package let name: String
    package let value: String

    /// - Returns: the header, or a sentence on why it cannot be sent.
    package static func make(name: String, value: String) -> Result<ExtraHeader, EndpointURL.Problem> {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
            return .failure("a header's name may hold only letters, digits and !#$%&'*+-.^_`|~")
        }
        guard !isReserved(name) else { return .failure("the header \(name) is set by Docket itself") }
        guard !value.isEmpty, value.trimmed == value else {
            return .failure("the value of header \(name) is empty, or has blanks before or after it")
        }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            return .failure("the value of header \(name) has a line end or another control character in it")
        }
        guard name.utf8.count + value.utf8.count <= DeliveryLimits.extraHeader else {
            return .failure("the header \(name) is longer than \(DeliveryLimits.extraHeader) bytes")
        }
        return .success(ExtraHeader(name: name, value: value))
    }

    private static let reserved: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "expect", "te",
        "trailer", "upgrade",
    ]

    private static func isReserved(_ name: String) -> Bool {
        let name = name.lowercased()
        return reserved.contains(name) || name.hasPrefix("webhook-") || name.hasPrefix("proxy-")
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
