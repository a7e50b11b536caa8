// Why a carrier was chosen, and where goods are, in words.

import ExactDecimals
import OrderModel

extension CarrierChoice {
    /// What was weighed, line by line.
    var details: [String] {
        let measures = [
            weight.map { "weight \($0) kg" }, volume.map { "volume \($0) m³" }, deliverBy.map { "to arrive by \($0)" },
        ].compactMap(\.self)
        return (measures.isEmpty ? [] : [measures.joined(separator: ", ")]) + remarks + ruleLines
            + offers.flatMap(\.lines)
    }

    private var ruleLines: [String] {
        guard let rule else { return [] }
        let row = rule.requirement.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
        return ["rule \(rule.rule)\(row) → \(rule.outcome)\(rule.reason.isEmpty ? "" : ": \(rule.reason)")"]
            + rule.values.map { "  \($0.expression) = \($0.value)" }
    }
}

extension CarrierChoice.Offer {
    fileprivate var lines: [String] {
        let able = [arrivesOn.map { "arrives on \($0)" }, cost.map { "costs \($0)" }].compactMap(\.self)
        let verdict = objection ?? (able.isEmpty ? "takes it" : able.joined(separator: ", "))
        return ["\(carrier), \(mode.rawValue): \(verdict)"] + values.map { "  \($0.expression) = \($0.value)" }
    }
}

extension TransportStatus.Step {
    var words: String {
        switch self {
        case .pickedUp: "with the carrier"
        case .inTransit: "on its way"
        case .arriving: "about to arrive"
        case .exception: "held up"
        case .delivered: "handed over"
        case .returned: "on its way back"
        }
    }
}

extension TransportDelay {
    var words: String {
        let day = expectedOn?.description ?? "another day"
        return switch matter {
        case .notDispatched: "shipment \(shipment) should have left by \(day); the warehouse was asked"
        case .late: "shipment \(shipment) was expected on \(day); logistics was told"
        case .silent: "nothing was heard of shipment \(shipment); logistics was told"
        }
    }
}
