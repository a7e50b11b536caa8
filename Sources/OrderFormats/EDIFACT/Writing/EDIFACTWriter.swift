// Our answers to partners as EDIFACT: CONTRL, ORDRSP, DESADV, each in an interchange of its own.

import OrderModel

enum EDIFACTWriter {
    /// - A receipt is a CONTRL, if the file was EDIFACT and anything in it can be acknowledged.
    /// - A confirmation is an ORDRSP.
    /// - A shipping notice is a DESADV.
    ///
    /// Nil for what EDIFACT has no message for (questions to the customer, receipts of other files): that goes out as
    /// JSON, so that everything is answered.
    static func write(_ content: DocumentContent, _ context: WritingContext) throws -> [UInt8]? {
        guard let partner = context.profile else { return nil }
        var output = EDIFACTOutput(partner.edifact)
        let parties: (seller: Party, buyer: Party)
        switch content {
        case .receipt(let receipt):
            guard EDIFACTAcknowledgement.isDue(receipt) else { return nil }
            EDIFACTAcknowledgement.write(receipt, to: &output)
            parties = (receipt.seller, receipt.buyer)
        case .confirmation(let confirmation):
            try EDIFACTOrderResponse(partner.edifact).write(confirmation, to: &output)
            parties = (confirmation.seller, confirmation.buyer)
        case .shippingNotice(let notice):
            try EDIFACTDespatchAdvice(partner.edifact).write(notice, to: &output)
            parties = (notice.seller, notice.buyer)
        default: return nil
        }
        let sender = try address(partner.edifact.own, else: parties.seller, "our-id", content.name)
        let receiver = try address(partner.edifact.partner, else: parties.buyer, "id", content.name)
        let bytes = try interchange(output, from: sender, to: receiver, partner, context)
        try EDIFACTOutputCheck.check(bytes, name: content.name)
        return bytes
    }

    /// Puts the envelope around messages. Interchanges to one partner are numbered without a gap.
    static func interchange(
        _ output: EDIFACTOutput, from sender: Identifier, to receiver: Identifier, _ partner: PartnerProfile,
        _ context: WritingContext
    ) throws -> [UInt8] {
        let reference = try context.nextNumber("edifact/\(partner.id)/interchange")
        return output.interchange(
            from: sender, to: receiver, reference: reference, at: context.now, offsetSeconds: context.offsetSeconds,
            application: nil)
    }

    /// The address in UNB: as configured, else the GLN that the party has.
    static func address(
        _ configured: Identifier?, else party: Party, _ key: String, _ document: String
    ) throws(FormatError) -> Identifier {
        if let configured { return configured }
        if let known = party.identifierForEDIFACT {
            return Identifier(scheme: known.scheme == "GLN" ? "14" : nil, value: known.value)
        }
        throw .valueDoesNotFit(
            document: document, field: "the address in UNB",
            reason: "is not known; set 'edifact: {\(key): …}' in the partner's file")
    }

    /// A number or reference that must not be cut.
    static func fitting(_ value: String, _ length: Int, _ field: String, _ document: String) throws(FormatError)
        -> String
    {
        guard value.unicodeScalars.count <= length else {
            throw .valueDoesNotFit(
                document: document, field: field, reason: "has more than the \(length) characters that EDIFACT allows")
        }
        return value
    }

    /// Data element 1082 has six characters.
    static let longestLineID = 6
}
