// A JSON value as a document: which kind it is, and whether it can be taken.

import OrderModel
import Spellings

enum JSONDocument {
    static func read(_ value: JSONValue, _ session: JSONSession, into items: inout [ReadItem]) {
        guard let kind = kind(of: value, session) else {
            return refuse(value, session, into: &items)
        }
        guard kind.isAllowed(from: session.context.sender) else {
            session.sink.report(KindCheck.notAllowed(kind, session.context.sender, at: value["document"]?.place))
            return refuse(value, session, into: &items)
        }
        switch kind {
        case .order: take(OrderJSON.read(value, session), value, session, into: &items)
        case .customerAnswer: take(ReportJSON.answer(value, session), value, session, into: &items)
        case .decision: take(ReportJSON.decision(value, session), value, session, into: &items)
        case .progressReport: take(ReportJSON.progress(value, session), value, session, into: &items)
        case .dispatchReport: take(ReportJSON.dispatch(value, session), value, session, into: &items)
        case .carrierReport: take(ReportJSON.carrier(value, session), value, session, into: &items)
        case .deliveryReport: take(ReportJSON.delivery(value, session), value, session, into: &items)
        case .transportStatus: take(ReportJSON.transport(value, session), value, session, into: &items)
        case .deliveryFailure: take(ReportJSON.failure(value, session), value, session, into: &items)
        case .receiptAdvice: take(ReceiptAdviceJSON.read(value, session), value, session, into: &items)
        case .deliveryRetry: take(ReportJSON.retry(value, session), value, session, into: &items)
        case .products:
            ListJSON.read(value, ProductsField.self, ReferenceJSON.product, session, &items) { .products($0) }
        case .customers:
            ListJSON.read(value, CustomersField.self, ReferenceJSON.customer, session, &items) { .customers($0) }
        case .prices: ListJSON.read(value, PricesField.self, ReferenceJSON.price, session, &items) { .prices($0) }
        case .sales: ListJSON.read(value, SalesField.self, ReferenceJSON.sale, session, &items) { .sales($0) }
        case .stock:
            ListJSON.read(value, StockField.self, ReferenceJSON.lot, session, &items, isWhole: true) {
                .stock(StockSnapshot(lots: $0))
            }
        }
    }

    private static func take(
        _ document: IncomingDocument?, _ value: JSONValue, _ session: JSONSession, into items: inout [ReadItem]
    ) {
        guard let document, !session.sink.hasErrors else { return refuse(value, session, into: &items) }
        items.append(.document(ReadDocument(document, findings: session.sink.findings)))
    }

    static func refuse(_ value: JSONValue, _ session: JSONSession, into items: inout [ReadItem]) {
        let reference = (value["customerReference"] ?? value["orderNumber"] ?? value["order"])?.string
        let refused = RefusedDocument(
            customerReference: reference.map { String($0.prefix(Finding.longestValue)) },
            kind: value["document"]?.string.flatMap(IncomingDocument.Kind.init), findings: session.sink.findings)
        items.append(.refused(refused))
    }

    /// What `"document"` says.
    private static func kind(of value: JSONValue, _ session: JSONSession) -> IncomingDocument.Kind? {
        let possible = IncomingDocument.Kind.allCases.filter { $0.isAllowed(from: session.context.sender) }
            .map(\.rawValue)
        guard value.isObject else {
            session.sink.report(
                .error, .jsonWrongType, "\(value.kindName) stands where a document is expected", at: value.place,
                hint: "a document is an object: {\"document\": \"\(possible.first ?? "order")\", …}")
            return nil
        }
        guard let field = value["document"], let name = field.string else {
            session.sink.report(
                .error, .kindUnknown, "the field 'document' is missing, which says what this is", at: value.place,
                hint: "possible here: \(possible.joined(separator: ", "))")
            return nil
        }
        if let kind = IncomingDocument.Kind(rawValue: name) { return kind }
        let near = Spelling.nearest(to: name, in: IncomingDocument.Kind.allCases.map(\.rawValue))
        session.sink.report(
            .error, .kindUnknown, "'\(name)' is no kind of document", at: field.place, value: name,
            hint: near.map { "did you mean '\($0)'?" } ?? "possible here: \(possible.joined(separator: ", "))")
        return nil
    }
}
