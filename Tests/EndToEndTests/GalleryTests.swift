// The gallery `inbox-samples/` is the golden test: the demo plays it through the real daemon and checks what comes out.

import TestKit
import Testing

@Suite("The gallery", .timeLimit(.minutes(10))) struct GalleryTests {
    @Test("every sample of the gallery comes out as it says, and the demo's table shows all of them")
    func everySampleComesOut() async throws {
        try await withTemporaryFolder { folder in
            let played = try await play(into: folder)
            #expect(played.code == 0, "\(played.output)\(played.error)")
            let samples = RawFiles.names(in: "\(packageRoot)/inbox-samples").map { String(decoding: $0, as: UTF8.self) }
                .filter { RawFiles.exists("\(packageRoot)/inbox-samples/\($0)/sample.yaml") }
            #expect(samples.count >= 20)
            #expect(
                played.output.contains("\(samples.count) of \(samples.count) samples came out as they should."),
                "\(played.output)")
        }
    }

    @Test(
        "kill -9 at random during the demo, restarted, ends with the same documents, none twice, none torn",
        arguments: [4711 as UInt64])
    func killedAtRandom(seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let played = try await play(into: folder, "--kills", "8", "--seed", "\(seed)")
            #expect(played.code == 0, "seed \(seed)\n\(played.output)\(played.error)")
            #expect(played.output.contains("The daemon was killed 8 times"), "\(played.output)")
        }
    }

    private func play(into folder: String, _ options: String...) async throws -> Ended {
        try await run(
            .demo,
            ["--samples", "\(packageRoot)/inbox-samples", "--desk", "\(folder)/desk", "--quiet"] + options)
    }
}
