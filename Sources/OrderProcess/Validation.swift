// Validation: the order is checked against what we know, as a whole and line by line, and all that is wrong is said at
// once. Nobody is turned away here: what is missing or contradictory is asked about (B13).
//
// What it does: the customer is known, complete and can be reached (B12, B14, D10); the address is complete, the
// customer's own where the order names none (C02, D06); the products are found in the catalogue (C09) and specification,
// unit, quantity, price, amounts and dates agree with it (C06, C08, C10, D01, D02, D06, D11); what differs from our
// product data makes the order a special one (A04, D03), which is reported (B16); a fax needs a signature or stamp
// (C15), a verbal order the record that both sides confirmed (B07, B08, B18). It is done anew after each correction and
// each answer, independently of who entered the order (D08, D09).
//
// Reacts to: registered, corrected, changed, clarified, validated.

import ExactDecimals
import OrderModel

enum ValidationStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        // Other classes than sales orders are in the hands of people from the start (A06).
        guard order.order.orderClass == .sales, order.reviewRoute == nil, !order.isClosed else { return .nothing }
        switch event {
        case .registered, .corrected: return try validate(order, readFindings: desk.readFindings, at: desk)
        case .changed: return try validate(order, readFindings: [], at: desk)
        case .clarified:
            let earlier = order.validation?.findings ?? []
            let read = earlier.filter { $0.severity == .error && !Issue.foundByValidation.contains($0.code) }
            return try validate(order, readFindings: read, at: desk)
        case .validated(let validation): return reportSpecialCase(validation, of: order, at: desk)
        default: return .nothing
        }
    }

    private static func validate(
        _ order: OrderRecord, readFindings: [Finding], at desk: DeskView
    ) throws(FactsError) -> Reaction {
        let customer = try desk.facts.customer(order.partner)
        var issues = Issue.read(readFindings, in: order.order)
        let unreadable = Set(issues.filter { $0.finding.severity == .error }.compactMap(\.lineID))
        issues += customerIssues(customer, order)
        issues += headIssues(order.order, at: desk)
        // Whoever asks for a price binds nobody: no proof is needed, and no goods travel yet.
        if !order.isQuotation { issues += evidenceIssues(order) }
        let (quoted, quotationFinding) = try QuotedPrices.find(for: order.order, of: order.partner, at: desk)
        if let quotationFinding { issues.append(Issue(quotationFinding)) }
        var lines: [ValidatedLine] = []
        for line in order.order.lines {
            var check = LineCheck(line, of: order.order, from: order.partner, quoted: quoted, at: desk)
            if let valid = try check.validate() { lines.append(valid) }
            // What is missing because it could not be read was said by the reader.
            issues += check.issues.filter { $0.finding.code != .valueMissing || !unreadable.contains(line.id) }
        }
        issues += lineNumberIssues(order.order) + totalIssues(order.order, lines, at: desk)
        let settled = issues.withoutDoubles().settling(order.settledCodes)
        return conclude(order, customer, lines, settled, at: desk)
    }

    private static func conclude(
        _ order: OrderRecord, _ customer: Customer?, _ lines: [ValidatedLine], _ issues: [Issue], at desk: DeskView
    ) -> Reaction {
        let isComplete = lines.count == order.order.lines.count
        let validation = Validation(
            lines: lines, findings: issues.map(\.finding), currency: order.order.currency.meaningful,
            total: isComplete ? lines.compactMap(\.amount).sum : nil,
            isSpecial: lines.contains { !$0.isStandard }, deliverTo: address(order.order, customer),
            contact: contact(order.order, customer))
        var reaction = Reaction(events: [.validated(validation)])
        let open = issues.filter { $0.finding.severity == .error }
        if !open.isEmpty {
            let texts = Texts(desk.language(of: order.partner))
            let questions = open.prefix(Limits.questionsPerQuery).map { texts.question($0) }
            let due = desk.due(within: desk.settings.clarificationWithin)
            reaction.events.append(.clarificationAsked(Clarification(questions: questions, due: due)))
        }
        return reaction
    }
}

// MARK: - The customer (B12, B14, D10)

extension ValidationStage {
    private static func customerIssues(_ customer: Customer?, _ order: OrderRecord) -> [Issue] {
        guard let customer else {
            let finding = Finding(
                .error, .customerUnknown, "the customer '\(order.partner)' is not in our customer data",
                value: order.partner, hint: "our master data has to be completed")
            return [Issue(finding, isForDesk: true)]
        }
        var issues: [Issue] = []
        let place = order.order.place
        if customer.name.meaningful == nil {
            let finding = Finding(
                .error, .customerIncomplete, "the customer '\(customer.id)' has no name in our customer data",
                hint: "our master data has to be completed")
            issues.append(Issue(finding, isForDesk: true))
        }
        if !contact(order.order, customer).isReachable {
            let finding = Finding(
                .error, .contactMissing, "nobody can be reached about the order: no telephone and no e-mail is known",
                at: place, hint: "name somebody with a telephone number or an e-mail address")
            issues.append(Issue(finding))
        }
        if !order.isQuotation, !address(order.order, customer).isComplete {
            let finding = Finding(
                .error, .addressIncomplete, "the delivery address has no street or no city", at: place,
                value: order.order.deliverTo.isEmpty ? nil : order.order.deliverTo.line,
                hint: "give the address with street and city")
            issues.append(Issue(finding))
        }
        return issues
    }

