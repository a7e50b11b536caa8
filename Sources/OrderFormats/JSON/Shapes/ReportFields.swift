// The shapes of answers and reports.

import OrderModel

enum DecisionField: Int, JSONFieldSet {
    case document, orderNumber, verdict, person, reason, change, to, workingDays, terms, evidenceName, evidenceSHA256

    static let shape = JSONShape(
        "review-decision", "Review decision", "A role's word on an order. The folder says which role speaks.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("review-decision"), required: true, "Says what this is.")
        case .orderNumber:
            JSONField(
                "orderNumber", .identifier, required: true, "Our order number, as on the review task.",
                example: "\"SO-2026-000017\"")
        case .verdict:
            JSONField(
                "verdict", .choice(ReviewDecision.Verdict.allCases.map(\.rawValue)), required: true,
                "approve, reject, ask (the customer), send-back (ask a colleague), answer, delegate, or assign.",
                example: "\"approve\"")
        case .person: JSONField("person", .text, required: true, "Who decided.", example: "\"Wang Fang\"")
        case .reason:
            JSONField(
                "reason", .text, "Why; the question or the answer. Needed for all but approve and assign.",
                example: "\"credit limit exceeded\"")
        case .change:
            JSONField(
                "change", .identifier,
                "The number of the customer's change or cancellation that is decided, as on the task. Left out: the order.",
                example: "\"1\"")
        case .to:
            JSONField(
                "to", .identifier, "The role that is asked (send-back), decides (delegate) or takes care (assign).",
                example: "\"sales\"")
        case .workingDays:
            JSONField("workingDays", .integer, "How many working days the department needs (G15).", example: "5")
        case .terms:
            JSONField(
                "terms", .text, "On which terms the order is taken; they stand in the confirmation.",
                example: "\"prepayment of 30 %\"")
        case .evidenceName:
            JSONField(
                "evidenceName", .text, "The document that proves the decision.", example: "\"contract-4711.pdf\"")
        case .evidenceSHA256:
            JSONField("evidenceSHA256", .identifier, "Its SHA-256 in hex.", example: "\"9f86d081…\"")
        }
    }
}

enum ProgressField: Int, JSONFieldSet {
    case document, orderNumber, person, text, expectedOn

    static let shape = JSONShape(
        "progress-report", "Progress report",
        "How an urgent order stands. The folder says which role reports.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("progress-report"), required: true, "Says what this is.")
        case .orderNumber:
            JSONField(
                "orderNumber", .identifier, required: true, "Our order number, as on the request.",
                example: "\"SO-2026-000017\"")
        case .person: JSONField("person", .text, required: true, "Who reports.", example: "\"Wang Fang\"")
        case .text:
            JSONField("text", .text, required: true, "How it stands.", example: "\"half of it is made\"")
        case .expectedOn: JSONField("expectedOn", .date, "When it will be done.", example: "\"2026-11-26\"")
        }
    }
}

enum AnswerField: Int, JSONFieldSet {
    case document, order, answer, person, note

    static let shape = JSONShape(
        "customer-answer", "Customer answer", "The customer's answer to a question of ours.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("customer-answer"), required: true, "Says what this is.")
        case .order:
            JSONField("order", .identifier, required: true, "Your order number, or ours.", example: "\"PO-4711\"")
        case .answer:
            JSONField(
                "answer", .choice(CustomerAnswer.Answer.allCases.map(\.rawValue)), required: true,
                "confirm-record (the record of the telephone order is right), ship-part, wait, or cancel.",
                example: "\"ship-part\"")
        case .person: JSONField("person", .text, "Who answers.", example: "\"H. Meyer\"")
        case .note: JSONField("note", .text, "Anything a person should read.", example: "\"rest by 15 December\"")
        }
    }
}

enum DispatchField: Int, JSONFieldSet {
    case document, shipment, dispatchedOn, confirmedBy, packages, trackingNumber, lines

    static let shape = JSONShape(
        "dispatch-report", "Dispatch report", "What the warehouse has sent for a dispatch instruction.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("dispatch-report"), required: true, "Says what this is.")
        case .shipment:
            JSONField(
                "shipment", .identifier, required: true, "The id on the dispatch instruction.",
                example: "\"SO-2026-000017-S1\"")
        case .dispatchedOn: JSONField("dispatchedOn", .date, "When the goods left.", example: "\"2026-11-23\"")
        case .confirmedBy:
            JSONField("confirmedBy", .text, "The storekeeper who checked the goods.", example: "\"Chen Jie\"")
        case .packages: JSONField("packages", .integer, "How many packages.", example: "3")
        case .trackingNumber:
            JSONField(
                "trackingNumber", .identifier, "The carrier's tracking number, where known.", example: "\"LB123456789\""
            )
        case .lines:
            JSONField("lines", .list(.object(DispatchLineField.shape)), required: true, "What left, by line and lot.")
        }
    }
}

enum DispatchLineField: Int, JSONFieldSet {
    case lineID, product, lot, quantity

    static let shape = JSONShape("dispatchLine", "Dispatch line", "A quantity of one lot.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .lineID:
            JSONField("lineID", .identifier, required: true, "The line of the dispatch instruction.", example: "\"1\"")
        case .product: JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\"")
        case .lot:
            JSONField("lot", .identifier, "The lot. Absent where lots are not told apart.", example: "\"L2026-10\"")
        case .quantity:
            JSONField("quantity", .decimal, required: true, "How much left, in the product's own unit.", example: "120")
        }
    }
}

