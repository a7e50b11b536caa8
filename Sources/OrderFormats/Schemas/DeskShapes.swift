// The shapes of what our own departments get, and of the report of a check.

import OrderModel

extension OutgoingShapes {
    static let deskDocuments = [
        reviewTask, allocationPlan, dispatchInstruction, replenishmentRequest, invoicePreparation, notice,
    ]

    private static let orderNumber = JSONField(
        "orderNumber", .identifier, required: true, "Our order number.", example: "\"SO-2026-000017\"")

    private static let ruleValue = JSONShape(
        "ruleValue", "Value", "An expression of a rule and what it came to.",
        fields: [
            JSONField("expression", .text, required: true, "As it stands in the rule."),
            JSONField("value", .text, required: true, "What it came to."),
        ])

    private static let appliedRule = JSONShape(
        "appliedRule", "Rule", "A rule that matched.",
        fields: [
            JSONField("rule", .identifier, required: true, "The rule's id."),
            JSONField("requirement", .identifier, "The requirement that it fulfils."),
            JSONField("reason", .text, required: true, "Why the rule is there."),
            JSONField("outcome", .text, required: true, "What it asked for."),
            JSONField("values", .list(.object(ruleValue)), required: true, "The values that made it match."),
            JSONField("failure", .text, "Why it could not be evaluated; it then counts as matched."),
        ])

