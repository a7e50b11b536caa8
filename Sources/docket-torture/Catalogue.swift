// What the tortured desk knows: partners who want their answers in different formats, products, prices, stock. All of
// it is in stock and at list price, so that every good order is confirmed at once and without a person.

import Foundation

/// A partner of the tortured desk, named after the format of its answers.
enum Partner: String, CaseIterable {
    case json, csv, ubl, x12

    var id: String { "\(rawValue)-buyer" }
    // Orders of other channels are looked at by a person first.
    static let channels = ["web", "shop"]

    /// The file `etc/partners/….yaml`.
    var profile: String {
        let address = self == .x12 ? "x12:\n  id: ZZ:BUYER\n  our-id: ZZ:DESK\n" : ""
        return """
            name: Buyer \(rawValue)
            answer-format: \(rawValue)
            channels: [\(Partner.channels.joined(separator: ", "))]
            intake:
              quiet-period: 0 s
              incomplete-after: 1 s
            \(address)
            """
    }
}

enum Catalogue {
    static let products = 20

    static let deskFile = """
        seller:
          name: Example Trading Company
        stock:
          warehouses: [north, south]
        limits:
          scan-interval: 100 ms
          batch-files: 20

        """

    static func code(_ product: Int) -> String { "P-\(padded(product, 3))" }
    static func price(_ product: Int) -> String { "\(1 + product).\(padded(product * 7 % 100, 2))" }

    /// The desk's own files in the order in which they are given to it.
    static var referenceData: [(name: String, text: String)] {
        [
            ("1-products.csv", table("product,name,unit,standard", all { "\(code($0)),Product \($0),C62,yes" })),
            (
                "2-customers.csv",
                table(
                    "customer,name,contact_name,contact_phone,street,postal_code,city,country",
                    Partner.allCases.map {
                        "\($0.id),Buyer \($0.rawValue),H. Meyer,+49 40 5550100,Hafenstr. 12,20457,Hamburg,DE"
                    })
            ),
            (
                "3-prices.csv",
                table("product,unit,currency,price,base_quantity", all { "\(code($0)),C62,EUR,\(price($0)),1" })
            ),
            (
                "4-stock.csv",
                table(
                    "warehouse,product,quantity",
                    ["north", "south"].flatMap { house in all { "\(house),\(code($0)),100000000" } })
            ),
        ]
    }

    private static func all(_ row: (Int) -> String) -> [String] { (0..<products).map(row) }
    private static func table(_ head: String, _ rows: [String]) -> String {
        ([head] + rows).joined(separator: "\n") + "\n"
    }
}

/// `number` with zeros in front of it.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
