// The shop that the tests run: what it sells, who buys, and orders to it.

enum Shop {
    static let acmeNumber = "4000001000005"
    static let globexNumber = "4000002000004"

    /// The shop's configuration over that of `docket init`: two partners, quick to decide that a file is whole.
    static func configure(_ desk: Desk) throws {
        try RawFiles.write(
            """
            seller:
              name: Example Trading Company
            orders:
              clarification-within: 3 working days
            stock:
              warehouses: [main]
              replenishment-days: 10
            dispatch:
              days: 1
            limits:
              scan-interval: 200 ms

            """, to: "\(desk.etc)/docket.yaml")
        try addPartner("acme", identifier: acmeNumber, to: desk)
        try addPartner("globex", identifier: globexNumber, to: desk)
    }

    static func addPartner(
        _ id: String, identifier: String, answers: String = "json", more: String = "", to desk: Desk
    ) throws {
        try RawFiles.write(
            """
            name: Partner \(id)
            identifiers:
              - { scheme: GLN, value: "\(identifier)" }
            answer-format: \(answers)
            intake:
              quiet-period: 0 s
              incomplete-after: 1 s
            \(more)

            """, to: "\(desk.etc)/partners/\(id).yaml")
    }

    /// Drops what the desk has to know: products, customers, prices, stock.
    static func stockUp(_ desk: Desk) throws {
        let files = [("1-products", products), ("2-customers", customers), ("3-prices", prices), ("4-stock", stock)]
        for (name, text) in files { try desk.drop(text, into: "desk/master-data", as: "\(name).csv") }
    }

    /// N-100 and N-110 are in stock, B-400 too; H-500 is not, and is not standard either.
    static let products = """
        product,name,specification,unit,pack_units,standard
        N-100,Hex bolt M8,galvanised,C62,CT=100,yes
        N-110,Washer M8,galvanised,C62,CT=500,yes
        B-400,Brass valve,,C62,,yes
        H-500,Hose to drawing,,C62,,no

        """

    static let customers = """
        customer,name,contact_name,contact_phone,street,postal_code,city,country
        acme,Acme Ltd.,H. Meyer,+49 40 5550100,Hafenstr. 12,20457,Hamburg,DE
        globex,Globex Ltd.,A. de Vries,+31 20 5550101,Kade 7,1011 AB,Amsterdam,NL

        """

    static let prices = """
        product,unit,currency,price,base_quantity
        N-100,C62,EUR,25.00,100
        N-110,C62,EUR,4.00,100
        B-400,C62,EUR,10.00,1
        H-500,C62,EUR,80.00,1

        """

    static let stock = """
        warehouse,product,quantity
        main,N-100,5000000
        main,N-110,5000000
        main,B-400,1000

        """

    // MARK: Orders

    struct Line {
        var product = "N-100"
        var quantity = "100"
        var unit = "C62"
        var price = "0.25"
    }

    /// An order as CSV. The plain one is standard, in stock and at list price: it is confirmed at once.
    static func csv(_ reference: String, _ lines: [Line] = [Line()]) -> String {
        "order,currency,line,product,quantity,unit,price\n"
            + lines.enumerated().map { index, line in
                "\(reference),EUR,\(index + 1),\(line.product),\(line.quantity),\(line.unit),\(line.price)\n"
            }.joined()
    }

    /// An order for a valve below its list price, which operations, sales director and general manager have to approve.
    static func belowList(_ reference: String) -> String {
        csv(reference, [Line(product: "B-400", quantity: "5", price: "9.50")])
    }

    /// The same plain order as JSON; `buyer` is the number by which the buyer is named.
    static func json(_ reference: String, buyer: String? = nil) -> String {
        let party = buyer.map { #""buyer": { "identifiers": [{ "scheme": "GLN", "value": "\#($0)" }] },"# } ?? ""
        return """
            { "document": "order", "customerReference": "\(reference)", "currency": "EUR", \(party)
              "lines": [{ "id": "1", "sellerCode": "N-100", "quantity": 100, "unit": "C62", "unitPrice": 0.25 }] }

            """
    }

    /// The same plain order as UBL, with something between the XML declaration and the root.
    static func ubl(_ reference: String, prologue: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        \(prologue)
        <Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
          xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
          xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
          <cbc:ID>\(reference)</cbc:ID>
          <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
          <cac:OrderLine><cac:LineItem>
            <cbc:ID>1</cbc:ID>
            <cbc:Quantity unitCode="C62">100</cbc:Quantity>
            <cac:Price><cbc:PriceAmount currencyID="EUR">0.25</cbc:PriceAmount></cac:Price>
            <cac:Item>
              <cac:SellersItemIdentification><cbc:ID>N-100</cbc:ID></cac:SellersItemIdentification>
            </cac:Item>
          </cac:LineItem></cac:OrderLine>
        </Order>

        """
    }

    // MARK: What people write

    static func decision(_ number: String, _ verdict: String, reason: String = "") -> String {
        "order,verdict,person,reason\n\(number),\(verdict),Qian Wei,\(reason)\n"
    }

    /// The warehouse sends what an instruction says.
    static func dispatchReport(_ instruction: DispatchInstructionPaper) -> String {
        "shipment,confirmed_by,packages,line,product,lot,quantity\n"
            + instruction.pickLines.map { pick in
                "\(instruction.shipment),Wu Min,1,\(pick.lineID),\(pick.product),\(pick.lot ?? ""),\(pick.quantity)\n"
            }.joined()
    }
}
