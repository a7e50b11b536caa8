// `docket convert`: the orders of a file in another format.

import TestKit
import Testing

@Suite("docket convert", .timeLimit(.minutes(5))) struct ConvertCommandTests {
    @Test("what was converted checks as the same order, and nothing but it goes to standard output")
    func toJSON() async throws {
        try await withTemporaryFolder { folder in
            try RawFiles.write(Shop.csv("PO-1"), to: "\(folder)/po-1.csv")
            let converted = try await run(.docket, ["convert", "po-1.csv", "--to", "json"], in: folder)
            #expect(converted.code == 0 && converted.isJSON && converted.error.isEmpty, "\(converted.error)")
            let before = try await run(.docket, ["check", "--json", "-"], input: Shop.csv("PO-1"))
            let after = try await run(.docket, ["check", "--json", "-"], input: converted.output)
            #expect(documents(before) == documents(after) && !documents(after).isEmpty, "\(after.output)")
        }
    }

    @Test("what is refused is said on standard error, the rest is written, exit 1")
    func partly() async throws {
        let text = Shop.csv("PO-1") + Shop.csv("PO-2", [Shop.Line(quantity: "ten")]).split(separator: "\n")[1] + "\n"
        let converted = try await run(.docket, ["convert", "-", "--to", "json"], input: text)
        #expect(converted.code == 1)
        #expect(converted.output.contains("PO-1") && !converted.output.contains("PO-2"), "\(converted.output)")
        #expect(converted.error.contains("<stdin>:3:") && converted.error.contains("value-not-a-number"))
        let nothing = try await run(.docket, ["convert", "-", "--to", "json"], input: "{")
        #expect(nothing.code == 1 && nothing.output.isEmpty && nothing.error.contains("json-syntax"))
    }

    @Test("several orders are an array; where nothing could be written, no file is there")
    func several() async throws {
        try await withTemporaryFolder { folder in
            try RawFiles.write(
                Shop.csv("PO-1") + Shop.csv("PO-2").split(separator: "\n")[1] + "\n", to: "\(folder)/orders.csv")
            try RawFiles.write("{", to: "\(folder)/broken.json")
            let both = try await run(.docket, ["convert", "orders.csv", "--to", "json", "-o", "out.json"], in: folder)
            #expect(both.code == 0, "\(both.error)")
            let check = try await run(.docket, ["check", "out.json"], in: folder)
            #expect(check.code == 0 && check.output.contains("2 × order"), "\(check.output) \(check.error)")
            for format in ["json", "ubl"] {
                let none = try await run(
                    .docket, ["convert", "broken.json", "--to", format, "-o", "none.\(format)"], in: folder)
                #expect(none.code == 1, "\(none.error)")
            }
            let names = RawFiles.names(in: folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
            #expect(names == ["broken.json", "orders.csv", "out.json"], "nothing else is left")
        }
    }

    @Test("-o writes a whole file or none, and never over another one unless --force is said")
    func output() async throws {
        try await withTemporaryFolder { folder in
            try RawFiles.write(Shop.csv("PO-1"), to: "\(folder)/po-1.csv")
            try RawFiles.write("mine", to: "\(folder)/out.json")
            let arguments = ["convert", "po-1.csv", "--to", "json", "-o", "out.json"]
            let refused = try await run(.docket, arguments, in: folder)
            #expect(refused.code == 73 && refused.error.contains("--force"), "\(refused.error)")
            #expect(RawFiles.text("\(folder)/out.json") == "mine")
            let forced = try await run(.docket, arguments + ["--force"], in: folder)
            #expect(forced.code == 0 && forced.output.isEmpty, "\(forced.error)")
            #expect(RawFiles.text("\(folder)/out.json")?.contains("PO-1") == true)
            let fresh = try await run(.docket, arguments.dropLast() + ["new.json"], in: folder)
            #expect(fresh.code == 0)
            let away = try await run(.docket, arguments.dropLast() + ["away/new.json"], in: folder)
            #expect(away.code == 73 && away.error.contains("away/new.json"), "\(away.error)")
            let names = RawFiles.names(in: folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
            #expect(names == ["new.json", "out.json", "po-1.csv"], "nothing else is left")
        }
    }

    @Test("other documents are written as JSON only; letters are no form of an order")
    func otherDocuments() async throws {
        let decision = Shop.decision("SO-1", "approve")
        let json = try await run(.docket, ["convert", "-", "--to", "json"], input: decision)
        #expect(json.code == 0 && json.output.contains("review-decision"), "\(json.error)")
        let csv = try await run(.docket, ["convert", "-", "--to", "csv"], input: decision)
        #expect(csv.code == 1 && csv.error.contains("--to json"), "\(csv.error)")
        let letter = try await run(.docket, ["convert", "-", "--to", "html"], input: Shop.csv("PO-1"))
        #expect(letter.code == 64)
    }

    @Test("--partner says how the file is written, --to-partner for whom it is written")
    func partners() async throws {
        try await withDesk { desk in
            try Shop.addPartner(
                "lakeside", identifier: "4000005000001",
                more: "csv:\n  columns: { order: Best.nr, product: Artikel, quantity: Antal }\n", to: desk)
        } _: { desk in
            let file = "\(desk.root)/order.csv"
            try RawFiles.write("Best.nr,Artikel,Antal\n12-3,N-100,100\n", to: file)
            let read = try await desk.docket("convert", file, "--to", "json", "--partner", "lakeside")
            #expect(read.code == 0 && read.output.contains("12-3"), "\(read.error)")
            let nobody = try await desk.docket("convert", file, "--to", "json", "--to-partner", "lakeshore")
            #expect(nobody.code == 64 && nobody.error.contains("lakeside"), "\(nobody.error)")
        }
    }

    /// The part of a report with the documents.
    private func documents(_ report: Ended) -> Substring {
        guard let start = report.output.firstRange(of: "\"documents\""),
            let end = report.output.firstRange(of: "\"refused\"")
        else { return "" }
        return report.output[start.lowerBound..<end.lowerBound]
    }
}
