// A table for people: columns as wide as what is in them, Chinese characters two cells wide.

import OrderFormats

struct Table {
    private let headers: [String]
    private var rows: [(cells: [String], isLate: Bool)] = []

    init(_ headers: String...) { self.headers = headers }

    var isEmpty: Bool { rows.isEmpty }

    /// - Parameter isLate: the row is red on a terminal.
    mutating func add(_ cells: String..., isLate: Bool = false) { rows.append((cells.map(Table.oneLine), isLate)) }

    func text(terminal: Terminal = .output) -> String {
        var widths = headers.map(DisplayWidth.of)
        for row in rows {
            for (index, cell) in row.cells.enumerated() where index < widths.count {
                widths[index] = max(widths[index], DisplayWidth.of(cell))
            }
        }
        let header = terminal.bold(Table.line(headers, widths))
        let lines = rows.map { row in
            let line = Table.line(row.cells, widths)
            return row.isLate ? terminal.red(line) : line
        }
        return ([header] + lines).joined(separator: "\n") + "\n"
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
