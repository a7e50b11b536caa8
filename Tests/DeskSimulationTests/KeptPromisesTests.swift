// The desk as it is, on fixed seeds: it keeps its promises, and a seed repeats its run. Thousands more: `make simulate`.

import DeskSimulation
import Testing

@Suite("The desk on a simulated disk")
struct KeptPromisesTests {
    private static let seeds: ClosedRange<UInt64> = 1...12

    @Test("keeps every promise, while processes die, the power is cut and long files are half entered")
    func keepsPromises() throws {
        let world = try World()
        defer { world.remove() }
        var sum = RunResult()
        for seed in KeptPromisesTests.seeds {
            let result = try Simulation(seed: seed, world: world).run()
            #expect(result.violations.isEmpty, "make simulate SEED=\(seed)")
            sum.add(result)
        }
        // Else the seeds prove nothing.
        #expect(sum.orders > 0)
        #expect(sum.deaths > 0)
        #expect(sum.powerCuts > 0)
        #expect(sum.longFileParts > 0)
        #expect(sum.deathsInLongFile > 0)
        #expect(sum.batches > 0)
    }

    @Test("does the same again with the same seed", arguments: [3, 7] as [UInt64])
    func repeats(seed: UInt64) throws {
        let world = try World()
        defer { world.remove() }
        let first = try Simulation(seed: seed, world: world).run()
        let second = try Simulation(seed: seed, world: world).run()
        #expect(first == second)
        #expect(first.calls > 0)
    }
}
