// Lines of long files for findings: the same as those of files in memory.

import OrderModel
import SeededNumbers
import Testing

@testable import OrderFormats

@Suite("Lines of long files")
struct SourceLinesTests {
    /// The text through a window, however short it is.
    private func lines() -> SourceLines {
        SourceLines { () throws(InputError) in
            try TextStream(CharsetStream(MemorySource(SourceLinesTests.long), charset: .utf8, skipped: 0), piece: 4096)
        }
    }

    private static let long: [UInt8] = {
        var text = ""
        var number = 0
        while text.utf8.count < 700_000 {
            number += 1
            text += "\(number);六角螺栓 M8;" + String(repeating: "x", count: number % 97)
            text += number % 3 == 0 ? "\r\n" : number % 3 == 1 ? "\n" : "\r"
        }
        return Array((text + String(repeating: "长", count: 100_000) + "end").utf8)
    }()

    @Test("Forwards, backwards, beyond the end of a line and of the file, the same as from memory")
    func sameAsFromMemory() throws {
        let text = FileReader.sourceForDisplay(SourceLinesTests.long, profile: nil)
        let lines = lines()
        let last = text.place(of: text.bytes.count).line ?? 0
        var generator = SeededRandom(seed: 7)
        var wanted = (0..<200).map { _ in Int.random(in: 1...last, using: &generator) }.sorted()
        wanted += [1, last]
        for line in wanted {
            let column = Int.random(in: 1...30, using: &generator)
            #expect(lines.excerpt(line: line, around: column) == text.excerpt(line: line, around: column), "\(line)")
        }
        let end = lines.excerpt(line: last, around: 100_004)
        #expect(end == text.excerpt(line: last, around: 100_004) && end?.text.hasSuffix("长end") == true)
        #expect(lines.excerpt(line: last + 1, around: 1) == nil && text.excerpt(line: last + 1, around: 1) == nil)
    }

    @Test("A file is begun anew a few times and not more")
    func bounded() throws {
        let lines = lines()
        var shown = 0
        for round in 0..<20 where lines.excerpt(line: round % 2 == 0 ? 900 : 10, around: 1) != nil { shown += 1 }
        #expect(shown > 4 && shown < 20)
    }
}
