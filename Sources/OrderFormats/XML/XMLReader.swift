// Reads XML as it comes in, a piece at a time. Documents are looked for among the root and the children of wrappers
// around them; of a document each child is handed over as a whole, so that memory follows the largest child and not
// the file.

import CXMLReader
import OrderModel

/// Where an element stands, before anything beneath it is known.
struct XMLStart {
    let name: XMLName
    let line: Int
    /// 0 where unknown.
    let column: Int
    /// Such as `/Orders/Order[3]`.
    let path: String
    /// How many elements it stands in: 0 for the root.
    let depth: Int

    var place: Place { Place(line: line, column: column > 0 ? column : nil, path: path) }
}

/// The address of a document's child, written out only where somebody asks for it.
struct XMLAddress {
    let document: String
    let name: XMLName
    let position: Int
    let isOneOfMany: Bool

    var text: String { XMLAddress.text(document, name, isOneOfMany ? position : nil) }

    static func text(_ parent: String, _ name: XMLName, _ position: Int?) -> String {
        var text = ""
        text.reserveCapacity(parent.utf8.count + name.qualified.utf8.count + 12)
        text += parent
        text += "/"
        text += name.qualified
        if let position {
            text += "["
            text += String(position)
            text += "]"
        }
        return text
    }
}

/// What a kind of document does with what is read.
protocol XMLDocumentHandler: AnyObject {
    /// An element outside any document: the root, or a child of a wrapper.
    func meet(_ element: XMLStart) -> XMLReader.Step
    /// Is this child of a document worth keeping? Only its name and its place are known yet.
    func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool
    /// A child that was wanted. The element is valid during the call.
    func take(_ child: XMLElement, at address: XMLAddress)
    /// The document's end tag.
    func endDocument()
    /// Is this child of a document one of many of its name? Their addresses always carry the index.
    func isRepeating(_ code: UInt16) -> Bool
}

/// Reads one file; used once.
///
/// Nothing outside the bytes is ever looked at: a document type declaration ends the reading before an entity can be
/// declared, and there is no loader for anything external.
@safe final class XMLReader {
    /// What to do with an element outside a document.
    enum Step {
        /// It is a document.
        case read
        /// Documents may be in it.
        case enter
        case skip
        case stop
    }

    /// The longest start tag, in bytes. libxml2 compares every attribute with every other.
    private static let longestTag = 131_072

    /// What the parser's callbacks work on. It has a place of its own in memory, which the parser hands back to them.
    private let state: UnsafeMutablePointer<XMLReading>
    private var parser: OpaquePointer?
    private var firstBytes: [UInt8] = []

    init(_ vocabulary: XMLVocabulary, limits: FormatLimits, handler: any XMLDocumentHandler) {
        unsafe state = UnsafeMutablePointer.allocate(capacity: 1)
        unsafe state.initialize(to: XMLReading(vocabulary, limits: limits, handler: handler))
        var callbacks = unsafe docket_xml_callbacks()
        unsafe callbacks.state = UnsafeMutableRawPointer(state)
        unsafe callbacks.start_element = { state, local, prefix, namespace, count, attributes, line, column in
            guard let local = unsafe local, let reading = unsafe XMLReader.reading(state) else { return }
            unsafe reading.pointee.start(
                local, prefix, namespace, attributes, count: Int(count), line: line, column: column)
        }
        unsafe callbacks.end_element = { state in unsafe XMLReader.reading(state)?.pointee.end() }
        unsafe callbacks.text = { state, bytes, count in
            unsafe XMLReader.reading(state)?.pointee.append(
                UnsafeBufferPointer(start: bytes, count: Int(max(count, 0))))
        }
        unsafe callbacks.document_type = { state, line, column in
            unsafe XMLReader.reading(state)?.pointee.refuseDocumentType(line: line, column: column)
        }
        unsafe callbacks.error = { state, error in
            guard let error = unsafe error else { return }
            unsafe XMLReader.reading(state)?.pointee.note(XMLError(error.pointee))
        }
        unsafe parser = docket_xml_reader_create(&callbacks, nil)
        if unsafe parser == nil {
            unsafe state.pointee.stop(
                Finding(.error, .xmlSyntax, "the XML reader could not be started: no memory"))
        }
    }

    deinit {
        unsafe docket_xml_reader_destroy(parser)
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    private static func reading(_ state: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLReading>? {
        guard let reading = unsafe state?.assumingMemoryBound(to: XMLReading.self) else { return nil }
        return unsafe reading.pointee.isStopped ? nil : reading
    }

    /// Why the file is not well-formed, or was refused; empty if all is well.
    var findings: [Finding] { unsafe state.pointee.findings }
    /// The end of the file is missing.
    var isIncomplete: Bool { unsafe state.pointee.isIncomplete }
    var isStopped: Bool { unsafe state.pointee.isStopped }

    /// Reads the next bytes.
    func push(_ bytes: ArraySlice<UInt8>) {
        guard !isStopped, let parser = unsafe parser else { return }
        if firstBytes.count < 4 { firstBytes += bytes.prefix(4 - firstBytes.count) }
        unsafe bytes.withUnsafeBufferPointer { chunk in
            _ = unsafe docket_xml_reader_push(parser, chunk.baseAddress, Int32(clamping: chunk.count), 0)
        }
        if !isStopped, unsafe docket_xml_reader_pending_tag(parser) > XMLReader.longestTag {
            unsafe state.pointee.refuseLongTag(of: XMLReader.longestTag, line: docket_xml_reader_line(parser))
        }
    }

    /// Says that there are no more bytes.
    func finish() {
        guard let parser = unsafe parser else { return }
        if !isStopped {
            // Whatever is wrong from here on is wrong because nothing follows.
            unsafe state.pointee.isClosing = true
            _ = unsafe docket_xml_reader_push(parser, nil, 0, 1)
            unsafe state.pointee.checkEnd()
        }
        unsafe docket_xml_reader_stop(parser)
        unsafe state.pointee.isStopped = true
    }

    /// By its IANA name: the document's own declaration, unless its first bytes say UTF-16.
    var charset: String {
        if firstBytes.starts(with: [0xFF, 0xFE]) || firstBytes.starts(with: [0x3C, 0x00]) { return "UTF-16LE" }
        if firstBytes.starts(with: [0xFE, 0xFF]) || firstBytes.starts(with: [0x00, 0x3C]) { return "UTF-16BE" }
        guard let parser = unsafe parser, let declared = unsafe docket_xml_reader_encoding(parser) else {
            return "UTF-8"
        }
        return unsafe String(cString: declared).uppercased()
    }
}
