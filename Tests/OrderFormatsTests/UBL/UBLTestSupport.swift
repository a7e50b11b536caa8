// What the UBL tests share: the folders of the schemas, orders as UBL text, documents to write.

import ExactDecimals
import Foundation
import OrderModel
import TestKit
import Testing

@testable import OrderFormats

// MARK: - Folders

/// The package's own folder, whatever links the tests were reached through.
let ublPackageRoot: String = {
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return (0..<4).reduce(here) { folder, _ in folder.deletingLastPathComponent() }.path
}()

/// The official UBL 2.1 schemas and examples. They are not part of the project.
let officialUBL = officialFolder + "/ubl-2.1"

private let officialFolder =
    ProcessInfo.processInfo.environment["DOCKET_STANDARDS"] ?? ublPackageRoot + "/../shared/standards"

let hasOfficialUBL = FileManager.default.fileExists(atPath: officialUBL + "/maindoc/UBL-Order-2.1.xsd")
let officialUBLMissing: Comment =
    "the official UBL schemas are not there; set DOCKET_STANDARDS to the folder that holds ubl-2.1"

func fileBytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

let hasOfficialUBL23 = FileManager.default.fileExists(
    atPath: officialFolder + "/ubl-2.3/maindoc/UBL-OrderResponse-2.3.xsd")
let officialUBL23Missing: Comment =
    "the official UBL 2.3 schemas are not there; set DOCKET_STANDARDS to the folder that holds ubl-2.3"

/// The official schema of a document, compiled with all that it imports.
func officialSchema(_ document: String, _ version: String = "2.1") throws -> XMLSchemaValidator {
    let folder = officialFolder + "/ubl-" + version
    let common = try FileManager.default.contentsOfDirectory(atPath: folder + "/common").sorted()
    let main = "UBL-\(document)-\(version).xsd"
    return try XMLSchemaValidator(
        files: [(main, try fileBytes(folder + "/maindoc/" + main))]
            + common.map { ($0, try fileBytes(folder + "/common/" + $0)) })
}

/// Our own schema of the part of an order that is read.
func ownSchema() throws -> XMLSchemaValidator {
    try XMLSchemaValidator(
        files: ["docket-order-2.xsd", "docket-order-2-aggregates.xsd", "docket-order-2-basics.xsd"].map {
            ($0, try fileBytes(ublPackageRoot + "/schemas/ubl/" + $0))
        })
}

// MARK: - Orders as text

let ublNamespaces =
    "xmlns=\"\(UBL.namespace(of: "Order"))\" xmlns:cac=\"\(UBL.aggregates)\" xmlns:cbc=\"\(UBL.basics)\""

