// What the torture came to: a table, what is wrong, and how to do it again.

struct Report {
    let tallies: [Tally]
    let seed: UInt64
    let again: String

    /// So many sentences of each kind are shown.
    private static let shown = 10

    func text() -> String {
        let head = [
            "mode", "runs", "not reached", "ended itself", "files", "orders", "documents", "lost", "doubled", "torn",
            "not answered", "else",
        ]
        let rows = tallies.map { tally in
            [tally.mode]
                + [tally.kills, tally.missed, tally.ended, tally.files, tally.orders, tally.documents].map(String.init)
                + [tally.lost, tally.doubled, tally.torn, tally.unanswered, tally.wrong].map { String($0.count) }
        }
        return "\n" + table([head] + rows) + "\n" + tallies.map(faults).joined()
            + "\nAgain, with the same drops: \(again)\n"
    }

    private func faults(of tally: Tally) -> String {
        [tally.lost, tally.doubled, tally.torn, tally.unanswered, tally.wrong].map { sentences in
            let more = sentences.count - Report.shown
            return sentences.prefix(Report.shown).map { "✗ \(tally.mode): \($0)\n" }.joined()
                + (more > 0 ? "  and \(more) more\n" : "")
        }.joined()
    }

    private func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + space : space + text
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
