// Checks a document against an XML schema, with libxml2. Everything comes from memory: schemas are handed in as bytes.

import CXMLReader
import OrderModel

/// Something that a schema forbids.
struct XMLSchemaViolation: Hashable, CustomStringConvertible {
    /// 1-based line of the document; 0 where unknown.
    var line: Int
    /// libxml2's sentence.
    var message: String
    var description: String { "line \(line): \(message)" }
}

/// Why a schema cannot be used.
struct XMLSchemaError: Error, CustomStringConvertible {
    var violations: [XMLSchemaViolation]
    var description: String { violations.map(\.description).joined(separator: "\n") }
}

// Sendable: libxml2 only reads a compiled schema while it validates, and each validation has a context of its own; the
// pointer never changes between init and deinit.
@safe final class XMLSchemaValidator: @unchecked Sendable {
    private let schema: OpaquePointer

    private final class Violations {
        var list: [XMLSchemaViolation] = []
    }

    /// Compiles the first file; the others are those that it imports, under the names by which it does.
    init(files: [(name: String, bytes: [UInt8])]) throws(XMLSchemaError) {
        let violations = Violations()
        // One buffer with a terminated name and the bytes of each file, which stays where it is during the call.
        var buffer: [UInt8] = []
        var starts: [(name: Int, bytes: Int, count: Int)] = []
        for file in files {
            starts.append((buffer.count, buffer.count + file.name.utf8.count + 1, file.bytes.count))
            buffer += Array(file.name.utf8) + [0] + file.bytes
        }
        let compiled = unsafe buffer.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            guard let base = buffer.baseAddress else { return nil }
            let entries = unsafe starts.map { start in
                unsafe docket_xml_schema_file(
                    name: UnsafeRawPointer(base + start.name).assumingMemoryBound(to: CChar.self),
                    bytes: base + start.bytes, count: Int32(clamping: start.count))
            }
            return unsafe docket_xml_schema_create(
                entries, Int32(clamping: entries.count), Unmanaged.passUnretained(violations).toOpaque()
            ) { state, error in
                guard let state = unsafe state, let error = unsafe error else { return }
                let violations = unsafe Unmanaged<Violations>.fromOpaque(state).takeUnretainedValue()
                let problem = unsafe XMLError(error.pointee)
                violations.list.append(XMLSchemaViolation(line: problem.line, message: problem.message))
            }
        }
        guard let compiled = unsafe compiled else { throw XMLSchemaError(violations: violations.list) }
        unsafe schema = compiled
    }

    deinit { unsafe docket_xml_schema_destroy(schema) }

    /// Everything in the document that the schema forbids; empty if it is valid.
    func validate(_ document: [UInt8]) -> [XMLSchemaViolation] {
        let violations = Violations()
        var callbacks = unsafe docket_xml_callbacks()
        unsafe callbacks.state = Unmanaged.passUnretained(violations).toOpaque()
        unsafe callbacks.start_element = { _, _, _, _, _, _, _, _ in }
        unsafe callbacks.end_element = { _ in }
        unsafe callbacks.text = { _, _, _ in }
        unsafe callbacks.document_type = { state, line, _ in
            guard let state = unsafe state else { return }
            let violations = unsafe Unmanaged<Violations>.fromOpaque(state).takeUnretainedValue()
            violations.list.append(
                XMLSchemaViolation(line: line, message: "a document type declaration is not accepted"))
        }
        unsafe callbacks.error = { state, error in
            guard let state = unsafe state, let error = unsafe error else { return }
            let violations = unsafe Unmanaged<Violations>.fromOpaque(state).takeUnretainedValue()
            let problem = unsafe XMLError(error.pointee)
            violations.list.append(XMLSchemaViolation(line: problem.line, message: problem.message))
        }
        guard let parser = unsafe docket_xml_reader_create(&callbacks, schema) else {
            return [XMLSchemaViolation(line: 0, message: "the XML reader could not be started: no memory")]
        }
        unsafe document.withUnsafeBufferPointer { bytes in
            _ = unsafe docket_xml_reader_push(parser, bytes.baseAddress, Int32(clamping: bytes.count), 1)
        }
        unsafe docket_xml_reader_destroy(parser)
        return violations.list
    }
}
