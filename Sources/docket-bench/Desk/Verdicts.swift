// What was aimed at, what was measured, and whether that is enough. A missed target is a figure like any other.

/// One row: a target and the figure beside it.
struct Verdict: Codable {
    var work: String
    var target: String
    var measured: String
    var isMet: Bool
}

enum Verdicts {
    static func of(_ results: Results) -> [Verdict] {
        var verdicts: [Verdict] = []
        if let files = results.files { verdicts += small(files) }
        for batch in results.batches { verdicts += large(batch) }
        if let first = results.batches.first, let last = results.batches.last, results.batches.count > 1 {
            verdicts += growing(first, last)
        }
        if let latency = results.latency { verdicts += quick(latency) }
        if let waiting = results.waiting { verdicts += patient(waiting) }
        if let behind = results.behind { verdicts.append(old(behind)) }
        if let idle = results.idle { verdicts += resting(idle) }
        return verdicts
    }

    private static func small(_ work: WorkResult) -> [Verdict] {
        [
            least(work.title, "files in and documents out, of the raw rate", 0.7, work.rates.shareOfBareFiles),
            least(work.title, "files in and confirmations alone, of the raw rate", 0.7, work.rates.shareOfBareAnswers),
        ]
    }

    private static func large(_ work: WorkResult) -> [Verdict] {
        [
            Verdict(
                work: work.title, target: "1 confirmation", measured: Digits.grouped(work.confirmations),
                isMet: work.confirmations == 1),
            Verdict(
                work: work.title, target: "≥ 10,000 orders/s", measured: Digits.grouped(work.rates.ordersPerSecond),
                isMet: work.rates.ordersPerSecond >= 10_000),
            least(work.title, "of SQLite's rate for the same rows", 0.4, work.rates.shareOfBareRows),
            most(work.title, "peak memory", 256 << 20, work.usage.peakBytes),
        ]
    }

    private static func growing(_ first: WorkResult, _ last: WorkResult) -> [Verdict] {
        let work = "\(last.title) by \(Digits.grouped(first.orders))"
        return [
            same(work, "orders/s", last.rates.ordersPerSecond / first.rates.ordersPerSecond),
            same(work, "peak memory", Double(last.usage.peakBytes) / Double(first.usage.peakBytes)),
        ]
    }

    private static func quick(_ latency: LatencyResult) -> [Verdict] {
        [
            Verdict(
                work: "drop → confirmation visible, idle desk", target: "p50 ≤ 10 ms",
                measured: Digits.milliseconds(latency.desk.p50), isMet: latency.desk.p50 <= 0.010),
            Verdict(
                work: "drop → confirmation visible, idle desk", target: "p50 ≤ 4 × the bare chain",
                measured: Digits.times(latency.timesBareChain), isMet: latency.timesBareChain <= 4),
        ]
    }

    private static func patient(_ waiting: WaitingResult) -> [Verdict] {
        let work = "\(Digits.grouped(waiting.many.files)) files waiting in one inbox"
        return [
            Verdict(
                work: work, target: "first claim < 2 s after start",
                measured: Digits.seconds(waiting.many.firstClaimSeconds) + " s",
                isMet: waiting.many.firstClaimSeconds < 2),
            same("\(work) by \(Digits.grouped(waiting.few.files))", "peak memory", waiting.memoryRatio),
        ]
    }

    private static func old(_ behind: BehindResult) -> Verdict {
        same("\(Digits.grouped(behind.orders)) orders behind it, by a fresh ledger", "orders/s", behind.ratio)
    }

    private static func resting(_ idle: IdleResult) -> [Verdict] {
        [
            Verdict(
                work: "idle", target: "< 0.5 % CPU", measured: Digits.finePercent(idle.processorShare),
                isMet: idle.processorShare < 0.005),
            Verdict(
                work: "idle", target: "< 48 MiB resident", measured: Digits.mebibytes(idle.residentBytes),
                isMet: idle.residentBytes < 48 << 20),
        ]
    }

    // MARK: Kinds of targets

    private static func least(_ work: String, _ what: String, _ share: Double, _ measured: Double) -> Verdict {
        Verdict(
            work: work, target: "≥ \(Digits.percent(share)) \(what)", measured: Digits.percent(measured),
            isMet: measured >= share)
    }

    private static func most(_ work: String, _ what: String, _ bytes: Int64, _ measured: Int64) -> Verdict {
        Verdict(
            work: work, target: "≤ \(Digits.mebibytes(bytes)) \(what)", measured: Digits.mebibytes(measured),
            isMet: measured <= bytes)
    }

    /// Within a fifth: for a rate and for memory alike, since either way something depends on what it should not.
    private static func same(_ work: String, _ what: String, _ ratio: Double) -> Verdict {
        Verdict(
            work: work, target: "same \(what) ± 20 %", measured: Digits.times(ratio),
            isMet: (0.8...1.2).contains(ratio))
    }
}
