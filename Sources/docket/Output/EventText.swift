// The events of an order's life in words, for `docket orders explain`.

import ExactDecimals
import OrderModel

enum EventText {
    static func headline(_ event: OrderEvent) -> String {
        switch event {
        case .registered(let registration):
            "registered: \(registration.order.customerReference) of \(registration.partner), by "
                + "\(registration.channel.rawValue), as \(registration.format.rawValue)"
        case .repeated: "the same order came again; the earlier answer was given again"
        case .conflictingCopy: "another order came under the same number; a person has to look"
        case .corrected: "the customer's corrected order took the place of the first"
        case .changeRequested(let request):
            "the customer asked for \(request.isCancellation ? "cancellation" : "change") \(request.number)"
        case .changeDecided(let decision):
            "change \(decision.number) \(decision.isGranted ? "granted" : "refused") by \(decision.person) for "
                + "\(decision.role)\(decision.reason.map { ": \($0)" } ?? "")"
        case .changed(let order, _): "the changed order took its place: \(count(order.lines, "line"))"
        case .prioritised(let priority, let reason): "priority \(priority.name): \(reason)"
        case .validated(let validation):
            "checked: \(count(validation.lines, "line")), \(count(validation.findings, "finding"))"
        case .clarificationAsked(let clarification):
            "the customer was asked \(count(clarification.questions, "question"))"
        case .clarified(let person, let note): "answered by \(person)\(note.map { ": \($0)" } ?? "")"
        case .rulesApplied(let rules): rules.isEmpty ? "no rule asked for anything" : "\(count(rules, "rule")) matched"
        case .termsAdded(let terms): "terms added: \(terms.joined(separator: "; "))"
        case .conditionsSet(let conditions):
            "conditions set: \(count(conditions.charges, "surcharge")), "
                + "\(conditions.extraLeadDays) more working days until dispatch"
        case .reviewOpened(let plan): "review opened: \(steps(plan))"
        case .approved(let approval): approved(approval)
        case .rejected(let rejection): "rejected by \(rejection.person) for \(rejection.role): \(rejection.reason)"
        case .delegated, .sentBack, .answered, .reminded, .assignmentProposed, .assigned, .delayAnnounced,
            .progressRequested, .progressReported, .creditAssessed, .creditHeld, .creditReleased:
            care(event)
        case .reviewPassed(let route): route == .fastPath ? "passed without review (fast path)" : "review passed"
        default: fulfilment(event)
        }
    }

    private static func care(_ event: OrderEvent) -> String {
        switch event {
        case .delegated(let given):
            "\(given.to) decides in place of \(given.roles.joined(separator: ", "))"
                + (given.person.map { ", as \($0) wishes" } ?? "") + ": \(given.reason)"
        case .sentBack(let inquiry): "\(inquiry.role) (\(inquiry.person)) asked \(inquiry.to): \(inquiry.question)"
        case .answered(let answer): "\(answer.role) (\(answer.person)) answered: \(answer.text)"
        case .reminded(let reminder):
            (reminder.matter == .review ? "the roles that decide were " : "the customer was ")
                + (reminder.isLate ? "reminded: the time is over" : "reminded")
        case .assignmentProposed(let assignment):
            "\(assignment.by) (\(assignment.person)) proposed that \(assignment.to) takes care of it"
        case .assigned(let assignment): "\(assignment.to) takes care of it, by \(assignment.by) (\(assignment.person))"
        case .delayAnnounced(let until, let reason):
            "the customer was told that it takes until \(until.description.prefix(16)): \(reason)"
        case .progressRequested(let count): "the owners were asked how it stands, for the \(count). time"
        case .progressReported(let report): "\(report.role) (\(report.person)) reported: \(report.text)"
        case .creditAssessed(let problems):
            problems.isEmpty ? "credit is good" : "credit: \(problems.map(\.words).joined(separator: "; "))"
        case .creditHeld(let problems):
            "the goods are held back: \(problems.map(\.words).joined(separator: "; "))"
        case .creditReleased(let role, let person, let reason):
            "the goods were released by \(person) for \(role)\(reason.map { ": \($0)" } ?? "")"
        default: ""
        }
    }

    private static func fulfilment(_ event: OrderEvent) -> String {
        switch event {
        case .quoted(let quotation):
            "quoted to the customer: \(count(quotation.lines, "line")), "
                + (quotation.validUntil.map { "valid until \($0)" } ?? "no end of validity named")
        case .confirmed(let confirmation): "confirmed to the customer: \(confirmation.decision.rawValue)"
        case .cancelled(let person, let reason): "cancelled by \(person): \(reason)"
        case .reserved(let reservations): "stock locked: \(count(reservations, "lot"))"
        case .shortageFound(let shortages): "goods are short: \(count(shortages, "line"))"
        case .consentAsked: "the customer was asked what to do about the shortage"
        case .consentGiven(let consent, let person): "\(person) agreed: \(consent.rawValue)"
        case .dispatchInstructed(let instruction):
            "warehouse \(instruction.warehouse) was told to send shipment \(instruction.shipment)"
        case .tracked(let shipment, let number, let source):
            "shipment \(shipment) has tracking number \(number), from \(source)"
        case .carrierRefused(let shipment, let reason): "the carrier refused shipment \(shipment): \(reason)"
        case .dispatched(let dispatch):
            "shipment \(dispatch.shipment) left on \(dispatch.dispatchedOn), confirmed by \(dispatch.report.confirmedBy ?? "nobody")"
        case .shippingNoticeIssued(let shipment): "the customer was told about shipment \(shipment)"
        case .carrierChosen, .transported, .transportOverdue, .noticeUndelivered, .statusReported: transport(event)
        case .delivered(let report):
            "shipment \(report.shipment) was delivered, signed by \(report.signedBy ?? "nobody")"
        case .completed: "completed"
        case .goodsAccepted(let acceptance):
            "the customer inspected \(acceptance.shipments.joined(separator: ", ")): \(acceptance.result.rawValue), "
                + "\(acceptance.inspectedBy) on \(acceptance.receivedOn)"
        case .reported(let role, let about): "reported to \(role): \(about)"
        default: ""
        }
    }

