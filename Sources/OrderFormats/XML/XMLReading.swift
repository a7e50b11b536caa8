// How far the reading of an XML file has come: which elements are open, which of them are documents and wrappers, and
// the part of a document that is being put together.

import OrderModel

/// The state behind `XMLReader`, changed by each callback of the parser.
struct XMLReading {
    private let limits: FormatLimits
    private let handler: any XMLDocumentHandler
    private var tree: XMLTree

    private(set) var findings: [Finding] = []
    private(set) var isIncomplete = false
    var isStopped = false
    /// No more bytes will come.
    var isClosing = false

    /// The names of all open elements, the root first.
    private var open: [Int] = []
    /// The addresses of the outermost open elements, as far as they are wrappers.
    private var wrappers: [String] = []
    /// How many elements are open while a document is, that one included; 0 outside.
    private var documentDepth = 0
    private var documentPath = ""
    /// Of the document's child that is being read.
    private var address: XMLAddress?
    /// How many of each name have stood in the document, and in each wrapper.
    private var childCounts = NameCounts()
    private var wrapperCounts: [NameCounts] = []
    /// Elements of the document so far.
    private var elements = 0
    private var hasRoot = false

    init(_ vocabulary: XMLVocabulary, limits: FormatLimits, handler: any XMLDocumentHandler) {
        self.limits = limits
        self.handler = handler
        tree = XMLTree(vocabulary, longestText: limits.fieldLength)
    }

    // MARK: - Elements

    mutating func start(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, count: Int, line: Int, column: Int
    ) {
        guard let name = unsafe tree.names.index(local, prefix, namespace), admits(line: line, column: column) else {
            if !isStopped { refuseTooLarge("more than \(XMLNameTable.most) different names", line: line) }
            return
        }
        open.append(name)
        if !tree.isGrowing {
            if documentDepth == 0 { return startOutside(name, line: line, column: column) }
            guard open.count == documentDepth + 1, wantsChild(name, line: line, column: column) else { return }
        }
        tree.start(name: name, line: line, column: column)
        if let attributes = unsafe attributes { unsafe add(attributes, count: count) }
    }

    private mutating func admits(line: Int, column: Int) -> Bool {
        guard open.count < limits.depth else {
            stop(
                Finding(
                    .error, .xmlTooDeep, "the elements are nested more than \(limits.depth) deep",
                    at: Place(line: line, column: column > 0 ? column : nil, path: currentPath),
                    hint: "an order needs about ten levels; look for an end tag that is missing again and again"))
            return false
        }
        elements += 1
        if elements > limits.valuesPerDocument {
            refuseTooLarge("more than \(limits.valuesPerDocument) elements", line: line)
        } else if tree.size > limits.bytesPerPart {
            refuseTooLarge("a part of more than \(limits.bytesPerPart) bytes", line: line)
        }
        return !isStopped
    }

    private mutating func startOutside(_ name: Int, line: Int, column: Int) {
        // Inside something that is passed over.
        guard open.count == wrappers.count + 1 else { return }
        hasRoot = true
        let count = wrappers.isEmpty ? 0 : wrapperCounts[wrappers.count - 1].add(name)
        let known = tree.names.names[name]
        let path = XMLAddress.text(wrappers.last ?? "", known, wrappers.isEmpty ? nil : count)
        switch handler.meet(
            XMLStart(name: known, line: line, column: column, path: path, depth: wrappers.count))
        {
        case .read:
            documentDepth = open.count
            documentPath = path
            childCounts.removeAll()
            elements = 1
        case .enter:
            wrappers.append(path)
            wrapperCounts.append(NameCounts())
        case .skip: elements = 0
        case .stop: isStopped = true
        }
    }

    private mutating func wantsChild(_ name: Int, line: Int, column: Int) -> Bool {
        let count = childCounts.add(name)
        let known = tree.names.names[name]
        let address = XMLAddress(
            document: documentPath, name: known, position: count,
            isOneOfMany: count > 1 || handler.isRepeating(known.code))
        self.address = address
        tree.removeAll()
        return handler.wants(known, line: line, column: column, at: address)
    }

