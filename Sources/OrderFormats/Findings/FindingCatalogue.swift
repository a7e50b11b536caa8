// A page for every code of a finding: what it means, how it comes about, what to do. The switch is exhaustive, so a new
// code cannot be forgotten.

package import OrderModel
import Spellings

/// What there is to say about a code.
package struct FindingPage: Hashable, Sendable {
    package var title: String
    package var explanation: String
    /// A piece of input that brings the finding about, or the situation in words.
    package var example: String
    package var remedy: String

    init(_ title: String, _ explanation: String, example: String, remedy: String) {
        self.title = title
        self.explanation = explanation
        self.example = example
        self.remedy = remedy
    }
}

package enum FindingCatalogue {
    /// A table, not a piece of logic: one line per code.
    package static func page(_ code: FindingCode) -> FindingPage {
        switch code {
        case .fileEmpty: .fileEmpty
        case .fileTooLarge: .fileTooLarge
        case .fileIncomplete: .fileIncomplete
        case .kindUnknown: .kindUnknown
        case .kindNotAllowedHere: .kindNotAllowedHere
        case .charsetInvalid: .charsetInvalid
        case .charsetDiffers: .charsetDiffers
        case .binaryContent: .binaryContent
        case .tooManyDocuments: .tooManyDocuments
        case .tooManyLines: .tooManyLines
        case .tooManyFindings: .tooManyFindings
        case .notProcessed: .notProcessed
        case .gzipDamaged: .gzipDamaged
        case .gzipTrailingData: .gzipTrailingData
        case .containerTooDeep: .containerTooDeep
        case .mailUnreadable: .mailUnreadable
        case .mailPartUnreadable: .mailPartUnreadable
        case .mailNothingToRead: .mailNothingToRead
        case .scanWithoutData: .scanWithoutData
        case .csvUnclosedQuote: .csvUnclosedQuote
        case .csvStrayQuote: .csvStrayQuote
        case .csvFieldCount: .csvFieldCount
        case .csvHeaderDuplicate: .csvHeaderDuplicate
        case .csvColumnMissing: .csvColumnMissing
        case .csvColumnUnknown: .csvColumnUnknown
        case .csvFieldTooLong: .csvFieldTooLong
        case .csvOrderFieldsDiffer: .csvOrderFieldsDiffer
        case .csvRowsScattered: .csvRowsScattered
        case .csvTrailerWrong: .csvTrailerWrong
        case .jsonSyntax: .jsonSyntax
        case .jsonTooDeep: .jsonTooDeep
        case .jsonDuplicateKey: .jsonDuplicateKey
        case .jsonNumberTooLong: .jsonNumberTooLong
        case .jsonWrongType: .jsonWrongType
        case .jsonUnknownField: .jsonUnknownField
        case .xmlSyntax: .xmlSyntax
        case .xmlDoctypeRefused: .xmlDoctypeRefused
        case .xmlTooDeep: .xmlTooDeep
        case .xmlRootUnknown: .xmlRootUnknown
        case .xmlElementUnknown: .xmlElementUnknown
        case .ediSyntax: .ediSyntax
        case .ediLayout: .ediLayout
        case .ediCountWrong: .ediCountWrong
        case .ediControlNumberDiffers: .ediControlNumberDiffers
        case .ediAddressWrong: .ediAddressWrong
        case .ediMessageUnknown: .ediMessageUnknown
        case .ediMessageRepeated: .ediMessageRepeated
        case .ediSegmentMissing: .ediSegmentMissing
        case .ediSegmentUnexpected: .ediSegmentUnexpected
        case .ediElementMissing: .ediElementMissing
        case .ediCodeUnknown: .ediCodeUnknown
        case .ediTestMessage: .ediTestMessage
        case .ediAcknowledged: .ediAcknowledged
        case .ediAnswerRejected: .ediAnswerRejected
        case .valueMissing: .valueMissing
        case .valueNotANumber: .valueNotANumber
        case .valueTooManyDecimals: .valueTooManyDecimals
        case .valueOutOfRange: .valueOutOfRange
        case .valueNotADate: .valueNotADate
        case .valueNotInList: .valueNotInList
        case .valueTooLong: .valueTooLong
        case .spreadsheetDamage: .spreadsheetDamage
        case .fieldNotCarried: .fieldNotCarried
        case .orderNumberMissing: .orderNumberMissing
        case .linesMissing: .linesMissing
        case .lineNumberDuplicate: .lineNumberDuplicate
        case .quantityNotPositive: .quantityNotPositive
        case .priceNegative: .priceNegative
        case .priceMissing: .priceMissing
        case .priceBaseNotPositive: .priceBaseNotPositive
        case .productUnknown: .productUnknown
        case .productMissing: .productMissing
        case .productAmbiguous: .productAmbiguous
        case .specificationDiffers: .specificationDiffers
        case .unitUnknown: .unitUnknown
        case .unitNotSold: .unitNotSold
        case .currencyUnknown: .currencyUnknown
        case .currencyMissing: .currencyMissing
        case .deliveryDatePast: .deliveryDatePast
        case .deliveryDateMissing: .deliveryDateMissing
        case .addressIncomplete: .addressIncomplete
        case .contactMissing: .contactMissing
        case .customerUnknown: .customerUnknown
        case .customerIncomplete: .customerIncomplete
        case .senderMismatch: .senderMismatch
        case .lineAmountDiffers: .lineAmountDiffers
        case .totalDiffers: .totalDiffers
        case .attestationMissing: .attestationMissing
        case .recordUnconfirmed: .recordUnconfirmed
        case .orderRepeated: .orderRepeated
        case .orderNumberReused: .orderNumberReused
        case .changeNeedsPerson: .changeNeedsPerson
        case .changeNotPossible: .changeNotPossible
        case .quotationUnknown: .quotationUnknown
        case .quotationExpired: .quotationExpired
        case .quotationDiffers: .quotationDiffers
        case .draftNotAllowed: .draftNotAllowed
        case .promotionNotApplicable: .promotionNotApplicable
        case .orderUnknown: .orderUnknown
        case .roleNotAsked: .roleNotAsked
        case .decisionAlreadyGiven: .decisionAlreadyGiven
        case .decisionIncomplete: .decisionIncomplete
        case .decisionOfOwnWork: .decisionOfOwnWork
        case .answerNotAsked: .answerNotAsked
        case .shipmentUnknown: .shipmentUnknown
        case .shipmentAlreadyReported: .shipmentAlreadyReported
        case .reportUnsigned: .reportUnsigned
        case .reportDiffers: .reportDiffers
        case .deliveryUnsigned: .deliveryUnsigned
        case .referenceUnknown: .referenceUnknown
        case .referenceInvalid: .referenceInvalid
        }
    }

    /// A code, given as text; nil if there is no such code.
    package static func page(named code: String) -> FindingPage? { FindingCode(rawValue: code).map(page) }

    /// The code that was probably meant by a name that is none; nil if none is near.
    package static func nearestCode(to name: String) -> String? {
        Spelling.nearest(to: name, among: FindingCode.allCases.map(\.rawValue))
    }
}
