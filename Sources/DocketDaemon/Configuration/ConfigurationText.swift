// The effective configuration as YAML, every default written out: what `docket config show` prints.

import CarrierDelivery
import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import Yams

extension Configuration {
    /// One YAML document. Secrets are named by their files; nothing of their content is in it.
    package func show() -> String {
        var sections: [(String, YAMLTree)] = deskSections
        sections.append(("partners", .keyed(partners) { $0.tree }))
        sections.append(("carriers", carriersTree))
        sections.append(("rules", .list(rules.map(\.tree))))
        if !stoppedPartners.isEmpty { sections.append(("partners-left-out", .texts(stoppedPartners.sorted()))) }
        if !stoppedCarriers.isEmpty { sections.append(("carriers-left-out", .texts(stoppedCarriers.sorted()))) }
        return YAMLTree.mapping(sections).text
    }

    private var deskSections: [(String, YAMLTree)] {
        [
            ("configuration", .text(location.configuration)),
            (
                "folders",
                .mapping([
                    ("inbox", .text(folders.inbox)), ("outbox", .text(folders.outbox)),
                    ("archive", .text(folders.archive)), ("quarantine", .text(folders.quarantine)),
                    ("work", .text(folders.work)), ("ledger", .text(folders.ledger)),
                ])
            ),
            ("seller", seller.tree),
            (
                "orders",
                .mapping([
                    ("number-format", .text(orders.numberFormat)),
                    ("quotation-number-format", .text(orders.quotationNumberFormat)),
                    ("quotation-valid-days", .optional(orders.quotationDays.map(String.init))),
                    ("amount-tolerance", .plain(orders.amountTolerance.formatted())),
                    ("last-sale-months", .plain("\(orders.lastSaleMonths)")),
                    ("clarification-within", .optional(orders.clarificationWithin?.description)),
                ])
            ),
            (
                "calendar",
                .mapping([
                    ("time-zone", .text(TimeZoneOffset.text(calendar.offsetSeconds))),
                    ("holidays", .texts(calendar.holidays.sorted().map(\.description))),
                    ("make-up-days", .texts(calendar.makeUpWorkingDays.sorted().map(\.description))),
                ])
            ),
            (
                "stock",
                .mapping([
                    ("warehouses", .texts(stock.warehouses)),
                    ("replenishment-days", .plain(stock.replenishmentDays.map { "\($0)" } ?? "null")),
                ])
            ),
            (
                "dispatch",
                .mapping([
                    ("carrier", .optional(dispatch.carrier)), ("days", .plain("\(dispatch.days)")),
                    ("tracking-wait", .text(TimeSpan.text(.seconds(dispatch.trackingWaitSeconds)))),
                ])
            ),
            ("deliveries", .mapping([("keep-exchanges", .text(TimeSpan.text(deliveries.keepExchanges)))])),
            ("transport", transport.tree), ("roles", rolesTree), ("clocks", clocksTree),
            (
                "limits",
                .mapping([
                    ("file-size", .text(ByteSize.text(limits.fileBytes))),
                    ("batch-files", .plain("\(limits.batchFiles)")),
                    ("scan-interval", .text(TimeSpan.text(limits.scanInterval))),
                ])
            ),
            ("log", .mapping([("level", .text(log.level.rawValue)), ("format", .text(log.format.rawValue))])),
        ]
    }

    private var clocksTree: YAMLTree {
        .mapping([
            (
                "handling",
                .mapping(OrderClass.allCases.map { ($0.rawValue, .text(clocks.handling(of: $0).description)) })
            ),
            ("ladder", .keyed(clocks.ladder) { .text($0) }),
            ("progress-every", .text(clocks.progressEvery.description)),
        ])
    }

    private var rolesTree: YAMLTree {
        let named = [
            ("customer-service", roles.customerService), ("sales", roles.sales), ("warehouse", roles.warehouse),
            ("purchasing", roles.purchasing), ("finance", roles.finance),
            ("production", roles.production), ("logistics", roles.logistics), ("superior", roles.superior),
            ("operations", roles.operations), ("general-manager", roles.generalManager),
        ]
        let further = roles.all.filter { role in !named.contains { $0.1 == role } }
        return .mapping(named.map { ($0.0, .text($0.1)) } + [("further", .texts(further))])
    }
}

