// What one run measured of the desk; what was left out is nil.

struct Results: Codable {
    var files: WorkResult?
    var batches: [WorkResult] = []
    var latency: LatencyResult?
    var waiting: WaitingResult?
    var behind: BehindResult?
    var reference: ReferenceResult?
    var idle: IdleResult?

    /// Everything that went through the desk as a whole, in the order it was done.
    var works: [WorkResult] {
        [files].compactMap(\.self) + batches + [behind?.fresh, behind?.behind].compactMap(\.self)
    }
}
