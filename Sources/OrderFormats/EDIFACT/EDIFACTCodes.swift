// The codes of EDIFACT orders and what they mean to us. Directories D.96A and D.01B have the same ones.

import OrderModel

enum EDIFACTCodes {
    /// BGM, data element 1001: what kind of order. Nil for a document that is no order.
    static func order(_ code: String) -> (type: OrderDocumentType, urgency: OrderUrgency)? {
        switch code {
        case "220", "105", "221", "226", "227", "228", "230", "22E", "258", "402", "YB1": (.purchaseOrder, .normal)
        case "224": (.purchaseOrder, .urgent)
        case "315": (.salesContract, .normal)
        default: nil
        }
    }

    /// BGM, data element 1225: what is meant to be done with the order number. Nil for a code that we do not know.
    static func purpose(_ code: String) -> OrderPurpose? {
        switch code {
        case "9", "6", "16", "18", "42", "46", "47": .original
        case "1", "3", "17": .cancellation
        case "2", "4", "5", "19", "20", "21", "33", "36": .change
        case "7", "31": .copy
        default: nil
        }
    }

    /// LIN, data element 1229.
    static func change(_ code: String) -> LineChange? {
        switch code {
        case "1": .add
        case "2", "7": .delete
        case "3", "6", "24": .change
        case "4", "5", "11": .unchanged
        default: nil
        }
    }

    static func code(_ change: LineChange) -> String {
        switch change {
        case .add: "1"
        case .delete: "2"
        case .change: "3"
        case .unchanged: "4"
        }
    }

    /// The Recommendation 20 code for a unit as it stands in a message. `own` is Recommendation 20 → the partner's code.
    static func unit(_ code: String, own: [String: String]) -> String {
        if !own.isEmpty, let found = own.first(where: { $0.value == code }) { return found.key }
        // Data element 6411 is Recommendation 20, but older codes for the same are in use, as D.96A printed them.
        return switch code {
        case "PCE", "PC": "C62"
        case "KTM": "KMT"
        case "HR": "HUR"
        default: code
        }
    }

    /// Data element 3055 of an identifier as the name of its register, and back.
    static func scheme(agency code: String) -> String { code == "9" ? "GLN" : code == "16" ? "DUNS" : code }

    static func agency(scheme: String) -> String? {
        switch scheme {
        case "GLN": "9"
        case "DUNS": "16"
        default: scheme.utf8.count <= 3 && scheme.utf8.allSatisfy { (0x30...0x39).contains($0) } ? scheme : nil
        }
    }

    /// Segments that an order may have and that say nothing to us.
    static let passedOver: Set<EDITag> = [
        "ALI", "APR", "CPS", "DGS", "DLM", "DOC", "EQD", "FII", "GIN", "GIR", "HAN", "LOC", "MEA", "MTD", "PAC", "PCD",
        "PCI", "QVR", "RCS", "RJL", "RNG", "SCC", "SEL", "STG", "TAX", "TMP",
    ]
}

/// Data element 0085: what is wrong, for a CONTRL.
enum EDIFACTError {
    static let syntaxNotSupported = "2"
    static let recipientNotActual = "7"
    static let invalidValue = "12"
    static let missing = "13"
    static let valueNotSupported = "14"
    static let notSupportedHere = "15"
    static let noAgreement = "17"
    static let unspecified = "18"
    static let invalidCharacter = "21"
    static let senderUnknown = "23"
    static let testNotSupported = "25"
    static let duplicate = "26"
    static let referencesDiffer = "28"
    static let countWrong = "29"
    static let lowerLevelEmpty = "32"
    static let outsideMessage = "33"
    static let tooManyRepetitions = "35"
    static let tooLong = "39"
}
