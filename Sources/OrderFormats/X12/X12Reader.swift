// X12 interchanges: orders out of 850s, changes out of 860s, transport statuses out of 214s, one after the other, and the
// account that a 997 answers.

import OrderModel

/// All that is read is in one value, `X12Interchanges`: what belongs to nobody else needs no guarding, and this is only
/// its shell.
final class X12Reader: DocumentStream {
    private var interchanges: X12Interchanges

    /// - Parameter hasMark: a byte order mark stood in front of the text.
    init(_ stream: TextStream, _ context: ReadingContext, hasMark: Bool = false) {
        interchanges = X12Interchanges(stream, context)
        if hasMark { interchanges.sayMark() }
    }

    func next() throws(InputError) -> ReadItem? { try interchanges.next() }

    var account: FileAccount { interchanges.account }
}
