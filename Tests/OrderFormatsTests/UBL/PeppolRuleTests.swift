// The rules of Peppol: each is broken by one mistake, and said under its own number where the document claims a profile.

import OrderModel
import Testing

@testable import OrderFormats

@Suite("Peppol's rules")
struct PeppolRuleTests {
    private static let party = """
        <cac:Party><cbc:EndpointID schemeID="0088">4000001000005</cbc:EndpointID>
        <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyLegalEntity><cbc:RegistrationName>Acme</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
        """

    /// An order that keeps all rules, for 2 × 10.00 + 3 × 5.00.
    private static let order = ublOrderText(
        head: """
            <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID>
            <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:order_only:3</cbc:ProfileID>
            <cbc:ID>PO-1</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>
            <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
            <cac:BuyerCustomerParty>\(party)</cac:BuyerCustomerParty>
            <cac:SellerSupplierParty>\(party)</cac:SellerSupplierParty>
            <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
            <cbc:AllowanceChargeReason>loyalty</cbc:AllowanceChargeReason>
            <cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="EUR">5.00</cbc:Amount>
            <cbc:BaseAmount currencyID="EUR">50.00</cbc:BaseAmount></cac:AllowanceCharge>
            <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
            <cbc:AllowanceChargeReason>freight</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">2.00</cbc:Amount></cac:AllowanceCharge>
            <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">8.00</cbc:TaxAmount></cac:TaxTotal>
            <cac:AnticipatedMonetaryTotal>
            <cbc:LineExtensionAmount currencyID="EUR">35.00</cbc:LineExtensionAmount>
            <cbc:TaxExclusiveAmount currencyID="EUR">32.00</cbc:TaxExclusiveAmount>
            <cbc:TaxInclusiveAmount currencyID="EUR">40.00</cbc:TaxInclusiveAmount>
            <cbc:AllowanceTotalAmount currencyID="EUR">5.00</cbc:AllowanceTotalAmount>
            <cbc:ChargeTotalAmount currencyID="EUR">2.00</cbc:ChargeTotalAmount>
            <cbc:PayableAmount currencyID="EUR">40.00</cbc:PayableAmount></cac:AnticipatedMonetaryTotal>
            """,
        lines: line("1", "2", "20.00", "10.00", gross: "11.00") + line("2", "3", "15.00", "5.00", gross: "6.00"))

    /// The price is a gross price less 1.00.
    private static func line(
        _ id: String, _ quantity: String, _ amount: String, _ price: String, gross: String
    ) -> String {
        """
        <cac:OrderLine><cac:LineItem><cbc:ID>\(id)</cbc:ID><cbc:Quantity unitCode="H87">\(quantity)</cbc:Quantity>
        <cbc:LineExtensionAmount currencyID="EUR">\(amount)</cbc:LineExtensionAmount>
        <cac:Price><cbc:PriceAmount currencyID="EUR">\(price)</cbc:PriceAmount>
        <cbc:BaseQuantity unitCode="H87">1</cbc:BaseQuantity>
        <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">1.00</cbc:Amount>
        <cbc:BaseAmount currencyID="EUR">\(gross)</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>
        <cac:Item><cbc:Name>Bolt</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>
        <cbc:Percent>25</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item></cac:LineItem></cac:OrderLine>
        """
    }

    @Test("an order that keeps the rules is read without a finding; its allowances stand in the note")
    func good() throws {
        let file = readUBL(PeppolRuleTests.order)
        #expect(file.allFindings.isEmpty)
        #expect(file.onlyOrder?.note == "Allowance: 5 EUR loyalty\nCharge: 2 EUR freight")
    }

