// Tells systemd how the service is (sd_notify): ready, stopping, alive, and one line of status.

import Glibc

/// Sends to the socket that systemd names in `NOTIFY_SOCKET`; does nothing where there is none.
package struct SystemdNotifier: Sendable {
    private let socketPath: [UInt8]?

    /// `environment` value of `NOTIFY_SOCKET`: a path, or `@name` for an abstract socket.
    package init(socket: String?) {
        guard let socket, let first = socket.utf8.first, socket.utf8.count < 108 else {
            socketPath = nil
            return
        }
        switch first {
        case UInt8(ascii: "/"): socketPath = Array(socket.utf8)
        case UInt8(ascii: "@"): socketPath = [0] + Array(socket.utf8.dropFirst())
        default: socketPath = nil
        }
    }

    package func ready(status: String) { send("READY=1\nSTATUS=\(status)\n") }
    package func stopping() { send("STOPPING=1\nSTATUS=finishing what was begun\n") }
    package func reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=\(SystemClock.monotonicNanoseconds() / 1000)\n")
    }
    /// The work loop is alive and has this to say.
    package func alive(status: String) { send("WATCHDOG=1\nSTATUS=\(status)\n") }

    private func send(_ message: String) {
        guard let socketPath else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.count)
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), target, length)
            }
        }
    }
}
