// What the rules look at and the order itself does not keep: what stood in the document, and the sums that it states.

import ExactDecimals
import OrderModel

struct UBLFacts {
    private let root: UBL.Root
    private(set) var customization: String?
    private(set) var profile: String?
    /// The document says that it keeps a profile of Peppol. It says so before all else; what is only there for the rules
    /// is not collected for others.
    private(set) var isClaimed = false
    private(set) var hasBuyer = false
    private(set) var hasSeller = false
    var hasNumber = false
    var hasReference = false
    var hasCurrency = false
    private(set) var buyer: PartyFacts?
    private(set) var seller: PartyFacts?
    /// Of the whole document.
    var allowances = AllowanceFacts()
    var tax: ExactDecimal?
    var total: TotalFacts?
    /// In the sequence of the order's lines.
    var lines: [LineFacts] = []
    /// Amounts with more than two decimals, and allowances below zero; the first few.
    private(set) var fine: [(amount: ExactDecimal, place: Place)] = []
    private(set) var negative: [(amount: ExactDecimal, place: Place)] = []
    /// What single elements do wrong of which the order keeps nothing; the first few.
    private(set) var slips: [PeppolSlip] = []
    private static let most = 10

    init(_ root: UBL.Root) { self.root = root }

    mutating func claim(customization: String?) {
        self.customization = customization
        if customization?.hasPrefix("urn:fdc:peppol.eu:poacc:trns:") == true { isClaimed = true }
    }

    mutating func claim(profile: String?) {
        self.profile = profile
        if profile?.hasPrefix("urn:fdc:peppol.eu:poacc:bis:") == true { isClaimed = true }
    }

    mutating func note(buyer party: XMLElement?, at address: XMLAddress) {
        hasBuyer = true
        if isClaimed { buyer = PartyFacts(party, at: address) }
    }

    mutating func note(seller party: XMLElement?, at address: XMLAddress) {
        hasSeller = true
        if isClaimed { seller = PartyFacts(party, at: address) }
    }

    mutating func noteFine(_ amount: ExactDecimal, at place: @autoclosure () -> Place) {
        if fine.count < UBLFacts.most { fine.append((amount, place())) }
    }

    mutating func noteNegative(_ amount: ExactDecimal, at place: @autoclosure () -> Place) {
        if negative.count < UBLFacts.most { negative.append((amount, place())) }
    }

    mutating func note(_ slip: @autoclosure () -> PeppolSlip) {
        if slips.count < UBLFacts.most { slips.append(slip()) }
    }

    /// The Peppol transaction whose rules hold, by the document's own claim; nil for a document that claims none.
    var transaction: PeppolTransaction? { isClaimed ? PeppolTransaction(root) : nil }

    /// A rule's full number, such as `PEPPOL-T01-R008`, where it holds for the document.
    func rule(_ number: String) -> String? { transaction?.rule(number) }
}

struct PartyFacts {
    /// Of the role, such as `/Order/cac:BuyerCustomerParty`.
    let address: XMLAddress
    let hasEndpoint: Bool
    let hasLegalName: Bool
    let hasCountry: Bool
    /// Global location numbers (scheme 0088) whose check digit is wrong.
    let wrongGLNs: [String]

    init?(_ party: XMLElement?, at address: XMLAddress) {
        guard let party else { return nil }
        self.address = address
        let endpoint = party.first(.endpointID)
        let legal = party.first(.partyLegalEntity)
        hasEndpoint = endpoint.map { !$0.textRange.isEmpty } ?? false
        hasLegalName = legal?.first(.registrationName).map { !$0.textRange.isEmpty } ?? false
        hasCountry = party.first(.postalAddress)?.first(.country)?.first(.identificationCode) != nil
        let numbers = [endpoint, party.first(.partyIdentification)?.first(.id), legal?.first(.companyID)]
        wrongGLNs = numbers.compactMap { number in
            guard let number, number.attribute(UBLName.schemeIDAttribute.rawValue) == "0088" else { return nil }
            let text = number.text
            return text.utf8.count == 13 && CheckDigit.isRight(text) ? nil : text
        }
    }
}

struct AllowanceFacts {
    private(set) var allowances = ExactDecimal.zero
    private(set) var charges = ExactDecimal.zero
    /// The sums are too large to be exact.
    private(set) var isLost = false

    mutating func add(_ amount: ExactDecimal, isCharge: Bool) {
        do throws(ArithmeticError) {
            if isCharge { charges = try charges + amount } else { allowances = try allowances + amount }
        } catch {
            isLost = true
        }
    }
}

struct LineFacts {
    let allowances: AllowanceFacts
    let hasName: Bool
}

/// cac:AnticipatedMonetaryTotal.
struct TotalFacts {
    let lines: ExactDecimal?
    let allowances: ExactDecimal?
    let charges: ExactDecimal?
    let withoutTax: ExactDecimal?
    let withTax: ExactDecimal?
    let prepaid: ExactDecimal?
    let rounding: ExactDecimal?
    let payable: ExactDecimal?
    let address: XMLAddress
    let line: Int
}
