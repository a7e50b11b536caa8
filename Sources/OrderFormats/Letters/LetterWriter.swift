// Receipts, confirmations, queries and shipping notices as letters for people (I01 to I03, B11, O10).

import OrderModel

enum LetterWriter {
    /// UTF-8; nil for a document of our own departments, which does not come as a letter.
    static func write(_ document: OutgoingDocument, _ context: WritingContext, as format: FileFormat) -> [UInt8]? {
        guard let letter = letter(document, context) else { return nil }
        return format == .html ? HTMLLetter.write(letter, style: context.letters.style) : PlainLetter.write(letter)
    }

    private static func letter(_ document: OutgoingDocument, _ context: WritingContext) -> Letter? {
        let words = LetterWords.of(context.language, offsetSeconds: context.offsetSeconds)
        let file = words.language.hasPrefix("zh") ? "zh" : "en"
        func letter(
            _ kind: LetterKind, _ record: LetterRecord, seller: Party, buyer: Party, date: String?
        ) -> Letter? {
            guard let template = context.letters.template(kind, language: file) else { return nil }
            return Letter(
                language: words.language, sender: LetterFields.lines(seller, withContact: true),
                recipient: LetterFields.lines(buyer, withContact: false), date: date ?? "",
                blocks: LetterFilling.blocks(template, record))
        }
        switch document.content {
        case .receipt(let receipt):
            return letter(
                .receipt, LetterFields.receipt.record(of: receipt, words), seller: receipt.seller,
                buyer: receipt.buyer, date: words.moment(receipt.receivedAt))
        case .confirmation(let order):
            return letter(
                .confirmation, LetterFields.confirmation.record(of: order, words), seller: order.seller,
                buyer: order.buyer, date: words.date(order.issueDate))
        case .quotation(let quotation):
            return letter(
                .quotation, LetterFields.quotation.record(of: quotation, words), seller: quotation.seller,
                buyer: quotation.buyer, date: words.date(quotation.issueDate))
        case .query(let query):
            return letter(
                .query, LetterFields.query.record(of: query, words), seller: query.seller, buyer: query.buyer,
                date: words.day(query.issuedAt.wallClock(offsetSeconds: context.offsetSeconds).date))
        case .shippingNotice(let notice):
            return letter(
                .shippingNotice, LetterFields.shippingNotice.record(of: notice, words), seller: notice.seller,
                buyer: notice.buyer, date: words.date(notice.issueDate))
        case .delayNotice(let notice):
            return letter(
                .delayNotice, LetterFields.delayNotice.record(of: notice, words), seller: notice.seller,
                buyer: notice.buyer,
                date: words.day(notice.issuedAt.wallClock(offsetSeconds: context.offsetSeconds).date))
        case .orderStatusReport, .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest,
            .invoicePreparation, .notice:
            return nil
        }
    }
}
