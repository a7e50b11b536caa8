// What the administrator has set up for a partner's X12: addresses, version, delimiters, and the codes it understands.

package struct X12Profile: Hashable, Codable, Sendable {
    /// Our own address: ISA qualifier as the scheme, ISA id as the value.
    package var own: Identifier?
    /// The partner's address. What comes from any other is refused.
    package var partner: Identifier?
    /// GS02 and GS03 of what we write; nil: the interchange ids.
    package var ownApplication: String?
    package var partnerApplication: String?
    /// `004010` or `005010`.
    package var version: String
    package var isTest: Bool
    package var elementSeparator: String
    package var componentSeparator: String
    package var segmentTerminator: String
    /// The codes of BAK02 that the partner understands; empty: all.
    package var acknowledgementTypes: [String]
    /// The codes of ACK01 that the partner understands; empty: all.
    package var lineStatuses: [String]
    /// UN/ECE Recommendation 20 code → the partner's code of data element 355, where it differs from the usual one.
    package var units: [String: String]
    /// ISO 4217: the currency of orders without a CUR segment, as domestic ones are.
    package var currency: String?

    package init(
        own: Identifier? = nil, partner: Identifier? = nil, ownApplication: String? = nil,
        partnerApplication: String? = nil, version: String = "004010", isTest: Bool = false,
        elementSeparator: String = "*", componentSeparator: String = ">", segmentTerminator: String = "~",
        acknowledgementTypes: [String] = [], lineStatuses: [String] = [], units: [String: String] = [:],
        currency: String? = nil
    ) {
        self.own = own
        self.partner = partner
        self.ownApplication = ownApplication
        self.partnerApplication = partnerApplication
        self.version = version
        self.isTest = isTest
        self.elementSeparator = elementSeparator
        self.componentSeparator = componentSeparator
        self.segmentTerminator = segmentTerminator
        self.acknowledgementTypes = acknowledgementTypes
        self.lineStatuses = lineStatuses
        self.units = units
        self.currency = currency
    }
}