    private mutating func add(_ pointers: UnsafePointer<UnsafePointer<UInt8>?>, count: Int) {
        for index in 0..<max(count, 0) {
            // Five pointers each: local name, prefix, namespace, beginning and end of the value.
            guard let local = unsafe pointers[index * 5], unsafe pointers[index * 5 + 2] == nil,
                let start = unsafe pointers[index * 5 + 3], let end = unsafe pointers[index * 5 + 4],
                let name = unsafe tree.names.index(local, nil, nil)
            else { continue }
            let code = tree.names.names[name].code
            guard code != XMLVocabulary.unknown else { continue }
            unsafe tree.add(attribute: code, UnsafeBufferPointer(start: start, count: max(end - start, 0)))
        }
    }

    mutating func end() {
        guard !open.isEmpty else { return }
        open.removeLast()
        if tree.isGrowing {
            tree.end()
            if !tree.isGrowing, let address { handler.take(tree.root, at: address) }
        } else if documentDepth > open.count {
            documentDepth = 0
            handler.endDocument()
        } else if wrappers.count > open.count {
            wrappers.removeLast()
            wrapperCounts.removeLast()
        }
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if tree.isGrowing { unsafe tree.append(text) }
    }

    // MARK: - What goes wrong

    /// The address of the innermost element that is open and known.
    private var currentPath: String? {
        if tree.isGrowing, let address { return address.text + tree.openPath }
        return documentDepth > 0 ? documentPath : wrappers.last
    }

    private var innermost: String? { open.last.map { tree.names.names[$0].qualified } }

    mutating func stop(_ finding: Finding) {
        findings.append(finding)
        isStopped = true
    }

    private mutating func refuseTooLarge(_ what: String, line: Int) {
        stop(
            Finding(
                .error, .fileTooLarge, "the document has \(what)", at: Place(line: line, path: currentPath),
                hint: "send several smaller files"))
    }

    mutating func refuseDocumentType(line: Int, column: Int) {
        stop(
            Finding(
                .error, .xmlDoctypeRefused, "a document type declaration (<!DOCTYPE …>) is not accepted",
                at: Place(line: line, column: column > 0 ? column : nil),
                hint: "leave the <!DOCTYPE …> out; UBL does without it, and nothing it refers to is ever loaded"))
    }

    mutating func refuseLongTag(of longest: Int, line: Int) {
        stop(
            Finding(
                .error, .xmlSyntax, "a start tag is longer than \(longest) bytes",
                at: Place(line: line, path: currentPath), hint: "look for a quote that is not closed"))
    }

    mutating func note(_ error: XMLError) {
        if isClosing, isFromMissingEnd(error) { return noteIncomplete(error) }
        stop(error.finding(path: currentPath, open: innermost))
    }

    /// Says what is missing once the last byte has been read.
    mutating func checkEnd() {
        if !isStopped, !open.isEmpty || !hasRoot { noteIncomplete(nil) }
    }

    private func isFromMissingEnd(_ error: XMLError) -> Bool {
        // Behind the closed root a started comment may lack its end; anything else does not belong there.
        if open.isEmpty, hasRoot { return error.isUnfinishedMarkup }
        // The parser puts some mistakes off until the end, such as an `&` for which it still hopes to find the `;`.
        return error.isAtEnd
    }

    private mutating func noteIncomplete(_ error: XMLError?) {
        isIncomplete = true
        let message =
            switch (innermost, hasRoot) {
            case (let name?, _): "the file ends inside <\(name)>: its end is missing"
            case (nil, true): "the file ends inside a comment behind the document"
            case (nil, false): "the file ends before the document has begun"
            }
        stop(
            Finding(
                .error, .fileIncomplete, message,
                at: error.map { $0.place(path: currentPath) } ?? Place(path: currentPath),
                hint: "send the file again as a whole; write it under another name and rename it when it is done"))
    }
}

/// How often each name has stood somewhere, by its number.
private struct NameCounts {
    private var counts: [Int] = []
    private var counted: [Int] = []

    /// Counts the name and says how often it has stood there now.
    mutating func add(_ name: Int) -> Int {
        if name >= counts.count { counts += [Int](repeating: 0, count: name + 1 - counts.count) }
        if counts[name] == 0 { counted.append(name) }
        counts[name] += 1
        return counts[name]
    }

    mutating func removeAll() {
        for name in counted { counts[name] = 0 }
        counted.removeAll(keepingCapacity: true)
    }
}
