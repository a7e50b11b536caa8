// Files of many orders for the measure of the readers: in every format the same orders of two lines, from counting up, so
// that every run reads the same bytes.

import Foundation

/// A file as a partner would send it.
enum FormatFile: String, CaseIterable {
    case csv
    case jsonLines = "json-lines"
    case jsonArray = "json"
    case ubl, x12, edifact

    var title: String {
        switch self {
        case .csv: "CSV"
        case .jsonLines: "JSON Lines"
        case .jsonArray: "JSON array"
        case .ubl: "UBL, many orders"
        case .x12: "X12 850"
        case .edifact: "EDIFACT ORDERS"
        }
    }

    /// Writes orders until the file has at least so many bytes. Says how many.
    func write(to path: String, bytes: Int, progress: (Int) -> Void) throws -> Int {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("The file \(path) cannot be made.") }
        defer { try? file.close() }
        var written = 0
        var orders = 0
        var piece = head
        while written + piece.utf8.count < bytes {
            if orders > 0, self == .jsonArray { piece += ",\n" }
            piece += order(BenchOrder(number: orders))
            orders += 1
            guard piece.utf8.count > 1 << 20 else { continue }
            try file.write(contentsOf: Data(piece.utf8))
            written += piece.utf8.count
            piece = ""
            progress(written)
        }
        piece += tail(orders: orders)
        try file.write(contentsOf: Data(piece.utf8))
        return orders
    }

    private var head: String {
        switch self {
        case .csv: BenchOrder.csvHead
        case .jsonLines: ""
        case .jsonArray: "[\n"
        case .ubl: BenchOrder.ublHead
        case .x12: BenchOrder.x12Head
        case .edifact: BenchOrder.edifactHead
        }
    }

    private func order(_ order: BenchOrder) -> String {
        switch self {
        case .csv: order.csv
        case .jsonLines: order.json + "\n"
        case .jsonArray: order.json
        case .ubl: order.ubl
        case .x12: order.x12
        case .edifact: order.edifact
        }
    }

    private func tail(orders: Int) -> String {
        switch self {
        case .csv, .jsonLines: ""
        case .jsonArray: "\n]\n"
        case .ubl: "</Orders>\n"
        case .x12: "GE*\(orders)*1~\nIEA*1*000000001~\n"
        case .edifact: "UNZ+\(orders)+1'\n"
        }
    }
}
