// File systems of a test's own: small, read-only for a while, or gone.

import Glibc

enum Mounts {
    /// Tried once, so that a test can say why it is skipped.
    static let arePossible: Bool = {
        let folder = "/tmp/docket-mount-probe-\(getpid())"
        guard mkdir(folder, 0o700) == 0 else { return false }
        defer { rmdir(folder) }
        guard mount("none", folder, "tmpfs", 0, "size=65536") == 0 else { return false }
        return umount2(folder, 0) == 0
    }()
    static let whyNot = "this user may not mount file systems; run the tests as root to have this one"

    static func small(at folder: String, bytes: Int) throws {
        try check(mount("none", folder, "tmpfs", 0, "size=\(bytes)"), "mount \(folder)")
    }

    /// What lies in `source` stands at `folder` too, as a share that is mounted there.
    static func bind(_ source: String, at folder: String) throws {
        try check(mount(source, folder, nil, UInt(MS_BIND), nil), "bind \(folder)")
    }

    /// A child that another test has just forked holds this one's open files until it runs its program: the file
    /// system is busy for so long, which is waited for.
    static func make(readOnly: Bool, _ folder: String) throws {
        let flags = UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0)
        var triesLeft = 200
        var result = mount("none", folder, "tmpfs", flags, nil)
        while result != 0, errno == EBUSY, triesLeft > 0 {
            triesLeft -= 1
            usleep(50_000)
            result = mount("none", folder, "tmpfs", flags, nil)
        }
        try check(result, "remount \(folder)")
    }

    static func remove(_ folder: String) throws {
        try check(umount2(folder, Int32(MNT_DETACH)), "unmount \(folder)")
    }

    private static func check(_ result: Int32, _ what: String) throws {
        guard result == 0 else { throw DeskTrouble("cannot \(what): \(String(cString: strerror(errno)))") }
    }
}

/// Runs `body` with a small file system in a fresh folder, which is unmounted afterwards.
func withSmallDisk<Result>(bytes: Int, _ body: (String) async throws -> Result) async throws -> Result {
    let folder = "/tmp/docket-disk-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    guard mkdir(folder, 0o700) == 0 else { throw DeskTrouble("cannot make \(folder)") }
    defer { rmdir(folder) }
    try Mounts.small(at: folder, bytes: bytes)
    defer { umount2(folder, Int32(MNT_DETACH)) }
    return try await body(folder)
}