extension Party {
    fileprivate var tree: YAMLTree {
        var entries: [(String, YAMLTree)] = [("name", .optional(name))]
        entries.append(("identifiers", .list(identifiers.map(\.tree))))
        if let address {
            entries.append(
                (
                    "address",
                    .present([
                        ("name", address.name), ("street", address.street), ("city", address.city),
                        ("postal-code", address.postalCode), ("region", address.region),
                        ("country", address.country),
                    ])
                ))
        }
        if let contact {
            entries.append(
                ("contact", .present([("name", contact.name), ("phone", contact.phone), ("email", contact.email)])))
        }
        return .mapping(entries)
    }
}

extension Identifier {
    fileprivate var tree: YAMLTree { .present([("scheme", scheme), ("value", value)]) }
}

extension PartnerProfile {
    fileprivate var tree: YAMLTree {
        .mapping([
            ("name", .text(name)), ("identifiers", .list(identifiers.map(\.tree))),
            ("answer-format", .text(answerFormat.rawValue)), ("channels", .texts(channels.map(\.rawValue))),
            ("language", .text(language)), ("charset", .optional(charset)),
            (
                "csv",
                .mapping([
                    ("delimiter", .optional(csv.delimiter == "\t" ? "tab" : csv.delimiter)),
                    ("decimal-comma", .plain("\(csv.usesDecimalComma)")), ("date-format", .text(csv.dateFormat)),
                    ("columns", .keyed(csv.columns) { .text($0) }), ("constants", .keyed(csv.constants) { .text($0) }),
                ])
            ),
            ("units", .keyed(unitWords) { .text($0) }),
            (
                "intake",
                .mapping([
                    ("quiet-period", .text(TimeSpan.text(.seconds(quietPeriodSeconds)))),
                    ("incomplete-after", .text(TimeSpan.text(.seconds(incompleteAfterSeconds)))),
                    ("bundle-wait", .text(TimeSpan.text(.seconds(bundleWaitSeconds)))),
                    ("maildir", .texts(maildirs.map(\.rawValue))),
                    ("done-marker", .plain("\(requiresDoneMarker)")), ("never-take", .texts(neverTaken)),
                ])
            ),
            ("carrier", .optional(carrier)),
        ])
    }
}

extension Configuration {
    fileprivate var carriersTree: YAMLTree {
        .mapping(
            carriers.sorted { $0.key < $1.key }.map { id, endpoint in
                let service = transport.rules.service(of: id)
                return (id, .mapping(endpoint.entries + (service.map { [("service", $0.tree)] } ?? [])))
            })
    }
}

extension TransportSettings {
    fileprivate var tree: YAMLTree {
        .mapping([
            ("own-fleet", rules.service(of: CarrierChoice.ownFleet)?.tree ?? .plain("null")),
            ("modes", .list((rules.preferences?.rules ?? []).map(mode))),
            ("silent-after", .text(silentAfter?.description ?? "never")),
            ("customer-progress", .optional(customerProgress?.description)),
            ("tell-customer", .texts(OrderStatusReport.Occasion.allCases.filter(tells.contains).map(\.rawValue))),
        ])
    }

    private func mode(_ rule: RuleDefinition) -> YAMLTree {
        .mapping([
            ("id", .text(rule.id)), ("requirement", .text(rule.requirement)), ("when", .text(rule.when)),
            ("use", .texts((rules.modes[rule.id] ?? []).map(\.rawValue))), ("reason", .text(rule.outcome.reason)),
        ])
    }
}

extension CarrierService {
    fileprivate var tree: YAMLTree {
        .mapping([
            ("mode", .text(mode.rawValue)), ("takes", .optional(takes?.rules.first?.when)),
            ("cost", .optional(cost?.text)), ("days", .optional(days?.text)),
            ("contract", .present([("number", contract?.number), ("until", contract?.until?.description)])),
        ])
    }
}

