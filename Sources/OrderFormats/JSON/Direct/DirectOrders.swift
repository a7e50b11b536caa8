// Orders read straight from the text: the short way for documents that are plain and good, which nearly all are.
//
// There is nothing to be said about such an order, so nothing of it has to be remembered but its values: no tape of all
// that is in it, no places but those of the order and its lines. Wherever anything is not plain (a field that is not
// known, a key that stands twice, a value out of its limits, a text that breaks off) the short way gives up, and the
// document is read anew from its tape, which finds the words for what is wrong. So all findings come from one place,
// and a test proves that both ways give the same order.

import OrderModel

/// The document is not for the short way.
struct NotPlain: Error {}

struct DirectOrders {
    private let limits: FormatLimits
    private let usualForm: OrderForm
    /// No order is nested deeper: order, buyer, identifiers, identifier.
    private static let depth = 8

    /// Nil where orders may not come from this sender, or the limits are so close that everything has to be counted.
    init?(_ context: ReadingContext) {
        guard IncomingDocument.Kind.order.isAllowed(from: context.sender), context.limits.depth >= DirectOrders.depth
        else { return nil }
        limits = context.limits
        usualForm = context.usualForm
    }

    /// Reads the order that begins at `position`, and moves behind it; nil, and nothing moves, if it is not plain.
    ///
    /// - Parameters:
    ///   - mark: stands at `position`, and behind the order somewhere inside it.
    ///   - base: the JSON pointer of the document.
    func read(
        _ text: Span<UInt8>, from position: inout Int, _ mark: inout TextMark, base: String
    ) -> IncomingDocument? {
        var reader = DirectReader(position: position, limits: limits)
        do throws(NotPlain) {
            var order = PurchaseOrder(customerReference: "")
            order.form = usualForm
            try reader.read(&order, text)
            // A value and what parts it from the next are two bytes at least, so this bounds the number of values.
            guard reader.position - position < limits.valuesPerDocument else { return nil }
            order.place = mark.place(path: base)
            DirectOrders.place(&order.lines, at: reader.lineStarts, text, &mark, base: base)
            position = reader.position
            return .order(order)
        } catch {
            return nil
        }
    }

    private static func place(
        _ lines: inout [OrderLine], at starts: [Int], _ text: Span<UInt8>, _ mark: inout TextMark, base: String
    ) {
        let path = base + "/lines/"
        for index in lines.indices where index < starts.count {
            mark.move(to: starts[index], over: text)
            lines[index].place = mark.place(path: path + String(index))
        }
    }
}
