// One run: a desk at work while everything goes wrong, then peace, then the promises are checked.

import DocketDaemon
import Foundation
import Logging
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

package final class Simulation {
    static let morning = Instant(milliseconds: 1_795_424_400_000)

    let seed: UInt64
    let world: World
    let harm: Set<PlantedBug>
    let disk: SimulatedDisk
    let machine: Machine
    let partners: Partners
    let carrier = Carrier()
    let faults: Faults
    let publications: Publications
    private let memory = HarmedSpool.Memory()
    private let late: LateCommit
    let pace: PipelineLimits
    private let isVerbose: Bool
    private let ledgerURL: URL
    var process: DeskProcess?
    var now = Simulation.morning
    var latest = Simulation.morning
    var monotonic: Int64 = 1_000_000_000
    private var isCarefulStart = true
    private let partnersPerMillion: Int
    /// How often partners may still act in the midst of a turn: each file means work, in which they act again.
    private var interruptions = 25
    private let diesAtPowerCut: Int
    private let deathPercent: Int
    private let commitTroublePercent: Int
    var result = RunResult()
    /// Papers that colleagues have handed in already.
    var handed: Set<String> = []

    package init(seed: UInt64, world: World, harm: Set<PlantedBug> = [], isVerbose: Bool = false) {
        self.seed = seed
        self.world = world
        self.harm = harm
        self.isVerbose = isVerbose
        var dice = Dice(seed: seed)
        machine = Machine(&dice)
        let disk = SimulatedDisk(dice: dice, first: machine.main)
        self.disk = disk
        let trace: (() -> String) -> Void = { line in
            if isVerbose { print(line()) }
        }
        partners = Partners(disk: disk, digest: world.settings.digest, trace: trace)
        publications = Publications(trace: trace)
        partnersPerMillion = disk.dice.pick([0, 1_000, 10_000, 30_000]) ?? 0
        diesAtPowerCut = disk.dice.pick([0, 50, 100]) ?? 0
        deathPercent = disk.dice.pick([0, 40, 80]) ?? 0
        commitTroublePercent = disk.dice.pick([0, 5, 20]) ?? 0
        faults = Faults(
            perMillion: disk.dice.pick([0, 0, 300, 3_000]) ?? 0, spellsPerMillion: disk.dice.pick([0, 0, 200]) ?? 0)
        pace = Simulation.pace(&disk.dice)
        ledgerURL = world.folder.appending(path: "ledger-\(seed).sqlite")
        late = LateCommit(ledgerPath: ledgerURL.path)
        disk.onAppearance = { [publications] name, folder, inode, change in
            publications.note(name, folder, inode, change)
        }
    }

    /// Low enough that some files are entered in parts, and some documents share a file.
    private static func pace(_ dice: inout Dice) -> PipelineLimits {
        var pace = PipelineLimits()
        pace.longFileBytes = dice.pick([300, 1_500, 3_000]) ?? 300
        pace.documentsPerPart = dice.number(1...3)
        pace.surveyedPerTurn = dice.pick([3, 5_000]) ?? 3
        pace.batchFrom = dice.pick([2, 4, 20]) ?? 2
        return pace
    }

    func trace(_ line: @autoclosure () -> String) { if isVerbose { print(line()) } }

    // MARK: The run

    package func run() throws -> RunResult {
        try world.template.write(to: ledgerURL)
        defer { removeLedger() }
        try machine.layOut(on: disk)
        try establish()
        let steps = disk.dice.number(4...24)
        for _ in 0..<steps where result.violations.isEmpty { try step() }
        if result.violations.isEmpty { try comeToRest() }
        if result.violations.isEmpty { try check() }
        try process?.end()
        return result
    }

    private func removeLedger() {
        for ending in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: ledgerURL.path + ending)
        }
    }

    /// The desk has been at work for long: its folders are there and on the disk.
    private func establish() throws {
        faults.areOn = false
        start()
        guard process != nil else { throw SimulationError(description: "the desk does not start on a sound disk") }
        var inboxes: [String: Inode] = [:]
        for inbox in world.register.inboxes { inboxes[inbox.folder.id] = disk.find("/desk/inbox/\(inbox.folder.id)") }
        var outboxes: [(id: String, folder: Inode)] = []
        for outbox in world.register.outboxes {
            guard let folder = disk.find("/desk/outbox/\(outbox.id)") else { continue }
            folder.outbox = outbox.id
            outboxes.append((outbox.id, folder))
        }
        partners.learn(inboxes: inboxes, outboxes: outboxes)
        for filesystem in disk.filesystems {
            filesystem.makeAllNamesDurable()
            for inode in filesystem.inodes { inode.makeContentDurable() }
        }
        faults.areOn = true
        isCarefulStart = false
        planDeath()
    }

    private func step() throws {
        result.steps += 1
        passTime()
        if let said = machine.changeMounts(on: disk) { trace(said) }
        for _ in 0..<disk.dice.below(3) { partners.act() }
        if process == nil { start() }
        guard let process else { return }
        var isBusy = false
        do {
            // A long file goes on by itself, part by part.
            repeat {
                if disk.dice.hits(percent: commitTroublePercent) { process.gate.plan(commitTrouble()) }
                isBusy = try turn(process).isBusy
            } while isBusy && !process.isDead && disk.dice.hits(percent: 60)
            if disk.dice.hits(percent: 40), !process.isDead {
                try carrier.work(process, world: world, now: now, disk: disk)
            }
            if disk.dice.hits(percent: 30), !process.isDead { try colleaguesWork(process) }
        } catch {
            trace("the process ends: \(error)")
            if !process.isDead { return try end(process, isPowerCut: false) }
        }
        if process.isDead {
            try end(process, isPowerCut: disk.dice.hits(percent: diesAtPowerCut))
        } else if disk.dice.hits(percent: deathPercent / (isBusy ? 3 : 8)) {
            try end(process, isPowerCut: disk.dice.hits(percent: diesAtPowerCut))
        }
    }

    func turn(_ process: DeskProcess) throws -> TurnReport {
        let report = try process.pipeline.turn(now: now, monotonic: monotonic)
        trace("turn: taken \(report.taken), refused \(report.refused), published \(report.published)")
        for trouble in report.troubles { trace("  trouble: \(trouble)") }
        if report.isBusy { result.longFileParts += 1 }
        return report
    }

    private func passTime() {
        let milliseconds = Int64(disk.dice.pick([1, 200, 3_000, 3_000, 20_000]) ?? 1)
        monotonic += milliseconds * 1_000_000
        now = Instant(milliseconds: now.milliseconds + milliseconds)
        if disk.dice.hits(percent: 4) {
            now = now.adding(seconds: disk.dice.hits(percent: 50) ? 86_400 : -86_400)
            trace("the clock jumps to \(now)")
        }
        latest = max(latest, now)
    }

    // MARK: Processes

    func start() {
        trace("— the desk starts at \(now)")
        let late = harm.contains(.publishesBeforeCommit) ? late : nil
        let gate = CommitGate { late?.willCommit() }
        let calls = SimulatedCalls(disk: disk, faults: faults, gate: gate, harm: harm)
        if isVerbose { calls.trace = { print("    " + $0()) } }
        var log = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }
        if isVerbose { log = Logger(label: "desk") { StreamLogHandler.standardError(label: $0) } }
        do {
            let process = try DeskProcess(
                calls: calls, gate: gate, ledgerPath: ledgerURL.path, world: world, pace: pace,
                spool: { HarmedSpool($0, harm: harm, memory: memory, late: self.late) }, log: log)
            self.process = process
            if !isCarefulStart { planDeath() }
            calls.onCall = { [unowned self] in
                guard !isCarefulStart, faults.areOn, interruptions > 0 else { return }
                guard disk.dice.hits(perMillion: partnersPerMillion) else { return }
                interruptions -= 1
                partners.act()
            }
            let report = try process.pipeline.start(now: now)
            for trouble in report.troubles { trace("  trouble: \(trouble)") }
        } catch {
            trace("the desk does not start: \(error)")
            startFailure = "\(error)"
            if let process {
                self.process = nil
                result.calls += process.calls.count
                do { try process.end() } catch { result.fail(.stuck, "the ledger cannot be closed: \(error)") }
            }
        }
    }

    var startFailure: String?

    private func planDeath() {
        guard let process, faults.areOn, disk.dice.hits(percent: deathPercent) else { return }
        process.calls.diesAtCall = process.calls.count + disk.dice.spread(upTo: 4_000)
    }

    private func commitTrouble() -> CommitGate.Plan {
        let path = ledgerURL.path
        return switch disk.dice.below(5) {
        case 0: .refuses(.diskFull(path: path, code: 13))
        case 1: .refuses(.busy(path: path, code: 5))
        case 2: .losesAnswer(.inputOutput(path: path, detail: "the answer was lost", code: 10))
        case 3: .diesBefore
        default: .diesAfter
        }
    }

    func end(_ process: DeskProcess, isPowerCut: Bool) throws {
        result.deaths += 1
        let entered = isPowerCut ? try enteredDigests(process.ledger) : []
        if try !process.ledger.read({ try $0.filesInProgress().isEmpty }) { result.deathsInLongFile += 1 }
        try stop(process)
        try late.takeBack()
        guard isPowerCut else { return trace("— killed") }
        result.powerCuts += 1
        for drop in partners.drops where !drop.isCareful && !entered.contains(drop.sha256) { drop.mayBeLost = true }
        cutPower()
    }

    func stop(_ process: DeskProcess) throws {
        self.process = nil
        result.calls += process.calls.count
        try process.end()
    }

    func cutPower() {
        trace("— the power is cut")
        publications.forgive(disk.cutPower())
        partners.powerWasCut()
        result.violations += publications.torn(on: disk)
    }

    private func enteredDigests(_ ledger: Ledger) throws -> Set<String> {
        Set(try ledger.read { try $0.recentIntakes(limit: 100_000) }.map(\.sha256))
    }
}
