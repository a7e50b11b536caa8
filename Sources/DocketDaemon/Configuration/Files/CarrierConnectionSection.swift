// carriers/ID.yaml, the keys about the connection: the version of HTTP, who we are, whose key we take, through what.

import CarrierDelivery

enum CarrierConnectionSection {
    /// What is wrong is reported; whether the choices go together is judged by the endpoint.
    static func read(_ mapping: YAMLMapping, configuration: String) -> ConnectionOptions {
        var options = ConnectionOptions()
        options.http = mapping.value("http", .word, else: options.http)
        options.clientCertificate = readIdentity(mapping, configuration: configuration)
        options.pinnedKeys = mapping.value("pinned-keys", .list(of: pinnedKey), else: [])
        options.proxy = mapping.optional("proxy", .text("an address such as http://proxy.example:3128"))
        return options
    }

    /// A certificate and its key are no use without each other.
    private static func readIdentity(_ mapping: YAMLMapping, configuration: String) -> ClientCertificate? {
        let path = YAMLType<String>.path(beneath: configuration)
        let certificate = mapping.optional("client-certificate", path)
        let key = mapping.optional("client-key", path)
        if let certificate, let entry = mapping.entry("client-certificate") {
            SecretFileCheck.look(at: certificate, "client certificate", entry.value, isSecret: false)
            if key == nil {
                entry.value.error("client-key is missing", hint: "name the file with the key of this certificate")
            }
        }
        if let key, let entry = mapping.entry("client-key") {
            SecretFileCheck.look(at: key, "key file", entry.value, isStrict: true)
            if certificate == nil {
                entry.value.error("client-certificate is missing", hint: "name the file with this key's certificate")
            }
        }
        guard let certificate, let key else { return nil }
        return ClientCertificate(certificateFile: certificate, keyFile: key)
    }

    private static var pinnedKey: YAMLType<String> { .text("the digest of a key, sha256// and base64") }
}
