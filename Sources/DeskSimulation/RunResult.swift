// What a run came to, and which promises it broke.

package struct RunResult: Codable, Equatable, Sendable {
    package var violations: [Violation] = []
    package var steps = 0
    package var calls = 0
    package var deaths = 0
    package var powerCuts = 0
    package var orders = 0
    /// Turns in which a long file came a part further, and deaths in the midst of one.
    package var longFileParts = 0
    package var deathsInLongFile = 0
    /// Published files in which many answers stand together.
    package var batches = 0

    package init() {}

    /// Adds what another run came to; what it broke is not taken over.
    package mutating func add(_ other: RunResult) {
        steps += other.steps
        calls += other.calls
        deaths += other.deaths
        powerCuts += other.powerCuts
        orders += other.orders
        longFileParts += other.longFileParts
        deathsInLongFile += other.deathsInLongFile
        batches += other.batches
    }

    mutating func fail(_ kind: Violation.Kind, _ sentence: String) {
        violations.append(Violation(kind: kind, sentence: sentence))
    }
}

/// A promise that was not kept.
package struct Violation: Codable, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Codable, Sendable {
        /// Not entered, not kept, not published, or not told.
        case lost
        /// Entered, kept or published more than once.
        case doubled
        /// Not whole, or not what it should be.
        case torn
        /// Nobody sent it, or nobody knows of it.
        case invented
        /// Something lies where nothing may be left.
        case leftLying = "left lying"
        /// The desk does not go on, or complains when everything works again.
        case stuck
        /// Reservations do not follow from the orders, or projections not from the journal.
        case miscounted
        /// What the ledger says does not follow from the files that the desk has kept.
        case unproved
    }

    package let kind: Kind
    package let sentence: String

    package init(kind: Kind, sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    package var description: String { "\(kind.rawValue): \(sentence)" }
}
