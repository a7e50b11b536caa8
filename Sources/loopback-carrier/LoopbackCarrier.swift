// loopback-carrier: a small carrier on 127.0.0.1, for the demo and for tests. It accepts notices, checks their
// signatures, gives tracking numbers, and on other paths behaves as badly as carriers do.

import CarrierDelivery
import Glibc

@main
enum LoopbackCarrier {
    static func main() {
        let options: CommandOptions
        switch CommandOptions.read(Array(CommandLine.arguments.dropFirst())) {
        case .run(let read): options = read
        case .help:
            Output.write(CommandOptions.help, to: STDOUT_FILENO)
            exit(0)
        case .wrong(let problem):
            Output.write("loopback-carrier: \(problem)\nTry loopback-carrier --help.\n", to: STDERR_FILENO)
            exit(64)
        }
        // Before any other thread is there, so that the signals wait for the main thread alone.
        let signals = SignalWait()
        do {
            let book = try NoticeBook(logFile: options.logFile)
            let keys = try options.secretFile.map { path in try WebhookVerificationKey.read(fileAt: path) }
            let verifier = keys.map { WebhookVerifier(keys: $0, tolerance: .seconds(options.toleranceSeconds)) }
            let server = try HTTPServer(port: options.port)
            let carrier = CarrierBehaviour(book: book, verifier: verifier)
            try OwnThread.start { server.serve { carrier.answer($0, on: $1) } }
            Output.write("listening on http://127.0.0.1:\(server.port)\n", to: STDOUT_FILENO)
        } catch {
            Output.write("loopback-carrier: \(error)\n", to: STDERR_FILENO)
            exit(1)
        }
        signals.untilTold()
        exit(0)
    }
}

/// SIGTERM and SIGINT, waited for instead of handled.
struct SignalWait {
    private var set = sigset_t()

    init() {
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    func untilTold() {
        var set = set
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
    }
}

enum Output {
    /// Writes the whole text; what nobody reads any more is dropped.
    static func write(_ text: String, to descriptor: Int32) {
        _ = writeAll(Array(text.utf8), to: descriptor)
    }

    /// True if all bytes were written.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            written += count
        }
        return true
    }
}
