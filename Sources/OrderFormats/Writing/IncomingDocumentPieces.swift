// Documents as a JSON file, piece by piece, so that many of them need not fit into memory.

package import OrderModel

/// What `IncomingDocumentWriter` writes of the same documents: one stands alone, several are an array.
package struct IncomingDocumentPieces {
    /// The first document, until it is known whether it stays alone.
    private var first: IncomingDocument?
    private var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// What is to be written next: nothing yet for the first document.
    package mutating func add(_ document: IncomingDocument) -> [UInt8] {
        count += 1
        guard count > 1 else {
            first = document
            return []
        }
        let opening = first.map { Array("[\n  ".utf8) + IncomingDocumentPieces.element($0) } ?? []
        first = nil
        return opening + Array(",\n  ".utf8) + IncomingDocumentPieces.element(document)
    }

    /// The end of the file.
    package func finish() -> [UInt8] {
        if let first { return IncomingDocumentWriter.write(first) }
        return isEmpty ? [] : Array("\n]\n".utf8)
    }

    private static func element(_ document: IncomingDocument) -> [UInt8] {
        IncomingDocumentWriter.output(document).pretty(level: 1)
    }
}
