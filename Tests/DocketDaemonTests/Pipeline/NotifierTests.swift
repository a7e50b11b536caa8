// What systemd hears, on a real socket.

import Glibc
import Testing

@testable import DocketDaemon

@Suite struct NotifierTests {
    /// A datagram socket bound to a path, as systemd has one.
    private final class Listener {
        let descriptor: Int32
        init(address path: [UInt8]) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            try #require(descriptor >= 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
            let descriptor = descriptor
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(result == 0, "\(errno)")
        }

        deinit { close(descriptor) }

        /// The next message; nil if there is none.
        func next() -> String? {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    private func check(_ notifier: SystemdNotifier, _ listener: Listener) {
        notifier.ready(status: "taking files")
        #expect(listener.next() == "READY=1\nSTATUS=taking files\n")
        notifier.alive(status: "2 not whole yet")
        #expect(listener.next() == "WATCHDOG=1\nSTATUS=2 not whole yet\n")
        notifier.reloading()
        let reloading = listener.next() ?? ""
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        notifier.stopping()
        #expect(listener.next()?.hasPrefix("STOPPING=1\n") == true)
        #expect(listener.next() == nil)
    }

    @Test("A socket with a path hears READY=1, the watchdog, a reload and the stop")
    func path() throws {
        let folder = try DeskFolder()
        let listener = try Listener(address: Array("\(folder.path)/notify".utf8))
        check(SystemdNotifier(socket: "\(folder.path)/notify"), listener)
    }

    @Test("An abstract socket, which systemd names with @, hears them too")
    func abstract() throws {
        let name = "docket-notify-\(getpid())"
        let listener = try Listener(address: [0] + Array(name.utf8))
        check(SystemdNotifier(socket: "@" + name), listener)
    }

    @Test(
        "Where there is no socket, or nobody listens, nothing happens",
        arguments: [nil, "", "relative", "/nonexistent/notify", "/" + String(repeating: "x", count: 200)])
    func nobody(_ socket: String?) {
        let notifier = SystemdNotifier(socket: socket)
        notifier.ready(status: "taking files")
        notifier.stopping()
    }
}
