// Our own schema of the part of a UBL order that is read: it accepts what the reader takes, and says what it refuses.

import OrderModel
import Testing

@testable import OrderFormats

@Suite("our schema for UBL orders")
struct UBLSchemaTests {
    @Test("orders that we read without findings are valid, the least one too")
    func valid() throws {
        let schema = try ownSchema()
        #expect(schema.validate(ublText(try ublFullOrder())) == [])
        #expect(schema.validate(Array(ublOrderText().utf8)) == [])
    }

    @Test(
        "our test order and the official example are valid by both schemas",
        .enabled(if: hasOfficialUBL, officialUBLMissing))
    func official() throws {
        let example = try fileBytes(officialUBL + "/example/UBL-Order-2.1-Example.xml")
        #expect(try ownSchema().validate(example) == [])
        let schema = try officialSchema("Order")
        #expect(schema.validate(example) == [])
        #expect(schema.validate(ublText(try ublFullOrder())) == [])
    }

    @Test(
        "what would be refused is not valid",
        arguments: [
            ublOrderText(head: ""), ublOrderText(lines: ""), ublOrderText(head: "<cbc:ID/>"),
            ublOrderText(lines: ublLineText(id: "1") + ublLineText(id: "1")), ublOrderText(lines: "<cac:OrderLine/>"),
            ublOrderText(lines: ublLineText(id: "1", inside: "<cbc:Quantity>1,5</cbc:Quantity>")),
            ublOrderText(lines: ublLineText(id: "1", inside: "<cbc:Quantity>1.1234567</cbc:Quantity>")),
            ublOrderText(head: "<cbc:ID>1</cbc:ID><cbc:IssueDate>1.2.2026</cbc:IssueDate>"),
            "<!DOCTYPE Order>" + ublOrderText().dropFirst(39), "<Order/>", ublOrderText() + "x",
        ])
    func invalid(text: String) throws {
        #expect(!(try ownSchema().validate(Array(text.utf8))).isEmpty)
        #expect(readUBL(text).documents.isEmpty)
    }

    @Test("violations are said with their line")
    func lines() throws {
        let text = ublOrderText(head: "<cbc:ID>1</cbc:ID>\n<cbc:IssueDate>1.2.2026</cbc:IssueDate>")
        #expect(try ownSchema().validate(Array(text.utf8)).map(\.line) == [4])
    }

    @Test("a schema that is none is refused with the reason; its imports come from memory only")
    func badSchema() {
        #expect(throws: XMLSchemaError.self) { try XMLSchemaValidator(files: [("a.xsd", Array("<x/>".utf8))]) }
        #expect(throws: XMLSchemaError.self) { try XMLSchemaValidator(files: []) }
        let importing = """
            <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:include schemaLocation="/etc/passwd"/>
            </xsd:schema>
            """
        #expect(throws: XMLSchemaError.self) { try XMLSchemaValidator(files: [("a.xsd", Array(importing.utf8))]) }
    }
}
