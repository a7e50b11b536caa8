// What the letters about an order can name: the confirmation (I02), the query, the shipping notice (O10).

import ExactDecimals
import OrderModel

extension LetterFields {
    static let confirmation: [LetterField<OrderConfirmation>] =
        [
            .text("orderNumber", "our number of the order") { order, _ in order.orderNumber },
            .text("customerReference", "the customer's number of the order") { order, _ in order.customerReference },
            .text("orderDate", "when the customer ordered") { $1.day($0.orderDate) },
            .text("date", "when this is written") { $1.day($0.issueDate) },
            .flag("isAccepted", "accepted as it was ordered") { $0.decision == .accepted },
            .flag("isChanged", "accepted with changes; 'reason' says which") { $0.decision == .acceptedWithChange },
            .flag("isRejected", "the order is not accepted; 'reason' says why") {
                $0.decision == .rejected && $0.changeNumber == nil
            },
            .text("change", "the number of the customer's change that this answers") { order, _ in order.changeNumber },
            .flag("isChangeRefused", "the change is not made and the order stands; 'reason' says why") {
                $0.decision == .rejected && $0.changeNumber != nil
            },
            .text("reason", "what was changed, or why it was rejected") { order, _ in order.reason },
            .text("currency", "the currency of all prices") { order, _ in order.currency },
            .text("total", "the sum of all lines") { $1.amount($0.total, $0.currency) },
            .flag("hasCharges", "there is something among 'charges'") { $0.charges != nil },
            .list("charges", "surcharges on the order as a whole", of: charge) { order in
                (order.charges ?? []).map { ChargeRow(charge: $0, currency: order.currency) }
            },
            .text("payable", "the sum of all lines and charges, where there are charges") {
                $0.charges == nil ? nil : $1.amount($0.payable, $0.currency)
            },
            .text("paymentMeans", "how the customer pays") { order, _ in order.paymentMeans },
            .text("paymentTerms", "when the customer pays") { order, _ in order.paymentTerms },
            .flag("hasPayment", "something is known of how or when the customer pays, for an accepted order") {
                $0.decision != .rejected && ($0.paymentMeans ?? $0.paymentTerms) != nil
            },
            .text("expectedDispatch", "when the goods are expected to leave us: a day, or the first and the last") {
                dispatch($0, $1)
            },
            .text("transportMode", "how the goods travel") { order, _ in order.transportMode },
            .text("deliverTo", "where the goods go, in one line") { order, _ in order.deliverTo.line },
            .flag("hasTerms", "there is something among 'terms'") { !$0.terms.isEmpty },
            .list(
                "terms", "surcharges, longer lead times and other terms",
                of: [.text("term", "the sentence") { (term: String, _) in term }]
            ) { $0.terms },
            .flag("hasLines", "there is something among 'lines'") { !$0.lines.isEmpty },
            .list("lines", "the lines of the order", of: confirmedLine) { order in
                order.lines.map { ConfirmedLine(line: $0, currency: order.currency) }
            },
        ] + parties(seller: \.seller, buyer: \.buyer)

    struct ChargeRow {
        var charge: OrderCharge
        var currency: String?
    }

    static let charge: [LetterField<ChargeRow>] = [
        .text("chargeReason", "why") { row, _ in row.charge.reason },
        .text("percent", "the part of the total that it is, in percent") { $1.number($0.charge.percent) },
        .text("amount", "how much") { $1.amount($0.charge.amount, $0.currency) },
    ]

    struct ConfirmedLine {
        var line: OrderConfirmation.Line
        var currency: String?
    }

