// The receipt of a long file, written part by part, so that it never has to be in memory as a whole.

package import OrderModel

/// A receipt whose entries come in parts, in the formats that are written one entry after the other.
package enum LongReceipt {
    /// Whether receipts in this recipient's format can be written in parts. For EDI, UBL and letters they are written as a
    /// whole.
    package static func isPossible(for profile: PartnerProfile?) -> Bool {
        switch profile?.answerFormat ?? .json {
        case .json, .csv: true
        case .ubl, .x12, .edifact, .text, .html: false
        }
    }

    /// The bytes of one part, and the extension of the file that they belong to.
    ///
    /// - Parameter document: the receipt, with the entries of this part only.
    /// - Throws: `FormatError` where the part would be read as something else.
    package static func part(
        _ document: OutgoingDocument, isFirst: Bool, isLast: Bool, _ context: WritingContext
    ) throws -> WrittenDocument {
        guard case .receipt(var receipt) = document.content else { return try DocumentWriter.write(document, context) }
        var document = document
        if context.profile?.answerFormat == .csv, !isFirst {
            // The file's own findings stand in the first rows.
            receipt.findings = []
            document.content = .receipt(receipt)
        }
        var written = try DocumentWriter.write(document, context)
        switch written.batchForm {
        case .csv(let headerBytes)?: written.bytes.removeFirst(isFirst ? 0 : headerBytes)
        case .json?: written.bytes = json(written.bytes, isFirst: isFirst, isLast: isLast)
        case nil: break
        }
        return written
    }

    /// A line that begins with two blanks is one of the outermost object; no text of ours has line ends in it.
    private static func json(_ whole: [UInt8], isFirst: Bool, isLast: Bool) -> [UInt8] {
        guard let open = whole.firstRange(of: Array("\n  \"entries\": [".utf8)),
            let close = whole[open.upperBound...].firstRange(of: Array("\n  ]".utf8))
        else { return whole }
        let head = isFirst ? whole[..<open.upperBound] : [UInt8(ascii: ",")][...]
        let tail = isLast ? whole[close.lowerBound...] : []
        return Array(head + whole[open.upperBound..<close.lowerBound] + tail)
    }
}
