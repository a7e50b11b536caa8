// An address of the internet, version 4 or 6.

import Glibc

/// 4 or 16 bytes in network order.
package struct IPAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`; a zone behind a percent sign is left out. Nil if it is neither.
    package init?(_ text: String) {
        let address = String(text.prefix { $0 != "%" })
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            let read = unsafe bytes.withUnsafeMutableBytes { unsafe inet_pton(family, address, $0.baseAddress) }
            if read == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    package var isVersion4: Bool { bytes.count == 4 }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        let family = isVersion4 ? AF_INET : AF_INET6
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            let written = unsafe bytes.withUnsafeBytes { bytes in
                unsafe inet_ntop(family, bytes.baseAddress, buffer.baseAddress, socklen_t(buffer.count)) != nil
            }
            guard written, let start = buffer.baseAddress else { return "?" }
            return unsafe String(cString: start)
        }
    }
}

extension IPAddress {
    /// The version 4 address that is written inside a version 6 address, and how: a connection to the outer one
    /// ends, or may end, at the inner one.
    package var embedded: (address: IPAddress, form: String)? {
        guard bytes.count == 16 else { return nil }
        func inner(at start: Int) -> IPAddress? { IPAddress(bytes: Array(bytes[start..<start + 4])) }
        let leading = bytes[0..<12]
        if leading.dropLast(2).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return inner(at: 12).map { ($0, "IPv4-mapped") }
        }
        if leading.allSatisfy({ $0 == 0 }), bytes[12] != 0 || bytes[13] != 0 {
            return inner(at: 12).map { ($0, "IPv4-compatible") }
        }
        if leading.elementsEqual([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return inner(at: 12).map { ($0, "NAT64") }
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return inner(at: 2).map { ($0, "6to4") } }
        return nil
    }
}
