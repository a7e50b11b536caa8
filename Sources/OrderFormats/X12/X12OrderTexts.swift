// Texts of an order: MSG, NTE and N9 loops. Fields of ours that X12 has no element for travel in N9 loops of the
// qualifier ZZ, under the names below.

import OrderModel

/// An N9 loop that is being read.
struct X12TextLoop {
    var field: X12TextField?
    /// N903, a text that stands in the segment itself.
    var description: String?
    var date: CalendarDate?
    var text: String?
}

/// N902 of an N9 loop with the qualifier ZZ: which of our fields its text is.
enum X12TextField: String, CaseIterable {
    case note = "NOTE"
    case paymentMeans = "PAYMENT MEANS"
    case paymentTerms = "PAYMENT TERMS"
    case transportMode = "TRANSPORT MODE"
    case signedBy = "SIGNED BY"
    case stampedBy = "STAMPED BY"
    case recordedBy = "RECORDED BY"
    case confirmedBy = "CONFIRMED BY"
    case changeReason = "CHANGE REASON"
    case expectedImpact = "EXPECTED IMPACT"
    case evidence = "EVIDENCE"
    // Of a line.
    case name = "NAME"
    case specification = "SPECIFICATION"
    case packing = "PACKING"
}

/// REF03 of a reference with the qualifier ZZ: choices of ours whose words stand in REF02.
enum X12Choice: String, CaseIterable {
    case documentType = "DOCUMENT TYPE"
    case form = "FORM"
    case orderClass = "ORDER CLASS"

    /// False if the word is none of the choices.
    func set(_ word: String, in order: inout PurchaseOrder) -> Bool {
        switch self {
        case .documentType: set(\.documentType, word, in: &order)
        case .form: set(\.form, word, in: &order)
        case .orderClass: set(\.orderClass, word, in: &order)
        }
    }

    private func set<Value: RawRepresentable<String>>(
        _ field: WritableKeyPath<PurchaseOrder, Value>, _ word: String, in order: inout PurchaseOrder
    ) -> Bool {
        guard let value = Value(rawValue: word.lowercased()) else { return false }
        order[keyPath: field] = value
        return true
    }
}

extension X12OrderReader {
    mutating func beginText() {
        endLoops()
        let value = context.identifier(2)
        let field = context.segments.code(1) == "ZZ" ? value.flatMap(X12TextField.init) : nil
        text = X12TextLoop(field: field, description: context.text(3), date: context.date(4))
        hasText = true
    }

    mutating func takeMessage() {
        guard let message = context.text(1) else { return }
        let separator = X12MessageText.separator(context.segments.string(2))
        guard hasText else {
            if area == .lines { add(lineNote: message) } else { X12OrderReader.append(message, separator, to: &notes) }
            return
        }
        text.text = (text.text.map { $0 + separator } ?? "") + message
    }

    private static func append(_ message: String, _ separator: String, to notes: inout [String]) {
        if separator == "\n" || notes.isEmpty {
            notes.append(message)
        } else {
            notes[notes.count - 1] += separator + message
        }
    }

    mutating func takeNote() {
        guard let words = context.text(2) else { return }
        if area == .lines { add(lineNote: words) } else { notes.append(words) }
    }

    mutating func add(lineNote words: String) {
        guard hasLine else { return }
        line.note = (line.note.map { $0 + "\n" } ?? "") + words
    }

    /// The loop is over: its text goes where it belongs.
    mutating func endText() {
        let loop = text
        guard let words = loop.text ?? loop.description else { return }
        guard area != .lines || !hasLine else { return endText(ofLine: loop.field, words) }
        switch loop.field {
        case .paymentMeans: order.paymentMeans = words
        case .paymentTerms: order.paymentTerms = words
        case .transportMode: order.transportMode = words
        case .signedBy: order.attestation = Attestation(kind: .signature, by: words, date: loop.date)
        case .stampedBy: order.attestation = Attestation(kind: .stamp, by: words, date: loop.date)
        case .recordedBy:
            order.verbalRecord = VerbalRecord(
                recordedBy: words, confirmedByCustomer: order.verbalRecord?.confirmedByCustomer)
        case .confirmedBy:
            order.verbalRecord = VerbalRecord(recordedBy: order.verbalRecord?.recordedBy, confirmedByCustomer: words)
        case .changeReason: order.changeReason = words
        case .expectedImpact: order.expectedImpact = words
        case .evidence: addEvidence(words, kind: loop.description)
        case .note, .name, .specification, .packing, nil: notes.append(words)
        }
    }

    private mutating func endText(ofLine field: X12TextField?, _ words: String) {
        switch field {
        case .packing: line.packing = words
        case .name: line.name = words
        case .specification: line.specification = words
        default: add(lineNote: words)
        }
    }

    /// The name on the first line of the text, the digest on the second.
    private mutating func addEvidence(_ words: String, kind: String?) {
        guard order.evidence.count < 100 else { return }
        let lines = words.split(separator: "\n", maxSplits: 1).map(String.init)
        guard let name = lines.first else { return }
        let digest = lines.count > 1 ? try? TextChecks.sha256(lines[1]) : nil
        order.evidence.append(
            Evidence(
                kind: kind.flatMap { Evidence.Kind(rawValue: $0.lowercased()) } ?? .other, name: name, sha256: digest))
    }
}
