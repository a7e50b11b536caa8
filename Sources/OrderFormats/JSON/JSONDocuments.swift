// JSON files: one document, an array of documents, or one document after the other (JSON Lines). One document at a time
// is in memory.

import OrderModel

final class JSONDocuments: DocumentStream {
    /// Where in the file the reading stands.
    private enum Stage {
        case beginning, sequence, arrayBeginning, array, end
    }

    private let text: TextStream
    private let context: ReadingContext
    private var stage = Stage.beginning
    /// The next byte to read, in the window of the text.
    private var position = 0
    /// A place at the position or before it.
    private var mark = TextMark()
    /// How many documents were begun.
    private var documents = 0
    /// Read and not handed out yet: a list gives many items at once.
    private var items: [ReadItem] = []
    private var handedOut = 0
    private var hasAnswered = false
    /// Findings about the file, beside those of its charset.
    private var findings: [Finding] = []
    private var isCutOff = false
    private let direct: DirectOrders?

    init(_ text: TextStream, _ context: ReadingContext, isDirect: Bool = true) {
        self.text = text
        self.context = context
        direct = isDirect ? DirectOrders(context) : nil
    }

    var account: FileAccount {
        var account = FileAccount(format: .json, charset: text.charset, findings: text.findings + findings)
        // Where the charset breaks, the text ends too early, but waiting for more of the file would not help.
        account.isIncomplete = text.isIncomplete || (isCutOff && !text.findings.hasErrors)
        return account
    }

    func next() throws(InputError) -> ReadItem? {
        while handedOut == items.count {
            items.removeAll(keepingCapacity: true)
            handedOut = 0
            switch stage {
            case .beginning: try begin()
            case .sequence: try readNextOfSequence()
            case .arrayBeginning: try readFirstOfArray()
            case .array: try readNextOfArray()
            case .end: return nil
            }
        }
        defer { handedOut += 1 }
        hasAnswered = true
        return items[handedOut]
    }

    private func begin() throws(InputError) {
        _ = try skipBlanks()
        if byte == UInt8(ascii: "[") {
            position += 1
            stage = .arrayBeginning
        } else {
            stage = .sequence
        }
    }

    private func end() {
        stage = .end
        if documents == 0, findings.isEmpty, !hasAnswered {
            findings.append(Finding(.error, .kindUnknown, "the file holds no document", hint: "send it again"))
        }
    }
}

// MARK: - Arrays

extension JSONDocuments {
    private func readFirstOfArray() throws(InputError) {
        _ = try skipBlanks()
        guard byte != UInt8(ascii: "]") else { return try closeArray() }
        try readOfArray()
    }

    private func readOfArray() throws(InputError) {
        switch try readDocument(base: "/\(documents)") {
        case .read: stage = .array
        case .broken(let finding, let isCutOff): stop(finding, isCutOff: isCutOff)
        case .tooMany: end()
        }
    }

    private func readNextOfArray() throws(InputError) {
        _ = try skipBlanks()
        switch byte {
        case UInt8(ascii: ",")?:
            position += 1
            _ = try skipBlanks()
            try readOfArray()
        case UInt8(ascii: "]")?: try closeArray()
        case nil: stop("the array of documents is not closed", isCutOff: true)
        default: stop("a comma or ] is expected behind a document")
        }
    }

    private func closeArray() throws(InputError) {
        position += 1
        _ = try skipBlanks()
        if byte != nil { stop("something follows the end of the array") } else { end() }
    }
}

// MARK: - One document, or JSON Lines

extension JSONDocuments {
    private func readNextOfSequence() throws(InputError) {
        _ = try skipBlanks()
        guard byte != nil else { return end() }
        switch try readDocument(base: "") {
        case .tooMany: end()
        case .read:
            let sawLineEnd = try skipBlanks()
            if byte != nil, !sawLineEnd { stop("something follows the end of the document on the same line") }
        case .broken(let finding, let isCutOff):
            if try skipToNextDocument() {
                // More documents follow, so what broke was only this one.
                items.append(.refused(RefusedDocument(findings: [finding])))
            } else {
                stop(finding, isCutOff: isCutOff)
            }
        }
    }

    /// Moves to the next line that begins with `{`: where one document is broken, the next begins there.
    private func skipToNextDocument() throws(InputError) -> Bool {
        while true {
            if findLineOfDocument() { return true }
            guard try loadMore() else { return false }
        }
    }

