// What the measured desk knows and is asked for: products, customers, prices, stock, and orders, all from counting up,
// so that every run has the same input and the check can say what must come out.

import Foundation

/// A customer of the measured desk, and the format its answers are in.
enum Customer: String, CaseIterable {
    case acme, globex, initech

    var answerFormat: String {
        switch self {
        case .acme: "csv"
        case .globex: "json"
        case .initech: "ubl"
        }
    }

    var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() + " Ltd." }

    /// The file `etc/partners/….yaml`.
    var profile: String {
        """
        name: \(name)
        answer-format: \(answerFormat)
        channels: [\(Customer.channels.joined(separator: ", "))]

        """
    }

    static let channels = ["web", "shop"]
}

struct Catalogue {
    let products: Int
    let linesPerOrder: Int

    // MARK: Reference data

    /// The desk's own files in the order in which they are given to it.
    var referenceData: [(name: String, text: String)] {
        [
            (
                "1-products.csv",
                table("product,name,unit,standard", (0..<products).map { "\(code($0)),Product \($0),C62,yes" })
            ),
            (
                "2-customers.csv",
                table(
                    "customer,name,street,postal_code,city,country,shortage_consent,credit_limit,credit_currency,sales_contact",
                    Customer.allCases.map {
                        "\($0.rawValue),\($0.name),Hafenstr. 12,20457,Hamburg,DE,part,900000000000,EUR,Liu Yang"
                    })
            ),
            (
                "3-prices.csv",
                table(
                    "product,customer,unit,currency,price,base_quantity,valid_from",
                    (0..<products).map { "\(code($0)),,C62,EUR,\(price($0)),1,2020-01-01" })
            ),
            (
                "4-stock.csv",
                table(
                    "warehouse,product,lot,quantity,received_on",
                    ["north", "south"].flatMap { warehouse in
                        (0..<products).map { "\(warehouse),\(code($0)),,1000000000,2020-01-01" }
                    })
            ),
        ]
    }

    private func table(_ head: String, _ rows: [String]) -> String { ([head] + rows).joined(separator: "\n") + "\n" }
    private func code(_ product: Int) -> String { "P-\(Digits.padded(product, 5))" }
    private func price(_ product: Int) -> String { "\(1 + product % 90).\(Digits.padded(product * 7 % 100, 2))" }

    // MARK: Orders

    static let orderHead = """
        order,currency,contact_name,contact_phone,ship_to_name,ship_to_street,ship_to_postal_code,ship_to_city,\
        ship_to_country,line,product,quantity,unit,price

        """

    /// The rows of one order in a CSV file without its head.
    func orderRows(reference: String, number: Int) -> String {
        var rows = ""
        for line in 0..<linesPerOrder {
            let product = (number * linesPerOrder + line) % products
            rows +=
                "\(reference),EUR,H. Meyer,+49 40 5550100,Warehouse \(number % 7),Hafenstr. 12,20457,Hamburg,DE,\(line + 1),"
                + "\(code(product)),\(1 + number % 9),C62,\(price(product))\n"
        }
        return rows
    }
}