/// An order with this head and these lines.
func ublOrderText(head: String = "<cbc:ID>PO-1</cbc:ID>", lines: String = ublSimpleLine) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <Order \(ublNamespaces)>
      \(head)
      \(lines)
    </Order>

    """
}

let ublSimpleLine = ublLineText(id: "1")

func ublLineText(id: String, inside: String = "<cbc:Quantity unitCode=\"C62\">12</cbc:Quantity>") -> String {
    """
    <cac:OrderLine><cac:LineItem>
      <cbc:ID>\(id)</cbc:ID>
      \(inside)
      <cac:Item><cac:SellersItemIdentification><cbc:ID>BOLT-M8</cbc:ID></cac:SellersItemIdentification></cac:Item>
    </cac:LineItem></cac:OrderLine>
    """
}

/// A change of the order PO-1, with two notes that say why.
func ublChangeText(
    head: String = "<cbc:ID>CH-1</cbc:ID><cbc:SequenceNumberID>2</cbc:SequenceNumberID>", lines: String
) -> String {
    """
    <OrderChange xmlns="\(UBL.namespace(of: "OrderChange"))" xmlns:cac="\(UBL.aggregates)" xmlns:cbc="\(UBL.basics)">
      \(head)<cbc:Note>too many ordered</cbc:Note><cbc:Note>订多了</cbc:Note>
      <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>
      \(lines)
    </OrderChange>

    """
}

func ublChangeLine(_ status: String, quantity: String = "5") -> String {
    """
    <cac:OrderLine><cac:LineItem><cbc:ID>\(status)</cbc:ID><cbc:LineStatusCode>\(status)</cbc:LineStatusCode>
    <cbc:Quantity unitCode="C62">\(quantity)</cbc:Quantity></cac:LineItem></cac:OrderLine>
    """
}

/// A file of several documents, without their XML declarations.
func ublWrapped(_ documents: [String], root: String = "Orders") -> String {
    let inner = documents.map { $0.hasPrefix("<?xml") ? String($0.drop { $0 != "\n" }) : $0 }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root)>\n\(inner.joined(separator: "\n"))\n</\(root)>\n"
}

func readUBL(_ text: String, limits: FormatLimits = .standard) -> ReadFile {
    UBLReader.read(Array(text.utf8), limits: limits)
}

extension ReadFile {
    var onlyOrder: PurchaseOrder? {
        guard documents.count == 1, case .order(let order) = documents[0].document else { return nil }
        return order
    }
    /// Findings of the file, its documents and what was refused.
    var allFindings: [Finding] { findings + documents.flatMap(\.findings) + refused.flatMap(\.findings) }
    func finding(_ code: FindingCode) -> Finding? { allFindings.first { $0.code == code } }
}

extension PurchaseOrder {
    var withoutPlaces: PurchaseOrder {
        var order = self
        order.place = nil
        for index in order.lines.indices { order.lines[index].place = nil }
        return order
    }
}

// MARK: - Orders as values

/// An order that uses every field that UBL carries, with Chinese text in it.
func ublFullOrder() throws -> PurchaseOrder {
    var order = PurchaseOrder(customerReference: "PO-2026-七号")
    order.urgency = .urgent
    order.issueDate = day("2026-11-20")
    order.currency = "CNY"
    let contact = Contact(name: "王芳", phone: "+86 21 5555 0100", email: "wang@acme.example")
    order.buyer = Party(
        identifiers: [Identifier(scheme: "0088", value: "7300010000001"), Identifier(value: "ACME-7")],
        name: "阿克米贸易有限公司",
        address: PostalAddress(street: "测试路 1 号", city: "上海", postalCode: "200000", country: "CN"), contact: contact)
    order.contact = contact
    order.deliverTo = PostalAddress(
        name: "三号仓库", street: "Harbour Road 5 <rear & left>", city: "Ningbo", postalCode: "315000", region: "Zhejiang",
        country: "CN")
    order.requestedDeliveryDate = day("2026-12-01")
    order.paymentMeans = "30"
    order.paymentTerms = "net 30 days"
    order.transportMode = "3"
    order.attestation = Attestation(kind: .stamp, by: "Acme Purchasing", date: day("2026-11-20"))
    order.evidence = [
        Evidence(
            kind: .email, name: "order.eml", text: "Please send us:\n十二个螺栓", sha256: String(repeating: "ab", count: 32)),
        Evidence(kind: .scan, name: "fax-page-1.tif"),
    ]
    order.note = "call before delivery\n请先打电话"
    order.statedTotal = exact("1234.56")
    order.lines = [
        OrderLine(
            id: "10", sellerCode: "BOLT-M8", buyerCode: "4711", gtin: "09506000134352", name: "Bolt M8 螺栓",
            specification: "zinc \"A2\"", quantity: exact("100.5"), unit: "C62",
            unitPrice: exact("12.345678"),
            priceBaseQuantity: exact("100"), lineAmount: exact("12.41"),
            requestedDeliveryDate: day("2026-12-03"), packing: "4 CT", note: "in cartons"),
        OrderLine(id: "20", buyerCode: "4712", quantity: exact("3"), unit: "KGM"),
    ]
    return order
}

/// The order as a partner would write it.
func ublText(_ order: PurchaseOrder) -> [UInt8] {
    UBLWriter.document("Order") { writer in
        writer.element("cbc:ID", order.customerReference)
        writer.element("cbc:IssueDate", order.issueDate?.description)
        writer.element("cbc:OrderTypeCode", order.urgency == .urgent ? "224" : nil)
        for note in (order.note ?? "").split(separator: "\n") { writer.element("cbc:Note", String(note)) }
        writer.element("cbc:DocumentCurrencyCode", order.currency)
        for evidence in order.evidence { writeEvidence(evidence, &writer) }
        if let attestation = order.attestation { writeAttestation(attestation, &writer) }
        writer.tradingParty("cac:BuyerCustomerParty", order.buyer)
        writer.tradingParty("cac:SellerSupplierParty", Party(name: "Docket Trading"))
        writer.group("cac:Delivery") { writer in
            writer.deliveryLocation(order.deliverTo)
            writeRequested(order.requestedDeliveryDate, &writer)
            writer.group("cac:Shipment") { writer in
                writer.element("cbc:ID", order.transportMode == nil ? nil : "1")
                writer.group("cac:ShipmentStage") { $0.element("cbc:TransportModeCode", order.transportMode) }
            }
        }
        writer.group("cac:PaymentMeans") { $0.element("cbc:PaymentMeansCode", order.paymentMeans) }
        writer.group("cac:PaymentTerms") { $0.element("cbc:Note", order.paymentTerms) }
        writer.group("cac:AnticipatedMonetaryTotal") { writer in
            writer.amount("cbc:LineExtensionAmount", order.statedTotal, currency: order.currency)
            writer.amount("cbc:PayableAmount", order.statedTotal, currency: order.currency)
        }
        for line in order.lines { writeLine(line, order, &writer) }
    }
}

private func writeEvidence(_ evidence: Evidence, _ writer: inout XMLWriter) {
    writer.group("cac:AdditionalDocumentReference") { writer in
        writer.element("cbc:ID", evidence.name)
        writer.element("cbc:DocumentType", evidence.kind == .email ? "e-mail" : evidence.kind.rawValue)
        writer.group("cac:Attachment") { writer in
            if let text = evidence.text {
                writer.element(
                    "cbc:EmbeddedDocumentBinaryObject", Data(text.utf8).base64EncodedString(),
                    ("mimeCode", "message/rfc822"), ("filename", evidence.name))
            }
            writer.group("cac:ExternalReference") { $0.element("cbc:DocumentHash", evidence.sha256) }
        }
    }
}

private func writeAttestation(_ attestation: Attestation, _ writer: inout XMLWriter) {
    writer.group("cac:Signature") { writer in
        writer.element("cbc:ID", "S1")
        writer.element("cbc:ValidationDate", attestation.date?.description)
        writer.element("cbc:SignatureMethod", attestation.kind.rawValue)
        writer.party("cac:SignatoryParty", Party(name: attestation.by))
    }
}

private func writeRequested(_ date: CalendarDate?, _ writer: inout XMLWriter) {
    writer.group("cac:RequestedDeliveryPeriod") { $0.element("cbc:EndDate", date?.description) }
}

private func writeLine(_ line: OrderLine, _ order: PurchaseOrder, _ writer: inout XMLWriter) {
    writer.group("cac:OrderLine") { writer in
        writer.element("cbc:Note", line.note)
        writer.group("cac:LineItem") { writer in
            writer.element("cbc:ID", line.id)
            writer.element("cbc:Quantity", line.quantity?.description, ("unitCode", line.unit))
            writer.amount("cbc:LineExtensionAmount", line.lineAmount, currency: order.currency)
            writer.group("cac:Delivery") { writeRequested(line.requestedDeliveryDate, &$0) }
            writer.group("cac:Price") { writer in
                writer.amount("cbc:PriceAmount", line.unitPrice, currency: order.currency)
                writer.element("cbc:BaseQuantity", line.priceBaseQuantity?.description, ("unitCode", line.unit))
            }
            writer.group("cac:Item") { writer in
                writer.element("cbc:Description", line.specification)
                let pack = line.packing?.split(separator: " ")
                writer.element(
                    "cbc:PackQuantity", pack?.first.map(String.init), ("unitCode", pack?.last.map(String.init)))
                writer.element("cbc:Name", line.name)
                for (name, code) in [
                    ("cac:BuyersItemIdentification", line.buyerCode),
                    ("cac:SellersItemIdentification", line.sellerCode),
                ] { writer.group(name) { $0.element("cbc:ID", code) } }
                writer.group("cac:StandardItemIdentification") {
                    $0.element("cbc:ID", line.gtin, ("schemeID", "GTIN"))
                }
            }
        }
    }
}
