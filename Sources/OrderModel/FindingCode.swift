// All codes of findings, in one place. A code never changes its meaning; a new meaning is a new code.

/// The stable name of a kind of finding, as receipts and `docket check` print it.
package enum FindingCode: String, Codable, CaseIterable, Sendable {
    // The file as a whole.
    case fileEmpty = "file-empty"
    case fileTooLarge = "file-too-large"
    case fileIncomplete = "file-incomplete"
    case kindUnknown = "kind-unknown"
    case kindNotAllowedHere = "kind-not-allowed-here"
    case charsetInvalid = "charset-invalid"
    case charsetDiffers = "charset-differs"
    case binaryContent = "binary-content"
    case tooManyDocuments = "too-many-documents"
    case tooManyLines = "too-many-lines"
    case tooManyFindings = "too-many-findings"
    /// The desk itself failed on this file; nothing of it was entered.
    case notProcessed = "not-processed"

    // What files are packed into.
    case gzipDamaged = "gzip-damaged"
    case gzipTrailingData = "gzip-trailing-data"
    case containerTooDeep = "container-too-deep"
    case mailUnreadable = "mail-unreadable"
    case mailPartUnreadable = "mail-part-unreadable"
    case mailNothingToRead = "mail-nothing-to-read"

    // CSV.
    case csvUnclosedQuote = "csv-unclosed-quote"
    case csvStrayQuote = "csv-stray-quote"
    case csvFieldCount = "csv-field-count"
    case csvHeaderDuplicate = "csv-header-duplicate"
    case csvColumnMissing = "csv-column-missing"
    case csvColumnUnknown = "csv-column-unknown"
    case csvFieldTooLong = "csv-field-too-long"
    case csvOrderFieldsDiffer = "csv-order-fields-differ"
    case csvRowsScattered = "csv-rows-scattered"
    case csvTrailerWrong = "csv-trailer-wrong"

    // JSON.
    case jsonSyntax = "json-syntax"
    case jsonTooDeep = "json-too-deep"
    case jsonDuplicateKey = "json-duplicate-key"
    case jsonNumberTooLong = "json-number-too-long"
    case jsonWrongType = "json-wrong-type"
    case jsonUnknownField = "json-unknown-field"

    // XML.
    case xmlSyntax = "xml-syntax"
    case xmlDoctypeRefused = "xml-doctype-refused"
    case xmlTooDeep = "xml-too-deep"
    case xmlRootUnknown = "xml-root-unknown"
    case xmlElementUnknown = "xml-element-unknown"

    // X12 and EDIFACT.
    case ediSyntax = "edi-syntax"
    case ediLayout = "edi-layout"
    case ediCountWrong = "edi-count-wrong"
    case ediControlNumberDiffers = "edi-control-number-differs"
    case ediAddressWrong = "edi-address-wrong"
    case ediMessageUnknown = "edi-message-unknown"
    case ediMessageRepeated = "edi-message-repeated"
    case ediSegmentMissing = "edi-segment-missing"
    case ediSegmentUnexpected = "edi-segment-unexpected"
    case ediElementMissing = "edi-element-missing"
    case ediCodeUnknown = "edi-code-unknown"
    case ediTestMessage = "edi-test-message"
    /// A partner's acknowledgement (997, TA1, CONTRL) of what we sent.
    case ediAcknowledged = "edi-acknowledged"
    case ediAnswerRejected = "edi-answer-rejected"

    // Values.
    case valueMissing = "value-missing"
    case valueNotANumber = "value-not-a-number"
    case valueTooManyDecimals = "value-too-many-decimals"
    case valueOutOfRange = "value-out-of-range"
    case valueNotADate = "value-not-a-date"
    case valueNotInList = "value-not-in-list"
    case valueTooLong = "value-too-long"
    case spreadsheetDamage = "spreadsheet-damage"
    /// Written, not read: the format has no place for it.
    case fieldNotCarried = "field-not-carried"

    // The order.
    case orderNumberMissing = "order-number-missing"
    case linesMissing = "lines-missing"
    case lineNumberDuplicate = "line-number-duplicate"
    case quantityNotPositive = "quantity-not-positive"
    case priceNegative = "price-negative"
    case priceMissing = "price-missing"
    case priceBaseNotPositive = "price-base-not-positive"
    case productUnknown = "product-unknown"
    case productMissing = "product-missing"
    case productAmbiguous = "product-ambiguous"
    case specificationDiffers = "specification-differs"
    case unitUnknown = "unit-unknown"
    case unitNotSold = "unit-not-sold"
    case currencyUnknown = "currency-unknown"
    case currencyMissing = "currency-missing"
    case deliveryDatePast = "delivery-date-past"
    case deliveryDateMissing = "delivery-date-missing"
    case addressIncomplete = "address-incomplete"
    case contactMissing = "contact-missing"
    case customerUnknown = "customer-unknown"
    case customerIncomplete = "customer-incomplete"
    case senderMismatch = "sender-mismatch"
    case lineAmountDiffers = "line-amount-differs"
    case totalDiffers = "total-differs"
    case attestationMissing = "attestation-missing"
    case recordUnconfirmed = "record-unconfirmed"
    case orderRepeated = "order-repeated"
    case orderNumberReused = "order-number-reused"
    case changeNeedsPerson = "change-needs-person"
    case changeNotPossible = "change-not-possible"

    // The desk's own files and the carriers' files.
    case orderUnknown = "order-unknown"
    case roleNotAsked = "role-not-asked"
    case decisionAlreadyGiven = "decision-already-given"
    case decisionIncomplete = "decision-incomplete"
    case answerNotAsked = "answer-not-asked"
    case shipmentUnknown = "shipment-unknown"
    case shipmentAlreadyReported = "shipment-already-reported"
    case reportUnsigned = "report-unsigned"
    case reportDiffers = "report-differs"
    case deliveryUnsigned = "delivery-unsigned"
    case referenceUnknown = "reference-unknown"
    case referenceInvalid = "reference-invalid"
}
