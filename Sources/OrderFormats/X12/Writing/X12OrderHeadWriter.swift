// The head of an order as we write it, in the sequence of the standard.

import OrderModel

extension X12OrderWriter {
    mutating func writeHead() {
        writeBeginning()
        if let currency = data(order.currency, "currency", 3, shortest: 3) { output.segment("CUR", "BY", currency) }
        writeChoices()
        write(order.contact, "OC", "contact")
        writeTerms()
        writeTexts()
        writeBuyer()
        writeDestination()
    }

    private mutating func writeBeginning() {
        let type = order.urgency == .urgent ? "RO" : "SA"
        if order.issueDate == nil { notCarried("issueDate") }
        let today = context.now.wallClock(offsetSeconds: context.offsetSeconds).date
        // The date is mandatory: an order without one gets that of the file.
        let date = X12Date.write(order.issueDate ?? today)
        guard isChange else {
            if order.changeNumber != nil { notCarried("changeNumber") }
            output.segment("BEG", order.purpose == .copy ? "07" : "00", type, order.customerReference, nil, date)
            return
        }
        let number = order.changeNumber.flatMap { fits($0, 8) ? $0 : nil }
        let longNumber = number == nil ? data(order.changeNumber, "changeNumber", 45) : nil
        output.segment(
            "BCH", order.purpose == .cancellation ? "01" : "04", type, order.customerReference, nil, number, date,
            longNumber)
    }

    private mutating func writeChoices() {
        if let quotation = data(order.quotation, "quotation", 80) { output.segment("REF", "PR", quotation) }
        if order.documentType != .purchaseOrder { write(.documentType, order.documentType.rawValue) }
        if order.form != .electronic { write(.form, order.form.rawValue) }
        if order.orderClass != .sales { write(.orderClass, order.orderClass.rawValue) }
    }

    private mutating func write(_ field: X12Choice, _ word: String) {
        output.segment("REF", "ZZ", word, field.rawValue)
    }

    mutating func write(_ contact: Contact, _ function: String, _ field: String) {
        let name = data(contact.name, field + ".name", 60)
        var numbers: [String?] = []
        if let phone = data(contact.phone, field + ".phone", 80) { numbers += ["TE", phone] }
        if let email = data(contact.email, field + ".email", 80) { numbers += ["EM", email] }
        if name != nil || !numbers.isEmpty { output.segment("PER", [function, name] + numbers) }
    }

    private mutating func writeTerms() {
        var long: [(X12TextField, String?, String)] = []
        if let terms = order.paymentTerms {
            if fits(terms, 80) {
                output.segment("ITD", [String?](repeating: nil, count: 11) + [terms])
            } else {
                long.append((.paymentTerms, terms, "paymentTerms"))
            }
        }
        if let date = order.requestedDeliveryDate { output.segment("DTM", "002", X12Date.write(date)) }
        if let mode = order.transportMode {
            if fits(mode, 35) {
                output.segment("TD5", nil, nil, nil, nil, mode)
            } else {
                long.append((.transportMode, mode, "transportMode"))
            }
        }
        for (field, words, name) in long { text(field, words, name) }
    }

    private mutating func writeTexts() {
        text(.paymentMeans, order.paymentMeans, "paymentMeans")
        if let attestation = order.attestation {
            if attestation.by == nil { notCarried("attestation") }
            text(
                attestation.kind == .signature ? .signedBy : .stampedBy, attestation.by, "attestation",
                date: attestation.date)
        }
        if let record = order.verbalRecord {
            text(.recordedBy, record.recordedBy, "verbalRecord.recordedBy")
            text(.confirmedBy, record.confirmedByCustomer, "verbalRecord.confirmedByCustomer")
        }
        for evidence in order.evidence { write(evidence) }
        text(.changeReason, order.changeReason, "changeReason")
        text(.expectedImpact, order.expectedImpact, "expectedImpact")
        text(.note, order.note, "note")
    }

    private mutating func write(_ evidence: Evidence) {
        if evidence.text != nil { notCarried("evidence.text") }
        if evidence.name.contains("\n") { notCarried("evidence.name") }
        let name = evidence.name.split(separator: "\n").joined(separator: " ")
        let words = [name, evidence.sha256].compactMap(\.self).joined(separator: "\n")
        text(.evidence, words, "evidence", description: evidence.kind.rawValue)
    }

    // MARK: - Parties

    private mutating func writeBuyer() {
        let buyer = order.buyer
        guard buyer != Party() else { return }
        if buyer.identifiers.count > 1 { notCarried("buyer.identifiers") }
        var number: (qualifier: String, value: String)?
        if let first = buyer.identifiers.first {
            let qualifier = X12Register.qualifier(first.scheme)
            // A reader gives the register the name that X12 has for it.
            if qualifier.flatMap(X12Register.scheme) != first.scheme, buyer.identifiers.count == 1 {
                notCarried("buyer.identifiers")
            }
            if let qualifier, let value = data(first.value, "buyer.identifiers", 80, shortest: 2) {
                number = (qualifier, value)
            }
        }
        let name = data(buyer.name, "buyer.name", 60)
        guard name != nil || number != nil else {
            if buyer.address != nil { notCarried("buyer.address") }
            if buyer.contact != nil { notCarried("buyer.contact") }
            return
        }
        output.segment("N1", "BY", name, number?.qualifier, number?.value)
        if let address = buyer.address {
            if address.name != nil { notCarried("buyer.address.name") }
            write(address, "buyer.address")
        }
        if let contact = buyer.contact { write(contact, "BD", "buyer.contact") }
    }

    private mutating func writeDestination() {
        guard !order.deliverTo.isEmpty else { return }
        // N1 needs a name; a hyphen stands for none.
        output.segment("N1", "ST", data(order.deliverTo.name, "deliverTo.name", 60) ?? X12PartyLoop.noName)
        write(order.deliverTo, "deliverTo")
    }

    private mutating func write(_ address: PostalAddress, _ field: String) {
        let streets = X12Output.streets(address.street)
        if streets.joined(separator: ", ") != address.street ?? "" || !streets.allSatisfy({ fits($0, 55) }) {
            notCarried(field + ".street")
        }
        if !streets.isEmpty { output.segment("N3", streets.map { $0 }) }
        let isCode = address.region?.unicodeScalars.count == 2
        let region = data(address.region, field + ".region", 30)
        let elements = [
            data(address.city, field + ".city", 30, shortest: 2), isCode ? region : nil,
            data(address.postalCode, field + ".postalCode", 15, shortest: 3),
            data(address.country, field + ".country", 3, shortest: 2), isCode || region == nil ? nil : "SP",
            isCode ? nil : region,
        ]
        if elements.contains(where: { $0 != nil }) { output.segment("N4", elements) }
    }
}
