// Nobody gets in sideways: which addresses a carrier may be reached at.

@testable import CarrierDelivery
import Testing

@Suite("Addresses of carriers") struct AddressTests {
    func refusal(_ text: String, allowing blocks: String...) throws -> String? {
        let address = try #require(IPAddress(text))
        return AddressPolicy(allowing: blocks.compactMap { AddressBlock($0) }).refusal(of: address)
    }

    @Test(
        "public addresses are admitted",
        arguments: [
            "8.8.8.8", "1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "169.253.255.255", "11.0.0.1",
            "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
        ])
    func admitted(text: String) throws {
        #expect(try refusal(text) == nil)
    }

    @Test(
        "private, loopback, link-local, metadata and reserved addresses are refused, in every form",
        arguments: [
            "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "100.64.0.1", "169.254.169.254", "168.63.129.16", "100.100.100.200", "224.0.0.1", "255.255.255.255",
            "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1",
            "ff02::1", "2001:db8::1", "2001::1", "100::1", "3fff::1", "5f00::1", "4000::1",
            // The version 4 address inside counts too.
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8",
            "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:a9fe:a9fe::1",
            "2002:c0a8:101::1",
        ])
    func refused(text: String) throws {
        let reason = try #require(try refusal(text))
        #expect(!reason.isEmpty)
    }

    @Test("a refusal says what kind of address it is, also inside another")
    func reasons() throws {
        #expect(try refusal("127.0.0.1") == "127.0.0.1, a loopback address")
        let mapped = try #require(try refusal("::ffff:169.254.169.254"))
        #expect(mapped.contains("IPv4-mapped") && mapped.contains("a cloud's metadata address"))
        #expect(try #require(try refusal("64:ff9b::10.0.0.1")).contains("NAT64"))
        #expect(try #require(try refusal("2002:7f00:1::1")).contains("6to4"))
    }

    @Test("an allowed block admits its addresses, mapped ones too, and no others")
    func allowed() throws {
        #expect(try refusal("127.0.0.1", allowing: "127.0.0.0/8") == nil)
        #expect(try refusal("::ffff:127.0.0.1", allowing: "127.0.0.0/8") == nil)
        #expect(try refusal("10.1.255.255", allowing: "10.1.0.0/16") == nil)
        #expect(try refusal("10.2.0.1", allowing: "10.1.0.0/16") != nil)
        #expect(try refusal("fd12::7", allowing: "fd12::/16", "10.0.0.0/8") == nil)
        #expect(try refusal("::1", allowing: "127.0.0.0/8") != nil)
    }

    @Test("every special block is well written, so that none is silently missing")
    func allBlocksAreThere() {
        #expect(AddressPolicy.specialCount == AddressPolicy.specialTexts.count)
    }

    @Test(
        "a block is written in CIDR notation without bits behind the prefix",
        arguments: [
            ("10.0.0.0/8", true), ("10.0.0.1", true), ("::/0", true), ("fd00::/8", true), ("0.0.0.0/0", true),
            ("10.0.0.1/8", false), ("10.0.0.0/33", false), ("10.0.0.0/-1", false), ("10.0.0.0/", false),
            ("10.0.0/8", false), ("carrier.example", false), ("", false), ("fe80::1%eth0", false), ("fd00::/+8", false),
        ])
    func blocks(text: String, isBlock: Bool) {
        #expect((AddressBlock(text) != nil) == isBlock)
    }

    @Test("a prefix that ends within a byte counts its bits")
    func prefixes() throws {
        let block = try #require(AddressBlock("172.16.0.0/12"))
        #expect(block.contains(try #require(IPAddress("172.31.255.255"))))
        #expect(!block.contains(try #require(IPAddress("172.32.0.0"))))
        #expect(!block.contains(try #require(IPAddress("::ac10:1"))))
        #expect(block.description == "172.16.0.0/12")
    }
}
