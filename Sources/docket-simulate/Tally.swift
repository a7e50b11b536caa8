// What all runs came to, and how far they are.

import DeskSimulation
import Foundation
import Glibc

struct Tally: Sendable {
    private let count: Int
    private let planted: [String]
    private let keepsGoing: Bool
    private var runs = 0
    private var sum = RunResult()
    var hasFailed: Bool { failed > 0 }
    private var failed = 0
    private let start = ContinuousClock.now
    private var shown = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(count: Int, planted: [String], keepsGoing: Bool) {
        self.count = count
        self.planted = planted
        self.keepsGoing = keepsGoing
    }

    /// Takes the result of a run in and says what is wrong with it.
    /// - Returns: whether to go on.
    mutating func note(_ result: RunResult, of seed: UInt64) -> Bool {
        add(result)
        if !result.violations.isEmpty {
            clearProgress()
            for violation in result.violations.prefix(12) { print("seed \(seed): \(violation)") }
            print("repeat: \(command(seed))")
        }
        showProgress()
        fflush(nil)
        return keepsGoing || failed == 0
    }

    private func command(_ seed: UInt64) -> String {
        let options = planted.map { "--plant \($0)" }.joined(separator: " ")
        return "make simulate SEED=\(seed)" + (options.isEmpty ? "" : " OPTIONS='\(options)'")
    }

    private mutating func add(_ result: RunResult) {
        runs += 1
        if !result.violations.isEmpty { failed += 1 }
        sum.add(result)
    }

    private var rate: String {
        let parts = (ContinuousClock.now - start).components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        return String(format: "%.1f", Double(runs) / max(0.001, seconds))
    }

    /// On a terminal a line that renews itself; elsewhere one now and then.
    private mutating func showProgress() {
        guard ContinuousClock.now - shown > .seconds(isTerminal ? 1 : 60), runs < count else { return }
        shown = ContinuousClock.now
        let line = "\(runs) of \(count) seeds, \(rate)/s, \(failed) failed"
        FileHandle.standardError.write(Data((isTerminal ? "\r\(line) " : "\(line)\n").utf8))
    }

    private func clearProgress() { if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }

    var summary: String {
        clearProgress()
        let verdict = failed == 0 ? "all kept the promises" : "\(failed) failed"
        return "\(runs) seeds, \(rate)/s: \(sum.orders) orders, \(sum.calls) calls, \(sum.deaths) deaths, "
            + "\(sum.powerCuts) power cuts, \(sum.longFileParts) parts of long files (\(sum.deathsInLongFile) deaths "
            + "between them), \(sum.batches) batches; \(verdict)"
    }
}
