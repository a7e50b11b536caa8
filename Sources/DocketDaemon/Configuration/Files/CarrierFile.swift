// carriers/ID.yaml: where a carrier is told, how the notices are signed, how patient we are.

import CarrierDelivery
import Glibc
import OrderProcess
import Yams

enum CarrierFile {
    struct Content {
        var endpoint: CarrierEndpoint
        /// What it takes, costs and needs; nil where the file does not say.
        var service: CarrierService?
    }

    /// Nil if the file gives no endpoint; the report says why. Secret files are named from the configuration folder
    /// and looked at, not read.
    static func read(_ root: YAMLNode, id: String, configuration: String) -> Content? {
        var service: CarrierService?
        let endpoint = YAMLMapping.read(root, what: "a carrier") { mapping -> CarrierEndpoint? in
            let before = mapping.report.problems.count
            let plain = mapping.value("allow-plain-http", .flag, else: false)
            let url = readURL(mapping, allowPlainHTTP: plain)
            let secrets = readSecrets(mapping, configuration: configuration)
            let range = DeliveryLimits.timeouts
            let timeout = mapping.value("timeout", .duration(in: range), else: DeliveryLimits.wholeTimeout)
            let connect = mapping.value("connect-timeout", .duration(in: range), else: DeliveryLimits.connectTimeout)
            let blocks = mapping.value("allow-addresses", .list(of: addressBlock), else: [])
            let headers = mapping.value("headers", .dictionary(of: .text("a value"), what: "headers"), else: [:])
            let answer = mapping.section("answer", what: "answer", readAnswer) ?? .none
            let schedule = readSchedule(mapping, carrier: id)
            let concurrency = mapping.value(
                "concurrency", .integer(in: DeliveryLimits.concurrencies), else: DeliveryLimits.concurrency)
            service = mapping.section("service", what: "service") { CarrierServiceReading.read($0, carrier: id) } ?? nil
            let authorities = mapping.optional("ca-file", .path(beneath: configuration))
            let connection = CarrierConnectionSection.read(mapping, configuration: configuration)
            let rate = mapping.optional("rate-limit", rateLimit)
            guard let url, let secrets, mapping.report.problems[before...].allSatisfy({ $0.severity == .warning })
            else { return nil }
            do throws(CarrierDeliveryError) {
                return try CarrierEndpoint(
                    carrier: id, url: url, secretFiles: secrets, allowPlainHTTP: plain, timeout: timeout,
                    connectTimeout: connect, allowAddresses: blocks,
                    headers: headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) },
                    answer: answer, schedule: schedule ?? .standard, concurrency: concurrency, caFile: authorities,
                    connection: connection, rateLimit: rate)
            } catch {
                tell(error, in: mapping)
                return nil
            }
        }
        return (endpoint ?? nil).map { Content(endpoint: $0, service: service) }
    }

    private static func readURL(_ mapping: YAMLMapping, allowPlainHTTP: Bool) -> String? {
        guard let text = mapping.required("url", .text("an address such as https://carrier.example/notices")),
            let entry = mapping.entry("url")
        else { return nil }
        switch EndpointURL.read(text, allowPlainHTTP: true) {
        case .failure(let problem):
            entry.value.error(problem.sentence)
        case .success(let url) where url.isPlainHTTP && !allowPlainHTTP:
            entry.value.error(
                "http:// is not encrypted",
                hint: "use https://, or write allow-plain-http: true for a proxy on the same machine")
        case .success: return text
        }
        return nil
    }

    private static func readSecrets(_ mapping: YAMLMapping, configuration: String) -> [String]? {
        let path = YAMLType<String>("a path, or credential: and a name") { node in
            // The name of a credential is no path, and stays as it is.
            if let text = node.text, case .credential = SecretSource(text) { return text }
            return YAMLType<String>.path(beneath: configuration).read(node)
        }
        let files = YAMLType<[String]>("the files that hold the carrier's keys, such as secrets/acme-express") { node in
            if isSecret(node) || node.elements?.contains(where: isSecret) == true {
                // Neither the text nor its line is repeated, so that the secret is in no log.
                node.report.error(
                    "a secret does not belong into the configuration", at: node.place,
                    hint: "write it to a file that only the service may read, and name the file here", quoting: false)
                return nil
            }
            return YAMLType.list(of: path).read(node)
        }
        guard let found = mapping.required("secrets", files), let entry = mapping.entry("secrets") else { return nil }
        guard !found.isEmpty else {
            if entry.value.elements?.isEmpty == true { entry.value.error("name at least one file with a key") }
            return nil
        }
        for (file, node) in zip(found, entry.value.elements ?? [entry.value]) { look(at: file, node) }
        return found
    }

    private static func isSecret(_ node: YAMLNode) -> Bool {
        guard let text = node.text else { return false }
        return text.hasPrefix("whsec_") || text.hasPrefix("whsk_")
    }

    /// The key itself is read by whoever signs; here it only has to be there, for nobody else.
    private static func look(at entry: String, _ node: YAMLNode) {
        switch SecretSource(entry) {
        case .file(let path): SecretFileCheck.look(at: path, "secret file", node)
        case .credential(let name):
            do throws(CarrierDeliveryError) {
                SecretFileCheck.look(at: try SecretSource.credential(name: name).path(), "credential", node)
            } catch {
                let folder = "\(SecretSource.credentialsVariable)=/run/credentials/docket.service"
                node.error(
                    error.description, hint: "beside the service, as root or as the desk's user: \(folder) docket …")
            }
        }
    }

    private static var rateLimit: YAMLType<RateLimit> {
        let range = DeliveryLimits.ratesPerSpan
        return .scalar(
            "a rate such as 10/s, 600/min or 5000/h",
            hint: "write a number from \(range.lowerBound) to "
                + "\(range.upperBound), a slash, and s, min or h"
        ) { RateLimit($0) }
    }

    private static var addressBlock: YAMLType<String> {
        .scalar("a block of addresses such as 10.1.0.0/16 or fd12::/32, without bits behind the prefix") { text in
            AddressBlock(text) == nil ? nil : text
        }
    }

    private static func readAnswer(_ mapping: YAMLMapping) -> AnswerMapping {
        let pointer = YAMLType<String>.scalar("a JSON pointer such as /shipment/trackingNumber") { text in
            text.hasPrefix("/") ? text : nil
        }
        return AnswerMapping(
            trackingNumber: mapping.optional("tracking-number", pointer),
            labelReference: mapping.optional("label-reference", pointer),
            refusal: mapping.optional("refusal", pointer))
    }

    /// A list of delays, or a mapping with `delays` and `jitter-percent`.
    private static func readSchedule(_ mapping: YAMLMapping, carrier: String) -> DeliverySchedule? {
        guard let entry = mapping.entry("schedule") else { return nil }
        let delays = YAMLType<[Duration]>.list(of: .duration(in: .zero...DeliveryLimits.scheduleDelay))
        var jitter = 10
        let found: [Duration]?
        if case .mapping = entry.value.node {
            let read = YAMLMapping.read(entry.value, what: "schedule") { schedule in
                jitter = schedule.value("jitter-percent", .integer(in: ConfigurationLimits.jitterPercent), else: jitter)
                return schedule.required("delays", delays)
            }
            found = read ?? nil
        } else {
            found = delays.read(entry.value)
        }
        guard let found else { return nil }
        do throws(CarrierDeliveryError) {
            return try DeliverySchedule(delays: found, jitterPercent: jitter, carrier: carrier)
        } catch {
            tell(error, in: mapping)
            return nil
        }
    }

    /// What only the endpoint itself can judge, at the line of the setting that it names.
    private static func tell(_ error: CarrierDeliveryError, in mapping: YAMLMapping) {
        guard case .badEndpoint(_, let field, let problem) = error else {
            mapping.report.error(error.description, at: mapping.place)
            return
        }
        let key =
            switch field {
            case .carrier: "name"
            case .url: "url"
            case .secretFiles: "secrets"
            case .timeout: "timeout"
            case .connectTimeout: "connect-timeout"
            case .allowAddresses: "allow-addresses"
            case .headers: "headers"
            case .answer: "answer"
            case .schedule: "schedule"
            case .concurrency: "concurrency"
            case .caFile: "ca-file"
            case .clientCertificate: "client-certificate"
            case .pinnedKeys: "pinned-keys"
            case .proxy: "proxy"
            }
        let entry = mapping.entries.first { $0.key == key }
        mapping.report.error("\(key): \(problem)", at: entry?.value.place ?? mapping.place)
    }
}
