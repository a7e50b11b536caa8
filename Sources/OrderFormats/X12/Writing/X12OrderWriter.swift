// Orders as 850, changes and cancellations as 860, so that reading them gives the same orders again. What X12 has no
// element for travels in N9 loops and REF segments of the qualifier ZZ (X12TextField, X12Choice).

import ExactDecimals
import OrderModel

struct X12OrderWriter {
    let context: WritingContext
    var output: X12Output
    private var findings: [Finding] = []
    var order = PurchaseOrder(customerReference: "")
    /// The line in hand, for findings.
    var lineID: String?

    /// - Throws: `FormatError`, or what `context.nextNumber` throws.
    static func write(_ orders: [PurchaseOrder], _ context: WritingContext) throws -> WrittenOrders {
        var writer = X12OrderWriter(context)
        for order in orders { try writer.write(order) }
        let bytes = try writer.output.interchange(context)
        try X12OutputCheck.check(bytes, charset: context.profile?.charset, name: "order")
        return WrittenOrders(bytes: bytes, findings: writer.findings)
    }

    private init(_ context: WritingContext) {
        self.context = context
        output = X12Output(context.profile)
    }

    var isChange: Bool { order.purpose == .change || order.purpose == .cancellation }

    private mutating func write(_ order: PurchaseOrder) throws(FormatError) {
        self.order = order
        lineID = nil
        guard fits(order.customerReference, 22) else {
            throw .valueDoesNotFit(
                document: "order", field: "customerReference",
                reason:
                    "'\(order.customerReference)' is empty, longer than 22 characters, or holds one that parts segments"
            )
        }
        output.beginSet(isChange ? "860" : "850")
        writeHead()
        for (index, line) in order.lines.enumerated() { write(line, number: index + 1) }
        lineID = nil
        output.segment("CTT", "\(order.lines.count)", hashTotal)
        if let total = number(order.statedTotal, "statedTotal", 18) { output.segment("AMT", "TT", total) }
        output.endSet()
    }

    /// CTT02 is only written where every reader computes the same: without decimals.
    private var hashTotal: String? {
        var sum = ExactDecimal.zero
        for line in order.lines {
            guard let quantity = line.quantity, quantity.isInteger, let next = try? sum + quantity else { return nil }
            sum = next
        }
        let text = "\(sum)"
        return order.lines.isEmpty || text.utf8.count > 10 ? nil : text
    }

    // MARK: - What fits

    mutating func notCarried(_ field: String) { findings.append(OrderWriter.notCarried(field, order, line: lineID)) }

    /// Whether a reader gets the very same text out of an element of this length.
    func fits(_ value: String, _ longest: Int, shortest: Int = 1) -> Bool {
        (shortest...longest).contains(value.unicodeScalars.count) && output.safe(value) == value
            && TextChecks.trimmed(value) == value
    }

    /// The text for an element; what does not fit is cut and said.
    mutating func data(_ value: String?, _ field: String, _ longest: Int, shortest: Int = 1) -> String? {
        guard let value, !value.isEmpty else { return nil }
        if fits(value, longest, shortest: shortest) { return value }
        notCarried(field)
        let trimmed = TextChecks.trimmed(value)
        return trimmed.unicodeScalars.count < shortest ? nil : X12Output.cut(trimmed, longest)
    }

    /// A number; nil, and said, where it has more digits than the element.
    mutating func number(_ value: ExactDecimal?, _ field: String, _ digits: Int) -> String? {
        guard let value else { return nil }
        let text = "\(value)"
        guard text.utf8.count(where: { (0x30...0x39).contains($0) }) <= digits else {
            notCarried(field)
            return nil
        }
        return text
    }

    /// An N9 loop of one of our fields.
    mutating func text(
        _ field: X12TextField, _ words: String?, _ name: String, description: String? = nil, date: CalendarDate? = nil
    ) {
        guard let words, !words.isEmpty else { return }
        let pieces = X12MessageText.pieces(words)
        guard !pieces.isEmpty else { return notCarried(name) }
        if X12MessageText.joined(pieces) != words || pieces.contains(where: { output.safe($0.text) != $0.text }) {
            notCarried(name)
        }
        output.text(field == .note ? "L1" : "ZZ", field.rawValue, words, description: description, date: date)
    }
}
