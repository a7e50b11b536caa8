// The transactions of Peppol BIS 3 that are read, and where the numbers of their rules differ.

/// What a document of ours is called in Peppol.
enum PeppolTransaction: String {
    case order = "T01"
    case change = "T114"
    case cancellation = "T115"

    /// Nil where Peppol BIS 3 has no such transaction.
    init?(_ root: UBL.Root) {
        switch root {
        case .order: self = .order
        case .change: self = .change
        case .cancellation: self = .cancellation
        case .requestForQuotation: return nil
        }
    }

    /// The full number of a rule, such as `PEPPOL-T01-R008` for `R008`.
    func rule(_ number: String) -> String { "PEPPOL-\(rawValue)-\(number)" }

    /// What cbc:CustomizationID must begin with.
    var customization: String {
        switch self {
        case .order: "urn:fdc:peppol.eu:poacc:trns:order:3"
        case .change: "urn:fdc:peppol.eu:poacc:trns:order_change:3"
        case .cancellation: "urn:fdc:peppol.eu:poacc:trns:order_cancellation:3"
        }
    }

    /// What cbc:ProfileID may be.
    var profiles: [String] {
        let names = self == .order ? ["order_only", "ordering", "advanced_ordering"] : ["advanced_ordering"]
        return names.map { "urn:fdc:peppol.eu:poacc:bis:\($0):3" }
    }
}
