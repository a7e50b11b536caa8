// Carriers' files: the connection's settings, where the keys are, how fast.

import CarrierDelivery
import Glibc
import TestKit
import Testing

@testable import DocketDaemon

@Suite("Carriers' files") struct CarrierFileTests {
    /// A carrier with its secret file, and more lines.
    func load(_ lines: String, in folder: String) throws -> LoadedConfiguration {
        try write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", to: "\(folder)/secret", mode: 0o600)
        return ConfigurationTestDesk.carrier(
            "url: https://carrier.example/\nsecrets: \(folder)/secret\n" + lines
        ).load()
    }

    func write(_ text: String, to path: String, mode: mode_t) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        fputs(text, file)
        try #require(chmod(path, mode) == 0)
    }

    func problems(_ lines: String) throws -> [String] {
        try withTemporaryFolder { folder in
            try load(lines.split(separator: "\n").map { "\($0)\n" }.joined(), in: folder).problems.map(\.description)
        }
    }

    @Test("the choices of the connection and the rate are read, and shown again as they were written")
    func read() throws {
        try withTemporaryFolder { folder in
            try write("certificate", to: "\(folder)/client.pem", mode: 0o644)
            try write("key", to: "\(folder)/client.key", mode: 0o600)
            let loaded = try load(
                """
                http: 2
                rate-limit: 600/min
                client-certificate: \(folder)/client.pem
                client-key: \(folder)/client.key
                pinned-keys: [sha256//nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=]
                proxy: http://proxy.example:3128

                """, in: folder)
            #expect(loaded.problems.isEmpty)
            let carrier = try #require(loaded.configuration?.carriers["express"])
            #expect(carrier.connection.http == .http2 && carrier.rateLimit == RateLimit("600/min"))
            #expect(carrier.connection.clientCertificate?.keyFile == "\(folder)/client.key")
            #expect(carrier.connection.pinnedKeys.count == 1)
            #expect(carrier.connection.proxy == "http://proxy.example:3128")
            let shown = try #require(loaded.configuration?.show())
            for part in ["600/min", "client.key", "sha256//nWGx", "proxy.example:3128"] {
                #expect(shown.contains(part), "\(part)")
            }
        }
    }

    @Test("without them a carrier is told by HTTP/1.1, directly, as fast as it goes")
    func defaults() throws {
        try withTemporaryFolder { folder in
            let carrier = try #require(try load("", in: folder).configuration?.carriers["express"])
            #expect(carrier.connection == .standard && carrier.rateLimit == nil)
        }
    }

    @Test(
        "a setting that cannot be used is told at its place",
        arguments: [
            ("http: 3", "3:7: error: expected 1.1 or 2"),
            ("rate-limit: 10 per second", "3:13: error: expected a rate such as 10/s"),
            ("pinned-keys: [sha256//AAAA]", "pinned-keys: a pinned key is sha256//"),
            ("proxy: proxy.example:3128", "proxy: a proxy is written http://host:port"),
            ("client-key: /nonexistent/key", "the key file /nonexistent/key cannot be used"),
            ("client-key: /nonexistent/key", "client-certificate is missing"),
            ("client-certificate: /etc/hostname", "client-key is missing"),
            ("proxi: http://proxy.example:3128", "did you mean 'proxy'"),
        ])
    func wrong(line: String, needle: String) throws {
        let problems = try problems(line)
        #expect(problems.contains { $0.contains(needle) }, "\(problems)")
    }

    @Test("a key that others can read is not used")
    func openKey() throws {
        try withTemporaryFolder { folder in
            try write("certificate", to: "\(folder)/client.pem", mode: 0o644)
            try write("key", to: "\(folder)/client.key", mode: 0o644)
            let loaded = try load(
                "client-certificate: \(folder)/client.pem\nclient-key: \(folder)/client.key\n", in: folder)
            #expect(loaded.configuration?.carriers.isEmpty == true)
            #expect(loaded.problems.contains { "\($0)".contains("others may read or change the key file") })
        }
    }

    @Test("a private key in the configuration itself is refused and not repeated")
    func keyInConfiguration() {
        let key = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
        for text in ["secrets: \(key)", "secrets: [\(key)]"] {
            let problems = ConfigurationTestDesk.carrier("url: https://carrier.example/\n\(text)\n").problems()
            #expect(problems.contains { $0.contains("a secret does not belong into the configuration") })
            #expect(!problems.contains { $0.contains("VEVT") })
        }
    }

    @Test("a credential is kept by its name; one with a slash, or without systemd's folder, is an error")
    func credential() {
        func problems(_ name: String) -> [String] {
            ConfigurationTestDesk.carrier("url: https://carrier.example/\nsecrets: \(name)\n").problems()
        }
        #expect(problems("credential:../key").contains { $0.contains("no slash") })
        // The tests do not run as a service with credentials.
        #expect(problems("credential:acme-express").contains { $0.contains("CREDENTIALS_DIRECTORY is not set") })
    }
}
