// JSON files: one document, an array of documents, or one document after the other (JSON Lines).

import OrderModel

struct JSONDocuments {
    private let source: SourceText
    private let context: ReadingContext
    private var result: ReadFile
    private var position = 0
    private var documents = 0
    /// The limit of documents was reached.
    private var isFull = false

    /// Cost: the length of the file; the memory of one document besides what is read.
    static func read(_ source: SourceText, _ context: ReadingContext) -> ReadFile {
        var reader = JSONDocuments(source, context)
        reader.readAll()
        return reader.result
    }

    private init(_ source: SourceText, _ context: ReadingContext) {
        self.source = source
        self.context = context
        result = ReadFile(format: .json, charset: source.charset)
    }

    private mutating func readAll() {
        // Bound by itself, so that reading the text does not hold on to this whole value.
        let bytes = source.bytes
        let text = bytes.span
        JSONParser.skipWhitespace(text, &position)
        if position < text.count, text[position] == UInt8(ascii: "[") {
            readArray(text)
        } else {
            readSequence(text)
        }
        if documents == 0, result.findings.isEmpty, result.refused.isEmpty {
            result.findings.append(Finding(.error, .kindUnknown, "the file holds no document", hint: "send it again"))
        }
    }

    // MARK: - Arrays

    private mutating func readArray(_ text: Span<UInt8>) {
        position += 1
        JSONParser.skipWhitespace(text, &position)
        if position < text.count, text[position] == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            guard readOne(text, base: "/\(documents)") else { return }
            JSONParser.skipWhitespace(text, &position)
            guard position < text.count else { return fail("the array of documents is not closed", incomplete: true) }
            switch text[position] {
            case UInt8(ascii: ","):
                position += 1
                JSONParser.skipWhitespace(text, &position)
            case UInt8(ascii: "]"):
                position += 1
                JSONParser.skipWhitespace(text, &position)
                if position < text.count { fail("something follows the end of the array") }
                return
            default: return fail("a comma or ] is expected behind a document")
            }
        }
    }

    // MARK: - One document, or JSON Lines

    private mutating func readSequence(_ text: Span<UInt8>) {
        while true {
            JSONParser.skipWhitespace(text, &position)
            guard position < text.count else { return }
            let start = position
            let countBefore = result.refused.count
            if !readOne(text, base: "") {
                guard !isFull, skipToNextDocument(text, behind: start) else { return }
                // More documents follow, so what broke was only this one.
                result.refused.insert(
                    RefusedDocument(findings: result.findings.filter { $0.severity == .error }), at: countBefore)
                result.findings.removeAll { $0.severity == .error }
                result.isIncomplete = false
                continue
            }
            let end = position
            JSONParser.skipWhitespace(text, &position)
            if position < text.count, !containsLineEnd(text, end..<position) {
                return fail("something follows the end of the document on the same line")
            }
        }
    }

    private func containsLineEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for offset in range where text[offset] == 0x0A || text[offset] == 0x0D { return true }
        return false
    }

    /// Moves to the next line that begins with `{`: where one document is broken, the next begins there.
    private mutating func skipToNextDocument(_ text: Span<UInt8>, behind start: Int) -> Bool {
        var offset = start + 1
        while offset < text.count {
            if text[offset] == UInt8(ascii: "{"), text[offset - 1] == 0x0A || text[offset - 1] == 0x0D {
                position = offset
                return true
            }
            offset += 1
        }
        return false
    }

    // MARK: - One document

    /// Reads a value and the document in it. False where the text breaks, so that nothing behind it can be read.
    private mutating func readOne(_ text: Span<UInt8>, base: String) -> Bool {
        guard documents < context.limits.documentsPerFile else {
            result.findings.append(TooMany.documents(context.limits, at: source, position))
            result.documents = []
            isFull = true
            return false
        }
        documents += 1
        var parser = JSONParser(position: position, limits: context.limits)
        do throws(JSONFailure) {
            try parser.parseValue(text)
        } catch {
            let pointer = base + parser.pointerAtStop(text)
            result.findings.append(JSONReader.finding(error, source, pointer: pointer))
            result.isIncomplete = error.isIncomplete
            return false
        }
        position = parser.position
        let session = JSONSession(context)
        for problem in JSONReader.problems(parser, source, base: base) { session.sink.report(problem) }
        let tape = JSONTape(source: source, nodes: parser.nodes, basePointer: base)
        JSONDocument.read(JSONValue(tape: tape), session, into: &result)
        return true
    }

    private mutating func fail(_ message: String, incomplete: Bool = false) {
        let failure = JSONFailure(
            code: .jsonSyntax, message: message, offset: position,
            hint: incomplete ? "the file may have been cut off: send it whole" : nil)
        result.findings.append(JSONReader.finding(failure, source, pointer: nil))
        result.isIncomplete = incomplete
    }
}
