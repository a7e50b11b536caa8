// Lines from standard input, each handed on as soon as its end has come, in bounded memory.

import Glibc

/// A line, or only that it was too long.
enum InputLine {
    case whole(ArraySlice<UInt8>)
    case tooLong
}

enum LineReading {
    /// Hands every line of standard input on, without its end; the last one may have none.
    /// - Parameter limit: how long a line may be. Of a longer one nothing is kept.
    static func eachLine(limit: Int, _ body: (InputLine) -> Void) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var begun: [UInt8] = []
        var isTooLong = false
        func end(with rest: ArraySlice<UInt8>) {
            if isTooLong || rest.count > limit - begun.count {
                body(.tooLong)
            } else if begun.isEmpty {
                body(.whole(rest))
            } else {
                begun += rest
                body(.whole(begun[...]))
            }
            begun = []
            isTooLong = false
        }
        while true {
            let count = read(0, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            var rest = chunk[..<count]
            while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
                end(with: rest[..<newline])
                rest = rest[(newline + 1)...]
            }
            if isTooLong || rest.count > limit - begun.count {
                isTooLong = true
                begun = []
            } else {
                begun += rest
            }
        }
        if isTooLong || !begun.isEmpty { end(with: []) }
    }
}
