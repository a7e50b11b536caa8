// Reads an XML document from bytes: hands over the root and then each of its children as a whole, so that memory
// follows the largest child and not the file.

import CXMLReader
import OrderModel

/// What a kind of document does with the elements of the root.
protocol XMLDocumentHandler: AnyObject {
    /// The root's own tag. False ends the reading.
    func begin(root: XMLElement, path: String) -> Bool
    /// Is this child of the root worth keeping? Only its tag is known yet.
    func wants(_ child: XMLElement, path: String) -> Bool
    func take(_ child: XMLElement, path: String)
    /// Names of the root's children that a document has many of: their address always carries the index.
    var repeatingChildren: Set<String> { get }
}

/// How the reading of a document ended.
struct XMLReading {
    /// Why the document is not well-formed, or was refused; empty if all is well.
    var findings: [Finding] = []
    /// The end of the document is missing.
    var isIncomplete = false
    var charset: String?
}

/// One document; used once.
///
/// Nothing outside the bytes is ever looked at: a document type declaration ends the reading before an entity can be
/// declared, and there is no loader for anything external.
final class XMLReader {
    private static let chunkSize = 65_536
    /// The longest start tag, in bytes. libxml2 compares every attribute with every other.
    private static let longestTag = 131_072

    private struct NameKey: Hashable {
        var local: UInt
        var prefix: UInt
        var namespace: UInt
    }

    private let limits: FormatLimits
    private let handler: any XMLDocumentHandler
    private var reading = XMLReading()
    private var tags: [NameKey: XMLTag] = [:]

    /// The tags of all open elements, the root first.
    private var openTags: [XMLTag] = []
    /// The open elements from the child of the root inwards; empty while the child is not wanted.
    private var openElements: [XMLElement] = []
    private var text: [UInt8] = []
    private var isTextCut = false
    private var rootPath = ""
    private var childPath = ""
    private var childCounts: [String: Int] = [:]
    private var serial = 0
    private var hasRoot = false
    private var isClosing = false
    private var isStopped = false

    private init(limits: FormatLimits, handler: any XMLDocumentHandler) {
        self.limits = limits
        self.handler = handler
    }

    /// Reads the document and tells `handler` what is in it.
    static func read(_ bytes: [UInt8], limits: FormatLimits, handler: any XMLDocumentHandler) -> XMLReading {
        let reader = XMLReader(limits: limits, handler: handler)
        reader.run(bytes)
        return reader.reading
    }

    // MARK: - Pushing

    private func run(_ bytes: [UInt8]) {
        var callbacks = unsafe docket_xml_callbacks()
        unsafe callbacks.state = Unmanaged.passUnretained(self).toOpaque()
        unsafe callbacks.start_element = { state, local, prefix, namespace, count, attributes, line, column in
            guard let local = unsafe local else { return }
            unsafe XMLReader.from(state)?.start(
                local, prefix, namespace, attributes, count: Int(count), line: line, column: column)
        }
        unsafe callbacks.end_element = { state in unsafe XMLReader.from(state)?.end() }
        unsafe callbacks.text = { state, bytes, count in
            unsafe XMLReader.from(state)?.append(UnsafeBufferPointer(start: bytes, count: Int(max(count, 0))))
        }
        unsafe callbacks.document_type = { state, line, column in
            unsafe XMLReader.from(state)?.refuseDocumentType(line: line, column: column)
        }
        unsafe callbacks.error = { state, error in
            if let error = unsafe error { unsafe XMLReader.from(state)?.note(XMLError(error.pointee)) }
        }
        guard let parser = unsafe docket_xml_reader_create(&callbacks, nil) else {
            reading.findings.append(Finding(.error, .xmlSyntax, "the XML reader could not be started: no memory"))
            return
        }
        unsafe push(bytes, into: parser)
        reading.charset = unsafe charset(of: bytes, declared: docket_xml_reader_encoding(parser))
        unsafe docket_xml_reader_destroy(parser)
    }

    private func push(_ bytes: [UInt8], into parser: OpaquePointer) {
        var offset = 0
        while offset < bytes.count, !isStopped {
            let end = min(offset + XMLReader.chunkSize, bytes.count)
            unsafe bytes[offset..<end].withUnsafeBufferPointer { chunk in
                _ = unsafe docket_xml_reader_push(parser, chunk.baseAddress, Int32(chunk.count), 0)
            }
            offset = end
            if !isStopped, unsafe docket_xml_reader_pending_tag(parser) > XMLReader.longestTag {
                refuseLongTag(line: unsafe docket_xml_reader_line(parser))
            }
        }
        if !isStopped {
            // Whatever is wrong from here on is wrong because nothing follows.
            isClosing = true
            _ = unsafe docket_xml_reader_push(parser, nil, 0, 1)
            if !isStopped, !openTags.isEmpty || !hasRoot { noteIncomplete(nil) }
        }
        unsafe docket_xml_reader_stop(parser)
    }

    private static func from(_ state: UnsafeMutableRawPointer?) -> XMLReader? {
        guard let state = unsafe state else { return nil }
        let reader = unsafe Unmanaged<XMLReader>.fromOpaque(state).takeUnretainedValue()
        return reader.isStopped ? nil : reader
    }

