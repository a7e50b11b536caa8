// What can be measured, and how much of it: a run of a few minutes, or the sizes the desk has to stand up to.

import ArgumentParser

enum Measure: String, CaseIterable, ExpressibleByArgument, Codable {
    case files, batch, latency, waiting, behind, reference, idle
}

/// Sizes of the works.
struct Scale: Codable {
    var files: Int
    /// Orders of each large file, one work after the other.
    var orders: [Int]
    var drops: Int
    var waiting: Int
    var behind: Int
    /// Orders of the file that is given to the ledger with a past, and to a fresh one.
    var behindOrders: Int
    /// Rows of a list of products that comes while orders do.
    var reference: Int
    var idleSeconds: Int

    static let quick = Scale(
        files: 2_000, orders: [2_000, 20_000], drops: 200, waiting: 10_000, behind: 100_000, behindOrders: 5_000,
        reference: 100_000, idleSeconds: 20)
    static let full = Scale(
        files: 10_000, orders: [100_000, 1_000_000], drops: 500, waiting: 100_000, behind: 5_000_000,
        behindOrders: 100_000, reference: 1_000_000, idleSeconds: 60)
}

/// A list of numbers on the command line: `100000,1000000`.
struct NumberList: ExpressibleByArgument {
    let numbers: [Int]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap(\.self)
        guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
        self.numbers = numbers
    }
}
