// Whose file it is that a command reads: the options that `check` and `convert` share.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderModel

struct SenderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read it as this partner's file.", valueName: "id")) var partner: String?
    @Option(help: ArgumentHelp("Read it as a file of this department, such as warehouse.", valueName: "role"))
    var role: String?
    @Option(help: ArgumentHelp("Read it as a file of this carrier.", valueName: "id")) var carrier: String?
    @Option(
        help: ArgumentHelp(
            "How it would come: \(OrderChannel.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "channel"
        ))
    var channel: OrderChannel = .web

    func validate() throws {
        if [partner, role, carrier].count(where: { $0 != nil }) > 1 {
            throw ValidationError("A file has one sender: name --partner, --role or --carrier.")
        }
    }

    /// With the limits of the desk where one is needed anyway, else the usual ones.
    func reading(of desk: DeskOptions) throws -> FileReading {
        guard let partner else { return FileReading(sender: sender, channel: channel, profile: nil, limits: .standard) }
        let configuration = try desk.configuration()
        return FileReading(
            sender: sender, channel: channel, profile: try configuration.partner(partner),
            limits: configuration.formatLimits())
    }

    /// Nil where no word was said: then it may be anything that anybody may send.
    private var sender: Sender? {
        if let role { return .desk(role: role) }
        if let carrier { return .carrier(id: carrier) }
        return partner.map { .partner(id: $0, channel: channel) }
    }
}

extension Configuration {
    func partner(_ id: String) throws -> PartnerProfile {
        guard let profile = partners[id] else {
            let known = partners.keys.sorted().joined(separator: ", ")
            throw ValidationError("There is no partner '\(id)'. There are: \(known)")
        }
        return profile
    }
}

extension OrderChannel: ExpressibleByArgument {}
