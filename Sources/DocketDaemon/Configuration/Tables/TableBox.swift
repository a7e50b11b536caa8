// Combinations of values: in each dimension of a table a set of samples, and every one of them with every other.

struct TableBox {
    var sets: [SampleSet]

    var isEmpty: Bool { sets.contains(where: \.isEmpty) }

    func intersection(_ other: TableBox) -> TableBox {
        TableBox(sets: zip(sets, other.sets).map { $0.intersection($1) })
    }

    func isSubset(of other: TableBox) -> Bool {
        isEmpty || zip(sets, other.sets).allSatisfy { $0.isSubset(of: $1) }
    }

    /// What is left without another box: for each dimension the part that lies outside in it and inside in those
    /// before.
    func subtracting(_ other: TableBox) -> [TableBox] {
        if intersection(other).isEmpty { return [self] }
        var left: [TableBox] = []
        var inside = self
        for index in sets.indices {
            let outside = sets[index].subtracting(other.sets[index])
            if !outside.isEmpty {
                var piece = inside
                piece.sets[index] = outside
                left.append(piece)
            }
            inside.sets[index] = sets[index].intersection(other.sets[index])
        }
        return left
    }
}

/// How many steps a search may still take.
struct TableBudget {
    private(set) var steps = ConfigurationLimits.tableSteps

    var isUsedUp: Bool { steps <= 0 }

    /// What is left of a box without all others; nil where that takes too many steps or pieces.
    mutating func rest(of box: TableBox, without others: [TableBox]) -> [TableBox]? {
        var rest = [box]
        for other in others {
            steps -= rest.count
            guard steps > 0, rest.count <= ConfigurationLimits.tableCombinations else { return nil }
            rest = rest.flatMap { $0.subtracting(other) }
            if rest.isEmpty { break }
        }
        return rest
    }
}
