// Which numbers have been there before: of lines in an order, of sets in a group.

import OrderModel

/// A set of texts that are nearly always numbers in even steps: 1, 2, 3 or 10, 20, 30. Those are kept as ranges, so that
/// neither time nor memory goes up with how many there are; all others are kept one by one.
struct SeenNumbers {
    private struct Run {
        /// How many digits the numbers have: `7` and `07` are two texts.
        var width: Int
        var first: Int
        var last: Int
        /// Zero while the run has one number.
        var step = 0

        func holds(_ number: Int, _ width: Int) -> Bool {
            guard self.width == width, first <= number, number <= last else { return false }
            return step <= 1 || (number - first) % step == 0
        }

        /// Takes the number if it is the next one.
        mutating func append(_ number: Int, _ width: Int) -> Bool {
            guard self.width == width, number > last, step == 0 || number - last == step else { return false }
            step = number - last
            last = number
            return true
        }
    }
    private var current: Run?
    private var earlier: [Run] = []
    private var others: Set<String> = []
    /// Ranges are looked through one by one.
    private static let mostRuns = 16

    mutating func removeAll() {
        current = nil
        if !earlier.isEmpty { earlier.removeAll(keepingCapacity: true) }
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    }

    /// False if the text was there before.
    mutating func insert(_ text: String) -> Bool {
        guard let number = Int(digitsOf: text) else { return others.insert(text).inserted }
        let width = text.utf8.count
        if earlier.contains(where: { $0.holds(number, width) }) || (!others.isEmpty && others.contains(text)) {
            return false
        }
        if current?.append(number, width) == true { return true }
        if let run = current {
            if run.holds(number, width) { return false }
            guard earlier.count < SeenNumbers.mostRuns else { return others.insert(text).inserted }
            earlier.append(run)
        }
        current = Run(width: width, first: number, last: number)
        return true
    }
}
