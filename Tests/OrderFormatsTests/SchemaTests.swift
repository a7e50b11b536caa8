// The published schemas are what the readers and writers do.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Published schemas")
struct SchemaTests {
    @Test("The files in schemas/ are those that the declarations give (DOCKET_WRITE_SCHEMAS=1 writes them)")
    func published() {
        for file in SchemaFiles.all { PublishedFiles.check("schemas/\(file.path)", is: file.bytes) }
    }

    @Test(
        "What we write satisfies our own schema: keys are declared, required keys are there",
        arguments: Documents.outgoing)
    func outgoing(_ content: DocumentContent) throws {
        let written = try Documents.write(content, format: .json, language: "en")
        try check(written.bytes, against: content.name)
    }

    @Test("What we write of incoming documents satisfies the schema that partners get", arguments: Documents.incoming)
    func incoming(_ document: IncomingDocument) throws {
        try check(IncomingDocumentWriter.write(document), against: document.kind.rawValue)
    }

    @Test("Carriers' notices and the report of a check satisfy their schemas")
    func others() throws {
        try check(CarrierNoticeWriter.write(Documents.carrierNotice), against: "carrier-notice")
        let file = read("order,product,quantity\nPO-1,W-1,1\nPO-2,W-1,x\n")
        try check(CheckReportWriter.write(file, fileName: "po.csv"), against: "check-report")
    }

    @Test("Every kind of document that can come in, and every one that goes out, has a schema")
    func complete() {
        let paths = Set(SchemaFiles.all.map(\.path))
        for kind in IncomingDocument.Kind.allCases {
            #expect(paths.contains("json/\(kind.rawValue).schema.json"))
            #expect(paths.contains("csv/\(kind.rawValue).csv-columns.md"))
        }
        for content in Documents.outgoing { #expect(paths.contains("json/\(content.name).schema.json")) }
        #expect(paths.count == SchemaFiles.all.count)
    }

    @Test("No two columns of a table answer to the same name")
    func columnNames() {
        for table in CSVTable.all {
            let names = table.columns.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(table.columns.allSatisfy { !$0.about.isEmpty && !$0.example.isEmpty })
        }
    }

    // MARK: - A small validator

    private func check(_ bytes: [UInt8], against name: String) throws {
        let schema = try #require(
            SchemaFiles.all.first { $0.path == "json/\(name).schema.json" }.flatMap { JSONReader.parse($0.bytes).value }
        )
        let value = try #require(JSONReader.parse(bytes).value)
        validate(value, schema, root: schema, at: name)
    }

    private func validate(_ value: JSONValue, _ schema: JSONValue, root: JSONValue, at path: String) {
        if let reference = schema.string(at: "/$ref") {
            guard let target = root.value(at: String(reference.dropFirst())) else {
                Issue.record("\(path): \(reference) is not there")
                return
            }
            return validate(value, target, root: root, at: path)
        }
        if let word = schema.string(at: "/const") { #expect(value.string == word, "\(path)") }
        if let words = schema["enum"] {
            #expect(words.elements.contains { $0.string == value.string }, "\(path): \(value.rawText)")
        }
        if let type = schema["type"] {
            let types = type.isArray ? type.elements.compactMap(\.string) : [type.string ?? ""]
            #expect(types.contains { SchemaTests.isType($0, value) }, "\(path): \(value.rawText) is no \(types)")
        }
        for (index, element) in value.elements.enumerated() {
            if let items = schema["items"] { validate(element, items, root: root, at: "\(path)/\(index)") }
        }
        validateMembers(value, schema, root: root, at: path)
    }

    private func validateMembers(_ value: JSONValue, _ schema: JSONValue, root: JSONValue, at path: String) {
        guard value.isObject, let properties = schema["properties"] else { return }
        for (key, member) in value.members {
            let name = key.string ?? ""
            guard let property = properties[name] else {
                Issue.record("\(path)/\(name) is not declared")
                continue
            }
            validate(member, property, root: root, at: "\(path)/\(name)")
        }
        for required in schema["required"]?.elements ?? [] {
            #expect(value[required.string ?? ""] != nil, "\(path) lacks \(required.rawText)")
        }
    }

    private static func isType(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "object": value.isObject
        case "array": value.isArray
        case "string": value.isString
        case "number": value.isNumber
        case "integer": value.decimal?.isInteger == true
        case "boolean": value.bool != nil
        default: false
        }
    }
}
