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
        if let reference = results.reference { verdicts.append(working(reference)) }
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
            sameRate(work, last.rates.ordersPerSecond / first.rates.ordersPerSecond),
            sameMemory(work, Double(last.usage.peakBytes) / Double(first.usage.peakBytes)),
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
            sameMemory("\(work) by \(Digits.grouped(waiting.few.files))", waiting.memoryRatio),
        ]
    }

    private static func old(_ behind: BehindResult) -> Verdict {
        sameRate("\(Digits.grouped(behind.orders)) orders behind it, by a fresh ledger", behind.ratio)
    }

    private static func working(_ reference: ReferenceResult) -> Verdict {
        Verdict(
            work: "orders while \(Digits.grouped(reference.products)) products come in one file",
            target: "none waits for 2 s", measured: "at most " + Digits.milliseconds(reference.orders.max),
            isMet: reference.orders.max < 2)
    }

    private static func resting(_ idle: IdleResult) -> [Verdict] {
        [
            Verdict(
                work: "idle", target: "< 0.5 % CPU", measured: Digits.finePercent(idle.processorShare),
                isMet: idle.processorShare < 0.005),
            Verdict(
                work: "idle", target: "< 48 MiB resident", measured: Digits.mebibytes(idle.residentBytes),
                isMet: idle.residentBytes < 48 << 20),
            Verdict(
                work: "idle again after \(Digits.grouped(idle.orders)) orders", target: "< 48 MiB resident",
                measured: Digits.mebibytes(idle.residentAfterWorkBytes),
                isMet: idle.residentAfterWorkBytes < 48 << 20),
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

    /// A fifth less is a miss; a rate that grows is noise, or good.
    private static func sameRate(_ work: String, _ ratio: Double) -> Verdict {
        Verdict(
            work: work, target: "same orders/s ± 20 %", measured: Digits.times(ratio), isMet: ratio >= 0.8)
    }

    /// A fifth more is a miss.
    private static func sameMemory(_ work: String, _ ratio: Double) -> Verdict {
        Verdict(
            work: work, target: "same peak memory ± 20 %", measured: Digits.times(ratio), isMet: ratio <= 1.2)
    }
}
