// A process that runs seeds for another one: a seed per line comes in, a result per line goes out.

import DeskSimulation
import Foundation
import Glibc

enum Worker {
    static func serve(harm: Set<PlantedBug>) throws {
        // Whoever breaks off the parent's work ends this one too, by the end of its input, and in order.
        for number in [SIGINT, SIGPIPE] { signal(number, SIG_IGN) }
        let world = try World()
        defer { world.remove() }
        while let line = readLine() {
            guard let seed = UInt64(line) else { continue }
            let result = try Simulation(seed: seed, world: world, harm: harm).run()
            let answer = try JSONEncoder().encode(result) + [UInt8(ascii: "\n")]
            // Nobody is there any more who wants to know.
            guard (try? FileHandle.standardOutput.write(contentsOf: answer)) != nil else { return }
        }
    }
}