    /// Looks through the window. Where nothing is found, the position is left at its last byte, so that a line end there
    /// is seen again together with what follows it.
    private func findLineOfDocument() -> Bool {
        let window = text.bytes
        let bytes = window.span
        var offset = position + 1
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "{"), bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D {
                position = offset
                return true
            }
            offset += 1
        }
        position = max(position, bytes.count - 1)
        return false
    }
}

// MARK: - One document

extension JSONDocuments {
    private enum Outcome {
        case read
        /// The text breaks, so that where the document ends is not known.
        case broken(Finding, isCutOff: Bool)
        case tooMany
    }

    private func readDocument(base: String) throws(InputError) -> Outcome {
        guard documents < context.limits.documentsPerFile else {
            findings.append(TooMany.documents(context.limits, at: here.place()))
            return .tooMany
        }
        documents += 1
        while true {
            if let outcome = readFromWindow(base: base) { return outcome }
            guard text.bytes.count - position <= context.limits.bytes else {
                return .broken(tooLong(at: here.place()), isCutOff: false)
            }
            _ = try loadMore()
        }
    }

    /// Nil where the window ends in the middle of the document.
    private func readFromWindow(base: String) -> Outcome? {
        let start = here
        let window = text.bytes
        let bytes = window.span
        if let order = direct?.read(bytes, from: &position, &mark, base: base) {
            items.append(.document(ReadDocument(order, findings: [])))
            return .read
        }
        var parser = JSONParser(position: position, limits: context.limits)
        do throws(JSONFailure) {
            try parser.parseValue(bytes)
        } catch {
            if error.isIncomplete, !text.isAtEnd { return nil }
            var place = start
            place.move(to: error.offset, over: bytes)
            let pointer = base + parser.pointerAtStop(bytes)
            let finding = JSONReader.finding(error, at: place.position, pointer: pointer)
            return .broken(finding, isCutOff: error.isIncomplete)
        }
        // A number may go on behind the window.
        if parser.position == bytes.count, !text.isAtEnd { return nil }
        let part = position..<parser.position
        let source = SourceText(bytes: window, part: part, at: start.position, charset: text.charset)
        position = parser.position
        take(JSONTape(source: source, nodes: parser.nodes, basePointer: base), parser.problems)
        return .read
    }

    private func take(_ tape: JSONTape, _ problems: [JSONFailure]) {
        let session = JSONSession(context)
        for problem in JSONReader.findings(problems, tape) { session.sink.report(problem) }
        JSONDocument.read(JSONValue(tape: tape), session, into: &items)
    }

    private func tooLong(at place: Place) -> Finding {
        Finding(
            .error, .fileTooLarge, "the document that begins here has more than \(context.limits.bytes) bytes",
            at: place,
            hint: "split it")
    }

    private func stop(_ message: String, isCutOff: Bool = false) {
        let hint = isCutOff ? "the file may have been cut off: send it whole" : nil
        stop(Finding(.error, .jsonSyntax, message, at: here.place(), hint: hint), isCutOff: isCutOff)
    }

    private func stop(_ finding: Finding, isCutOff: Bool) {
        findings.append(finding)
        self.isCutOff = isCutOff
        end()
    }
}

// MARK: - The window

extension JSONDocuments {
    /// The byte at the position; nil at the end of the text.
    private var byte: UInt8? { position < text.bytes.count ? text.bytes[position] : nil }

    /// Where the position stands.
    private var here: TextMark { mark(at: position) }

    private func mark(at index: Int) -> TextMark {
        let window = text.bytes
        mark.move(to: index, over: window.span)
        return mark
    }

    /// Moves to the next byte that is no blank. True if a line end was among the blanks.
    private func skipBlanks() throws(InputError) -> Bool {
        var sawLineEnd = false
        while true {
            if skipBlanksInWindow() { sawLineEnd = true }
            guard position == text.bytes.count, try loadMore() else { return sawLineEnd }
        }
    }

    private func skipBlanksInWindow() -> Bool {
        let window = text.bytes
        let bytes = window.span
        let start = position
        JSONParser.skipWhitespace(bytes, &position)
        for offset in start..<position where bytes[offset] == 0x0A || bytes[offset] == 0x0D { return true }
        return false
    }

    /// Lets go of what is in front of the position and brings in more behind it; false at the end of the text.
    private func loadMore() throws(InputError) -> Bool {
        guard !text.isAtEnd else { return false }
        // A carriage return at the end of the window may be half of a line end: it is counted with what follows it.
        let isHalf = position > mark.index && position == text.bytes.count && text.bytes.last == 0x0D
        text.release(upTo: isHalf ? mark(at: position - 1) : here)
        guard let moved = try text.more() else { return false }
        position -= moved
        mark.index -= moved
        return true
    }
}
