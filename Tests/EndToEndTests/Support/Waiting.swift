// Waiting for something that another program does: looked at again and again until a deadline.

import Glibc

/// What a test waited for in vain.
struct WaitedTooLong: Error, CustomStringConvertible {
    let description: String
}

/// Far beyond what anything takes, so that a slow machine does not fail a test. A test that succeeds never waits so
/// long.
let patience = Duration.seconds(60)

/// Gives what `look` finds, as soon as it finds something.
func waited<Found>(
    for what: String, at most: Duration = patience, explaining: () -> String = { "" },
    _ look: () async throws -> Found?
) async throws -> Found {
    let start = ContinuousClock.now
    while true {
        if let found = try await look() { return found }
        guard ContinuousClock.now - start < most else {
            throw WaitedTooLong(description: "waited in vain for \(what)\n\(explaining())")
        }
        try await Task.sleep(for: .milliseconds(25))
    }
}
