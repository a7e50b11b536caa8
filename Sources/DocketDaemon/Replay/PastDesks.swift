// Which configuration decided when: those that the archive has kept, else the present one.

import OrderFormats
import OrderModel
import OrderProcess
import OrderSpool

extension Replay.Desk {
    /// What a configuration decides with.
    /// - Parameter location: where its secrets and folders are.
    init(_ configuration: Configuration) throws(DeskError) {
        do {
            // A carrier whose key is gone by now has spoken all the same.
            let carriers = Set(configuration.carriers.keys).union(configuration.stoppedCarriers)
            self.init(
                register: try InboxRegister(
                    layout: try configuration.spoolLayout(),
                    partners: configuration.partners.values.sorted { $0.id < $1.id },
                    roles: configuration.roles.all, carriers: carriers.sorted()),
                desk: configuration.orderDesk(), limits: configuration.pipelineLimits())
        } catch {
            throw (error as? DeskError) ?? .configuration("\(error)")
        }
        formatLimits = configuration.formatLimits()
        letters = configuration.letters
    }
}

extension Replay.Desk {
    fileprivate func trying(_ trial: RuleTrial) -> Replay.Desk {
        var settings = desk.settings
        settings.trial = trial
        var trying = self
        trying.desk = OrderDesk(settings: settings)
        return trying
    }
}

/// Desks with the times from which on each decided.
package struct PastDesks {
    private var desks: [(since: Instant, desk: Replay.Desk)]
    private var present: Replay.Desk
    /// Kept configurations that cannot be read any more; what decided before them decides on.
    private(set) var unusable: [String] = []

    /// One that has always decided.
    package init(_ desk: Replay.Desk) {
        present = desk
        desks = []
    }

    /// What the archive has kept.
    init(_ configuration: Configuration) throws {
        present = try Replay.Desk(configuration)
        desks = []
        var previous: Configuration?
        for kept in try KeptConfigurations.all(in: configuration.folders.archive) {
            let files = ConfigurationFiles.read(
                at: ConfigurationLocation(configuration: kept.path, data: configuration.location.data))
            let loaded = Configuration.load(
                files, location: configuration.location, keeping: kept.cause == .reload ? previous : nil)
            // Folders are where they are now, wherever they were then.
            guard var then = loaded.configuration else {
                unusable.append(kept.path)
                continue
            }
            then.folders = configuration.folders
            previous = then
            desks.append((kept.since, try Replay.Desk(then)))
        }
    }

    /// The same desks, which ask other rules too at every review.
    func trying(_ trial: RuleTrial) -> PastDesks {
        var desks = self
        desks.present = present.trying(trial)
        desks.desks = self.desks.map { ($0.since, $0.desk.trying(trial)) }
        return desks
    }

    /// How many the archive has kept.
    var count: Int { desks.count }
    /// Since when they are kept; nil: they are not.
    var since: Instant? { desks.first?.since }

    /// What decided at a time. Before the first that was kept it is that one: it is the nearest to the truth.
    /// - Returns: a number that is another one for each.
    func desk(at instant: Instant) -> (number: Int, desk: Replay.Desk) {
        guard let first = desks.first else { return (-1, present) }
        let index = desks.lastIndex { $0.since <= instant }
        return index.map { ($0, desks[$0].desk) } ?? (0, first.desk)
    }
}

extension DeskPipeline {
    /// Decides from now on as a desk of the past did.
    func decide(as desk: Replay.Desk) {
        replace(register: desk.register, desk: desk.desk, limits: desk.limits, letters: desk.letters)
        formatLimits = desk.formatLimits
    }
}
