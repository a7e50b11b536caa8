// The simulator is tried on desks of which it is known what is wrong with them: it must find every planted bug.

import DeskSimulation
import Testing

/// A bug, seeds that come upon it, and what it breaks.
struct Planting: Sendable, CustomTestStringConvertible {
    let bug: PlantedBug
    /// More than one, so that a small change of the desk does not hide the bug from all of them.
    let seeds: [UInt64]
    let breaks: Set<Violation.Kind>

    var testDescription: String { bug.rawValue }

    /// The seeds were found with `docket-simulate --plant …`.
    static let all = [
        Planting(bug: .skipsFileSync, seeds: [1, 2, 3], breaks: [.torn, .lost]),
        Planting(bug: .skipsFolderSync, seeds: [1, 2, 3], breaks: [.torn, .lost]),
        Planting(bug: .skipsBatchSync, seeds: [2, 4, 5, 6], breaks: [.lost, .torn]),
        Planting(bug: .syncsAfterCommit, seeds: [22, 24, 41, 97, 130], breaks: [.lost, .torn]),
        Planting(bug: .ignoresFailedSync, seeds: [5, 28, 40, 142], breaks: [.torn, .lost, .stuck]),
        // A document of that name is there already when the file is decided again.
        Planting(
            bug: .publishesBeforeCommit, seeds: [343, 352, 363, 394, 402], breaks: [.stuck, .doubled, .invented]),
        Planting(bug: .renamesOverOthers, seeds: [30, 34, 56, 59], breaks: [.lost]),
        Planting(bug: .copiesIntoPlace, seeds: [1, 2, 4], breaks: [.torn]),
        // Where its partner has fetched it; what is still there is the same document, and nothing happens.
        Planting(bug: .publishesAgain, seeds: [65, 343, 40, 363], breaks: [.stuck, .doubled]),
        Planting(bug: .forgetsClaims, seeds: [1, 2, 3, 5], breaks: [.lost, .leftLying]),
        Planting(bug: .skipsGrowthSync, seeds: [1, 2, 3, 4], breaks: [.torn, .lost]),
    ]
}

@Suite("A planted bug")
struct PlantedBugTests {
    @Test("is found", arguments: Planting.all)
    func isFound(planting: Planting) throws {
        let world = try World()
        defer { world.remove() }
        for seed in planting.seeds {
            let result = try Simulation(seed: seed, world: world, harm: [planting.bug]).run()
            if result.violations.contains(where: { planting.breaks.contains($0.kind) }) { return }
        }
        Issue.record("no run noticed \(planting.bug.rawValue)")
    }

    @Test("of every kind is tried")
    func allAreTried() {
        #expect(Set(Planting.all.map(\.bug)) == Set(PlantedBug.allCases))
    }
}
