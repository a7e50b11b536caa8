// One published document, read as its recipient reads it: what it is and whom it is about stands in it, never in its
// name, for a file may hold the answers to several orders.

import Foundation

struct Document {
    enum Kind { case receipt, confirmation, other }

    let path: String
    let kind: Kind
    /// The orders that it confirms; one that it confirms twice stands here twice.
    let orders: [Int]
    /// The drops that it answers.
    let drops: [Int]
    /// Why it is not whole.
    let fault: String?

    var recipient: String { String(path.split(separator: "/").first ?? "") }

    init(path: String, bytes: [UInt8]) {
        self.path = path
        let text = String(decoding: bytes, as: UTF8.self)
        let isForPartner = !path.hasPrefix("desk/")
        switch path.split(separator: ".").last {
        case "json": (kind, orders, fault) = Document.json(bytes)
        case "csv": (kind, orders, fault) = Document.csv(text)
        case "xml": (kind, orders, fault) = Document.xml(text)
        default: (kind, orders, fault) = Document.x12(text)
        }
        // A UBL ApplicationResponse names the documents and not the file that they came in; its own name does.
        drops = isForPartner && kind == .receipt ? Set(Reference.drop.numbers(in: text + path)).sorted() : []
    }

    private typealias Found = (Kind, [Int], String?)

    private static func json(_ bytes: [UInt8]) -> Found {
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)) else {
            return (.other, [], "it is no whole JSON")
        }
        let documents = (value as? [Any] ?? [value]).compactMap { $0 as? [String: Any] }
        let confirmations = documents.filter { $0["document"] as? String == "confirmation" }
        if documents.contains(where: { $0["document"] as? String == "receipt" }) { return (.receipt, [], nil) }
        guard !confirmations.isEmpty else { return (.other, [], documents.isEmpty ? "it is empty" : nil) }
        let orders = confirmations.flatMap {
            Reference.order.numbers(in: $0["customerReference"] as? String ?? "")
        }
        return (.confirmation, orders, nil)
    }

    private static func csv(_ text: String) -> Found {
        let rows = text.split(whereSeparator: \.isNewline).map { cells(of: $0) }
        guard let head = rows.first, rows.count > 1, text.last?.isNewline == true else {
            return (.other, [], "it breaks off")
        }
        guard rows.allSatisfy({ $0 == head }) else { return (.other, [], "a row breaks off") }
        if text.hasPrefix("intake,") { return (.receipt, [], nil) }
        // A row per line of the order.
        let orders = text.split(whereSeparator: \.isNewline).flatMap { Reference.order.numbers(in: String($0)) }
        return text.hasPrefix("order,") ? (.confirmation, Set(orders).sorted(), nil) : (.other, [], nil)
    }

    private static func cells(of row: Substring) -> Int {
        var count = 1
        var isQuoted = false
        for character in row {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { count += 1 }
        }
        return count
    }

    private static func xml(_ text: String) -> Found {
        let root = text.contains("<ApplicationResponse") ? "ApplicationResponse" : "OrderResponse"
        // UNCL 4343: AB is the acknowledgement that it came.
        let isReceipt = root == "ApplicationResponse" || text.contains(">AB</cbc:OrderResponseCode>")
        let isWhole =
            text.hasPrefix("<?xml") && text.contains("<\(root)")
            && text.components(separatedBy: "<\(root) ").count == text.components(separatedBy: "</\(root)>").count
            && text.last { !$0.isWhitespace } == ">"
        guard isWhole else { return (.other, [], "its root is not closed") }
        return isReceipt ? (.receipt, [], nil) : (.confirmation, Set(Reference.order.numbers(in: text)).sorted(), nil)
    }

    private static func x12(_ text: String) -> Found {
        guard text.hasPrefix("ISA"), text.contains("IEA"), text.contains("GE*") else {
            return (.other, [], "it is no whole interchange")
        }
        return text.contains("ST*855")
            ? (.confirmation, Set(Reference.order.numbers(in: text)).sorted(), nil) : (.other, [], nil)
    }
}
