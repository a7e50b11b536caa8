// How events, receipts and reference data are written: as JSON, in which equal values are equal texts.

import Foundation

enum LedgerJSON {
    /// For content with dictionaries: their keys are sorted.
    static func encodeSorted<Content: Encodable>(_ content: Content) throws(LedgerError) -> String {
        do {
            return String(decoding: try encoder.encode(content), as: UTF8.self)
        } catch {
            throw .notEncodable(what: "\(Content.self)", detail: "\(error)")
        }
    }

    /// For content without dictionaries.
    static func encode<Content: Encodable>(_ content: Content) throws(LedgerError) -> String {
        do {
            return try JSONTextEncoder.encode(content)
        } catch {
            throw .notEncodable(what: "\(Content.self)", detail: "\(error)")
        }
    }

    static func decode<Content: Decodable>(_: Content.Type, from text: String) throws(LedgerError) -> Content {
        do {
            return try decoder.decode(Content.self, from: Data(text.utf8))
        } catch {
            throw .unreadable(what: "\(Content.self)", detail: "\(error)")
        }
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    private static let decoder = JSONDecoder()
}
