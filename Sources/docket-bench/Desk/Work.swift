// What is given to the desk at once: many small files, or one large file.

import Foundation

/// The files are made anew when they are asked for, piece by piece, so that none has to be kept.
struct Work {
    struct File {
        /// Beneath `inbox/`.
        let folder: String
        let name: String
        let pieces: Int
        let piece: (Int) -> String
    }

    /// As the table calls it.
    var title: String
    /// The folder of its desk.
    let name: String
    let orders: Int
    let files: Int
    let references: References
    let file: (Int) -> File

    /// Orders in one piece of a large file.
    private static let ordersPerPiece = 1_000

    /// Each file is one order; they come from every customer through every channel in turn.
    static func manyFiles(count: Int, _ catalogue: Catalogue) -> Work {
        let references = References(prefix: "BENCHF-")
        let folders = Customer.allCases.flatMap { customer in Customer.channels.map { "\(customer.rawValue)/\($0)" } }
        return Work(
            title: "\(Digits.grouped(count)) files of one order", name: "many-files", orders: count, files: count,
            references: references
        ) { number in
            File(folder: folders[number % folders.count], name: "order-\(Digits.padded(number, 7)).csv", pieces: 1) {
                _ in
                Catalogue.orderHead + catalogue.orderRows(reference: references.name(number), number: number)
            }
        }
    }

    /// Only one customer's, so that one answer can confirm them all.
    static func oneFile(
        orders: Int, _ catalogue: Catalogue, name: String = "one-file", prefix: String = "BENCHC-"
    ) -> Work {
        let references = References(prefix: prefix)
        return Work(
            title: "one file of \(Digits.grouped(orders)) orders", name: "\(name)-\(orders)", orders: orders, files: 1,
            references: references
        ) { _ in
            let pieces = (orders + ordersPerPiece - 1) / ordersPerPiece
            return File(folder: "\(Customer.acme.rawValue)/shop", name: "\(name)-orders.csv", pieces: pieces) { piece in
                let numbers = piece * ordersPerPiece..<min(orders, (piece + 1) * ordersPerPiece)
                return numbers.reduce(into: piece == 0 ? Catalogue.orderHead : "") { text, number in
                    text += catalogue.orderRows(reference: references.name(number), number: number)
                }
            }
        }
    }
}
