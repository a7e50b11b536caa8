// A value of a JSON text, with its place. A light handle: the text and its nodes are shared.

package import ExactDecimals
package import OrderModel

package struct JSONValue: Sendable {
    let tape: JSONTape
    let index: Int

    var node: JSONNode { tape.nodes[index] }

    init(tape: JSONTape, index: Int = 0) {
        self.tape = tape
        self.index = index
    }
}

extension JSONValue {
    package var isNull: Bool { node.kind == .null }
    package var isObject: Bool { node.kind == .object }
    package var isArray: Bool { node.kind == .array }
    package var isString: Bool { node.kind == .string }
    package var isNumber: Bool { node.kind == .number }

    package var bool: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The text of a string; nil for any other value.
    package var string: String? {
        let node = node
        guard node.kind == .string else { return nil }
        return tape.string(node)
    }

    /// A number, exactly. Nil for any other value, and for a number of more than 38 digits or 18 decimals.
    package var decimal: ExactDecimal? {
        guard isNumber else { return nil }
        let bytes = tape.source.bytes
        return JSONText.decimal(bytes.span.extracting(node.range))
    }

    /// The value as it stands in the text.
    package var rawText: String { tape.source.string(node.range) }

    /// What the value is, for people.
    package var kindName: String {
        switch node.kind {
        case .null: "null"
        case .yes, .no: "a truth value"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The elements of an array; empty for any other value.
    package var elements: [JSONValue] {
        guard isArray else { return [] }
        var result: [JSONValue] = []
        var child = index + 1
        while child < Int(node.next) {
            result.append(JSONValue(tape: tape, index: child))
            child = Int(tape.nodes[child].next)
        }
        return result
    }

    /// The members of an object in the order of the text; empty for any other value.
    package var members: [(key: JSONValue, value: JSONValue)] {
        guard isObject else { return [] }
        var result: [(key: JSONValue, value: JSONValue)] = []
        var child = index + 1
        while child + 1 < Int(node.next) {
            result.append((JSONValue(tape: tape, index: child), JSONValue(tape: tape, index: child + 1)))
            child = Int(tape.nodes[child + 1].next)
        }
        return result
    }

    /// The first member of this name. Cost: the number of members.
    package subscript(_ key: String) -> JSONValue? {
        members.first { $0.key.string == key }?.value
    }
}

// MARK: - Places

extension JSONValue {
    /// The value at a JSON pointer (RFC 6901), such as `/lines/0/quantity`; nil if there is none.
    package func value(at pointer: String) -> JSONValue? {
        guard pointer.isEmpty || pointer.hasPrefix("/") else { return nil }
        var value = self
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let key = JSONValue.unescaped(step)
            if value.isArray {
                let elements = value.elements
                guard let number = Int(key), elements.indices.contains(number) else { return nil }
                value = elements[number]
            } else if let member = value[key] {
                value = member
            } else {
                return nil
            }
        }
        return value
    }

    /// The text, or the digits of the number, at a JSON pointer; nil if nothing of the kind is there.
    package func string(at pointer: String) -> String? {
        guard let value = value(at: pointer) else { return nil }
        return value.isNumber ? value.rawText : value.string
    }

    private static func unescaped(_ step: Substring) -> String {
        var result = ""
        var isEscaped = false
        for scalar in step.unicodeScalars {
            if isEscaped {
                result.unicodeScalars.append(scalar == "1" ? "/" : scalar == "0" ? "~" : scalar)
                isEscaped = false
            } else if scalar == "~" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The value's own JSON pointer in the file. Cost: the siblings on the way down from the root.
    package var pointer: String {
        var pointer = tape.basePointer
        var container = 0
        while container != index, let (child, step) = child(of: container) {
            pointer += "/" + step
            container = child
        }
        return pointer
    }

    /// The child of a container in which this value lies, or which it is; for an object the value, for its key the key.
    private func child(of container: Int) -> (index: Int, step: String)? {
        let isObject = tape.nodes[container].kind == .object
        var child = container + 1
        var count = 0
        while child < tape.nodes.count {
            let value = isObject ? child + 1 : child
            guard value < tape.nodes.count else { return nil }
            if index < Int(tape.nodes[value].next) {
                guard isObject else { return (value, String(count)) }
                let key = tape.string(tape.nodes[child])
                return (index == child ? child : value, JSONText.escapedPointerStep(key))
            }
            child = Int(tape.nodes[value].next)
            count += 1
        }
        return nil
    }

    package var place: Place {
        let offset = Int(node.start) - (node.kind == .string ? 1 : 0)
        return tape.source.place(of: offset, path: pointer)
    }

    /// Line and column alone, where the pointer is known already.
    func place(path: String) -> Place {
        tape.source.place(of: Int(node.start) - (node.kind == .string ? 1 : 0), path: path)
    }
}
