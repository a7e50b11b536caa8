// All published schemas: the folder `schemas/json` and `schemas/csv`, made from the declarations that the readers and
// writers use.

import OrderModel

import OrderModel

package struct SchemaFile: Sendable {
    /// Beneath `schemas/`, such as `json/order.schema.json`.
    package var path: String
    package var bytes: [UInt8]
}

package enum SchemaFiles {
    package static var all: [SchemaFile] { incomingJSON + outgoingJSON + incomingCSV + outgoingCSV }

    /// The shapes of what we read, by document.
    static let incomingShapes: [JSONShape] = [
        OrderField.shape, AnswerField.shape, DecisionField.shape, ProgressField.shape, DispatchField.shape,
        CarrierField.shape,
        DeliveryField.shape, TransportField.shape, FailureField.shape, ReceiptAdviceField.shape, RetryField.shape,
        ProductsField.shape, CustomersField.shape,
        PricesField.shape,
        SalesField.shape, StockField.shape,
    ]

    private static var incomingJSON: [SchemaFile] {
        incomingShapes.map {
            SchemaFile(path: "json/\($0.name).schema.json", bytes: JSONSchemaWriter.schema($0, .incoming))
        }
    }

    private static var outgoingJSON: [SchemaFile] {
        OutgoingShapes.all.map {
            SchemaFile(path: "json/\($0.name).schema.json", bytes: JSONSchemaWriter.schema($0, .outgoing))
        }
    }

    private static var incomingCSV: [SchemaFile] {
        CSVTable.all.map { table in
            SchemaFile(
                path: "csv/\(table.kind.rawValue).csv-columns.md", bytes: Array(ColumnDescriptions.page(table).utf8))
        }
    }

    private static var outgoingCSV: [SchemaFile] {
        [
            file(
                "Receipts", "receipt", "One row per document of your file, or per finding about it.",
                PartnerDocumentCSV.receiptColumns),
            file(
                "Confirmations", "confirmation", "One row per line; one row without a line where there are none.",
                PartnerDocumentCSV.confirmationColumns),
            file(
                "Quotations", "quotation", "One row per line; one row without a line where we make no offer.",
                PartnerDocumentCSV.quotationColumns),
            file("Queries", "query", "One row per question.", PartnerDocumentCSV.queryColumns),
            file("Delay notices", "delay-notice", "One row.", PartnerDocumentCSV.delayColumns),
            file("Shipping notices", "shipping-notice", "One row per line.", PartnerDocumentCSV.shippingColumns),
        ]
    }

    private static func file<Row>(
        _ title: String, _ name: String, _ about: String, _ columns: [CSVOutputColumn<Row>]
    ) -> SchemaFile {
        let page = ColumnDescriptions.page(title, name, about, columns)
        return SchemaFile(path: "csv/\(name).csv-columns.md", bytes: Array(page.utf8))
    }
}
