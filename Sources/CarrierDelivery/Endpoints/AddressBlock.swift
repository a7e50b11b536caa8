// A block of addresses in CIDR notation: `10.0.0.0/8`, `fd00::/8`, or a single address.

/// All addresses whose leading bits are those of `base`.
package struct AddressBlock: Hashable, Sendable {
    package let base: IPAddress
    /// How many leading bits count.
    package let prefix: Int

    /// Nil if the prefix is longer than the address, or the base has bits behind it.
    package init?(base: IPAddress, prefix: Int) {
        guard (0...base.bytes.count * 8).contains(prefix) else { return nil }
        self.base = base
        self.prefix = prefix
        for bit in prefix..<base.bytes.count * 8 where base.bytes[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0 {
            return nil
        }
    }

    /// Reads CIDR notation; an address alone is the block of that one address.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.contains("%"), let base = IPAddress(String(first)) else { return nil }
        guard parts.count == 2 else {
            self.init(base: base, prefix: base.bytes.count * 8)
            return
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let prefix = Int(parts[1]) else { return nil }
        self.init(base: base, prefix: prefix)
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let whole = prefix / 8
        guard address.bytes[..<whole].elementsEqual(base.bytes[..<whole]) else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return address.bytes[whole] & mask == base.bytes[whole] & mask
    }
}

extension AddressBlock: CustomStringConvertible {
    package var description: String { "\(base)/\(prefix)" }
}
