// Listening on loopback, and a thread for each connection.

import CarrierDelivery
import Glibc
import Synchronization

/// What the server cannot do, in a sentence.
struct ServerProblem: Error, CustomStringConvertible {
    let description: String
}

final class HTTPServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let openConnections = Mutex(0)

    init(port: UInt16) throws(ServerProblem) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw ServerProblem(description: "no socket: error \(errno)") }
        var yes: Int32 = 1
        unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(listener, generic, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard isListening else {
            let code = errno
            close(listener)
            let hint = code == EADDRINUSE ? "it is taken; leave --port out to get a free one" : "error \(code)"
            throw ServerProblem(description: "cannot listen on port \(port): \(hint)")
        }
        self.listener = listener
        self.port = UInt16(bigEndian: address.sin_port)
    }

    /// Accepts connections until the process ends.
    func serve(_ answer: @escaping @Sendable (HTTPRequest, HTTPConnection) -> Bool) {
        var number = 0
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                // Out of descriptors, or the client was gone again: a moment later it may be better.
                if errno != EINTR { usleep(10_000) }
                continue
            }
            number += 1
            let connection = HTTPConnection(descriptor: descriptor, number: number)
            let isTaken = openConnections.withLock { count in
                guard count < Limits.connections else { return false }
                count += 1
                return true
            }
            guard isTaken else { continue }
            let started: Void? = try? OwnThread.start { [self] in
                converse(connection, answer)
                openConnections.withLock { $0 -= 1 }
            }
            if started == nil { openConnections.withLock { $0 -= 1 } }
        }
    }

    private func converse(
        _ connection: HTTPConnection, _ answer: @Sendable (HTTPRequest, HTTPConnection) -> Bool
    ) {
        while true {
            switch connection.readRequest() {
            case .request(let request):
                guard answer(request, connection) else { return }
            case .refused(let status, let problem):
                _ = connection.send(status: status, json: ["error": .text(problem)], closing: true)
                return
            case .closed: return
            }
        }
    }
}
