// The kinds of values that configuration files hold: how each is read, and how a wrong one is told of.

import ExactDecimals
import OrderModel

/// How a value is read from a node. `read` gives nil after it has reported what is wrong.
struct YAMLType<Value> {
    /// What is expected, in words with an example: `a duration such as 30 s`.
    let expected: String
    let read: (YAMLNode) -> Value?

    init(_ expected: String, _ read: @escaping (YAMLNode) -> Value?) {
        self.expected = expected
        self.read = read
    }

    /// A type whose values are written in one scalar; `parse` gives nil for what is none of them.
    static func scalar(
        _ expected: String, hint: String? = nil, _ parse: @escaping (String) -> Value?
    ) -> YAMLType<Value> {
        YAMLType(expected) { node in
            guard let text = node.text, !node.isNothing else { return mismatch(node, expected, hint) }
            return parse(text) ?? mismatch(node, expected, hint)
        }
    }

    private static func mismatch(_ node: YAMLNode, _ expected: String, _ hint: String?) -> Value? {
        node.error("expected \(expected), but \(node.inWords) stands here", hint: hint)
        return nil
    }

    /// The same type with a further demand: `problem` gives a sentence on what is wrong with a value.
    func checked(_ problem: @escaping (Value) -> String?) -> YAMLType<Value> {
        YAMLType(expected) { node in
            guard let value = read(node) else { return nil }
            guard let problem = problem(value) else { return value }
            node.error(problem)
            return nil
        }
    }

    func map<Other>(_ transform: @escaping (Value) -> Other) -> YAMLType<Other> {
        YAMLType<Other>(expected) { read($0).map(transform) }
    }
}

extension YAMLType where Value == String {
    /// A text on one line, not empty.
    static var text: YAMLType { text("a text") }

    static func text(_ expected: String) -> YAMLType {
        scalar(expected) { $0.contains(where: \.isNewline) || $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// A name that becomes a folder: the id of a partner, a carrier, a role.
    static func folderName(_ expected: String) -> YAMLType {
        text(expected).checked { name in
            FolderName.problem(name).map { "'\(name)' cannot be the name of a folder: \($0)" }
        }
    }

    /// A path, from `/` or beneath `base`; given in full.
    static func path(beneath base: String) -> YAMLType {
        text("a path").checked { $0.unicodeScalars.contains("\0") ? "a path cannot hold a NUL character" : nil }
            .map { ConfigurationLocation.join(base, $0) }
    }

    /// One of some words.
    static func oneOf(_ words: [String]) -> YAMLType {
        YAMLType(WordList.alternatives(words)) { node in
            if let text = node.text, words.contains(text) { return text }
            let near = node.text.flatMap { NearestName.of($0, among: words) }
            node.error(
                "expected \(WordList.alternatives(words)), but \(node.inWords) stands here",
                hint: near.map { "did you mean '\($0)'?" })
            return nil
        }
    }
}

extension YAMLType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static var word: YAMLType {
        let names = YAMLType<String>.oneOf(Value.allCases.map(\.rawValue))
        return YAMLType(names.expected) { names.read($0).flatMap(Value.init(rawValue:)) }
    }
}

extension YAMLType where Value == Bool {
    static var flag: YAMLType {
        YAMLType("true or false") { node in
            let meanings = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]
            if let text = node.text, let meaning = meanings[text.lowercased()], !node.isQuoted { return meaning }
            node.error(
                "expected true or false, but \(node.inWords) stands here",
                hint: node.isQuoted ? "write it without quotes" : nil)
            return nil
        }
    }
}

extension YAMLType where Value == Int {
    static func integer(in range: ClosedRange<Int>) -> YAMLType {
        scalar("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A span of time, in whole seconds.
    static func seconds(in range: ClosedRange<Int>) -> YAMLType {
        YAMLType<Duration>.duration(in: .seconds(range.lowerBound) ... .seconds(range.upperBound))
            .checked { $0.components.attoseconds == 0 ? nil : "the shortest span here is one second" }
            .map { Int($0.components.seconds) }
    }

    /// An amount of bytes, such as `100 MiB`.
    static func byteSize(in range: ClosedRange<Int>) -> YAMLType {
        let bounds = "\(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))"
        let hint = "write a number with B, kB, KiB, MB, MiB, GB or GiB"
        return scalar("a size such as 100 MiB, from \(bounds)", hint: hint) { text in
            ByteSize.read(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension YAMLType where Value == Duration {
    static func duration(in range: ClosedRange<Duration>) -> YAMLType {
        let bounds = "\(TimeSpan.text(range.lowerBound)) to \(TimeSpan.text(range.upperBound))"
        let hint = "write a number with ms, s, minutes, hours or days"
        return scalar("a duration such as 30 s or 5 minutes, from \(bounds)", hint: hint) { text in
            TimeSpan.read(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension YAMLType where Value == ExactDecimal {
    /// A number that is not below zero.
    static var amount: YAMLType {
        scalar("an amount such as 0.01, not below zero") { text in
            guard let number = try? ExactDecimal(text), number >= .zero else { return nil }
            return number
        }
    }
}

extension YAMLType where Value == CalendarDate {
    static var date: YAMLType { scalar("a date such as 2026-11-22") { CalendarDate($0) } }
}

extension YAMLType {
    /// A list; elements that are wrong are reported and left out. A single element may stand without being a list.
    static func list<Element>(of element: YAMLType<Element>) -> YAMLType<[Element]> where Value == [Element] {
        YAMLType<[Element]>("a list, each entry \(element.expected)") { node in
            guard let elements = node.elements else { return element.read(node).map { [$0] } }
            return elements.compactMap { element.read($0) }
        }
    }

    /// A mapping whose keys are free, or among `keys`.
    static func dictionary<Element>(
        of element: YAMLType<Element>, what: String, keys: [String]? = nil
    ) -> YAMLType<[String: Element]> where Value == [String: Element] {
        YAMLType<[String: Element]>("\(what), a mapping") { node in
            YAMLMapping.read(node, what: what) { mapping in
                // Every key is asked for where all are good; where some are, the others are reported as unknown.
                var values: [String: Element] = [:]
                for key in keys ?? mapping.entries.map(\.key) {
                    if let value = mapping.optional(key, element) { values[key] = value }
                }
                return values
            }
        }
    }
}

enum WordList {
    /// `a, b or c`.
    static func alternatives(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
