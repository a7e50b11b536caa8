// Damaged interchanges of every kind: no trap, no silence, and a window of any size gives the same.

import Glibc
import OrderFormats
import OrderModel
import SeededNumbers
import Testing

@Suite("EDIFACT: whatever is dropped is answered")
struct EDIFACTMutationTests {
    private static let samples = [
        EDIFACTMessages.order(), EDIFACTMessages.change, EDIFACTMessages.order(una: ""),
        EDIFACTMessages.interchange([EDIFACTMessages.head, EDIFACTMessages.lines]),
    ]

    /// Something is said: an order, a refusal, or an error about the file.
    private func isAnswered(_ file: ReadFile) -> Bool {
        !file.documents.isEmpty || !file.refused.isEmpty || file.findings.hasErrors
    }

    @Test("a sample cut at any byte is answered")
    func cuts() {
        for sample in Self.samples {
            let bytes = Array(sample.utf8)
            for end in 0..<bytes.count {
                let file = FileReader.read(Array(bytes[..<end]), sender: acme, profile: nil)
                #expect(isAnswered(file), "cut at \(end)")
            }
        }
    }

    @Test("a sample with changed, lost and doubled bytes is answered")
    func mutations() {
        var generator = SeededRandom(seed: 17)
        let interesting: [UInt8] = [0x27, 0x2B, 0x3A, 0x3F, 0x0A, 0x00, 0x20, 0x41, 0x39, 0xC3, 0xFF]
        for sample in Self.samples {
            let original = Array(sample.utf8)
            for _ in 0..<1_500 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: bytes[index] = interesting.randomElement(using: &generator) ?? 0
                    case 1: bytes.remove(at: index)
                    case 2: bytes.insert(bytes[index], at: index)
                    default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                    }
                }
                let file = FileReader.read(bytes, sender: acme, profile: edifactProfile())
                #expect(isAnswered(file))
            }
        }
    }

    @Test("segments put out of order, left out and doubled are answered")
    func shuffled() {
        var generator = SeededRandom(seed: 4711)
        for sample in Self.samples {
            var segments = sample.split(separator: "\n").map(String.init)
            for _ in 0..<300 {
                let index = Int.random(in: 0..<segments.count, using: &generator)
                let other = Int.random(in: 0..<segments.count, using: &generator)
                segments.swapAt(index, other)
                if segments.count > 10, Bool.random(using: &generator) { segments.remove(at: index) }
                if segments.count < 60, Bool.random(using: &generator) {
                    segments.append(segments[other % segments.count])
                }
                #expect(isAnswered(read(segments.joined(separator: "\n"))))
            }
        }
    }

    @Test("a file that is read in pieces gives the same as one that is in memory")
    func pieces() throws {
        // More than what is held in memory as a whole, so that the window has to move.
        let body = EDIFACTMessages.head + EDIFACTMessages.lines + EDIFACTMessages.summary
        let one = EDIFACTMessages.interchange([body], una: "", separator: "\n")
        var text = "UNA:+.? '\n"
        var count = 0
        while text.utf8.count <= 17 * 1024 * 1024 {
            count += 1
            text += one.replacing("17'", with: "\(count)'").replacing("+17\n", with: "+\(count)\n") + "\n"
            if count == 200 {
                let block = text
                while text.utf8.count <= 17 * 1024 * 1024 { text += block.dropFirst(10) }
            }
        }
        let path = "/tmp/docket-edifact-\(getpid()).edi"
        let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        defer {
            close(descriptor)
            unlink(path)
        }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let got = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard got > 0 else { break }
            written += got
        }
        let streamed = try FileReader(FileSource(descriptor: descriptor), sender: acme, profile: nil)
        let whole = try FileReader(MemorySource(bytes), sender: acme, profile: nil)
        var items = 0
        while true {
            let left = try streamed.next()
            let right = try whole.next()
            guard left == right else {
                Issue.record("document \(items + 1) differs")
                break
            }
            guard left != nil else { break }
            items += 1
        }
        #expect(items > 100)
        #expect(streamed.account.findings.count == whole.account.findings.count)
    }
}
