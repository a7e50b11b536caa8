// Documents of the desk as the tests read them: receipts and what else is JSON, by the fields that tests ask about.

/// A finding, as receipts and `docket check` carry it.
struct Remark: Decodable {
    struct Place: Decodable {
        var line: Int?
        var column: Int?
        var path: String?
        var field: String?
    }
    var severity: String
    var code: String
    var message: String
    var place: Place?
    var value: String?
    var hint: String?
}

struct ReceiptPaper: Decodable {
    struct Entry: Decodable {
        var outcome: String
        var kind: String
        var customerReference: String?
        var orderNumber: String?
        var summary: String?
        var findings: [Remark]
    }
    var intake: String
    var fileName: String
    var outcome: String
    var entries: [Entry]
    var findings: [Remark]
    var repeatOf: String?

    /// Of the file and of all that is in it.
    var remarks: [Remark] { findings + entries.flatMap(\.findings) }
    var codes: [String] { remarks.map(\.code) }
    func remark(_ code: String) -> Remark? { remarks.first { $0.code == code } }
    /// The number of the only order, or of the first.
    var orderNumber: String? { entries.compactMap(\.orderNumber).first }
}

struct ConfirmationPaper: Decodable {
    struct Line: Decodable {
        var lineID: String
    }
    var orderNumber: String
    var customerReference: String
    var decision: String
    var reason: String?
    var lines: [Line]
}

struct DispatchInstructionPaper: Decodable {
    struct Pick: Decodable {
        var lineID: String
        var product: String
        var lot: String?
        var quantity: Amount
    }
    var shipment: String
    var pickLines: [Pick]
}

/// A number that may stand in JSON as a number or as a string; kept as it is compared, not as it is written.
struct Amount: Decodable, CustomStringConvertible {
    let description: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            description = text
        } else if let whole = try? container.decode(Int.self) {
            description = String(whole)
        } else {
            description = String(try container.decode(Double.self))
        }
    }
}

/// What `docket orders show --json` says.
struct OrderPaper: Decodable {
    var number: String
    var partner: String
    var reference: String
    var status: String
    var waitsFor: [String]
    var questions: [String]
}

/// What `docket deliveries list --json` says.
struct NoticePaper: Decodable {
    var id: String
    var carrier: String
    var type: String
    var shipment: String
    var order: String
    var state: String
    var attempts: Int
    var due: String?
    var note: String?
    var lastStatus: Int?
}
