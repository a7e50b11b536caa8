// `docket-bench serve`: the small server that all are measured against, in a process of its own.

import ArgumentParser
import CBareHTTP
import Foundation

struct ServeForBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer every POST until killed.", shouldDisplay: false)

    @Option(help: "Where each arrival is written.") var arrivals: String?

    func run() throws {
        var port: UInt16 = 0
        let listener = unsafe bare_listen(&port)
        guard listener >= 0 else { throw BenchError("There is no port to listen on.") }
        TextOut.standard.write("\(port)\n")
        let code = unsafe bare_serve(listener, arrivals)
        throw BenchError("The server ended: \(unsafe String(cString: strerror(code))).")
    }
}