    static let confirmedLine: [LetterField<ConfirmedLine>] = [
        .text("line", "the customer's number of the line") { row, _ in row.line.lineID },
        .text("product", "our code") { row, _ in row.line.product },
        .text("customerProduct", "the customer's code") { row, _ in row.line.buyerCode },
        .text("gtin", "the GTIN") { row, _ in row.line.gtin },
        .text("name", "the name of the goods") { row, _ in row.line.name },
        .text("specification", "size, quality, colour") { row, _ in row.line.specification },
        .text("ordered", "how much was ordered, with its unit") { $1.quantity($0.line.orderedQuantity, $0.line.unit) },
        .text("confirmed", "how much leaves us on the date, in the unit of 'ordered'") {
            $1.number($0.line.confirmedQuantity)
        },
        .text("later", "how much follows later, in the unit of 'ordered'") {
            $0.line.backorderedQuantity.isZero ? nil : $1.number($0.line.backorderedQuantity)
        },
        .text("price", "the price of one unit") { $1.amount($0.line.unitPrice, $0.currency) },
        .text("amount", "the price of the line") { $1.amount($0.line.amount, $0.currency) },
        .text("dispatch", "when the goods are expected to leave us, as YYYY-MM-DD") { row, words in
            row.line.status == .refused ? nil : row.line.promisedDate?.description ?? words.open
        },
        .text("status", "accepted, changed or refused, in words") { $1.statuses[$0.line.status] },
        .flag("isChanged", "the line was changed; 'note' says how") { $0.line.status == .changed },
        .flag("isRefused", "the line was refused") { $0.line.status == .refused },
        .text("note", "what was changed, and why") { row, _ in row.line.note },
    ]

    private static func dispatch(_ order: OrderConfirmation, _ words: LetterWords) -> String? {
        guard order.decision != .rejected else { return nil }
        let dates = order.lines.filter { $0.status != .refused }.map(\.promisedDate)
        let known = dates.compactMap(\.self)
        guard let first = known.min(), let last = known.max() else { return dates.isEmpty ? nil : words.open }
        return first == last ? words.date(first) : words.span(words.date(first), words.date(last))
    }

    // MARK: - Quotation

    static let quotation: [LetterField<Quotation>] =
        [
            .text("number", "our number of the quotation") { quotation, _ in quotation.number },
            .text("customerReference", "the customer's number of the request") { quotation, _ in
                quotation.customerReference
            },
            .text("requestDate", "when the customer asked") { $1.day($0.requestDate) },
            .text("date", "when this is written") { $1.day($0.issueDate) },
            .flag("isQuoted", "we make an offer") { $0.decision == .quoted },
            .flag("isDeclined", "we make none; 'reason' says why") { $0.decision == .declined },
            .text("reason", "why we make no offer") { quotation, _ in quotation.reason },
            .text("validUntil", "the last day on which the prices bind us") { $1.day($0.validUntil) },
            .text("currency", "the currency of all prices") { quotation, _ in quotation.currency },
            .text("total", "the sum of all lines") { $1.amount($0.total, $0.currency) },
            .flag("hasCharges", "there is something among 'charges'") { $0.charges != nil },
            .list("charges", "surcharges on the whole", of: charge) { quotation in
                (quotation.charges ?? []).map { ChargeRow(charge: $0, currency: quotation.currency) }
            },
            .text("payable", "the sum of all lines and charges, where there are charges") {
                $0.charges == nil ? nil : $1.amount($0.payable, $0.currency)
            },
            .text("paymentMeans", "how the customer pays") { quotation, _ in quotation.paymentMeans },
            .text("paymentTerms", "when the customer pays") { quotation, _ in quotation.paymentTerms },
            .text("transportMode", "how the goods travel") { quotation, _ in quotation.transportMode },
            .text("deliverTo", "where the goods go, in one line") { quotation, _ in quotation.deliverTo.line },
            .text("signedBy", "who has signed it for us") { quotation, _ in quotation.signedBy },
            .flag("hasTerms", "there is something among 'terms'") { !$0.terms.isEmpty },
            .list(
                "terms", "further terms", of: [.text("term", "the sentence") { (term: String, _) in term }]
            ) { $0.terms },
            .list("lines", "the items", of: quotedLine) { quotation in
                quotation.lines.map { QuotedLine(line: $0, currency: quotation.currency) }
            },
        ] + parties(seller: \.seller, buyer: \.buyer)

    struct QuotedLine {
        var line: Quotation.Line
        var currency: String?
    }

    private static let quotedLine: [LetterField<QuotedLine>] = [
        .text("line", "the customer's number of the line") { row, _ in row.line.lineID },
        .text("product", "our code") { row, _ in row.line.product },
        .text("customerProduct", "the customer's code") { row, _ in row.line.buyerCode },
        .text("name", "the name of the goods") { row, _ in row.line.name },
        .text("specification", "size, quality, colour") { row, _ in row.line.specification },
        .text("quantity", "for how much the price is, with its unit") { $1.quantity($0.line.quantity, $0.line.unit) },
        .text("price", "the price of one unit") { $1.amount($0.line.unitPrice, $0.currency) },
        .text("amount", "the price of the line") { $1.amount($0.line.amount, $0.currency) },
        .text("delivery", "how many working days after the order the goods leave") {
            $0.line.deliveryDays.map(String.init) ?? $1.open
        },
        .text("note", "anything to be read") { row, _ in row.line.note },
    ]

