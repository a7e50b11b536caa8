// Finds the documents in a file: the root itself, or the children of a wrapper around them (our own `Orders`, the
// envelope of UN/CEFACT, or any other whose children are UBL documents).

import OrderModel

final class UBLFile: XMLDocumentHandler {
    private let limits: FormatLimits
    private let budget: FindingBudget
    /// Findings that concern the file and not a document in it.
    private(set) var findings: [Finding] = []

    /// Documents that are whole and have not been handed out.
    private var ready: [ReadItem?] = []
    private var handedOut = 0
    /// A document that is the root itself counts only once the file is known to end well.
    private var held: [ReadItem] = []
    private var document: UBLOrderReader?
    private var receiptAdvice: UBLReceiptAdviceReader?
    /// A root that may be a wrapper.
    private var root: XMLStart?
    private var documents = 0
    /// Elements beside documents, each name once.
    private var strangers: [XMLStart] = []
    private static let mostStrangers = 16

    init(limits: FormatLimits, budget: FindingBudget) {
        self.limits = limits
        self.budget = budget
    }

    /// The next document that is whole; nil until more has been read.
    func nextItem() -> ReadItem? {
        guard handedOut < ready.count else { return nil }
        defer {
            handedOut += 1
            if handedOut == ready.count {
                ready.removeAll(keepingCapacity: true)
                handedOut = 0
            }
        }
        return ready[handedOut].take()
    }

    // MARK: - Outside a document

    func meet(_ element: XMLStart) -> XMLReader.Step {
        if let known = UBL.root(element.name) { return begin(known, element) }
        if UBL.isReceiptAdvice(element.name) { return begin(nil, element) }
        if element.depth == 0 { return meetRoot(element) }
        switch element.name.local {
        case UBL.envelopeHeader: return .skip
        case UBL.envelope where element.depth < 3: return .enter
        default: return meetStranger(element)
        }
    }

    /// - Parameter kind: nil for a receipt advice.
    private func begin(_ kind: UBL.Root?, _ element: XMLStart) -> XMLReader.Step {
        documents += 1
        guard documents <= limits.documentsPerFile else {
            findings.append(
                Finding(
                    .error, .tooManyDocuments, "the file has more than \(limits.documentsPerFile) documents",
                    at: element.place, hint: "send several smaller files"))
            return .stop
        }
        if let kind {
            document = UBLOrderReader(kind, at: element.place, limits: limits, budget: budget)
        } else {
            receiptAdvice = UBLReceiptAdviceReader(at: element.place, limits: limits, budget: budget)
        }
        return .read
    }

    private func meetRoot(_ element: XMLStart) -> XMLReader.Step {
        guard !isOtherDocument(element.name) else {
            findings.append(unknown(element))
            return .stop
        }
        root = element
        return .enter
    }

    /// A document of UBL that is not read here, or one of ours in another namespace.
    private func isOtherDocument(_ name: XMLName) -> Bool {
        isRoot(name) || name.namespace == UBL.namespace(of: name.local)
    }

    private func isRoot(_ name: XMLName) -> Bool {
        UBL.Root(rawValue: name.local) != nil || name.local == UBL.receiptAdvice
    }

    private func meetStranger(_ element: XMLStart) -> XMLReader.Step {
        if isOtherDocument(element.name) {
            documents += 1
            ready.append(.refused(RefusedDocument(findings: [unknown(element)])))
            return .skip
        }
        if strangers.count < UBLFile.mostStrangers {
            if !strangers.contains(where: { $0.name.qualified == element.name.qualified }) { strangers.append(element) }
        } else if documents == 0 {
            // This is something else altogether.
            return .stop
        }
        return .skip
    }

    private func unknown(_ element: XMLStart) -> Finding {
        let name = element.name
        let hint: String
        if isRoot(name) {
            hint = "the namespace must be \(UBL.namespace(of: name.local)); here it is '\(name.namespace)'"
        } else if name.local == UBL.wrapper || name.local == UBL.envelope {
            hint = "none of them stands in it"
        } else {
            hint = "send orders as UBL, or as CSV or JSON by the published schemas"
        }
        return Finding(
            .error, .xmlRootUnknown, "<\(name.qualified)> is not read here; what is: \(UBLReader.understood)",
            at: element.place, value: name.namespace.isEmpty ? name.local : "{\(name.namespace)}\(name.local)",
            hint: hint)
    }

    // MARK: - Inside a document

    func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool {
        document?.wants(name, line: line, column: column, at: address)
            ?? receiptAdvice?.wants(name, line: line, column: column, at: address) ?? false
    }

    func take(_ child: XMLElement, at address: XMLAddress) {
        document?.take(child, at: address)
        receiptAdvice?.take(child, at: address)
    }

    func isRepeating(_ code: UInt16) -> Bool {
        UBL.isLine(code) || code == UBLName.receiptLine.rawValue
    }

    func endDocument() {
        guard let items = document?.finish() ?? receiptAdvice?.finish() else { return }
        document = nil
        receiptAdvice = nil
        if root == nil { held = items } else { ready.append(contentsOf: items.lazy.map(Optional.some)) }
    }

    // MARK: - The end

    /// Says what is to be said of the file as a whole.
    func finish(_ reader: XMLReader) {
        if reader.findings.hasErrors {
            held = []
            // What was found before the place where reading had to end is worth knowing too.
            if !reader.isIncomplete, let sink = document?.sink ?? receiptAdvice?.sink { findings += sink.findings }
            return
        }
        ready.append(contentsOf: held.lazy.map(Optional.some))
        held = []
        if let root, documents == 0 {
            findings.append(unknown(root))
            return
        }
        for stranger in strangers where budget.admit() {
            findings.append(
                Finding(
                    .warning, .xmlElementUnknown, "<\(stranger.name.qualified)> is no document; it was not read",
                    at: stranger.place))
        }
    }
}
