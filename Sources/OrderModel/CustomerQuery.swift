// Questions to the customer.

/// Questions to the customer (B13, K13), and how to answer them.
package struct CustomerQuery: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var customerReference: String
    package var issuedAt: Instant
    package var answerBy: Instant?
    package var questions: [Question]
    /// Answers that can be given as an answer file; empty: send the corrected order under the same number.
    package var possibleAnswers: [CustomerAnswer.Answer]
    package var howToAnswer: String
    package var seller: Party
    package var buyer: Party

    package init(
        orderNumber: String, customerReference: String, issuedAt: Instant, answerBy: Instant?, questions: [Question],
        possibleAnswers: [CustomerAnswer.Answer], howToAnswer: String, seller: Party, buyer: Party
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.issuedAt = issuedAt
        self.answerBy = answerBy
        self.questions = questions
        self.possibleAnswers = possibleAnswers
        self.howToAnswer = howToAnswer
        self.seller = seller
        self.buyer = buyer
    }
}
