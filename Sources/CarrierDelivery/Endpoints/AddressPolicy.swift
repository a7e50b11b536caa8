// Nobody gets in sideways: a carrier's name must not lead to our own networks. The check is made on the address that
// is connected to, after the name was looked up, so that no spelling and no change of the name's entry evades it.

/// Which addresses a carrier may be reached at: all public ones, and those that its file allows.
package struct AddressPolicy: Hashable, Sendable {
    package let allowed: [AddressBlock]

    package init(allowing allowed: [AddressBlock] = []) { self.allowed = allowed }

    /// Why this address must not be connected to; nil if it may be.
    package func refusal(of address: IPAddress) -> String? {
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        guard let (inner, form) = address.embedded else { return AddressPolicy.special(address) }
        if allowed.contains(where: { $0.contains(inner) }) { return nil }
        guard let reason = AddressPolicy.special(inner) else {
            // A mapped address is the public address itself; the old tunnels have no place on the public internet
            // apart from the two that are still routed.
            return form == "IPv4-compatible" ? "\(address) is an IPv4-compatible address" : nil
        }
        return "\(address) is the \(form) form of \(reason)"
    }

    private static func special(_ address: IPAddress) -> String? {
        if let found = specials.first(where: { $0.block.contains(address) }) { return "\(address), \(found.name)" }
        if !address.isVersion4, !isGlobalVersion6(address) { return "\(address), outside the public IPv6 range" }
        return nil
    }

    /// 2000::/3 is all of IPv6 that has been given out for public use.
    private static func isGlobalVersion6(_ address: IPAddress) -> Bool { address.bytes[0] & 0xE0 == 0x20 }

    private struct Special: Sendable {
        let block: AddressBlock
        let name: String
    }

    /// The registries of special addresses (RFC 6890 and its successors), and the addresses at which clouds tell
    /// secrets to those who ask from inside.
    static let specialTexts: [(block: String, name: String)] = [
        ("169.254.169.254/32", "a cloud's metadata address"),
        ("168.63.129.16/32", "a cloud's metadata address"),
        ("100.100.100.200/32", "a cloud's metadata address"),
        ("192.0.0.192/32", "a cloud's metadata address"),
        ("fd00:ec2::254/128", "a cloud's metadata address"),
        ("fd20:ce::254/128", "a cloud's metadata address"),
        ("127.0.0.0/8", "a loopback address"),
        ("0.0.0.0/8", "an address of this host"),
        ("10.0.0.0/8", "a private address"),
        ("172.16.0.0/12", "a private address"),
        ("192.168.0.0/16", "a private address"),
        ("100.64.0.0/10", "a private address (shared by a carrier-grade NAT)"),
        ("169.254.0.0/16", "a link-local address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documentation"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("192.88.99.0/24", "a reserved address"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::1/128", "a loopback address"),
        ("::/128", "an address of this host"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("fc00::/7", "a private address"),
        ("ff00::/8", "a multicast address"),
        ("64:ff9b:1::/48", "a private translation address (NAT64)"),
        ("100::/64", "a reserved address"),
        ("2001::/32", "a Teredo tunnel's address"),
        ("2001:2::/48", "an address for benchmarks"),
        ("2001:10::/28", "a reserved address"),
        ("2001:20::/28", "a reserved address"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
        ("5f00::/16", "a reserved address"),
    ]

    private static let specials: [Special] = specialTexts.compactMap { text, name in
        AddressBlock(text).map { Special(block: $0, name: name) }
    }

    /// How many of the blocks could be read; a test holds it against the list, so that a misspelt block shows.
    static var specialCount: Int { specials.count }
}
