// The fields of an order, of its lines and of its customer that review rules can name.

import ExactDecimals
import OrderModel
import ReviewRules

enum OrderFacts {
    static let table = FactTable("Order", all)
    static let all: [RuleFact<ReviewCase>] = identity + handling + evidence + judged

    private static let identity: [RuleFact<ReviewCase>] = [
        .text("number", "our number of the order") { $0.order.number },
        .text("customerReference", "the customer's own number of the order") { $0.order.order.customerReference },
        .text("partner", "the partner's folder: the id of the customer") { $0.order.partner },
        .text("channel", "the way it came: fax, email, phone, web, shop or edi") {
            $0.order.registration.channel.rawValue
        },
        .text("form", "electronic or paper (A02)") { $0.order.order.form.rawValue },
        .text("documentType", "purchase-order, sales-contract, order-sheet or request-for-quotation (A01)") {
            $0.order.order.documentType.rawValue
        },
        .flag("isQuotation", "it asks for our prices and buys nothing (F01)") { $0.order.isQuotation },
        .text("orderClass", "sales, after-sales or complaint (A06)") { $0.order.order.orderClass.rawValue },
        .optionalText("note", "what the customer wrote to the order as a whole") { $0.order.order.note },
        .flag("isChanged", "a change that the customer asked for was granted (J05)") { $0.order.grantedChange != nil },
        .optionalText("changeReason", "why the customer wanted the change (J06)") { $0.order.order.changeReason },
        .optionalText("expectedImpact", "what the customer expects of the change (J06)") {
            $0.order.order.expectedImpact
        },
    ]

    private static let handling: [RuleFact<ReviewCase>] = [
        .flag("urgent", "the customer marked it as urgent (A08)") { $0.order.order.urgency == .urgent },
        .flag("important", "urgent, of a key customer, or made important by a rule (A05)") {
            $0.order.priority <= .important
        },
        .text("priority", "urgent, important or normal: the class it waits in (A10)") { $0.order.priority.name },
        .flag("isStandard", "only catalogue products, as they are in the catalogue (A04)") { $0.isStandard },
        .flag("isSpecial", "the opposite of isStandard") { !$0.isStandard },
        .optionalDate("requestedDeliveryDate", "the date that the customer asks for, for the order as a whole") {
            $0.order.order.requestedDeliveryDate
        },
        .optionalText("paymentMeans", "how the customer wants to pay (C03)") { $0.order.order.paymentMeans },
        .optionalText("paymentTerms", "the terms of payment that the order names") { $0.order.order.paymentTerms },
        .optionalText("transportMode", "how the goods are to travel") { $0.order.order.transportMode },
        .optionalText("country", "the country that the goods go to, ISO 3166-1 alpha-2") { $0.order.deliverTo.country },
    ]

    private static let evidence: [RuleFact<ReviewCase>] = [
        .flag("isAttested", "signed or stamped by the customer, or confirmed by word to one of us (C15)") {
            $0.order.order.attestation != nil
                || $0.order.settledCodes.contains(FindingCode.attestationMissing.rawValue)
        },
        .flag("hasEmailEvidence", "the customer's e-mail is attached (C16)") {
            $0.order.order.evidence.contains { $0.kind == .email }
        },
        .flag("hasEvidence", "any document is attached: e-mail, scan, letter") { !$0.order.order.evidence.isEmpty },
        .flag("hasVerbalRecord", "there is a record form of a verbal order (B07)") {
            $0.order.order.verbalRecord != nil
        },
        .flag("isRecordConfirmed", "both sides have confirmed the record of the verbal order (B08)") {
            $0.order.order.verbalRecord?.isConfirmedByBoth ?? false
                || $0.order.settledCodes.contains(FindingCode.recordUnconfirmed.rawValue)
        },
    ]

    private static let judged: [RuleFact<ReviewCase>] = [
        .optionalText("currency", "the currency of all prices, ISO 4217") { $0.validation.currency },
        .number("total", decimals: 2, "the sum of the lines' amounts, without tax") { $0.validation.total ?? .zero },
        .flag("inStock", "every line can be served from free stock at this moment (G16, G17)") { $0.inStock },
        .flag("hasPriceForEveryLine", "the price list has a price for every line (F04)") {
            $0.lines.allSatisfy { $0.line.listPrice != nil }
        },
        .list("lines", of: .record(RuleVariables.lineType), "the lines of the order") {
            $0.lineValues
        },
        .list("findings", of: .string, "the codes of all findings that are no errors, such as specification-differs") {
            $0.validation.findings.map { .string($0.code.rawValue) }
        },
    ]
}