    private static func transport(_ event: OrderEvent) -> String {
        switch event {
        case .carrierChosen(let choice):
            "\(choice.carrier ?? (choice.isSettled ? "our own fleet" : "nobody")) carries shipment \(choice.shipment): "
                + choice.reason
        case .transported(let status):
            "shipment \(status.shipment) is \(status.step.words)"
                + (status.location.map { " in \($0)" } ?? "") + (status.reason.map { ": \($0)" } ?? "")
        case .transportOverdue(let delay):
            delay.words
        case .noticeUndelivered(let failure):
            "the carrier did not get \(failure.type) of \(failure.shipment) in \(failure.attempts) attempts: \(failure.reason)"
        case .statusReported(let occasion, let shipment):
            "the customer was told how it stands (\(occasion.rawValue)\(shipment.map { ", \($0)" } ?? ""))"
        default: ""
        }
    }

    static func details(_ event: OrderEvent) -> [String] {
        switch event {
        case .carrierChosen(let choice): choice.details
        case .validated(let validation): validation.findings.map(finding)
        case .conflictingCopy(_, let findings): findings.map(finding)
        case .changeRequested(let request): change(request)
        case .goodsAccepted(let acceptance): acceptance.lines.map(acceptanceLine)
        case .clarificationAsked(let clarification): clarification.questions.map { "\($0.code): \($0.text)" }
        case .rulesApplied(let rules): rules.flatMap(rule)
        case .conditionsSet(let conditions): conditions.charges.map { $0.words(currency: nil) }
        case .reserved(let reservations):
            reservations.map {
                "line \($0.lineID): \($0.quantity) of \($0.product) in \($0.warehouse)\($0.lot.isEmpty ? "" : ", lot \($0.lot)")"
            }
        case .shortageFound(let shortages):
            shortages.map { "line \($0.lineID): \($0.quantity) of \($0.product) are missing" }
        case .confirmed(let confirmation):
            confirmation.lines.map {
                "line \($0.lineID): \($0.confirmedQuantity) of \($0.orderedQuantity) \($0.unit) \($0.product)"
                    + "\($0.promisedDate.map { date in ", dispatch by \(date)" } ?? "")"
            }
        case .dispatched(let dispatch):
            dispatch.report.lines.map {
                "line \($0.lineID): \($0.quantity) of \($0.product)\($0.lot.isEmpty ? "" : ", lot \($0.lot)")"
            }
        default: []
        }
    }

    private static func change(_ request: ChangeRequest) -> [String] {
        let wishes = [
            request.request.changeReason.map { "reason: \($0)" },
            request.request.expectedImpact.map { "expected impact: \($0)" },
        ]
        return wishes.compactMap(\.self) + request.differences.map(\.words) + request.findings.map(finding)
    }

    private static func acceptanceLine(_ line: Acceptance.Line) -> String {
        let problems = line.problems.isEmpty ? "" : " (\(line.problems.map(\.rawValue).joined(separator: ", ")))"
        return
            "line \(line.lineID): \(line.product), \(line.specification ?? line.name): \(line.sent) \(line.unit) sent, "
            + "\(line.received?.description ?? "nothing said") received, \(line.rejected) rejected: "
            + "\(line.result.rawValue)\(problems)\(line.reason.map { ", \($0)" } ?? "")"
    }

    private static func rule(_ rule: AppliedRule) -> [String] {
        let row = rule.requirement.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
        let failure = rule.failure.map { ["  could not be judged: \($0)"] } ?? []
        return ["rule \(rule.rule)\(row) → \(rule.outcome): \(rule.reason)"] + failure
            + rule.values.map { "  \($0.expression) = \($0.value)" }
    }

    private static func finding(_ finding: Finding) -> String {
        let place = finding.place?.line.map { " at line \($0)" } ?? ""
        return "\(finding.severity.rawValue) \(finding.code.rawValue)\(place): \(finding.message)"
    }

    /// `1 line`, `2 lines`.
    private static func count(_ things: some Collection, _ name: String) -> String {
        "\(things.count) \(name)\(things.count == 1 ? "" : "s")"
    }

    private static func steps(_ plan: ReviewPlan) -> String {
        plan.steps.map(\.words).joined(separator: ", then ")
    }

    private static func approved(_ approval: Approval) -> String {
        if let rule = approval.byRule { return "approved for \(approval.role) by rule \(rule)" }
        let days = approval.workingDays.map { ", needs \($0) working days" } ?? ""
        let proof = approval.evidence.map { ", with \($0.map(\.name).joined(separator: ", "))" } ?? ""
        let who =
            approval.delegate == nil
            ? " by \(approval.person) for \(approval.role)"
            : " by \(approval.person) of \(approval.delegate ?? "") in place of \(approval.role)"
        return "approved\(who)\(days)\(proof)\(approval.reason.map { ": \($0)" } ?? "")"
    }
}

extension ReviewPlan.Step {
    /// `engineering and quality and 1 of sales, finance`
    fileprivate var words: String {
        (roles + (choices ?? []).map { "\($0.needed) of \($0.roles.joined(separator: ", "))" })
            .joined(separator: " and ")
    }
}
