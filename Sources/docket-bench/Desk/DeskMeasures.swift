// One measure after the other, each on desks of its own.

struct DeskMeasures {
    let scale: Scale
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let sharing: SyncSharing
    let progress: Progress

    func measure(_ wanted: [Measure]) throws -> Results {
        var results = Results()
        // The figures of a desk at rest come first: the disk has least to do with what came before.
        let order: [Measure] = [.idle, .latency, .waiting, .reference, .files, .batch, .behind]
        for measure in order where wanted.contains(measure) {
            switch measure {
            case .idle: results.idle = try idle()
            case .latency: results.latency = try latency()
            case .waiting: results.waiting = try waiting()
            case .files: results.files = try run(.manyFiles(count: scale.files, catalogue))
            case .batch: results.batches = try scale.orders.map { try run(.oneFile(orders: $0, catalogue)) }
            case .reference: results.reference = try reference()
            case .behind: results.behind = try behind()
            }
        }
        return results
    }

    private func run(_ work: Work) throws -> WorkResult {
        try WorkRun(
            work: work, catalogue: catalogue, program: program, place: place, sharing: sharing, progress: progress
        ).measure()
    }

    private func idle() throws -> IdleResult {
        try IdleRun(
            seconds: scale.idleSeconds, catalogue: catalogue, program: program, place: place, progress: progress
        ).measure()
    }

    private func latency() throws -> LatencyResult {
        try LatencyRun(
            drops: scale.drops, catalogue: catalogue, program: program, place: place, progress: progress
        ).measure()
    }

    private func waiting() throws -> WaitingResult {
        try WaitingRun(
            files: scale.waiting, catalogue: catalogue, program: program, place: place, progress: progress
        ).measure()
    }

    private func reference() throws -> ReferenceResult {
        try ReferenceRun(
            products: scale.reference, catalogue: catalogue, program: program, place: place, progress: progress
        ).measure()
    }

    private func behind() throws -> BehindResult {
        try BehindRun(
            orders: scale.behind, work: scale.behindOrders, catalogue: catalogue, program: program, place: place,
            sharing: sharing, progress: progress
        ).measure()
    }
}
