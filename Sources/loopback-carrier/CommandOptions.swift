// The command line: few options, read by hand.

struct CommandOptions {
    var port: UInt16 = 0
    var secretFile: String?
    var logFile: String?
    var toleranceSeconds = 300

    enum Reading {
        case run(CommandOptions)
        case help
        case wrong(String)
    }

    static func read(_ arguments: [String]) -> Reading {
        var options = CommandOptions()
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--help" || argument == "-h" { return .help }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, known.contains(name) else {
                return .wrong("there is no option \(argument); the options are \(known.joined(separator: ", "))")
            }
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                return .wrong("\(name) needs a value")
            }
            if let problem = options.set(name, to: value) { return .wrong(problem) }
        }
        return .run(options)
    }

    private static let known = ["--port", "--secret-file", "--log", "--tolerance"]

    private mutating func set(_ name: String, to value: String) -> String? {
        switch name {
        case "--port":
            guard let port = UInt16(value) else { return "--port must be 0 to 65535, not \(value)" }
            self.port = port
        case "--tolerance":
            guard let seconds = Int(value), (0...86_400 * 365).contains(seconds) else {
                return "--tolerance must be a number of seconds, not \(value)"
            }
            toleranceSeconds = seconds
        case "--secret-file": secretFile = value
        default: logFile = value
        }
        return nil
    }

    static let help = """
        loopback-carrier: a carrier that answers on 127.0.0.1, for demonstrations and tests.

        Usage: loopback-carrier [--port N] [--secret-file FILE] [--log FILE] [--tolerance SECONDS]

          --port N             listen there; 0, the default, takes a free port. The first line that is printed is
                               "listening on http://127.0.0.1:PORT".
          --secret-file FILE   check signatures with the whsec_ keys in FILE and answer 401 where none fits. Without
                               it signatures are not checked.
          --log FILE           append one line of JSON to FILE for each notice that was accepted: its webhook-id, type,
                               shipment, path, tracking number, whether it is a repeat, and the number of the
                               connection it came by.
          --tolerance SECONDS  how far a notice's timestamp may be from this clock (300).
          --help               this text.

        Notices are POSTs by Standard Webhooks 1.0 whose body is JSON with a "type" and, at "data.shipment" or
        "shipment", the shipment's number. The path says how the carrier behaves:

          /notices             accepts: 200, and a tracking number for shipment.requested
          /refuse              accepts the notice and refuses the shipment: 200 with a "refusal"
          /flaky/N             503 to the first N attempts of each webhook-id, then accepts
          /retry-after/S       503 with "Retry-After: S" to the first attempt, then accepts
          /retry-after-date/S  the same with the date that lies S seconds ahead
          /slow/MS             accepts after MS milliseconds
          /status/N            answers N
          /redirect            302 to /notices
          /hang                reads the notice and never answers
          /drip                answers a byte every tenth of a second, without end
          /drop                closes the connection in the middle of its answer
          /endless             answers without end
          /endless-header      answers header lines without end
          /lie-length          says that its answer is shorter than it is; the rest looks like another answer
          /garbage             answers something that is not HTTP

        The same webhook-id is answered the same way each time. SIGTERM and SIGINT end it with exit status 0.

        """
}
