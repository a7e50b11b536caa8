// English: the words that letters need besides their templates.

import OrderModel

extension LetterWords {
    static let english = LetterWords(
        language: "en",
        date: { date in
            let (year, month, day) = date.components
            return "\(day) \(englishMonths[month - 1]) \(year)"
        },
        time: { date, clock, zone in "\(date), \(clock) \(zone)" },
        span: { first, last in "\(first) to \(last)" },
        place: { line, column, field in
            let line = line.map { line in "line \(line)" + (column.map { ", column \($0)" } ?? "") }
            let parts = [line, field].compactMap(\.self).filter { !$0.isEmpty }
            guard let first = parts.first else { return nil }
            return parts.count == 2 ? "\(first) (\(parts[1]))" : first
        },
        title: { FindingCatalogue.page($0).title },
        remedy: { finding in finding.hint ?? FindingCatalogue.page(finding.code).remedy },
        units: [
            "C62": "pcs", "EA": "pcs", "H87": "pcs", "PR": "pairs", "SET": "sets", "DZN": "dozen", "KGM": "kg",
            "GRM": "g", "TNE": "t", "LBR": "lb", "MTR": "m", "CMT": "cm", "MMT": "mm", "MTK": "m²", "MTQ": "m³",
            "LTR": "l", "MLT": "ml", "CT": "cartons", "XCT": "cartons", "BX": "boxes", "XBX": "boxes", "PK": "packs",
            "XPK": "packs", "XPX": "pallets", "PF": "pallets", "RO": "rolls", "XRO": "rolls", "BG": "bags",
            "XBG": "bags", "XBO": "bottles", "BO": "bottles", "ST": "sheets", "HUR": "hours", "DAY": "days",
        ],
        severities: [.note: "Note", .warning: "Please check", .error: "Error"],
        kinds: [
            .order: "Order", .customerAnswer: "Your answer", .decision: "Decision", .progressReport: "Progress report",
            .dispatchReport: "Dispatch report",
            .carrierReport: "Carrier report", .deliveryReport: "Delivery report", .transportStatus: "Transport status",
            .deliveryFailure: "Delivery failure",
            .deliveryRetry: "Delivery retry",
            .products: "Products", .customers: "Customers", .prices: "Prices", .sales: "Sales", .stock: "Stock",
            .receiptAdvice: "Your receipt advice",
        ],
        outcomes: [
            .registered: "received; our confirmation follows when the order has been checked",
            .questioned: "received; we have questions, which come in a letter of their own",
            .repeated: "known already; nothing was entered a second time, and you get our earlier answer again",
            .referred: "received; a person looks at it and will contact you",
            .refused: "not taken",
            .accepted: "received",
        ],
        statuses: [.accepted: "accepted", .changed: "changed", .refused: "not accepted"],
        answers: [
            .confirmRecord: "our record of your order by telephone is right",
            .shipPart: "send what is there now, and the rest later",
            .wait: "send everything together, once it is there",
            .cancel: "cancel the order",
        ],
        open: "not known yet")

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
