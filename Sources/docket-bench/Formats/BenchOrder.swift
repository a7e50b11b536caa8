// One order of the measure, spelt in every format.

struct BenchOrder {
    let number: Int

    private var reference: String { "PO-\(Digits.padded(number, 8))" }
    private var warehouse: String { "Warehouse \(number % 7)" }

    private struct Line {
        let id: Int
        let product: String
        let gtin: String
        let name: String
        let quantity: Int
        /// In hundredths.
        let price: Int
        var amount: Int { quantity * price }
        static func money(_ hundredths: Int) -> String {
            "\(hundredths / 100).\(Digits.padded(hundredths % 100, 2))"
        }
    }

    private var lines: [Line] {
        (1...2).map { id in
            let product = (number * 2 + id) % 5_000
            return Line(
                id: id, product: "P-\(Digits.padded(product, 5))", gtin: BenchOrder.gtin(product),
                name: "Hex bolt M\(4 + product % 20) x \(10 + product % 90), zinc", quantity: 1 + number % 900,
                price: 100 + product * 37 % 9_000)
        }
    }

    /// A GTIN-13 with its check digit.
    private static func gtin(_ product: Int) -> String {
        let digits = "400000" + Digits.padded(product, 6)
        var sum = 0
        for (place, digit) in digits.utf8.enumerated() { sum += (Int(digit) - 48) * (place % 2 == 0 ? 1 : 3) }
        return digits + String((10 - sum % 10) % 10)
    }

    private var total: Int { lines.reduce(0) { $0 + $1.amount } }

    // MARK: - CSV

    static let csvHead = """
        order,order_date,currency,contact_name,ship_to_name,ship_to_street,ship_to_postal_code,ship_to_city,\
        ship_to_country,delivery_date,line,product,gtin,name,quantity,unit,price,line_amount

        """

    var csv: String {
        lines.map { line in
            "\(reference),2026-11-20,EUR,H. Meyer,\(warehouse),Hafenstr. 12,20457,Hamburg,DE,2035-12-04,\(line.id),"
                + "\(line.product),\(line.gtin),\"\(line.name)\",\(line.quantity),C62,\(Line.money(line.price)),"
                + "\(Line.money(line.amount))\n"
        }.joined()
    }

    // MARK: - JSON

    var json: String {
        let lines = lines.map { line in
            """
            {"id":"\(line.id)","sellerCode":"\(line.product)","gtin":"\(line.gtin)","name":"\(line.name)",\
            "quantity":\(line.quantity),"unit":"C62","unitPrice":\(Line.money(line.price)),\
            "lineAmount":\(Line.money(line.amount))}
            """
        }.joined(separator: ",")
        return """
            {"document":"order","customerReference":"\(reference)","issueDate":"2026-11-20","currency":"EUR",\
            "contact":{"name":"H. Meyer"},"deliverTo":{"name":"\(warehouse)","street":"Hafenstr. 12",\
            "postalCode":"20457","city":"Hamburg","country":"DE"},"requestedDeliveryDate":"2035-12-04",\
            "statedTotal":\(Line.money(total)),"lines":[\(lines)]}
            """
    }

    // MARK: - UBL

    static let ublHead = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Orders xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
        xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" \
        xmlns:ubl="urn:oasis:names:specification:ubl:schema:xsd:Order-2">