    // MARK: - Query

    static let query: [LetterField<CustomerQuery>] =
        [
            .text("orderNumber", "our number of the order") { query, _ in query.orderNumber },
            .text("customerReference", "the customer's number of the order") { query, _ in query.customerReference },
            .text("date", "when this is written") { $1.moment($0.issuedAt) },
            .text("answerBy", "until when we need the answer") { $1.moment($0.answerBy) },
            .list("questions", "what we ask", of: question) { $0.questions },
            .text("howToAnswer", "how to answer, in sentences") { query, _ in query.howToAnswer },
            .flag("hasAnswers", "there is something among 'answers'") { !$0.possibleAnswers.isEmpty },
            .list("answers", "the answers that can be given as a file or by a word", of: answer) { $0.possibleAnswers },
        ] + parties(seller: \.seller, buyer: \.buyer)

    private static let question: [LetterField<Question>] = [
        .text("text", "the question") { question, _ in question.text },
        .text("code", "the code of what it is about") { question, _ in question.code },
        .text("line", "the customer's number of the line that it is about") { question, _ in question.lineID },
        .text("place", "where in the customer's file it stands") { $1.place($0.place) },
    ]

    private static let answer: [LetterField<CustomerAnswer.Answer>] = [
        .text("word", "the word, as an answer file has it") { answer, _ in answer.rawValue },
        .text("meaning", "what it means") { $1.answers[$0] },
    ]

    // MARK: - Delay notice

    static let delayNotice: [LetterField<DelayNotice>] =
        [
            .text("orderNumber", "our number of the order") { notice, _ in notice.orderNumber },
            .text("customerReference", "the customer's number of the order") { notice, _ in notice.customerReference },
            .text("date", "when this is written") { $1.moment($0.issuedAt) },
            .text("answerBy", "the day by which the customer has our answer") { $1.day($0.answerBy) },
            .text("reason", "why it takes longer, in a sentence") { notice, _ in notice.reason },
        ] + parties(seller: \.seller, buyer: \.buyer)

    // MARK: - Shipping notice

    static let shippingNotice: [LetterField<ShippingNotice>] =
        [
            .text("shipment", "our number of the shipment") { notice, _ in notice.shipment },
            .text("orderNumber", "our number of the order") { notice, _ in notice.orderNumber },
            .text("customerReference", "the customer's number of the order") { notice, _ in notice.customerReference },
            .text("orderDate", "when the customer ordered") { $1.day($0.orderDate) },
            .text("date", "when this is written") { $1.day($0.issueDate) },
            .text("dispatchedOn", "when the goods left us") { $1.day($0.dispatchedOn) },
            .text("carrier", "who carries them") { notice, _ in notice.carrier },
            .text("trackingNumber", "the carrier's number of the shipment") { notice, _ in notice.trackingNumber },
            .text("packages", "how many packages") { notice, _ in notice.packages.map(String.init) },
            .text("deliverTo", "where the goods go, in one line") { notice, _ in notice.deliverTo.line },
            .flag("hasOutstanding", "something of the order has not left yet") {
                $0.lines.contains { $0.outstandingQuantity.isPositive }
            },
            .list("lines", "what is in the shipment", of: shippedLine) { $0.lines },
        ] + parties(seller: \.seller, buyer: \.buyer)

    private static let shippedLine: [LetterField<ShippingNotice.Line>] = [
        .text("line", "the customer's number of the line") { line, _ in line.lineID },
        .text("product", "our code") { line, _ in line.product },
        .text("customerProduct", "the customer's code") { line, _ in line.buyerCode },
        .text("gtin", "the GTIN") { line, _ in line.gtin },
        .text("name", "the name of the goods") { line, _ in line.name },
        .text("quantity", "how much was sent, with its unit") { $1.quantity($0.quantity, $0.unit) },
        .text("outstanding", "how much has not left yet, with its unit") {
            $0.outstandingQuantity.isZero ? nil : $1.quantity($0.outstandingQuantity, $0.unit)
        },
        .text("lots", "the lots") { line, _ in line.lots.isEmpty ? nil : line.lots.joined(separator: ", ") },
    ]
}
