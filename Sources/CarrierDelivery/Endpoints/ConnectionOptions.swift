// How the connection to a carrier is made, where its file says more than the address.

import Digests

/// The version of HTTP that is spoken.
package enum HTTPVersion: String, Hashable, Sendable, CaseIterable {
    case http1 = "1.1"
    /// HTTP/2 where the carrier agrees to it in the TLS handshake (ALPN), else HTTP/1.1.
    case http2 = "2"
}

/// Who we are, for carriers that ask for it in the TLS handshake (mTLS). Both are files, PEM.
package struct ClientCertificate: Hashable, Sendable {
    package let certificateFile: String
    package let keyFile: String

    package init(certificateFile: String, keyFile: String) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}

/// The choices of one carrier's connections. Checked when a `CarrierEndpoint` is made with them.
package struct ConnectionOptions: Hashable, Sendable {
    package var http = HTTPVersion.http1
    package var clientCertificate: ClientCertificate?
    /// Digests of public keys, of which the carrier's must be one: `sha256//` and base64, as libcurl and RFC 7469
    /// (section 2.4) compute them. Empty: any key with a good certificate.
    package var pinnedKeys: [String] = []
    /// `http://host:port`, `https://host:port` or `socks5h://host:port`; nil for none, whatever the environment says.
    package var proxy: String?

    package static let standard = ConnectionOptions()

    package init() {}

    package init(
        http: HTTPVersion, clientCertificate: ClientCertificate? = nil, pinnedKeys: [String] = [],
        proxy: String? = nil
    ) {
        self.http = http
        self.clientCertificate = clientCertificate
        self.pinnedKeys = pinnedKeys
        self.proxy = proxy
    }
}

extension ConnectionOptions {
    /// The first field that cannot be used, and why; nil if all are well.
    func problem(url: EndpointURL, addresses: AddressPolicy) -> (field: EndpointField, sentence: String)? {
        if let problem = pinnedKeys.lazy.compactMap(PinnedKey.problem).first { return (.pinnedKeys, problem) }
        if pinnedKeys.count > DeliveryLimits.pinnedKeys {
            return (.pinnedKeys, "there are \(pinnedKeys.count) keys, more than \(DeliveryLimits.pinnedKeys)")
        }
        if url.isPlainHTTP {
            if !pinnedKeys.isEmpty {
                return (.pinnedKeys, "http:// shows no key; keys can be pinned for https:// only")
            }
            if clientCertificate != nil { return (.clientCertificate, "http:// asks for no certificate; use https://") }
        }
        if let clientCertificate, clientCertificate.certificateFile.isEmpty || clientCertificate.keyFile.isEmpty {
            return (.clientCertificate, "a client certificate and its key belong together; name both files")
        }
        guard let proxy else { return nil }
        if let problem = ProxyURL.problem(proxy) { return (.proxy, problem) }
        // A name is resolved by the proxy, out of our sight; an address can be looked at here.
        if let address = url.address, let refusal = addresses.refusal(of: address) {
            return (.url, "it leads to \(refusal), which is not asked of a proxy either; see allowAddresses")
        }
        return nil
    }
}

enum PinnedKey {
    static let prefix = "sha256//"

    static func problem(_ text: String) -> String? {
        let example = "a pinned key is \(prefix) and the base64 of 32 bytes"
        guard let encoded = text.removing(prefix: prefix) else { return "\(example); \(text) does not begin so" }
        guard let bytes = try? Base64.decode(encoded), bytes.count == SHA256Digest.byteCount else {
            return "\(example); what follows in \(text) is not that"
        }
        return nil
    }
}

enum ProxyURL {
    static let schemes = ["http", "https", "socks5h"]

    static func problem(_ text: String) -> String? {
        let example = "a proxy is written http://host:port, https://host:port or socks5h://host:port"
        guard !text.isEmpty, text.isVisibleASCII, text.utf8.count <= DeliveryLimits.endpointURL,
            let parts = URLParts(text), let scheme = parts.scheme, let host = parts.host, !host.isEmpty
        else { return "\(example), without a user name; this is not one" }
        guard schemes.contains(scheme) else { return "\(example), not \(scheme)://" }
        guard !parts.hasFragment, parts.path == "/", parts.query == nil else {
            return "\(example), with nothing behind"
        }
        guard parts.port != nil else { return "\(example); the port is missing" }
        return nil
    }
}