    /// By its IANA name: the document's own declaration, unless its first bytes say UTF-16.
    private func charset(of bytes: [UInt8], declared: UnsafePointer<CChar>?) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00]) { return "UTF-16LE" }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x00, 0x3C]) { return "UTF-16BE" }
        guard let declared = unsafe declared else { return "UTF-8" }
        return unsafe String(cString: declared).uppercased()
    }

    // MARK: - Elements

    private func start(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        _ attributes: UnsafePointer<UnsafePointer<UInt8>?>?, count: Int, line: Int, column: Int
    ) {
        guard openTags.count < limits.depth else {
            return stop(
                Finding(
                    .error, .xmlTooDeep, "the elements are nested more than \(limits.depth) deep",
                    at: Place(line: line, column: column > 0 ? column : nil, path: currentPath),
                    hint: "an order needs about ten levels; look for an end tag that is missing again and again"))
        }
        guard serial < limits.valuesPerDocument else {
            return stop(
                Finding(
                    .error, .fileTooLarge, "the document has more than \(limits.valuesPerDocument) elements",
                    at: Place(line: line, path: currentPath), hint: "send several smaller files"))
        }
        serial += 1
        text.removeAll(keepingCapacity: true)
        isTextCut = false
        let tag = unsafe tag(local, prefix, namespace)
        openTags.append(tag)
        let isWanted = openTags.count <= 2 || !openElements.isEmpty
        guard isWanted else { return }
        let element = XMLElement(
            tag: tag, serial: serial, line: line, column: column,
            attributes: unsafe attributes.map { unsafe XMLReader.attributes($0, count: count) } ?? [])
        switch openTags.count {
        case 1: begin(element)
        case 2: startChild(element)
        default: openElements.append(element)
        }
    }

    private func begin(_ root: XMLElement) {
        hasRoot = true
        rootPath = "/" + root.tag.qualified
        if !handler.begin(root: root, path: rootPath) { isStopped = true }
    }

    private func startChild(_ child: XMLElement) {
        let name = child.tag.qualified
        let count = (childCounts[name] ?? 0) + 1
        childCounts[name] = count
        let hasIndex = count > 1 || handler.repeatingChildren.contains(child.tag.local)
        childPath = rootPath + "/" + name + (hasIndex ? "[\(count)]" : "")
        if handler.wants(child, path: childPath) { openElements.append(child) }
    }

    private func end() {
        guard !openTags.isEmpty else { return }
        openTags.removeLast()
        guard var element = openElements.popLast() else { return }
        if element.children.isEmpty {
            element.text = trimmed(text)
            element.isTextCut = isTextCut
        }
        text.removeAll(keepingCapacity: true)
        if openElements.isEmpty {
            handler.take(element, path: childPath)
        } else {
            openElements[openElements.count - 1].children.append(element)
        }
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !openElements.isEmpty else { return }
        let room = limits.fieldLength - text.count
        if bytes.count > room { isTextCut = true }
        unsafe text.append(contentsOf: bytes.prefix(max(room, 0)))
    }

    private func trimmed(_ bytes: [UInt8]) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    private func tag(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?
    ) -> XMLTag {
        let key = NameKey(
            local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix), namespace: UInt(bitPattern: namespace))
        if let known = tags[key] { return known }
        let tag = XMLTag(
            namespace: unsafe XMLReader.string(namespace), local: unsafe XMLReader.string(local),
            prefix: unsafe XMLReader.string(prefix))
        tags[key] = tag
        return tag
    }

    private static func attributes(
        _ pointers: UnsafePointer<UnsafePointer<UInt8>?>, count: Int
    ) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        for index in 0..<max(count, 0) {
            guard let start = unsafe pointers[index * 5 + 3], let end = unsafe pointers[index * 5 + 4] else { continue }
            let value = unsafe UnsafeBufferPointer(start: start, count: max(end - start, 0))
            attributes.append(
                XMLAttribute(
                    namespace: unsafe string(pointers[index * 5 + 2]), local: unsafe string(pointers[index * 5]),
                    value: unescapedAmpersands(unsafe String(decoding: value, as: UTF8.self))))
        }
        return attributes
    }

    /// libxml2 leaves an `&` in an attribute's value as `&#38;`, for the tree that it expects to build; nothing else.
    private static func unescapedAmpersands(_ value: String) -> String {
        value.utf8.contains(UInt8(ascii: "&"))
            ? value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&") : value
    }

    private static func string(_ pointer: UnsafePointer<UInt8>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        return unsafe String(cString: pointer)
    }

    // MARK: - What goes wrong

    /// The address of the innermost element that is open and known.
    private var currentPath: String? {
        guard !openElements.isEmpty else { return hasRoot ? rootPath : nil }
        return childPath + openElements.dropFirst().map { "/" + $0.tag.qualified }.joined()
    }

    private func stop(_ finding: Finding) {
        reading.findings.append(finding)
        isStopped = true
    }

    private func refuseDocumentType(line: Int, column: Int) {
        stop(
            Finding(
                .error, .xmlDoctypeRefused, "a document type declaration (<!DOCTYPE …>) is not accepted",
                at: Place(line: line, column: column > 0 ? column : nil),
                hint: "leave the <!DOCTYPE …> out; UBL does without it, and nothing it refers to is ever loaded"))
    }

    private func refuseLongTag(line: Int) {
        stop(
            Finding(
                .error, .xmlSyntax, "a start tag is longer than \(XMLReader.longestTag) bytes",
                at: Place(line: line, path: currentPath), hint: "look for a quote that is not closed"))
    }

    private func note(_ error: XMLError) {
        if isClosing, isFromMissingEnd(error) { return noteIncomplete(error) }
        stop(error.finding(path: currentPath, open: openTags.last?.qualified))
    }

    private func isFromMissingEnd(_ error: XMLError) -> Bool {
        // Behind the closed root a started comment may lack its end; anything else does not belong there.
        if openTags.isEmpty, hasRoot { return error.isUnfinishedMarkup }
        // The parser puts some mistakes off until the end, such as an `&` for which it still hopes to find the `;`.
        return error.isAtEnd
    }

    private func noteIncomplete(_ error: XMLError?) {
        reading.isIncomplete = true
        let innermost = openTags.last?.qualified
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
