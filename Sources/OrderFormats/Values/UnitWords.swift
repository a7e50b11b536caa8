// The partner's words for units, turned into the codes that we know: "Karton", "箱" → CT.

import OrderModel
import Spellings

struct UnitWords {
    private var codes: [String: String] = [:]

    init(_ profile: PartnerProfile?) {
        for (word, code) in profile?.unitWords ?? [:] { codes[Spelling.normalized(word)] = code }
    }

    var isEmpty: Bool { codes.isEmpty }

    /// Replaces the units of an order's lines. A word that the profile does not have stays as it is.
    func apply(to document: inout IncomingDocument) {
        guard case .order(var order) = document else { return }
        for index in order.lines.indices {
            if let unit = order.lines[index].unit, let code = codes[Spelling.normalized(unit)] {
                order.lines[index].unit = code
            }
        }
        document = .order(order)
    }
}
