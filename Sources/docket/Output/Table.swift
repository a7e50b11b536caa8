// A table for people: columns as wide as what is in them, Chinese characters two cells wide.

import OrderFormats

struct Table {
    private let headers: [String]
    private var rows: [[String]] = []

    init(_ headers: String...) { self.headers = headers }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: String...) { rows.append(cells.map(Table.oneLine)) }

    func text(terminal: Terminal = .output) -> String {
        var widths = headers.map(DisplayWidth.of)
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], DisplayWidth.of(cell))
            }
        }
        let header = terminal.bold(Table.line(headers, widths))
        return ([header] + rows.map { Table.line($0, widths) }).joined(separator: "\n") + "\n"
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            line += cell
            if index + 1 < cells.count {
                line += String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)) + 2)
            }
        }
        return line
    }

    /// What came from outside may hold line ends, control characters and signs that turn the writing around.
    private static func oneLine(_ text: String) -> String { DisplayWidth.harmless(text) }
}
