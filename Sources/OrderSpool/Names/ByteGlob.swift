// Patterns over file names, byte by byte: * ? [a-z] [!0-9] and the backslash.

/// A shell pattern over bytes: `*` is any run, `?` any one byte, `[…]` one of a set or range (`[!…]`, `[^…]` none of
/// it), a backslash takes the next byte as it is. There is no special treatment of leading dots.
package struct ByteGlob: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case byte(UInt8)
        case anyByte
        case anyRun
        case set([ClosedRange<UInt8>], negated: Bool)
    }

    /// As it was written.
    package let pattern: String
    private let parts: [Part]

    /// nil if a bracket is not closed, a range runs backwards, or a backslash ends the pattern.
    package init?(_ pattern: String) {
        self.pattern = pattern
        var parts: [Part] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"): if parts.last != .anyRun { parts.append(.anyRun) }
            case UInt8(ascii: "?"): parts.append(.anyByte)
            case UInt8(ascii: "["):
                guard let set = Self.set(from: &rest) else { return nil }
                parts.append(set)
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst() else { return nil }
                parts.append(.byte(next))
            default: parts.append(.byte(byte))
            }
        }
        self.parts = parts
    }

    private static func set(from rest: inout ArraySlice<UInt8>) -> Part? {
        var negated = false
        if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^") {
            negated = true
            rest.removeFirst()
        }
        var ranges: [ClosedRange<UInt8>] = []
        while let low = rest.popFirst() {
            // A bracket that comes first stands for itself.
            if low == UInt8(ascii: "]"), !ranges.isEmpty { return .set(ranges, negated: negated) }
            if rest.first == UInt8(ascii: "-"), let high = rest.dropFirst().first, high != UInt8(ascii: "]") {
                guard low <= high else { return nil }
                ranges.append(low...high)
                rest.removeFirst(2)
            } else {
                ranges.append(low...low)
            }
        }
        return nil
    }

    /// Cost: at most the product of the two lengths.
    package func matches(_ name: FileName) -> Bool {
        let bytes = name.bytes
        var part = 0
        var index = 0
        // Where to go on if what follows the last `*` does not fit: let it swallow one byte more.
        var retry: (part: Int, index: Int)?
        while index < bytes.count {
            if part < parts.count, parts[part] == .anyRun {
                retry = (part, index)
                part += 1
            } else if part < parts.count, fits(parts[part], bytes[index]) {
                part += 1
                index += 1
            } else if let last = retry {
                retry = (last.part, last.index + 1)
                part = last.part + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .anyRun }
    }

    private func fits(_ part: Part, _ byte: UInt8) -> Bool {
        switch part {
        case .byte(let wanted): wanted == byte
        case .anyByte, .anyRun: true
        case .set(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
        }
    }
}