    @Test(
        "each rule is said under its number",
        arguments: [
            (">35.00<", ">36.00<", "R008", FindingCode.totalDiffers, Finding.Severity.error),
            (">5.00</cbc:AllowanceTotal", ">6.00</cbc:AllowanceTotal", "R009", .totalDiffers, .warning),
            (">2.00</cbc:ChargeTotal", ">3.00</cbc:ChargeTotal", "R010", .totalDiffers, .warning),
            (">32.00<", ">31.00<", "R011", .totalDiffers, .warning),
            (">40.00</cbc:Payable", ">41.00</cbc:Payable", "R016", .totalDiffers, .warning),
            (">8.00<", ">7.00<", "R017", .totalDiffers, .warning),
            (">20.00<", ">20.03<", "R024", .lineAmountDiffers, .error),
            (">2</cbc:Quantity>", ">-2</cbc:Quantity>", "R004", .quantityNotPositive, .error),
            (">10.00</cbc:Price", ">-10.00</cbc:Price", "R005", .priceNegative, .error),
            (">40.00</cbc:Payable", ">-40.00</cbc:Payable", "R006", .valueOutOfRange, .error),
            (">11.00</cbc:BaseAmount", ">12.00</cbc:BaseAmount", "R019", .lineAmountDiffers, .warning),
            ("<cbc:BaseAmount currencyID=\"EUR\">50.00</cbc:BaseAmount>", "", "R020", .valueMissing, .warning),
            ("<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>", "", "R021", .valueMissing, .warning),
            (">10</cbc:Multiplier", ">11</cbc:Multiplier", "R022", .totalDiffers, .warning),
            ("<cbc:AllowanceChargeReason>loyalty</cbc:AllowanceChargeReason>", "", "R023", .valueMissing, .warning),
            (">11.00</cbc:BaseAmount", ">-11.00</cbc:BaseAmount", "R027", .valueOutOfRange, .warning),
            ("<cbc:Percent>25</cbc:Percent>", "", "R029", .valueMissing, .warning),
            (">25</cbc:Percent", ">0</cbc:Percent", "R030", .valueOutOfRange, .warning),
            (">1.00</cbc:Amount", ">-1.00</cbc:Amount", "R033", .valueOutOfRange, .warning),
            (">1</cbc:BaseQuantity>", ">0</cbc:BaseQuantity>", "R025", .priceBaseNotPositive, .error),
            (">20.00<", ">20.001<", "R028", .valueTooManyDecimals, .warning),
            (">5.00</cbc:Amount", ">-5.00</cbc:Amount", "R032", .valueOutOfRange, .warning),
            ("bis:order_only:3", "bis:billing:3", "R031", .valueNotInList, .warning),
            ("trns:order:3", "trns:order:2", "R034", .valueNotInList, .warning),
            ("<cbc:IssueDate>2026-11-20</cbc:IssueDate>", "", "B00104", .valueMissing, .warning),
            ("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "", "B00105", .valueMissing, .warning),
            (
                "<cbc:EndpointID schemeID=\"0088\">4000001000005</cbc:EndpointID>", "", "B03301", .valueMissing,
                .warning
            ),
            ("<cbc:RegistrationName>Acme</cbc:RegistrationName>", "", "B08601", .valueMissing, .warning),
            ("<cbc:Name>Bolt</cbc:Name>", "", "B25201", .valueMissing, .warning),
            ("unitCode=\"H87\"", "unitCode=\"PCE\"", "B21602", .valueNotInList, .warning),
            (">DE<", ">XX<", "B05001", .valueNotInList, .warning),
        ])
    func rules(old: String, new: String, rule: String, code: FindingCode, severity: Finding.Severity) throws {
        let text = PeppolRuleTests.order.replacing(old, with: new)
        #expect(text != PeppolRuleTests.order)
        let file = readUBL(text)
        let finding = try #require(file.allFindings.first { $0.rule == "PEPPOL-T01-\(rule)" })
        #expect(finding.code == code && finding.severity == severity)
        #expect(finding.place?.line != nil)
        #expect(file.documents.count == 1, "the order is entered and asked about, not refused")
        // The same order without a profile is nobody's business but the review's.
        let plain = text.replacing("urn:fdc:peppol.eu", with: "urn:example")
        #expect(readUBL(plain).allFindings.allSatisfy { $0.rule == nil })
    }

    @Test("what refuses an order anyway has its number too: two currencies, a line number twice")
    func refused() {
        let twice = readUBL(PeppolRuleTests.order.replacing("<cbc:ID>2</cbc:ID>", with: "<cbc:ID>1</cbc:ID>"))
        #expect(twice.refused.first?.findings.map(\.rule) == ["PEPPOL-T01-R001"])
        let mixed = readUBL(
            PeppolRuleTests.order.replacing("currencyID=\"EUR\">10.00", with: "currencyID=\"USD\">10.00"))
        #expect(mixed.refused.first?.findings.map(\.rule) == ["PEPPOL-T01-R003"])
    }

    @Test("a GLN with a wrong check digit is said by the rule that all transactions share")
    func gln() {
        let file = readUBL(PeppolRuleTests.order.replacing("4000001000005", with: "4000001000006"))
        #expect(file.allFindings.map(\.rule) == ["PEPPOL-COMMON-R040", "PEPPOL-COMMON-R040"])
        #expect(file.allFindings.first?.place?.path == "/Order/cac:BuyerCustomerParty")
    }

    @Test("a day with a time zone behind it is the day that stands there, and a slip in Peppol")
    func dates() {
        let text = PeppolRuleTests.order.replacing(">2026-11-20<", with: ">2026-11-20Z<")
        let file = readUBL(text)
        #expect(file.allFindings.map(\.rule) == ["PEPPOL-COMMON-R030"])
        #expect(file.onlyOrder?.issueDate?.description == "2026-11-20")
        #expect(readUBL(text.replacing("urn:fdc:peppol.eu", with: "urn:example")).allFindings.isEmpty)
        let wrong = readUBL(PeppolRuleTests.order.replacing(">2026-11-20<", with: ">20.11.2026<"))
        #expect(wrong.refused.first?.findings.map(\.rule) == ["PEPPOL-COMMON-R030"])
    }

    @Test("J05, J06: changes and cancellations have their own numbers")
    func otherTransactions() {
        let profile = "<cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3</cbc:ProfileID>"
        let change = readUBL(
            ublChangeText(head: profile + "<cbc:SequenceNumberID>1</cbc:SequenceNumberID>", lines: ublChangeLine("3")))
        let rules = Set(change.allFindings.compactMap(\.rule))
        #expect(rules.contains("PEPPOL-T114-B00101") && rules.contains("PEPPOL-T114-B00103"))
        #expect(change.documents.count == 1)
        let cancellation = readUBL(
            """
            <OrderCancellation xmlns="\(UBL.namespace(of: "OrderCancellation"))" xmlns:cac="\(UBL.aggregates)"
                xmlns:cbc="\(UBL.basics)">\(profile)<cbc:ID>X</cbc:ID>
              <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference></OrderCancellation>
            """)
        #expect(cancellation.allFindings.compactMap(\.rule).contains("PEPPOL-T115-B00105"))
        #expect(cancellation.documents.count == 1)
    }

    @Test("the rule is printed behind the code, and written into receipts")
    func printed() {
        let finding = Finding(.error, .totalDiffers, "wrong", at: Place(line: 1), rule: "PEPPOL-T01-R008")
        let printed = FindingPrinter(fileName: "a.xml", source: nil).text([finding])
        #expect(printed.contains("error[total-differs] PEPPOL-T01-R008: wrong"))
        #expect(finding.asText.contains("PEPPOL-T01-R008"))
        #expect(
            String(decoding: JSONParts.finding(finding).pretty, as: UTF8.self).contains("\"rule\": \"PEPPOL-T01-R008\"")
        )
    }

    @Test(
        "check digits and code lists",
        arguments: [("4006381333931", true), ("4006381333932", false), ("", false), ("x", false)])
    func checkDigits(number: String, isRight: Bool) {
        #expect(CheckDigit.isRight(number) == isRight)
        #expect(UnitCodes.contains("C62") && UnitCodes.contains("XBX") && !UnitCodes.contains("PCE"))
        #expect(CountryCodes.contains("CN") && !CountryCodes.contains("XX"))
    }
}
