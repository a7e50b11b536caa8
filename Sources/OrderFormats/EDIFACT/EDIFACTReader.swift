// Reads EDIFACT: orders, changes of orders and transport statuses, one message after the other.

import OrderModel

/// All that is read is in one value, `EDIFACTInterchanges`: what belongs to nobody else needs no guarding, and this is
/// only its shell.
final class EDIFACTReader: DocumentStream {
    private var interchanges: EDIFACTInterchanges

    init(_ text: TextStream, _ context: ReadingContext) { interchanges = EDIFACTInterchanges(text, context) }

    func next() throws(InputError) -> ReadItem? { try interchanges.next() }

    var account: FileAccount { interchanges.account }
}
