// Something that validation has found, with the line that it is about.

import OrderModel

/// A finding and the question that follows from it where it is an error.
struct Issue {
    var finding: Finding
    var lineID: String?
    /// Our own departments have to answer it, the customer cannot.
    var isForDesk = false

    init(_ finding: Finding, line: String? = nil, isForDesk: Bool = false) {
        self.finding = finding
        lineID = line
        self.isForDesk = isForDesk
    }

    /// Errors that a person can settle by word, because the order can be worked with all the same. For the others
    /// something has to be sent or entered: a corrected order, a product, a customer.
    static let settledByWord: Set<FindingCode> = [
        .contactMissing, .deliveryDatePast, .lineAmountDiffers, .totalDiffers, .attestationMissing,
        .recordUnconfirmed, .customerIncomplete, .valueNotADate, .valueNotInList,
        .valueTooLong,
    ]

    /// What validation looks for itself, each time anew. Errors with other codes come from reading the file, and stay
    /// until a corrected order comes or a person settles them.
    static let foundByValidation: Set<FindingCode> = [
        .valueMissing, .valueOutOfRange, .linesMissing, .lineNumberDuplicate, .quantityNotPositive, .priceNegative,
        .priceMissing, .priceBaseNotPositive, .productUnknown, .productMissing, .productAmbiguous,
        .specificationDiffers, .unitUnknown, .unitNotSold, .currencyUnknown, .currencyMissing, .deliveryDatePast,
        .deliveryDateMissing, .addressIncomplete, .contactMissing, .customerUnknown, .customerIncomplete,
        .lineAmountDiffers, .totalDiffers, .attestationMissing, .recordUnconfirmed,
        .quotationUnknown, .quotationExpired, .quotationDiffers, .promotionNotApplicable,
    ]

    /// Findings of the reader's, each with the order line in whose line of the file it stands.
    static func read(_ findings: [Finding], in order: PurchaseOrder) -> [Issue] {
        let pairs = order.lines.compactMap { line in line.place?.line.map { ($0, line.id) } }
        let lines = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        return findings.map { finding in Issue(finding, line: finding.place?.line.flatMap { lines[$0] }) }
    }
}

extension Sequence<Issue> {
    /// The issues with those that a person has settled as warnings.
    func settling(_ codes: Set<String>) -> [Issue] {
        map { issue in
            guard issue.finding.severity == .error, codes.contains(issue.finding.code.rawValue),
                Issue.settledByWord.contains(issue.finding.code)
            else { return issue }
            var settled = issue
            settled.finding.severity = .warning
            return settled
        }
    }
}

extension [Issue] {
    /// Reader and validation may have found the same: it is said once, as the worse of the two.
    func withoutDoubles() -> [Issue] {
        var kept: [Issue] = []
        var indices: [[String?]: Int] = [:]
        for issue in self {
            let key = [issue.finding.code.rawValue, issue.lineID, issue.finding.value]
            if let index = indices[key] {
                if issue.finding.severity > kept[index].finding.severity { kept[index] = issue }
            } else {
                indices[key] = kept.count
                kept.append(issue)
            }
        }
        return kept
    }
}