    private static let taskLine = JSONShape(
        "taskLine", "Line", "A line of the order, with our own product and prices.",
        fields: [
            JSONField("lineID", .identifier, required: true, "The customer's line number."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField("quantity", .decimal, required: true, "As ordered, in `unit`."),
            JSONField("unit", .identifier, required: true, "The unit of the order."),
            JSONField("stockQuantity", .decimal, required: true, "The same in `stockUnit`."),
            JSONField("stockUnit", .identifier, required: true, "The product's own unit."),
            JSONField("unitPrice", .decimal, "The customer's price of one `unit`."),
            JSONField("listPrice", .decimal, "The price list's price of one `unit`."),
            JSONField("promotion", .text, "The promotion or agreement that the list price comes from."),
            JSONField("lastPrice", .decimal, "The price of the last sale to this customer."),
            JSONField("amount", .decimal, "Amount of the line."),
            JSONField("requestedDeliveryDate", .date, "When it should arrive."),
            JSONField("isStandard", .yesNo, required: true, "false: made to order."),
        ])

    private static let difference = JSONShape(
        "difference", "Difference", "One thing that a change asks for.",
        fields: [
            JSONField(
                "kind", .choice(OrderDifference.Kind.allCases.map(\.rawValue)), required: true,
                "impossible: it cannot be done, the line is not there or is there already."),
            JSONField(
                "subject", .choice(ChangeSubject.allCases.map(\.rawValue)), required: true,
                "Service content, term, fee or customer data."),
            JSONField("lineID", .identifier, "The customer's line number; absent: the order as a whole."),
            JSONField("field", .text, required: true, "What differs; `line`: the line itself."),
            JSONField("from", .text, "As it is in the order."),
            JSONField("to", .text, "As the customer wants it."),
        ])

    private static let change = JSONShape(
        "change", "Change", "A change or a cancellation that the customer asks for.",
        fields: [
            JSONField("number", .identifier, required: true, "To be named in the decision as `change`."),
            JSONField("isCancellation", .yesNo, required: true, "true: the customer does not want the order any more."),
            JSONField("reason", .text, "Why, in the customer's words."),
            JSONField("expectedImpact", .text, "What the customer expects of it."),
            JSONField("differences", .list(.object(difference)), required: true, "What would be different."),
            JSONField("obstacles", texts, required: true, "Why it cannot be granted; empty where it can."),
        ])

    private static let approval = JSONShape(
        "approval", "Approval", "A yes that was given before.",
        fields: [
            JSONField("role", .identifier, required: true, "For which role."),
            JSONField("person", .text, required: true, "Who said it; a rule where it was one."),
            JSONField("reason", .text, "Why."),
            JSONField("byRule", .identifier, "The rule that gave it."),
            JSONField("delegate", .identifier, "The role that decided in its place."),
            JSONField("workingDays", .integer, "How many working days the department needs."),
            JSONField("evidence", texts, "The documents that prove it."),
        ])

    private static let reviewTask = JSONShape(
        "review-task", "Review task", "Asks a role for its decision; answered by a review-decision file.",
        fields: document("review-task") + [
            orderNumber,
            JSONField("role", .identifier, required: true, "Who is asked."),
            JSONField("step", .integer, required: true, "Which step of the review this is."),
            JSONField("steps", .integer, required: true, "How many steps there are."),
            JSONField("due", .instant, "When the decision is due."),
            JSONField("customer", .text, required: true, "Who ordered."),
            JSONField("customerReference", .identifier, required: true, "The customer's order number."),
            JSONField("priority", .choice(["urgent", "important", "normal"]), required: true, "How urgent it is."),
            JSONField("reasons", texts, required: true, "Why this role is asked."),
            JSONField("rules", .list(.object(appliedRule)), required: true, "The rules that matched."),
            JSONField("currency", .identifier, "ISO 4217."),
            JSONField("total", .decimal, "Sum of the lines."),
            JSONField("lines", .list(.object(taskLine)), required: true, "What is ordered."),
            findings,
            JSONField("change", .object(change), "The change or cancellation that is to be decided."),
            JSONField("inPlaceOf", .identifier, "The role in whose place this one decides."),
            JSONField("decided", .list(.object(approval)), required: true, "Who has said yes before."),
            JSONField("paymentMeans", .text, "How the customer wants to pay."),
            JSONField("paymentTerms", .text, "The terms of payment that the order names."),
            JSONField("deliverTo", .text, "Where the goods go."),
            JSONField("requestedDeliveryDate", .date, "The date that the customer asks for."),
            JSONField("howToAnswer", .text, required: true, "What to send."),
        ])

    private static let reservation = JSONShape(
        "reservation", "Reservation", "A quantity of a lot that is locked for the order.",
        fields: [
            JSONField("lineID", .identifier, required: true, "The order's line."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("warehouse", .identifier, required: true, "Where it is."),
            JSONField("lot", .identifier, "The lot. Absent where lots are not told apart."),
            JSONField("quantity", .decimal, required: true, "In the product's own unit."),
        ])

    private static let shortage = JSONShape(
        "shortage", "Shortage", "What a line still lacks.",
        fields: [
            JSONField("lineID", .identifier, required: true, "The order's line."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("quantity", .decimal, required: true, "In the product's own unit."),
        ])

    private static let invoiceLine = JSONShape(
        "invoiceLine", "Line", "One line of the order as confirmed.",
        fields: [
            JSONField("lineID", .identifier, required: true, "The customer's line number."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField("quantity", .decimal, required: true, "As ordered, in `unit`."),
            JSONField("unit", .identifier, required: true, "UN/ECE Recommendation 20 code."),
            JSONField("unitPrice", .decimal, "Price of one `unit`, without tax."),
            JSONField("amount", .decimal, "Amount of the line, without tax."),
        ])

    private static let invoicePreparation = JSONShape(
        "invoice-preparation", "Invoice preparation",
        "What finance needs to write the invoice of a confirmed order. One for a changed order takes the place of the "
            + "one before.",
        fields: document("invoice-preparation") + [
            orderNumber,
            JSONField("customerReference", .identifier, required: true, "The customer's order number."),
            JSONField("changeNumber", .identifier, "The customer's change that it goes back to."),
            JSONField("at", .instant, required: true, "When the order was confirmed."),
            JSONField("customer", .identifier, required: true, "The customer's id."),
            JSONField("buyer", .object(PartyField.shape), "The customer with all their numbers, VAT among them."),
            JSONField("deliverTo", .object(AddressField.shape), "Where the goods go."),
            JSONField("currency", .identifier, "ISO 4217."),
            JSONField("lines", .list(.object(invoiceLine)), required: true, "The lines."),
            JSONField("total", .decimal, "Sum of the lines, without tax."),
            JSONField("charges", .list(.object(charge)), "Surcharges; absent: none."),
            JSONField("payable", .decimal, "The total with all charges, without tax."),
            JSONField("paymentMeans", .text, "How the customer pays."),
            JSONField("paymentTerms", .text, "When the customer pays."),
        ])

    private static let allocationPlan = JSONShape(
        "allocation-plan", "Allocation plan", "Which warehouse gives which quantity of which lot.",
        fields: document("allocation-plan") + [
            orderNumber, JSONField("at", .instant, required: true, "When it was planned."),
            JSONField("reservations", .list(.object(reservation)), required: true, "What is locked."),
            JSONField("shortages", .list(.object(shortage)), required: true, "What is short."),
        ])

    static let pickLine = JSONShape(
        "pickLine", "Goods", "A quantity of one lot.",
        fields: [
            JSONField("lineID", .identifier, required: true, "The order's line."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField("lot", .identifier, "The lot. Absent where lots are not told apart."),
            JSONField("quantity", .decimal, required: true, "In `unit`, the product's own."),
            JSONField("unit", .identifier, required: true, "The product's own unit."),
        ])

    private static let label = JSONShape(
        "label", "Label", "What a package label says.",
        fields: [
            orderNumber, JSONField("customerReference", .identifier, required: true, "The customer's order number."),
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("specification", .text, "Size, colour, grade."),
            JSONField("quantity", .decimal, required: true, "In `unit`."),
            JSONField("unit", .identifier, required: true, "The unit."),
            JSONField("shipTo", .text, required: true, "The address on one line."),
        ])

    private static let dispatchInstruction = JSONShape(
        "dispatch-instruction", "Dispatch instruction",
        "The delivery notice to one warehouse; answered by a dispatch-report file.",
        fields: document("dispatch-instruction") + [
            JSONField(
                "shipment", .identifier, required: true, "To be named in the report.", example: "\"SO-2026-000017-S1\""),
            orderNumber, JSONField("customerReference", .identifier, required: true, "The customer's order number."),
            JSONField("warehouse", .identifier, required: true, "Who is to send the goods."),
            JSONField("issuedAt", .instant, required: true, "When it was written."),
            JSONField("authorisedBy", .text, required: true, "Who of sales lets the goods leave."),
            JSONField("carrier", .identifier, "Who carries them."),
            JSONField("transportMode", .text, "How they travel."),
            JSONField("shipBy", .date, "When they have to leave."),
            JSONField("deliverTo", .object(AddressField.shape), "Where they go."),
            JSONField("contact", .object(ContactField.shape), "Whom to ask there."),
            JSONField("pickLines", .list(.object(pickLine)), required: true, "What to pick."),
            JSONField("labels", .list(.object(label)), required: true, "What to stick on the packages."),
            JSONField("howToAnswer", .text, required: true, "What to send."),
        ])

    private static let replenishmentLine = JSONShape(
        "replenishmentLine", "Goods to get", "A product that is short.",
        fields: [
            JSONField("product", .identifier, required: true, "Our product code."),
            JSONField("name", .text, required: true, "The product's name."),
            JSONField("quantity", .decimal, required: true, "In `unit`, the product's own."),
            JSONField("unit", .identifier, required: true, "The product's own unit."),
            JSONField("neededBy", .date, "When it is needed."),
        ])

    private static let replenishmentRequest = JSONShape(
        "replenishment-request", "Replenishment request", "Goods that have to be bought or made.",
        fields: document("replenishment-request") + [
            orderNumber, JSONField("at", .instant, required: true, "When it was found."),
            JSONField("lines", .list(.object(replenishmentLine)), required: true, "What is short."),
        ])

    private static let detail = JSONShape(
        "detail", "Detail", "A name and a value.",
        fields: [
            JSONField("name", .text, required: true, "The name."),
            JSONField("value", .text, required: true, "The value."),
        ])

    private static let notice = JSONShape(
        "notice", "Notice", "Something that a department has to know or to act on.",
        fields: document("notice") + [
            JSONField("kind", .choice(DeskNotice.Kind.allCases.map(\.rawValue)), required: true, "What it is about."),
            JSONField("orderNumber", .identifier, "Our order number."),
            JSONField("at", .instant, required: true, "When it happened."),
            JSONField("text", .text, required: true, "What there is to know."),
            JSONField("details", .list(.object(detail)), required: true, "Particulars."), findings,
        ])

    // MARK: - The report of a check

    private static let refusedDocument = JSONShape(
        "refusedDocument", "Refused document", "A document that could not be taken; the findings say why.",
        fields: [
            JSONField("kind", .choice(IncomingDocument.Kind.allCases.map(\.rawValue)), "What it would have been."),
            JSONField("customerReference", .identifier, "The order number, as far as it could be read."),
        ])

    static let checkReport = JSONShape(
        "check-report", "Check report", "What `docket check --json` prints about a file.",
        fields: [
            JSONField("file", .text, required: true, "The file's name."),
            JSONField(
                "format", .choice(FileFormat.allCases.filter(\.isRead).map(\.rawValue)),
                "What the bytes turned out to be."),
            JSONField("charset", .text, "The charset of the text, by its IANA name."),
            JSONField("isIncomplete", .yesNo, required: true, "true: the file breaks off."),
            JSONField(
                "documents", .list(.map(.text)), required: true,
                "What was read, each in the schema of its own kind (`document` says which)."),
            JSONField("refused", .list(.object(refusedDocument)), required: true, "What could not be taken."), findings,
        ])
}
