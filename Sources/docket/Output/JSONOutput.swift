// JSON for programs: one value per call, keys in a fixed order.

import Foundation

enum JSONOutput {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Terminal.output.line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