        """

    var ubl: String {
        """
        <ubl:Order>
          <cbc:UBLVersionID>2.1</cbc:UBLVersionID>
          <cbc:ID>\(reference)</cbc:ID>
          <cbc:IssueDate>2026-11-20</cbc:IssueDate>
          <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
          <cac:BuyerCustomerParty>
            <cac:Party>
              <cac:PartyName><cbc:Name>Acme Trading GmbH</cbc:Name></cac:PartyName>
              <cac:Contact><cbc:Name>H. Meyer</cbc:Name></cac:Contact>
            </cac:Party>
          </cac:BuyerCustomerParty>
          <cac:SellerSupplierParty>
            <cac:Party><cac:PartyName><cbc:Name>Docket Demo Ltd.</cbc:Name></cac:PartyName></cac:Party>
          </cac:SellerSupplierParty>
          <cac:Delivery>
            <cac:DeliveryAddress>
              <cbc:StreetName>Hafenstr. 12</cbc:StreetName>
              <cbc:CityName>Hamburg</cbc:CityName>
              <cbc:PostalZone>20457</cbc:PostalZone>
              <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>
            </cac:DeliveryAddress>
            <cac:RequestedDeliveryPeriod><cbc:EndDate>2035-12-04</cbc:EndDate></cac:RequestedDeliveryPeriod>
            <cac:DeliveryParty>
              <cac:PartyName><cbc:Name>\(warehouse)</cbc:Name></cac:PartyName>
            </cac:DeliveryParty>
          </cac:Delivery>
          <cac:AnticipatedMonetaryTotal>
            <cbc:LineExtensionAmount currencyID="EUR">\(Line.money(total))</cbc:LineExtensionAmount>
            <cbc:PayableAmount currencyID="EUR">\(Line.money(total))</cbc:PayableAmount>
          </cac:AnticipatedMonetaryTotal>
        \(lines.map(ublLine).joined())</ubl:Order>

        """
    }

    private func ublLine(_ line: Line) -> String {
        """
          <cac:OrderLine>
            <cac:LineItem>
              <cbc:ID>\(line.id)</cbc:ID>
              <cbc:Quantity unitCode="C62">\(line.quantity)</cbc:Quantity>
              <cbc:LineExtensionAmount currencyID="EUR">\(Line.money(line.amount))</cbc:LineExtensionAmount>
              <cac:Price><cbc:PriceAmount currencyID="EUR">\(Line.money(line.price))</cbc:PriceAmount></cac:Price>
              <cac:Item>
                <cbc:Name>\(line.name)</cbc:Name>
                <cac:SellersItemIdentification><cbc:ID>\(line.product)</cbc:ID></cac:SellersItemIdentification>
                <cac:StandardItemIdentification><cbc:ID schemeID="0160">\(line.gtin)</cbc:ID></cac:StandardItemIdentification>
              </cac:Item>
            </cac:LineItem>
          </cac:OrderLine>

        """
    }

    // MARK: - X12

    static let x12Head =
        "ISA*00*          *00*          *ZZ*ACME           *ZZ*DOCKET         *261120*1015*U*00401*000000001*0*P*>~\n"
        + "GS*PO*ACME*DOCKET*20261120*1015*1*X*004010~\n"

    var x12: String {
        let control = Digits.padded(number + 1, 9)
        let body = lines.map { line in
            "PO1*\(line.id)*\(line.quantity)*EA*\(Line.money(line.price))**VN*\(line.product)*EN*\(line.gtin)~\n"
                + "PID*F****\(line.name)~\n"
        }.joined()
        return """
            ST*850*\(control)~
            BEG*00*SA*\(reference)**20261120~
            CUR*BY*EUR~
            PER*BD*H. Meyer~
            DTM*002*20351204~
            N1*ST*\(warehouse)~
            N3*Hafenstr. 12~
            N4*Hamburg**20457*DE~
            \(body)CTT*2~
            AMT*TT*\(Line.money(total))~
            SE*15*\(control)~

            """
    }

    // MARK: - EDIFACT

    static let edifactHead = "UNA:+.? '\nUNB+UNOC:3+4000001000005:14+4000002000004:14+261120:1015+1'\n"

    var edifact: String {
        let body = lines.map { line in
            """
            LIN+\(line.id)++\(line.gtin):EN'
            PIA+5+\(line.product):SA'
            IMD+F++:::\(line.name)'
            QTY+21:\(line.quantity):PCE'
            MOA+203:\(Line.money(line.amount))'
            PRI+AAA:\(Line.money(line.price))'

            """
        }.joined()
        return """
            UNH+\(number + 1)+ORDERS:D:96A:UN:EAN008'
            BGM+220+\(reference)+9'
            DTM+137:20261120:102'
            DTM+2:20351204:102'
            NAD+BY+4000001000005::9'
            CTA+PD+:H. Meyer'
            NAD+DP+++\(warehouse)+Hafenstr. 12+Hamburg++20457+DE'
            CUX+2:EUR:9'
            \(body)UNS+S'
            MOA+86:\(Line.money(total))'
            CNT+2:2'
            UNT+24+\(number + 1)'

            """
    }
}
