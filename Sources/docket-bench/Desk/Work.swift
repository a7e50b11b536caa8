// The two works that are measured: many small files, one large file.

import Foundation

/// What is given to the desk at once. The files are made anew when they are asked for, so that none has to be kept.
struct Work {
    /// As the table calls it.
    let title: String
    /// The folder of its desk.
    let name: String
    let orders: Int
    let files: Int
    let references: References
    /// Where the file with this number is dropped, beneath `inbox/`, under which name, and what is in it.
    let file: (Int) -> (folder: String, name: String, text: String)

    /// Each file is one order; they come from every customer through every channel in turn.
    static func manyFiles(count: Int, _ catalogue: Catalogue) -> Work {
        let references = References(prefix: "BENCHF-")
        let folders = Customer.allCases.flatMap { customer in Customer.channels.map { "\(customer.rawValue)/\($0)" } }
        return Work(
            title: "\(Digits.grouped(count)) files of one order", name: "many-files", orders: count, files: count,
            references: references
        ) { number in
            let reference = references.name(number)
            return (
                folders[number % folders.count], "order-\(Digits.padded(number, 6)).csv",
                Catalogue.orderHead + catalogue.orderRows(reference: reference, number: number)
            )
        }
    }

    static func oneFile(orders: Int, _ catalogue: Catalogue) -> Work {
        let references = References(prefix: "BENCHC-")
        return Work(
            title: "one file of \(Digits.grouped(orders)) orders", name: "one-file", orders: orders, files: 1,
            references: references
        ) { _ in
            var text = Catalogue.orderHead
            for number in 0..<orders {
                text += catalogue.orderRows(reference: references.name(number), number: number)
            }
            return ("\(Customer.acme.rawValue)/shop", "orders.csv", text)
        }
    }
}
