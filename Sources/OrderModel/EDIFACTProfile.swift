// What the administrator has set up for a partner's EDIFACT: addresses, directory, character set, and codes.

package struct EDIFACTProfile: Hashable, Codable, Sendable {
    /// Our own address: UNB qualifier (14 is a GLN) as the scheme, the id as the value.
    package var own: Identifier?
    /// The partner's address. What comes from any other is refused.
    package var partner: Identifier?
    /// `D.96A` or `D.01B`.
    package var directory: String
    /// `UNOA`, `UNOB`, `UNOC` (Latin 1), `UNOY` (UTF-8): the character set of what we write.
    package var syntax: String
    package var isTest: Bool
    /// The partner wants a UNA in front.
    package var writesServiceString: Bool
    /// The codes of BGM 1225 that the partner understands; empty: all.
    package var responseTypes: [String]
    /// UN/ECE Recommendation 20 code → the partner's code of data element 6411, where it differs.
    package var units: [String: String]

    package init(
        own: Identifier? = nil, partner: Identifier? = nil, directory: String = "D.96A", syntax: String = "UNOC",
        isTest: Bool = false, writesServiceString: Bool = true, responseTypes: [String] = [],
        units: [String: String] = [:]
    ) {
        self.own = own
        self.partner = partner
        self.directory = directory
        self.syntax = syntax
        self.isTest = isTest
        self.writesServiceString = writesServiceString
        self.responseTypes = responseTypes
        self.units = units
    }
}
