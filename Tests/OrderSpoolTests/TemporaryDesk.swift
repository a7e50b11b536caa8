// A desk's folders in a fresh temporary folder, with the plain file calls that tests need beside the spool: tests play
// the partner with them, and build what a crash leaves behind.

import CLinux
import Glibc
import OrderSpool
import Testing

struct TestFailure: Error, CustomStringConvertible {
    let description: String
}

func fileName(_ text: String) throws -> FileName { try #require(FileName(text)) }
func fileName(_ bytes: [UInt8]) throws -> FileName { try #require(FileName(bytes: bytes)) }

/// Removed with everything in it when the last reference goes.
final class TemporaryFolder {
    let path: String

    init(in parent: String = "/tmp") throws {
        var template = Array("\(parent)/docket-spool-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFailure(description: "mkdtemp in \(parent): \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { removeTree(Array(path.utf8)) }
}

final class TemporaryDesk {
    let folder: TemporaryFolder
    let outside: TemporaryFolder?
    let layout: SpoolLayout
    var limits = SpoolLimits()
    private(set) var spool: DiskSpool
    let folders: [SpoolFolder]
    let mayUseNoReplace: Bool

    /// - Parameters:
    ///   - inboxes, outboxes: folder ids.
    ///   - elsewhere: a folder on another file system, in which the folders of `movedOut` (`inbox acme/edi`) lie.
    init(
        inboxes: [String] = ["acme/edi", "desk/finance"], outboxes: [String] = ["acme"], elsewhere: String? = nil,
        movedOut: Set<String> = [], mayUseNoReplace: Bool = true, limits: SpoolLimits = SpoolLimits()
    ) throws {
        folder = try TemporaryFolder()
        outside = try elsewhere.map { try TemporaryFolder(in: $0) }
        self.limits = limits
        self.mayUseNoReplace = mayUseNoReplace
        layout = SpoolLayout(root: try #require(SpoolPath(folder.path)))
        var folders: [SpoolFolder] = []
        for id in inboxes {
            folders.append(try layout.inboxFolder(id, at: Self.place("inbox \(id)", movedOut, outside)))
        }
        for id in outboxes {
            folders.append(try layout.outboxFolder(id, at: Self.place("outbox \(id)", movedOut, outside)))
        }
        self.folders = folders
        spool = try DiskSpool(layout: layout, limits: limits, mayUseNoReplace: mayUseNoReplace)
        #expect(spool.use(folders) == [])
    }

    private static func place(_ key: String, _ movedOut: Set<String>, _ outside: TemporaryFolder?) -> SpoolPath? {
        guard movedOut.contains(key), let outside else { return nil }
        return SpoolPath("\(outside.path)/\(key.map { $0 == "/" || $0 == " " ? "-" : String($0) }.joined())")
    }

    /// What a new process finds: nothing but the disk.
    @discardableResult
    func restart() throws -> RecoveredWork {
        spool = try DiskSpool(layout: layout, limits: limits, mayUseNoReplace: mayUseNoReplace)
        _ = spool.use(folders)
        return try spool.recover()
    }

    func path(of id: String, _ direction: SpoolFolder.Direction = .inbox) throws -> [UInt8] {
        try #require(folders.first { $0.id == id && $0.direction == direction }).path.bytes
    }

    func inbox(_ name: String, in id: String = "acme/edi") throws -> [UInt8] {
        try path(of: id) + Array("/\(name)".utf8)
    }

    func outbox(_ name: String, in id: String = "acme") throws -> [UInt8] {
        try path(of: id, .outbox) + Array("/\(name)".utf8)
    }

    func beneath(_ relative: String) -> [UInt8] { Array("\(folder.path)/\(relative)".utf8) }

    /// The partner writes a file into its inbox, and a scan finds it.
    @discardableResult
    func arrives(_ name: String, _ content: String = "order", in id: String = "acme/edi") throws -> InboxEntry {
        try write(try inbox(name, in: id), content)
        return try found(name, in: id)
    }

    func found(_ name: String, in id: String = "acme/edi") throws -> InboxEntry {
        let scan = try spool.scan(id, leaving: NeverTaken())
        return try #require(scan.entries.first { $0.name == FileName(name) }, "\(name) in \(id)")
    }

    func claimed(_ name: String, _ content: String = "order", id: String = "0001") throws -> Claim {
        try claim(arrives(name, content), id: id)
    }

    func claim(_ entry: InboxEntry, id: String = "0001", in inbox: String = "acme/edi") throws -> Claim {
        let outcome = spool.claim(ClaimRequest(inbox: inbox, entry: entry, id: id))
        guard case .claimed(let claim) = outcome else { throw TestFailure(description: "not claimed: \(outcome)") }
        return claim
    }
}

// MARK: - Plain file calls over byte paths

private func withPath<Value>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Value) -> Value {
    (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
}

func write(_ path: [UInt8], _ content: String, append: Bool = false) throws {
    try write(path, Array(content.utf8), append: append)
}

func write(_ path: [UInt8], _ content: [UInt8], append: Bool = false) throws {
    let flags = O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC)
    let file = withPath(path) { Glibc.open($0, flags, 0o660) }
    guard file >= 0 else { throw TestFailure(description: "open \(String(decoding: path, as: UTF8.self)): \(errno)") }
    defer { close(file) }
    guard content.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == content.count else {
        throw TestFailure(description: "write: \(errno)")
    }
}

/// A file of this many bytes that takes no room.
func writeSparse(_ path: [UInt8], size: Int) throws {
    try write(path, "")
    guard withPath(path, { truncate($0, size) }) == 0 else { throw TestFailure(description: "truncate: \(errno)") }
}

func content(_ path: [UInt8]) -> String? {
    let file = withPath(path) { Glibc.open($0, O_RDONLY) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
}

func exists(_ path: [UInt8]) -> Bool {
    var facts = stat()
    return withPath(path) { lstat($0, &facts) } == 0
}

func mode(of path: [UInt8]) -> UInt32 {
    var facts = stat()
    return withPath(path) { lstat($0, &facts) } == 0 ? facts.st_mode & 0o7777 : 0
}

func makeFolder(_ path: [UInt8]) throws {
    guard withPath(path, { mkdir($0, 0o770) }) == 0 else { throw TestFailure(description: "mkdir: \(errno)") }
}

func rename(_ old: [UInt8], to new: [UInt8]) throws {
    let result = withPath(old) { old in withPath(new) { new in Glibc.rename(old, new) } }
    guard result == 0 else { throw TestFailure(description: "rename: \(errno)") }
}

func makeLink(_ path: [UInt8], to target: [UInt8], hard: Bool = false) throws {
    let result = withPath(path) { path in
        withPath(target) { target in hard ? link(target, path) : symlink(target, path) }
    }
    guard result == 0 else { throw TestFailure(description: "link: \(errno)") }
}

func makePipe(_ path: [UInt8]) throws {
    guard withPath(path, { mkfifo($0, 0o660) }) == 0 else { throw TestFailure(description: "mkfifo: \(errno)") }
}

/// Gives one file the modification time of another.
func giveTime(of source: [UInt8], to target: [UInt8]) throws {
    var facts = stat()
    let result = withPath(source) { lstat($0, &facts) }
    let times = [facts.st_atim, facts.st_mtim]
    guard result == 0, withPath(target, { utimensat(AT_FDCWD, $0, times, 0) }) == 0 else {
        throw TestFailure(description: "utimensat: \(errno)")
    }
}

func remove(_ path: [UInt8]) throws {
    guard withPath(path, { unlink($0) }) == 0 else { throw TestFailure(description: "unlink: \(errno)") }
}

/// The names in a folder, hidden ones too, sorted; empty if there is no such folder.
func names(in path: [UInt8]) -> [String] { nameBytes(in: path).map { String(decoding: $0, as: UTF8.self) }.sorted() }

func nameBytes(in path: [UInt8]) -> [[UInt8]] {
    guard let folder = withPath(path, { opendir($0) }) else { return [] }
    defer { closedir(folder) }
    var list: [[UInt8]] = []
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name != Array(".".utf8), name != Array("..".utf8) { list.append(name) }
    }
    return list
}

/// The names that a partner sees.
func visible(in path: [UInt8]) -> [String] { names(in: path).filter { !$0.hasPrefix(".") } }

func removeTree(_ path: [UInt8]) {
    for name in nameBytes(in: path) {
        let inner = path + [UInt8(ascii: "/")] + name
        var facts = stat()
        if withPath(inner, { lstat($0, &facts) }) == 0, facts.st_mode & S_IFMT == S_IFDIR {
            removeTree(inner)
        } else {
            _ = withPath(inner) { unlink($0) }
        }
    }
    _ = withPath(path) { rmdir($0) }
}

/// An open file that a partner keeps writing into.
final class OpenWriter {
    private let file: Int32

    init(_ path: [UInt8], append: Bool = true) throws {
        file = withPath(path) { Glibc.open($0, O_WRONLY | O_CREAT | (append ? O_APPEND : 0), 0o660) }
        guard file >= 0 else { throw TestFailure(description: "open: \(errno)") }
    }

    func write(_ content: String) {
        let bytes = Array(content.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    }

    deinit { close(file) }
}

func deviceNumber(of path: String) -> UInt64? {
    var facts = stat()
    return stat(path, &facts) == 0 ? UInt64(facts.st_dev) : nil
}

/// A folder on another file system than /tmp, if this machine has one.
let otherFilesystem: String? = {
    guard let here = deviceNumber(of: "/tmp"), let there = deviceNumber(of: "/dev/shm"), here != there,
        access("/dev/shm", W_OK) == 0
    else { return nil }
    return "/dev/shm"
}()

/// A small file system of its own, unmounted at the end; nil where this user may not mount.
final class SmallFilesystem {
    let folder: TemporaryFolder

    init?(bytes: Int) throws {
        folder = try TemporaryFolder()
        guard mount("none", folder.path, "tmpfs", 0, "size=\(bytes)") == 0 else { return nil }
    }

    deinit { umount2(folder.path, Int32(MNT_DETACH)) }

    /// Tried once, so that a test can say why it is skipped.
    static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), mount("none", folder.path, "tmpfs", 0, "size=65536") == 0 else {
            return false
        }
        return umount2(folder.path, 0) == 0
    }()
}

/// Whether the first file's last change is later than the second's.
func isLater(_ path: [UInt8], than other: [UInt8]) throws -> Bool {
    func changed(_ path: [UInt8]) throws -> (Int, Int) {
        var facts = stat()
        guard withPath(path, { lstat($0, &facts) }) == 0 else { throw TestFailure(description: "stat: \(errno)") }
        return (facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec)
    }
    return try changed(path) > changed(other)
}

/// Whether the file system of /tmp tells by a lease that nobody has a file open.
let leasesWork: Bool = {
    guard let folder = try? TemporaryFolder(), (try? write(Array("\(folder.path)/probe".utf8), "x")) != nil else {
        return false
    }
    let file = open("\(folder.path)/probe", O_RDONLY)
    defer { close(file) }
    return clinux_open_for_writing_elsewhere(file) == 0
}()

extension Claim {
    /// Without what changes when a start writes the file anew.
    var lasting: Claim {
        var claim = self
        claim.facts.inode = 0
        claim.facts.changedNanoseconds = 0
        return claim
    }
}
