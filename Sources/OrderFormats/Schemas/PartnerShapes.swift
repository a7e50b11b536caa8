// The shapes of what partners and carriers get.

import OrderModel

extension OutgoingShapes {
    static let partnerDocuments = [
        receipt, confirmation, quotation, query, shippingNotice, delayNotice, orderStatusReport,
    ]

    private static let receiptEntry = JSONShape(
        "receiptEntry", "Entry", "One document of the file and what became of it.",
        fields: [
            JSONField(
                "outcome",
                .choice(["registered", "questioned", "repeated", "referred", "refused", "accepted"]), required: true,
                """
                registered: the confirmation follows after review. questioned: registered, but please answer first. \
                repeated: it came before. referred: a person looks at it, nothing was entered. refused: see the findings. \
                accepted: a report or reference data was taken.
                """),
            JSONField("kind", .choice(IncomingDocument.Kind.allCases.map(\.rawValue)), required: true, "What it is."),
            JSONField("customerReference", .identifier, "The customer's order number.", example: "\"PO-4711\""),
            JSONField("orderNumber", .identifier, "Our order number.", example: "\"SO-2026-000017\""),
            JSONField("summary", .text, "What was taken, in words.", example: "\"25 products\""),
            findings,
        ])

    private static let receipt = JSONShape(
        "receipt", "Receipt", "The answer to a file, at once. Every file gets one.",
        fields: document("receipt") + [
            JSONField("intake", .identifier, required: true, "Our number of the file."),
            JSONField("fileName", .text, required: true, "The file's name.", example: "\"po-4711.csv\""),
            JSONField("sha256", .identifier, required: true, "SHA-256 of the file."),
            JSONField("receivedAt", .instant, required: true, "When it was taken."),
            JSONField(
                "format", .choice(FileFormat.allCases.filter(\.isRead).map(\.rawValue)),
                "What the bytes turned out to be."),
            JSONField("charset", .text, "The charset that the text was read in.", example: "\"GB18030\""),
            JSONField(
                "outcome", .choice(["taken", "partly-taken", "refused", "repeated"]), required: true,
                "repeated: the same file came before; nothing was entered again."),
            JSONField("repeatOf", .identifier, "The intake that the same file had before."),
            JSONField("entries", .list(.object(receiptEntry)), required: true, "The documents of the file."),
            JSONField("findings", .list(.object(finding)), required: true, "Findings about the file as a whole."),
        ] + parties)

