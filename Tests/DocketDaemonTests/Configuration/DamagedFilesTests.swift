// Files that were damaged at random, by a fixed seed: whatever is in them, loading ends, with places that exist.

import Testing

@testable import DocketDaemon

@Suite struct DamagedFilesTests {
    /// A generator that gives the same numbers in each run (xorshift64*).
    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % max(bound, 1)
        }
    }

    private static let fragments: [String] = [
        "\"", "'", "{", "}", "[", "]", ": ", "- ", "\n", "\t", "#", "&a ", "*a", "!!int ", "|\n", ">-\n", "? ", "<<: ",
        "---\n", "...\n", "%YAML 9\n", "\u{0}", "\u{FEFF}", "\u{2028}", "\u{E000}", "箱", "👍", "\\", "  ", "null",
        "~", "name: x\n", "name: x\nname: y\n", "\r", "\r\n", "0x", "-", "99999999999999999999", ",", ";", " | ", "..",
        "= it ", "not ", "in ", "(", ")", "2 of ", " then ", " + ", "sep=;\n",
        "match,all\n",
    ]

    private func damaged(_ text: String, _ numbers: inout Numbers) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...numbers.below(4) {
            let place = numbers.below(scalars.count + 1)
            switch numbers.below(4) {
            case 0:
                let fragment = DamagedFilesTests.fragments[numbers.below(DamagedFilesTests.fragments.count)]
                scalars.insert(contentsOf: fragment.unicodeScalars, at: place)
            case 1: scalars.removeSubrange(place..<min(place + numbers.below(12), scalars.count))
            case 2:
                let from = numbers.below(scalars.count + 1)
                let piece = Array(scalars[from..<min(from + numbers.below(80), scalars.count)])
                scalars.insert(contentsOf: piece, at: place)
            default: scalars = Array(scalars[..<max(place, 1)])
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func check(_ desk: ConfigurationTestDesk, _ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        for problem in desk.load().problems {
            #expect((1...(lines + 1)).contains(problem.line ?? 1), "\(problem) in:\n\(text)")
            #expect((problem.column ?? 1) >= 1)
            #expect(!problem.diagnostic.isEmpty)
        }
    }

    @Test("A damaged file of any kind is read to its end or refused, and never more than told")
    func damagedFiles() {
        var numbers = Numbers(state: 0x9E37_79B9_7F4A_7C15)
        for template in DeskTemplates.all where template.path.contains(".yaml") {
            let text = String(decoding: template.content, as: UTF8.self)
            for _ in 0..<150 {
                let damage = damaged(text, &numbers)
                if template.path.contains("rules/") {
                    check(.rules(damage), damage)
                } else if template.path.contains("partners/") {
                    check(.partner(damage), damage)
                } else if template.path.contains("carriers/") {
                    check(.carrier(damage), damage)
                } else {
                    check(.desk(damage), damage)
                }
            }
        }
    }

    /// Every way of writing a cell.
    private static let table = """
        match,first
        # a comment
        order.total,customer.isKey,order.country,today,size(order.lines),order.lines,when,approve,within,hold,reason
        >= 50000,true,-,2026-12-24,10..<20,= size(it) > 2,order.urgent,"2 of (sales, finance), quality + sales",1 day,,a
        10…20 | < 5,not true,DE | FR,> 2026-12-24,"in 1, 2",,"order.total >
          5",any of sales then finance,,sales,"it's
        two lines"
        ≤ 5.5,false,not “DE”,,<> 3,'-,,,,finance,
        '= it > 3,FALSE,none,= it > today,,,,,,,
        """

    @Test("A damaged decision table is read to its end or refused, and so it is searched for gaps")
    func damagedTables() {
        var numbers = Numbers(state: 0x51_7CC1_B727_220A)
        #expect(ConfigurationTestDesk.table(DamagedFilesTests.table).load().problems == [])
        for _ in 0..<1_500 {
            let damage = damaged(DamagedFilesTests.table, &numbers)
            let desk = ConfigurationTestDesk.table(damage)
            check(desk, damage)
            for remark in TableReview.problems(in: desk.files) { #expect(!remark.diagnostic.isEmpty) }
        }
    }

    @Test("Nesting without end is refused")
    func nesting() {
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
            String(repeating: "- ", count: 50_000), String(repeating: "? ", count: 50_000),
        ] {
            #expect(!ConfigurationTestDesk.desk(text).load().problems.isEmpty)
        }
    }
}