    /// The order's own address, or the customer's where it names none at all. A part of an address is not completed
    /// from the customer's: the goods might go to the wrong place.
    private static func address(_ order: PurchaseOrder, _ customer: Customer?) -> PostalAddress {
        order.deliverTo.isEmpty ? customer?.address ?? order.deliverTo : order.deliverTo
    }

    private static func contact(_ order: PurchaseOrder, _ customer: Customer?) -> Contact {
        let known = [order.contact, order.buyer.contact, customer?.contact].compactMap(\.self)
        return known.first(where: \.isReachable) ?? order.contact
    }
}

// MARK: - The order as a whole

extension ValidationStage {
    private static func headIssues(_ order: PurchaseOrder, at desk: DeskView) -> [Issue] {
        var findings: [Finding] = []
        if order.lines.isEmpty {
            findings.append(
                Finding(
                    .error, .linesMissing, "the order has no lines", at: order.place,
                    hint: "say what is ordered: product, quantity and unit of each line"))
        }
        if let currency = order.currency.meaningful {
            if !Currencies.contains(currency) {
                findings.append(
                    Finding(
                        .error, .currencyUnknown, "'\(currency)' is no currency of ISO 4217", at: order.place,
                        value: currency, hint: "use codes such as CNY, EUR or USD"))
            }
        } else {
            findings.append(
                Finding(
                    .error, .currencyMissing, "the order does not say in which currency its prices are",
                    at: order.place, hint: "give the currency as CNY, EUR, USD …"))
        }
        if let date = order.requestedDeliveryDate, date < desk.today {
            findings.append(
                Finding(
                    .error, .deliveryDatePast, "the requested delivery date \(date) has passed", at: order.place,
                    value: date.description, hint: "give a date from \(desk.today) on"))
        }
        if order.requestedDeliveryDate == nil, order.lines.contains(where: { $0.requestedDeliveryDate == nil }) {
            findings.append(
                Finding(
                    .note, .deliveryDateMissing, "no delivery date is asked for; the goods leave as soon as they can",
                    at: order.place))
        }
        return findings.map { Issue($0) }
    }

    private static func lineNumberIssues(_ order: PurchaseOrder) -> [Issue] {
        var seen: Set<String> = []
        return order.lines.filter { !seen.insert($0.id).inserted }.map { line in
            let finding = Finding(
                .error, .lineNumberDuplicate, "the line number \(line.id) stands twice", at: line.place,
                value: line.id, hint: "give every line a number of its own")
            return Issue(finding, line: line.id)
        }
    }

    /// The stated total is compared only where every line could be counted: otherwise it is certain to differ.
    private static func totalIssues(_ order: PurchaseOrder, _ lines: [ValidatedLine], at desk: DeskView) -> [Issue] {
        guard let stated = order.statedTotal, lines.count == order.lines.count else { return [] }
        let total = lines.compactMap(\.amount).sum
        guard !stated.isNear(total, within: desk.settings.amountTolerance) else { return [] }
        let finding = Finding(
            .error, .totalDiffers,
            "the total is given as \(stated), and the lines make \(total.formatted(minimumDecimals: 2))",
            at: order.place, value: stated.description, hint: "say whether the lines or the total are right")
        return [Issue(finding)]
    }

    /// What an order has to bring along by the way that it came (C15, B07, B08, B18).
    private static func evidenceIssues(_ order: OrderRecord) -> [Issue] {
        let document = order.order
        var issues: [Issue] = []
        if order.registration.channel == .fax, document.attestation == nil {
            let finding = Finding(
                .error, .attestationMissing, "the fax has neither a signature nor a stamp of the customer's",
                at: document.place, hint: "sign or stamp the order and send it again")
            issues.append(Issue(finding))
        }
        let isVerbal = order.registration.channel == .phone || document.verbalRecord != nil
        if isVerbal, !(document.verbalRecord?.isConfirmedByBoth ?? false) {
            issues.append(recordIssue(document))
        }
        return issues
    }

    private static func recordIssue(_ order: PurchaseOrder) -> Issue {
        let isWritten = order.verbalRecord?.recordedBy.meaningful != nil
        let isConfirmed = order.verbalRecord?.confirmedByCustomer.meaningful != nil
        let finding = Finding(
            .error, .recordUnconfirmed,
            isConfirmed
                ? "the record of the verbal order does not say who wrote it down"
                : "the customer has not confirmed the record of the verbal order"
                    + (isWritten ? "" : ", and it does not say who wrote it down"),
            at: order.place, hint: "a verbal order counts once both sides have confirmed the record of it")
        return Issue(finding, isForDesk: isConfirmed)
    }
}

// MARK: - Special cases (A04, B16, D03)

extension ValidationStage {
    /// Orders for something that the catalogue does not have as it is are reported, once.
    private static func reportSpecialCase(
        _ validation: Validation, of order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        let report = OrderRecord.Report(role: desk.roles.superior, about: "special order")
        guard validation.isSpecial, !order.reports.contains(report) else { return .nothing }
        var reaction = Reaction(events: [.reported(role: report.role, about: report.about)])
        let lines = validation.lines.filter { !$0.isStandard }
        reaction.tell(
            [desk.roles.superior, desk.roles.sales], .specialCase, about: order, at: desk,
            "Order \(order.number) is a special one: it asks for what the catalogue does not have as it is.",
            details: lines.prefix(Limits.findingsPerNotice).map {
                DeskNotice.Detail("line \($0.lineID)", "\($0.product) \($0.name), \($0.specification ?? "special")")
            },
            findings: validation.findings.filter { $0.code == .specificationDiffers })
        return reaction
    }
}