extension CarrierEndpoint {
    fileprivate var entries: [(String, YAMLTree)] {
        [
            ("url", .text(url.text)), ("secrets", .texts(secretFiles)),
            ("allow-plain-http", .plain("\(url.isPlainHTTP)")), ("timeout", .text(TimeSpan.text(timeout))),
            ("connect-timeout", .text(TimeSpan.text(connectTimeout))),
            ("allow-addresses", .texts(addresses.allowed.map { "\($0)" })),
            ("headers", .mapping(headers.map { ($0.name, .text($0.value)) })),
            (
                "answer",
                .present([
                    ("tracking-number", answer.trackingNumber), ("label-reference", answer.labelReference),
                    ("refusal", answer.refusal),
                ])
            ),
            (
                "schedule",
                .mapping([
                    ("delays", .texts(schedule.delays.map(TimeSpan.text))),
                    ("jitter-percent", .plain("\(schedule.jitterPercent)")),
                ])
            ),
            ("concurrency", .plain("\(concurrency)")), ("rate-limit", .optional(rateLimit.map { "\($0)" })),
            ("ca-file", .optional(caFile)), ("http", .text(connection.http.rawValue)),
            ("client-certificate", .optional(connection.clientCertificate?.certificateFile)),
            ("client-key", .optional(connection.clientCertificate?.keyFile)),
            ("pinned-keys", .texts(connection.pinnedKeys)), ("proxy", .optional(connection.proxy)),
        ]
    }
}

extension RuleDefinition {
    fileprivate var tree: YAMLTree {
        var entries: [(String, YAMLTree)] = [("id", .text(id))]
        func add(_ key: String, _ value: YAMLTree?) {
            if let value { entries.append((key, value)) }
        }
        func some(_ text: String?) -> YAMLTree? { text.flatMap { $0.isEmpty ? nil : .text($0) } }
        add("from", .text("\(place.file):\(place.line)"))
        add("requirement", some(requirement))
        add("when", .text(when))
        if !outcome.approve.isEmpty {
            add("approve", .list(outcome.approve.map(\.tree)))
            add("automatic", .plain("\(outcome.automatic)"))
        }
        func roles(_ names: [String]) -> YAMLTree? { names.isEmpty ? nil : .texts(names) }
        add("final", roles(outcome.finalApproval))
        add("within", some(outcome.within?.description))
        add("escalate", some(outcome.escalate))
        add("state-time", roles(outcome.stateTime))
        add("demand-evidence", roles(outcome.demandEvidence))
        add("ask-customer", some(outcome.askCustomer))
        add("hold", some(outcome.hold))
        add("reject", some(outcome.reject))
        add("set-priority", some(outcome.setPriority))
        add("add-terms", some(outcome.addTerms))
        add("assign", some(outcome.assign))
        add("notify", roles(outcome.notify))
        add("reason", some(outcome.reason))
        return .mapping(entries)
    }
}

extension ApprovalStep {
    fileprivate var tree: YAMLTree {
        if let choice = choices.first, choices.count == 1, roles.isEmpty {
            return .mapping([("any", .plain("\(choice.needed)")), ("of", .texts(choice.roles))])
        }
        return roles.count == 1 ? .text(roles[0]) : .texts(roles)
    }
}

/// YAML to be written.
private indirect enum YAMLTree {
    /// A text, in quotes where another reader would take it for a number or a date.
    case text(String)
    /// A number, true or false.
    case plain(String)
    case list([YAMLTree])
    case mapping([(String, YAMLTree)])

    static func texts(_ texts: [String]) -> YAMLTree { .list(texts.map { .text($0) }) }

    /// `null` where there is none, so that the key is seen.
    static func optional(_ text: String?) -> YAMLTree { text.map { .text($0) } ?? .plain("null") }

    /// Only the keys that have a value.
    static func present(_ entries: [(String, String?)]) -> YAMLTree {
        .mapping(entries.compactMap { key, value in value.map { (key, .text($0)) } })
    }

    static func keyed<Value>(_ values: [String: Value], _ tree: (Value) -> YAMLTree) -> YAMLTree {
        .mapping(values.sorted { $0.key < $1.key }.map { ($0.key, tree($0.value)) })
    }

    var text: String {
        do {
            return try Yams.serialize(node: node, indent: 2, width: -1, allowUnicode: true)
        } catch {
            // Only text that is no Unicode text cannot be written, and Swift has none.
            return "# the configuration cannot be shown: \(error)\n"
        }
    }

    private var node: Node {
        switch self {
        case .text(let text): (try? text.represented()) ?? Node(text)
        case .plain(let text): Node(text, .implicit, .plain)
        case .list(let elements): Node(elements.map(\.node))
        case .mapping(let entries): Node(entries.map { (YAMLTree.text($0.0).node, $0.1.node) })
        }
    }
}
