// A carrier's address, taken apart by the same parser that will later connect to it, so that both read it alike.

import CLibcurl

/// A checked `https://` (or, where allowed, `http://`) address.
package struct EndpointURL: Hashable, Sendable {
    /// The address as it was written.
    package let text: String
    package let scheme: String
    package let host: String

    package var isPlainHTTP: Bool { scheme == "http" }

    /// - Returns: the address, or a sentence on why it cannot be used.
    package static func read(_ text: String, allowPlainHTTP: Bool) -> Result<EndpointURL, Problem> {
        guard !text.isEmpty, text.utf8.count <= DeliveryLimits.endpointURL else {
            return .failure("the address must have 1 to \(DeliveryLimits.endpointURL) characters")
        }
        guard text.isVisibleASCII else {
            return .failure("the address may hold only printable ASCII without spaces; encode other characters as %XX")
        }
        guard !text.utf8.contains(UInt8(ascii: "\\")), !text.hasPrefix("https:///"), !text.hasPrefix("http:///") else {
            return .failure("the address must have the form https://host/path")
        }
        guard let parts = URLParts(text) else {
            return .failure("this is not an address of the form https://host/path, or it has a user name in it")
        }
        guard let scheme = parts.scheme, let host = parts.host, !host.isEmpty else {
            return .failure("the address has no host")
        }
        guard scheme == "https" || scheme == "http" else {
            return .failure("the address must begin with https://, not \(scheme)://")
        }
        guard scheme == "https" || allowPlainHTTP else {
            return .failure("http:// is not encrypted; use https://, or set allowPlainHTTP for this carrier")
        }
        guard !parts.hasFragment else { return .failure("the address must not have a part behind #") }
        return .success(EndpointURL(text: text, scheme: scheme, host: host))
    }

    /// A sentence that says what is wrong.
    package struct Problem: Error, ExpressibleByStringInterpolation, Sendable {
        package let sentence: String
        package init(stringLiteral value: String) { sentence = value }
    }
}

extension EndpointURL {
    /// The host, if it is an address and no name. libcurl's parser has turned other spellings of it (`127.1`,
    /// `0x7f000001`) into the usual one.
    package var address: IPAddress? {
        IPAddress(host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host)
    }
}

/// An address as libcurl's parser takes it apart.
struct URLParts {
    let scheme: String?
    let host: String?
    let port: String?
    let path: String?
    let query: String?
    let hasFragment: Bool

    /// Nil if it is no address, or has a user name in it.
    init?(_ text: String) {
        guard let handle = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER)
        guard unsafe curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK else { return nil }
        unsafe scheme = URLParts.part(CURLUPART_SCHEME, of: handle)
        unsafe host = URLParts.part(CURLUPART_HOST, of: handle)
        unsafe port = URLParts.part(CURLUPART_PORT, of: handle)
        unsafe path = URLParts.part(CURLUPART_PATH, of: handle)
        unsafe query = URLParts.part(CURLUPART_QUERY, of: handle)
        unsafe hasFragment = URLParts.part(CURLUPART_FRAGMENT, of: handle) != nil
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, 0) == CURLUE_OK, let found = unsafe text else { return nil }
        defer { unsafe curl_free(found) }
        return unsafe String(cString: found)
    }
}
