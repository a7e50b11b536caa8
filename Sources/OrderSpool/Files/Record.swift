// Small text records of the spool's own: one `key value` per line, so that a person can read them.

/// What a record of ours holds: lines of a key, a space and a value.
struct Record: Equatable {
    private var lines: [(key: String, value: String)] = []

    init() {}

    init(parsing bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
            guard parts.count == 2 else { continue }
            lines.append((String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self)))
        }
    }

    static func == (left: Record, right: Record) -> Bool { left.bytes == right.bytes }

    subscript(key: String) -> String? {
        get { lines.first { $0.key == key }?.value }
        set {
            lines.removeAll { $0.key == key }
            if let newValue { lines.append((key, newValue)) }
        }
    }

    func number<Number: FixedWidthInteger>(_ key: String) -> Number? { self[key].flatMap { Number($0) } }

    var bytes: [UInt8] { lines.flatMap { Array("\($0.key) \($0.value)\n".utf8) } }
}
