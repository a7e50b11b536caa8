// Which line of an order had a number first, for the finding that it stands twice.

import OrderModel

/// The numbers of an order's lines, and where each of them stood. Nearly always they ascend, and none is asked for.
struct LineNumbers {
    private var seen = SeenNumbers()
    /// Of each line of the order: where the format counts, the LIN or the line of the file.
    private var positions: [Int] = []
    /// Made once a number stands twice.
    private var places: [String: Int] = [:]

    mutating func removeAll() {
        seen.removeAll()
        positions.removeAll(keepingCapacity: true)
        if !places.isEmpty { places = [:] }
    }

    /// Where the same number stood before; nil if it is new. `lines` are those that were inserted before.
    mutating func insert(_ id: String, _ position: Int, _ lines: [OrderLine]) -> Int? {
        if places.isEmpty {
            if seen.insert(id) {
                positions.append(position)
                return nil
            }
            for (line, position) in zip(lines, positions) { places[line.id] = position }
        }
        if let first = places[id] { return first }
        places[id] = position
        return nil
    }
}
