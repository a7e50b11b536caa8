// `docket check`: what the desk would say about a file.

import Foundation
import TestKit
import Testing

@Suite("docket check", .timeLimit(.minutes(5))) struct CheckCommandTests {
    private struct Report: Decodable {
        struct Document: Decodable {
            var document: String
            var customerReference: String?
        }
        struct Refused: Decodable {
            var kind: String?
            var customerReference: String?
        }
        var file: String
        var format: String?
        var charset: String?
        var isIncomplete: Bool
        var documents: [Document]
        var refused: [Refused]
        var findings: [Remark]
    }

    @Test("a good file: exit 0, what it is and what is in it")
    func good() async throws {
        try await check(Shop.csv("PO-1"), as: "po-1.csv") { plain, json in
            #expect(plain.code == 0 && json.code == 0)
            #expect(
                plain.output.contains("po-1.csv: CSV, UTF-8: 1 × order; nothing to complain about"), "\(plain.output)")
            let report: Report = try json.json()
            #expect(report.format == "csv" && report.charset == "UTF-8" && !report.isIncomplete)
            #expect(report.documents.map(\.document) == ["order"] && report.findings.isEmpty)
            #expect(report.documents.map(\.customerReference) == ["PO-1"])
        }
    }

    @Test("a bad file: exit 1, file:line:column, the code, the line with a caret, a hint")
    func bad() async throws {
        let text = Shop.csv("PO-1", [Shop.Line(), Shop.Line(quantity: "ten")])
        try await check(text, as: "po-1.csv") { plain, json in
            #expect(plain.code == 1 && json.code == 1)
            let lines = plain.output.split(separator: "\n").map(String.init)
            let first = try #require(lines.first)
            #expect(first.contains("po-1.csv:3:18: error[value-not-a-number]: "), "\(plain.output)")
            #expect(lines.count > 2 && lines[1].hasSuffix("PO-1,EUR,2,N-100,ten,C62,0.25"), "\(plain.output)")
            #expect(lines.count > 2 && lines[2].hasSuffix("^~~"), "\(plain.output)")
            let column = lines[1].range(of: "ten").map {
                lines[1].distance(from: lines[1].startIndex, to: $0.lowerBound)
            }
            let caret = lines[2].range(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0.lowerBound) }
            #expect(column == caret, "the caret stands below the value")
            #expect(plain.output.contains("hint: "))
            let report: Report = try json.json()
            #expect(report.refused.map(\.customerReference) == ["PO-1"])
            let remark = try #require(report.findings.first { $0.code == "value-not-a-number" })
            #expect(remark.place?.line == 3 && remark.place?.column == 18)
        }
    }

    @Test("with --partner the partner's own columns and units are read")
    func asPartner() async throws {
        try await withDesk { desk in
            try Shop.addPartner(
                "lakeside", identifier: "4000005000001",
                more: """
                    csv:
                      delimiter: ";"
                      decimal-comma: true
                      columns: { order: Best.nr, product: Artikel, quantity: Antal, price: Pris }
                      constants: { currency: EUR }
                    """, to: desk)
        } _: { desk in
            let file = "\(desk.root)/order.csv"
            try RawFiles.write("Best.nr;Artikel;Antal;Pris\n12-3;N-100;100;0,25\n", to: file)
            let plain = try await desk.docket("check", file)
            #expect(plain.code == 1, "without the partner its columns are not known: \(plain.output)")
            let asPartner = try await desk.docket("check", file, "--partner", "lakeside")
            #expect(asPartner.code == 0, "\(asPartner.output)")
            let nobody = try await desk.docket("check", file, "--partner", "lakeshore")
            #expect(nobody.code == 64 && nobody.error.contains("lakeside"), "it says which partners there are")
        }
    }

    @Test("a decision is a good file of a department, and a file that is not there is said so")
    func otherFiles() async throws {
        try await check(Shop.decision("SO-1", "approve"), as: "yes.csv") { plain, _ in
            #expect(plain.code == 0, "\(plain.output)")
        }
        let missing = try await run(.docket, ["check", "/nonexistent/po.csv"])
        #expect(missing.code == 66 && missing.error.contains("/nonexistent/po.csv"), "\(missing.error)")
    }

    @Test("several files are read one after the other; one that is missing does not keep the others from being read")
    func severalFiles() async throws {
        try await withTemporaryFolder { folder in
            try RawFiles.write(Shop.csv("PO-1"), to: "\(folder)/1.csv")
            try RawFiles.write(Shop.csv("PO-2", [Shop.Line(quantity: "ten")]), to: "\(folder)/2.csv")
            let both = try await run(.docket, ["check", "1.csv", "2.csv"], in: folder)
            #expect(both.code == 1)
            #expect(both.output.contains("1.csv: CSV") && both.output.contains("2.csv: CSV"), "\(both.output)")
            let missing = try await run(.docket, ["check", "0.csv", "1.csv"], in: folder)
            #expect(missing.code == 66 && missing.error.contains("0.csv") && missing.output.contains("1.csv: CSV"))
            let none = try await run(.docket, ["check"], in: folder)
            #expect(none.code == 64)
        }
    }

    @Test("standard input is read with -, through a pipe")
    func standardInput() async throws {
        let good = try await run(.docket, ["check", "-"], input: Shop.csv("PO-1"))
        #expect(good.code == 0 && good.output.hasPrefix("<stdin>: CSV, UTF-8: 1 × order"), "\(good.output)")
        let bad = try await run(.docket, ["check", "--json", "-"], input: Shop.csv("PO-1", [Shop.Line(quantity: "x")]))
        let report: Report = try bad.json()
        #expect(bad.code == 1 && report.file == "<stdin>" && report.refused.count == 1)
        let empty = try await run(.docket, ["check", "-"])
        #expect(empty.code == 1 && empty.output.contains("file-empty"), "\(empty.output)")
    }

    @Test("--explain says what a code means; of one that does not exist, which was probably meant")
    func explain() async throws {
        let known = try await run(.docket, ["check", "--explain", "value-not-a-number"])
        #expect(known.code == 0 && known.output.contains("What to do: "), "\(known.output)")
        let json = try await run(.docket, ["check", "--explain", "value-not-a-number", "--json"])
        #expect(json.isJSON)
        let unknown = try await run(.docket, ["check", "--explain", "value-not-a-numbr"])
        #expect(unknown.code == 64 && unknown.error.contains("'value-not-a-number'"), "\(unknown.error)")
    }

    private func check(_ text: String, as name: String, _ body: (Ended, Ended) throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try RawFiles.write(text, to: "\(folder)/\(name)")
            try await body(
                run(.docket, ["check", name], in: folder), run(.docket, ["check", "--json", name], in: folder))
        }
    }
}
