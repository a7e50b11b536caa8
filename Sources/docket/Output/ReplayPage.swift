// What came of a replay, for people: what was decided anew, what is wrong with files, which rows differ, and a verdict.

import DocketDaemon
import OrderFormats
import OrderLedger

struct ReplayPage {
    let report: ReplayReport
    let limit: Int
    let took: Duration

    /// So much of a long value is shown.
    private static let shownCharacters = 60

    var text: String {
        var text = "\(opening)\n"
        for finding in report.findings.prefix(limit) { text += Terminal.output.red("File: ") + finding.sentence + "\n" }
        if report.findings.count > limit { text += "… \(report.findings.count - limit) more files\n" }
        text += "\n" + table
        for comparison in report.tables where comparison.differing > 0 { text += "\n" + differences(comparison) }
        if !report.isSame { text += configurationNote }
        return text + "\n" + verdict + "\n"
    }

    private var opening: String {
        guard let first = report.first, let last = report.last else { return "This desk has taken no file yet." }
        let tenths = took.components.seconds * 10 + took.components.attoseconds / 100_000_000_000_000_000
        var parts = ["\(report.fromArchive) from the archive", "\(report.fromQuarantine) from quarantine"]
        if report.fromWork > 0 { parts.append("\(report.fromWork) on their way there") }
        if report.gone > 0 { parts.append("\(report.gone) refused ones that are not kept any more") }
        if !report.findings.isEmpty { parts.append("\(report.findings.count) with something wrong") }
        return
            "\(report.files) files of \(first) to \(last) in \(tenths / 10).\(tenths % 10) s: \(parts.joined(separator: ", "))."
    }

    private var table: String {
        var table = Table("TABLE", "ROWS", "DIFFERENT")
        for comparison in report.tables where comparison.rows > 0 || comparison.differing > 0 {
            table.add(
                comparison.table, String(comparison.rows),
                comparison.differing == 0 ? "none" : String(comparison.differing))
        }
        return table.isEmpty ? "" : table.text()
    }

    private func differences(_ comparison: TableComparison) -> String {
        var lines = ["\(comparison.table):"]
        for difference in comparison.differences {
            let row = DisplayWidth.harmless(difference.row)
            switch difference.kind {
            case .onlyRecorded: lines.append("  \(row): stands in the ledger, and does not follow from the archive")
            case .onlyComputed: lines.append("  \(row): follows from the archive, and is not in the ledger")
            case .other:
                for change in difference.changes {
                    let (recorded, computed) = ReplayPage.shown(change.recorded, change.computed)
                    lines.append("  \(row): \(change.column) is \(recorded), and \(computed) follows")
                }
            }
        }
        let rest = comparison.differing - comparison.differences.count
        if rest > 0 { lines.append("  … \(rest) more") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Of two long values the part in which they begin to differ.
    private static func shown(_ recorded: String?, _ computed: String?) -> (String, String) {
        guard let recorded, let computed else { return (excerpt(recorded, 0), excerpt(computed, 0)) }
        let common = zip(recorded, computed).prefix { $0 == $1 }.count
        let start = max(0, common - 20)
        return (excerpt(recorded, start), excerpt(computed, start))
    }

    private static func excerpt(_ value: String?, _ start: Int) -> String {
        guard let value else { return "nothing" }
        let rest = value.dropFirst(value.count <= shownCharacters ? 0 : start)
        let shown = rest.prefix(shownCharacters)
        let isCutBefore = rest.count < value.count
        let isCutBehind = shown.count < rest.count
        return "'\(isCutBefore ? "…" : "")\(DisplayWidth.harmless(String(shown)))\(isCutBehind ? "…" : "")'"
    }

    private var configurationNote: String {
        var text = ""
        for path in report.unusableConfigurations { text += "\nThe configuration \(path) cannot be read any more.\n" }
        if report.filesBeforeConfigurations > 0 {
            text +=
                "\nFiles that were decided before configurations were kept in the archive, and now with the first one that is: "
                + "\(report.filesBeforeConfigurations).\n"
        }
        return text + newerNote
    }

    private var newerNote: String {
        guard !report.newerConfiguration.isEmpty else { return "" }
        var lines = [
            "",
            "The archive has kept no configuration, so the present one decided. It has changed since, and what differs may come from that:",
        ]
        for file in report.newerConfiguration {
            lines.append(
                "  \(file.path) was written at \(file.changedAt), after \(file.filesBefore) files were decided")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        if report.isSame { return "The ledger is what follows from the archive." }
        return Terminal.output.red("The ledger is not what follows from the archive: ")
            + "rows that differ: \(report.differing), files that are missing or changed: \(report.findings.count)."
    }
}