enum LineFacts {
    static let table = FactTable("OrderLine", all)
    static let all: [RuleFact<LineCase>] = [
        .text("id", "the customer's number of the line") { $0.line.lineID },
        .text("product", "our product code") { $0.line.product },
        .text("name", "the product's name in our catalogue") { $0.line.name },
        .optionalText("specification", "the specification that will be delivered") { $0.line.specification },
        .optionalText("packing", "how the customer wants it packed") { $0.packing },
        .number("quantity", "the quantity as ordered, in unit") { $0.line.quantity },
        .text("unit", "the unit as ordered, UN/ECE Recommendation 20") { $0.line.unit },
        .number("stockQuantity", "the same quantity in the unit in which stock is kept") { $0.line.stockQuantity },
        .number("unitPrice", decimals: 2, "the price of one unit, as ordered or from the list") {
            $0.line.unitPrice ?? .zero
        },
        .flag("isPriceFromList", "the customer named no price: the list's was taken") { $0.isPriceFromList },
        .optionalNumber(
            "listPrice", decimals: 2, "the price on file for this customer, unit, currency and quantity today (F06)"
        ) { $0.line.listPrice },
        .optionalNumber(
            "lastPrice", decimals: 2,
            "the price of the last sale of it to this customer in this unit and currency (F05)"
        ) { $0.line.lastPrice },
        .flag("isQuoted", "the price is at least that of our quotation, which is valid and was approved (F10)") {
            $0.line.quotation != nil
        },
        .optionalText("promotion", "the promotion or agreement that listPrice comes from (F08)") {
            $0.line.promotion
        },
        .number("amount", decimals: 2, "quantity × unitPrice") { $0.line.amount ?? .zero },
        .flag("isStandard", "a catalogue product, as it is in the catalogue (A04)") { $0.line.isStandard },
        .flag("inStock", "free stock serves the whole line") { $0.shortage.isZero },
        .number("shortage", "what free stock lacks for the line, in the unit of stock") { $0.shortage },
        .optionalDate("requestedDeliveryDate", "the date that the customer asks for, for this line") {
            $0.line.requestedDeliveryDate
        },
    ]
}

enum CustomerFacts {
    static let table = FactTable("Customer", all)
    static let all: [RuleFact<CustomerCase>] = [
        .text("id", "the id of the customer: the partner's folder") { $0.customer.id },
        .text("name", "the customer's name") { $0.customer.name },
        .flag("isKey", "a key customer: their orders are important (A05)") { $0.customer.isKeyCustomer },
        .flag("hasPotential", "a customer who may become an important one: small orders are welcome (F09)") {
            $0.customer.hasPotential ?? false
        },
        .text("creditStanding", "good or bad, as finance has it (G02, G05)") { $0.customer.creditStanding.rawValue },
        .optionalNumber("creditLimit", decimals: 2, "the credit limit; none: no limit is set") {
            $0.customer.creditLimit
        },
        .optionalText("creditCurrency", "the currency of creditLimit and of the amounts below") {
            $0.customer.creditCurrency
        },
        .number("openAmount", decimals: 2, "what finance reports as open, apart from orders in this desk") {
            $0.customer.openAmount
        },
        .number("overdueAmount", decimals: 2, "what finance reports as overdue") { $0.customer.overdueAmount },
        .number("exposure", decimals: 2, "openAmount and all orders in this desk that have not left, this one included")
        { $0.exposure },
        .flag("isExposureComparable", "this order is in creditCurrency, so that exposure counts it") {
            $0.isComparable
        },
        .optionalText("paymentMeans", "how they have agreed to pay (G03)") { $0.customer.paymentMeans },
        .optionalText("paymentTerms", "the terms of payment that they have agreed to (G03)") {
            $0.customer.paymentTerms
        },
        .flag("hasInvoiceData", "name, address and a number of theirs are on file, as an invoice needs them (G03)") {
            $0.customer.name.meaningful != nil && $0.customer.address.isComplete
                && $0.customer.identifiers.contains { $0.value.meaningful != nil }
        },
        .text("shortageConsent", "part, wait or ask: what they agreed to for shortages (K13)") {
            $0.customer.shortageConsent.rawValue
        },
        .optionalText("country", "the customer's own country") { $0.customer.address.country },
    ]
}
