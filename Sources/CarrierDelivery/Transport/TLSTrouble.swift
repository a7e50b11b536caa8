// Why a secure connection did not come about, in a sentence that says what to do.

/// What libcurl and OpenSSL said of a handshake that failed.
package struct TLSTrouble: Hashable, Sendable {
    /// What OpenSSL found wrong with a certificate: the numbers of x509_vfy.h, as X509_verify_cert_error_string(3)
    /// lists them. Zero: nothing, so that it is the name that does not fit.
    package enum Finding: Int, Sendable {
        case none = 0
        case notYetValid = 9
        case expired = 10
        case selfSigned = 18
        case selfSignedInChain = 19
        case unknownIssuer = 20
        case unverifiedLeaf = 21
        case revoked = 23
        case wrongPurpose = 26
        case weakKey = 66
        case weakDigest = 68
    }

    package let host: String
    package let finding: Int
    /// libcurl's own words.
    package let words: String
    package let hasClientCertificate: Bool

    package init(host: String, finding: Int, words: String, hasClientCertificate: Bool) {
        self.host = host
        self.finding = finding
        self.words = words
        self.hasClientCertificate = hasClientCertificate
    }

    /// The certificate was looked at and does not do (CURLE_PEER_FAILED_VERIFICATION).
    package var certificateSentence: String {
        switch Finding(rawValue: finding) {
        case .none?: "the certificate of \(host) is for another name: \(words)"
        case .notYetValid?:
            "the certificate of \(host) is not valid yet; if the carrier is sure of it, look at this machine's clock"
        case .expired?: "the certificate of \(host) has expired; the carrier has to renew it"
        case .selfSigned?, .selfSignedInChain?:
            "the certificate of \(host) is vouched for by nobody who is known here: it is self-signed; if it is "
                + "meant, name it as the carrier's ca-file"
        case .unknownIssuer?, .unverifiedLeaf?:
            "the certificate of \(host) is from an authority that is not known here, or the carrier leaves out a "
                + "certificate in between; name the authority as the carrier's ca-file"
        case .revoked?: "the certificate of \(host) has been revoked"
        case .wrongPurpose?: "the certificate of \(host) is not one for servers"
        case .weakKey?, .weakDigest?: "the certificate of \(host) is too weak: \(words)"
        case nil: "the certificate of \(host) is not accepted: \(words)"
        }
    }

    /// None of the pinned keys (CURLE_SSL_PINNEDPUBKEYNOTMATCH).
    package var pinnedKeySentence: String {
        "the key of \(host) is none of the carrier's pinned-keys; have the carrier confirm its new key before you "
            + "enter it"
    }

    /// The handshake broke off, or the connection was closed with an alert behind it.
    package var handshakeSentence: String {
        if asksForCertificate {
            return hasClientCertificate
                ? "\(host) does not accept our client certificate: \(words)"
                : "\(host) asks for a client certificate; set client-certificate and client-key for the carrier: "
                    + words
        }
        if mentions(["protocol version", "unsupported protocol", "wrong version number"]) {
            return mentions(["wrong version number"])
                ? "\(host) does not speak TLS there: \(words)"
                : "\(host) offers no version of TLS that is safe; 1.2 or newer is needed: \(words)"
        }
        return "no secure connection to \(host): \(words)"
    }

    /// An alert by which a server says that it misses, or does not like, our certificate (RFC 8446, section 6.2).
    package var asksForCertificate: Bool {
        mentions([
            "certificate required", "alert bad certificate", "alert unknown ca", "alert certificate unknown",
            "alert certificate expired", "alert unsupported certificate", "peer did not return a certificate",
        ])
    }

    private func mentions(_ phrases: [String]) -> Bool {
        let words = Array(words.lowercased().utf8)
        return phrases.contains { phrase in
            let phrase = Array(phrase.utf8)
            guard words.count >= phrase.count else { return false }
            return (0...words.count - phrase.count).contains { words[$0..<$0 + phrase.count].elementsEqual(phrase) }
        }
    }
}