enum CarrierField: Int, JSONFieldSet {
    case document, shipment, trackingNumber, labelReference, refusal, webhookID

    static let shape = JSONShape(
        "carrier-report", "Carrier report", "The carrier's word on a shipment.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("carrier-report"), required: true, "Says what this is.")
        case .shipment:
            JSONField(
                "shipment", .identifier, required: true, "The id of the shipment in our notice.",
                example: "\"SO-2026-000017-S1\"")
        case .trackingNumber:
            JSONField(
                "trackingNumber", .identifier, "The number under which the shipment can be followed.",
                example: "\"LB123456789\"")
        case .labelReference:
            JSONField("labelReference", .text, "Where the label is to be found.", example: "\"LBL-99\"")
        case .refusal:
            JSONField("refusal", .text, "Why the shipment is not taken.", example: "\"no service to this area\"")
        case .webhookID:
            JSONField("webhookID", .identifier, "The id of the notice that is answered.", example: "\"msg_42\"")
        }
    }
}

enum DeliveryField: Int, JSONFieldSet {
    case document, shipment, deliveredOn, signedBy, remarks

    static let shape = JSONShape(
        "delivery-report", "Delivery report", "The signed delivery note.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("delivery-report"), required: true, "Says what this is.")
        case .shipment:
            JSONField(
                "shipment", .identifier, required: true, "The id of the shipment.", example: "\"SO-2026-000017-S1\"")
        case .deliveredOn: JSONField("deliveredOn", .date, "When the goods arrived.", example: "\"2026-11-25\"")
        case .signedBy: JSONField("signedBy", .text, "Who signed the delivery note.", example: "\"H. Meyer\"")
        case .remarks: JSONField("remarks", .text, "Damage, shortage, anything on the note.")
        }
    }
}

enum TransportField: Int, JSONFieldSet {
    case document, shipment, trackingNumber, status, date, time, location, expectedOn, expectedTime, reason, code
    case signedBy, remarks

    static let shape = JSONShape(
        "transport-status", "Transport status", "Where the goods of a shipment are.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("transport-status"), required: true, "Says what this is.")
        case .shipment:
            JSONField(
                "shipment", .identifier,
                "The id of the shipment in our notice. Absent: the tracking number says which.",
                example: "\"SO-2026-000017-S1\"")
        case .trackingNumber:
            JSONField("trackingNumber", .identifier, "Your own number of it.", example: "\"LB123456789\"")
        case .status:
            JSONField(
                "status", .choice(TransportStatus.Step.allCases.map(\.rawValue)), required: true,
                """
                picked-up: you have the goods. in-transit: on their way. arriving: with the customer soon. exception: \
                something is in the way. delivered: handed over. returned: on their way back.
                """)
        case .date: JSONField("date", .date, "The day on which it happened.", example: "\"2026-11-25\"")
        case .time: JSONField("time", .text, "The time of day, on the clocks there.", example: "\"14:30\"")
        case .location: JSONField("location", .text, "Where the goods are.", example: "\"Hamburg\"")
        case .expectedOn:
            JSONField("expectedOn", .date, "When they are expected at the customer's.", example: "\"2026-11-26\"")
        case .expectedTime: JSONField("expectedTime", .text, "In which hours of that day.", example: "\"14:00-16:00\"")
        case .reason:
            JSONField("reason", .text, "What is in the way. The customer reads it.", example: "\"road closed by snow\"")
        case .code: JSONField("code", .text, "Your own code of the status.", example: "\"SD\"")
        case .signedBy:
            JSONField(
                "signedBy", .text, "Who signed for the goods: with delivered it is the proof of delivery.",
                example: "\"H. Meyer\"")
        case .remarks: JSONField("remarks", .text, "Damage, shortage, anything else.")
        }
    }
}

enum FailureField: Int, JSONFieldSet {
    case document, shipment, webhookID, type, cause, attempts, reason

    static let shape = JSONShape(
        "delivery-failure", "Delivery failure",
        "A notice did not reach the carrier. The desk's own delivery writes it; carriers need not.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("delivery-failure"), required: true, "Says what this is.")
        case .shipment:
            JSONField(
                "shipment", .identifier, required: true, "The id of the shipment.", example: "\"SO-2026-000017-S1\"")
        case .webhookID:
            JSONField("webhookID", .identifier, required: true, "The id of the notice.", example: "\"msg_42\"")
        case .type:
            JSONField("type", .identifier, required: true, "What it tells.", example: "\"shipment.requested\"")
        case .cause:
            JSONField(
                "cause", .choice(DeliveryFailure.Cause.allCases.map(\.rawValue)), required: true,
                """
                exhausted: tried as often as the schedule says. gone: the carrier answered 410. misconfigured: our own \
                settings lead nowhere.
                """)
        case .attempts: JSONField("attempts", .integer, "How often it was tried.", example: "10")
        case .reason: JSONField("reason", .text, "What came of the last attempt.")
        }
    }
}

enum RetryField: Int, JSONFieldSet {
    case document, webhookID, person

    static let shape = JSONShape(
        "delivery-retry", "Delivery retry", "Asks to send carriers' notices again now, whatever their schedule says.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("delivery-retry"), required: true, "Says what this is.")
        case .webhookID:
            JSONField(
                "webhookID", .identifier, "The id of the notice. Absent: all that were not delivered.",
                example: "\"msg_42\"")
        case .person: JSONField("person", .text, "Who asks for it.", example: "\"Wang Fang\"")
        }
    }
}