    private static let confirmationLine = JSONShape(
        "confirmationLine", "Confirmed line", "One line and what becomes of it.",
        fields: [
            JSONField("lineID", .identifier, required: true, "Your line number.", example: "\"10\""),
            JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\""),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField(
                "status", .choice(["accepted", "changed", "refused"]), required: true, "What we say to the line."),
            JSONField("orderedQuantity", .decimal, required: true, "As ordered, in `unit`."),
            JSONField("confirmedQuantity", .decimal, required: true, "What will be sent by `promisedDate`."),
            JSONField("backorderedQuantity", .decimal, required: true, "What follows later."),
            JSONField("unit", .identifier, required: true, "UN/ECE Recommendation 20 code.", example: "\"C62\""),
            JSONField("unitPrice", .decimal, "Price of one `unit`, without tax."),
            JSONField("amount", .decimal, "Amount of the line."),
            JSONField("promisedDate", .date, "When the goods are expected to leave; absent while nobody can say."),
            JSONField("note", .text, "Anything a person should read."),
        ])

    private static let confirmation = JSONShape(
        "confirmation", "Order confirmation", "The binding answer to an order, after review.",
        fields: document("confirmation") + orderNumbers + [
            JSONField(
                "changeNumber", .identifier,
                "The number of your change or cancellation that this answers. With the decision rejected it is refused, "
                    + "and the order stands as it was.", example: "\"1\""),
            JSONField(
                "decision", .choice(["accepted", "accepted-with-change", "rejected"]), required: true,
                "What was decided."),
            JSONField("reason", .text, "Why it was rejected or changed."),
            JSONField("issuedAt", .instant, required: true, "When it was decided."),
            JSONField("issueDate", .date, required: true, "The date of the confirmation."),
            JSONField("currency", .identifier, "ISO 4217.", example: "\"EUR\""),
            JSONField("total", .decimal, "Sum of the lines, without tax."),
            JSONField("charges", .list(.object(charge)), "Surcharges on the order; absent: none."),
            JSONField("payable", .decimal, "The total with all charges, without tax."),
            JSONField("paymentMeans", .text, "How you pay."),
            JSONField("paymentTerms", .text, "When you pay."),
            JSONField("terms", texts, "Other terms that the review added."),
            JSONField("transportMode", .text, "How the goods travel."),
            JSONField("deliverTo", .object(AddressField.shape), "Where they go."),
            JSONField("lines", .list(.object(confirmationLine)), required: true, "The lines."),
        ] + parties)

    private static let quotationLine = JSONShape(
        "quotationLine", "Quoted line", "One item and its price.",
        fields: [
            JSONField("lineID", .identifier, required: true, "Your line number.", example: "\"10\""),
            JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\""),
            JSONField("customerProduct", .identifier, "Your own code of the product.", example: "\"A-1\""),
            JSONField("gtin", .identifier, "GTIN (EAN, UPC).", example: "\"4012345678901\""),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField("quantity", .decimal, required: true, "The quantity that the price is for, or more."),
            JSONField("unit", .identifier, required: true, "UN/ECE Recommendation 20 code.", example: "\"C62\""),
            JSONField("unitPrice", .decimal, "Price of one `unit`, without tax."),
            JSONField("amount", .decimal, "Amount of the line."),
            JSONField(
                "deliveryDays", .integer, "Working days from your order until the goods leave; absent: on request."),
            JSONField("requestedDate", .date, "When you would like to have the goods."),
            JSONField("note", .text, "Anything a person should read."),
        ])

    private static let quotation = JSONShape(
        "quotation", "Quotation", "Our offer, once operations has signed it; or that we make none.",
        fields: document("quotation") + [
            JSONField(
                "quotationNumber", .identifier, required: true, "Our number, which your order names.",
                example: "\"QU-2026-000003\""),
            JSONField(
                "customerReference", .identifier, required: true, "Your number of the request.",
                example: "\"RFQ-17\""),
            JSONField(
                "decision", .choice(Quotation.Decision.allCases.map(\.rawValue)), required: true,
                "declined: we make no offer, and the reason says why."),
            JSONField("reason", .text, "Why we make no offer."),
            JSONField("issuedAt", .instant, required: true, "When it was signed."),
            JSONField("issueDate", .date, required: true, "The date of the quotation."),
            JSONField("validUntil", .date, "The last day on which its prices bind us; absent: no day is named."),
            JSONField("currency", .identifier, "ISO 4217.", example: "\"EUR\""),
            JSONField("total", .decimal, "Sum of the lines, without tax."),
            JSONField("charges", .list(.object(charge)), "Surcharges on the whole; absent: none."),
            JSONField("payable", .decimal, "The total with all charges, without tax."),
            JSONField("terms", texts, "Terms of the offer."),
            JSONField("paymentMeans", .text, "How you pay."),
            JSONField("paymentTerms", .text, "When you pay."),
            JSONField("transportMode", .text, "How the goods travel."),
            JSONField("deliverTo", .object(AddressField.shape), "Where they go."),
            JSONField("signedBy", .text, "Who has signed it for us."),
            JSONField("lines", .list(.object(quotationLine)), required: true, "The items."),
        ] + parties)

    private static let question = JSONShape(
        "question", "Question", "Something that we have to know.",
        fields: [
            JSONField("code", .identifier, required: true, "The finding or the rule that raised it."),
            JSONField("text", .text, required: true, "The question."),
            JSONField("lineID", .identifier, "Your line number, where it is about one."),
            JSONField("place", .object(place), "Where in your file it stands."),
        ])

    private static let query = JSONShape(
        "query", "Query", "Questions about an order that waits for the answers.",
        fields: document("query") + orderNumbers + [
            JSONField("issuedAt", .instant, required: true, "When we ask."),
            JSONField("answerBy", .instant, "When we need the answer."),
            JSONField("questions", .list(.object(question)), required: true, "What we have to know."),
            JSONField(
                "possibleAnswers", .list(.choice(CustomerAnswer.Answer.allCases.map(\.rawValue))),
                "Words for a customer-answer file; absent: send the corrected order under the same number."),
            JSONField("howToAnswer", .text, required: true, "What to send."),
        ] + parties)

    private static let delayNotice = JSONShape(
        "delay-notice", "Delay notice", "An order takes longer than usual.",
        fields: document("delay-notice") + orderNumbers + [
            JSONField("issuedAt", .instant, required: true, "When this was written."),
            JSONField("answerBy", .date, required: true, "The day by which you have our answer."),
            JSONField("reason", .text, required: true, "Why it takes longer."),
        ] + parties)

    private static let reportedShipment = JSONShape(
        "reportedShipment", "Shipment", "Where the goods of a shipment are.",
        fields: [
            JSONField(
                "shipment", .identifier, required: true, "Our number of the shipment.", example: "\"SO-2026-000017-S1\""
            ),
            JSONField(
                "standing", .choice(OrderStatusReport.Shipment.Standing.allCases.map(\.rawValue)), required: true,
                "How far it has come."),
            JSONField("carrier", .identifier, "Who carries it."),
            JSONField("trackingNumber", .identifier, "The carrier's number of it.", example: "\"LB123456789\""),
            JSONField("dispatchedOn", .date, "When it left."),
            JSONField("location", .text, "Where it was last seen."),
            JSONField("expectedOn", .date, "When it is expected with you."),
            JSONField("expectedTime", .text, "In which hours of that day.", example: "\"14:00-16:00\""),
            JSONField("deliveredOn", .date, "When it was delivered."),
            JSONField("signedBy", .text, "Who signed for it."),
        ])

    private static let orderStatusReport = JSONShape(
        "order-status-report", "Order status report", "How the order stands, and each of its shipments.",
        fields: document("order-status-report") + orderNumbers + [
            JSONField(
                "occasion", .choice(OrderStatusReport.Occasion.allCases.map(\.rawValue)), required: true,
                """
                progress: the regular report. tracking: a tracking number became known. arriving: the goods arrive soon. \
                delayed: they come later than was said. completed: all is delivered.
                """),
            JSONField("issuedAt", .instant, required: true, "When this was written."),
            JSONField("shipment", .identifier, "The shipment that this is about. Absent: the whole order."),
            JSONField("status", .text, required: true, "How the order stands, in words."),
            JSONField("expectedDelivery", .date, "When all of it is expected with you."),
            JSONField("reason", .text, "Why it takes longer."),
            JSONField("proposal", .text, "What we propose, or ask you to do."),
            JSONField("shipments", .list(.object(reportedShipment)), required: true, "All shipments so far."),
        ] + parties)

    private static let shippingLine = JSONShape(
        "shippingLine", "Shipped line", "What of a line was sent.",
        fields: [
            JSONField("lineID", .identifier, required: true, "Your line number.", example: "\"10\""),
            JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\""),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("quantity", .decimal, required: true, "What was sent, in `unit`."),
            JSONField("outstandingQuantity", .decimal, required: true, "What of the line has not left yet."),
            JSONField("unit", .identifier, required: true, "The unit of the order."),
            JSONField("lots", texts, "The lots that were sent."),
        ])

    private static let shippingNotice = JSONShape(
        "shipping-notice", "Shipping notice", "The goods are on their way.",
        fields: document("shipping-notice") + [
            JSONField(
                "shipment", .identifier, required: true, "Our number of the shipment.", example: "\"SO-2026-000017-S1\""
            )
        ] + orderNumbers + [
            JSONField("issuedAt", .instant, required: true, "When this was written."),
            JSONField("issueDate", .date, required: true, "The date of the notice."),
            JSONField("dispatchedOn", .date, required: true, "When the goods left."),
            JSONField("carrier", .identifier, "Who carries them."),
            JSONField("trackingNumber", .identifier, "Under which they can be followed."),
            JSONField("packages", .integer, "How many packages."),
            JSONField("deliverTo", .object(AddressField.shape), "Where they go."),
            JSONField("lines", .list(.object(shippingLine)), required: true, "What was sent."),
        ] + parties)

    // MARK: - Carriers

    private static let carrierData = JSONShape(
        "carrierNoticeData", "Shipment", "The shipment that the notice is about.",
        fields: [
            JSONField("carrier", .identifier, required: true, "You."),
            JSONField("orderNumber", .identifier, required: true, "Our order number.", example: "\"SO-2026-000017\""),
            JSONField(
                "shipment", .identifier, required: true, "Our number of the shipment.", example: "\"SO-2026-000017-S1\""
            ),
            JSONField("warehouse", .identifier, required: true, "Where the goods are."),
            JSONField("deliverTo", .object(AddressField.shape), "Where they go."),
            JSONField("contact", .object(ContactField.shape), "Whom to ask at the place of delivery."),
            JSONField("packages", .integer, "How many packages, once they are packed."),
            JSONField("weight", .decimal, "Gross weight of all lines in kilograms, where it is known."),
            JSONField(
                "deliverBy", .date, "The day by which the customer is to have the goods, where one was asked for."),
            JSONField("transportMode", .text, "How the customer and we have agreed that the goods travel."),
            JSONField("trackingNumber", .identifier, "Your tracking number, once we know it."),
            JSONField("lines", .list(.object(pickLine)), required: true, "The goods."),
        ])

    static let carrierNotice = JSONShape(
        "carrier-notice", "Carrier notice",
        "The body of the webhook that tells a carrier about a shipment (Standard Webhooks).",
        fields: [
            JSONField(
                "type", .choice(CarrierNotice.EventType.allCases.map(\.rawValue)), required: true,
                "requested: please give a tracking number. dispatched: the goods have left."),
            JSONField("timestamp", .instant, required: true, "When it happened."),
            JSONField("data", .object(carrierData), required: true, "The shipment."),
        ])
}
