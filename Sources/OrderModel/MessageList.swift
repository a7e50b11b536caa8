// What became of the messages of a group, in their sequence. An interchange may have millions of them, nearly all of which
// were simply taken: those that are numbered one after the other are kept as one.

extension Interchange {
    /// The messages of a group. Memory goes up with the messages that had errors or break the numbering, not with all.
    package struct MessageList: Hashable, Sendable {
        /// Messages that differ in nothing but their number, which goes up by one.
        private struct Run: Hashable {
            var first: Message
            var count = 1
            /// Nil for a message that none can follow in the run.
            var number: Int?

            func message(_ offset: Int) -> Message {
                guard offset > 0, let number else { return first }
                var message = first
                let digits = String(number + offset)
                let zeros = Swift.max(0, first.controlReference.utf8.count - digits.utf8.count)
                message.controlReference = String(repeating: "0", count: zeros) + digits
                return message
            }
        }
        private var runs: [Run] = []
        package private(set) var count = 0

        package init() {}

        package mutating func append(_ message: Message) {
            if message.errors.isEmpty,
                extend(
                    type: message.type, version: message.version, controlReference: message.controlReference,
                    outcome: message.outcome)
            {
                return
            }
            count += 1
            let number = message.errors.isEmpty ? Int(digitsOf: message.controlReference) : nil
            runs.append(Run(first: message, number: number))
        }

        /// Counts a message without errors that only goes on with the numbers; false, and nothing changes, for any other.
        package mutating func extend(
            type: String, version: String?, controlReference: String, outcome: Message.Outcome
        ) -> Bool {
            guard !runs.isEmpty, let number = Int(digitsOf: controlReference) else { return false }
            let last = runs.count - 1
            guard runs[last].number.map({ $0 + runs[last].count }) == number,
                runs[last].first.outcome.rawValue == outcome.rawValue,
                runs[last].first.controlReference.utf8.count == controlReference.utf8.count,
                runs[last].first.type == type, runs[last].first.version == version
            else { return false }
            runs[last].count += 1
            count += 1
            return true
        }
    }
}

extension Interchange.MessageList: Collection {
    package struct Index: Comparable {
        fileprivate var run: Int
        fileprivate var offset: Int
        package static func < (left: Index, right: Index) -> Bool {
            (left.run, left.offset) < (right.run, right.offset)
        }
    }

    package var startIndex: Index { Index(run: 0, offset: 0) }
    package var endIndex: Index { Index(run: runs.count, offset: 0) }
    package func index(after index: Index) -> Index {
        index.offset + 1 < runs[index.run].count
            ? Index(run: index.run, offset: index.offset + 1) : Index(run: index.run + 1, offset: 0)
    }
    package subscript(index: Index) -> Interchange.Message { runs[index.run].message(index.offset) }
}

extension Interchange.MessageList: ExpressibleByArrayLiteral {
    package init(arrayLiteral messages: Interchange.Message...) {
        for message in messages { append(message) }
    }
}

/// As a plain list.
extension Interchange.MessageList: Codable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for message in self { try container.encode(message) }
    }

    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd { append(try container.decode(Interchange.Message.self)) }
    }
}
