// The folder of this run, and the few calls on files whose cost is measured or must not be hidden.

import CLinux
import Foundation

/// A fresh folder, so that no run sees what an earlier one left.
struct Workplace {
    let path: String

    init(beneath folder: String) throws {
        let parent = URL(filePath: folder).standardizedFileURL
        let stamp = Int(Date().timeIntervalSince1970)
        var count = 0
        while true {
            let name = count == 0 ? "run-\(stamp)" : "run-\(stamp)-\(count)"
            let fresh = parent.appending(path: name)
            if !FileManager.default.fileExists(atPath: fresh.path) {
                try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
                path = fresh.path
                return
            }
            count += 1
        }
    }

    func path(of name: String) -> String { "\(path)/\(name)" }

    /// A new folder in it.
    func makeFolder(_ name: String) throws -> String {
        let path = path(of: name)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// A new folder in it whose name begins so. Nothing is removed before the end of the run: ext4 without a journal
    /// does not give away what was freed in the last half minute, and searching past it slows down every new file.
    func makeFreshFolder(_ stem: String) throws -> String {
        var count = 1
        while FileManager.default.fileExists(atPath: path(of: "\(stem)-\(count)")) { count += 1 }
        return try makeFolder("\(stem)-\(count)")
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    /// Waits until the disk has everything, so that no measure pays for what came before it.
    func settle() throws { try Folder(path).syncFilesystem() }
}

/// An open folder.
final class Folder {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = unsafe clinux_open_folder(path)
        if descriptor < 0 { throw BenchError("The folder \(path) cannot be opened: \(Folder.text(descriptor)).") }
    }

    deinit { if descriptor >= 0 { clinux_close(descriptor) } }

    /// Makes a file; it is not durable yet.
    func create(_ name: String, _ bytes: ArraySlice<UInt8>) throws -> OpenFile {
        let file = unsafe clinux_create(descriptor, name, 0o640)
        try check(file, "made", name)
        let open = OpenFile(descriptor: file)
        try check(
            unsafe bytes.withUnsafeBytes { unsafe clinux_write_all(file, $0.baseAddress, $0.count) }, "written", name)
        return open
    }

    /// Opens a file that is there, to sync it.
    func open(_ name: String) throws -> OpenFile {
        let file = unsafe clinux_open_reading(descriptor, name)
        try check(file, "opened", name)
        return OpenFile(descriptor: file)
    }

    func rename(_ name: String, to folder: Folder, as newName: String) throws {
        try check(unsafe clinux_rename(descriptor, name, folder.descriptor, newName), "renamed", name)
    }

    /// Looks at every name and its facts, as a scan does: regular files and folders.
    func forEachEntry(_ body: (_ name: String, _ isFolder: Bool, _ size: Int) throws -> Void) throws {
        var list: OpaquePointer?
        try check(unsafe clinux_list(descriptor, &list), "listed", "")
        defer { unsafe clinux_end_list(list) }
        var name: UnsafePointer<CChar>?
        var length = 0
        while true {
            let step = unsafe clinux_next(list, &name, &length)
            try check(step, "listed", "")
            guard step == 1, let entry = unsafe name else { return }
            var facts = clinux_facts()
            // A name may be gone by the time it is looked at.
            guard unsafe clinux_facts_of(descriptor, entry, &facts) >= 0 else { continue }
            let kind = clinux_kind_of(facts.mode)
            guard kind == CLINUX_REGULAR || kind == CLINUX_DIRECTORY else { continue }
            try body(unsafe String(cString: entry), kind == CLINUX_DIRECTORY, Int(facts.size))
        }
    }

    func sync() throws { try check(clinux_sync(descriptor), "synced", "") }
    func syncFilesystem() throws { try check(clinux_sync_filesystem(descriptor), "synced", "") }

    /// The kind of file system, as statfs(2) numbers them.
    func filesystemType() throws -> UInt64 {
        var type: UInt64 = 0
        var free: Int64 = 0
        var id: UInt64 = 0
        try check(unsafe clinux_filesystem(descriptor, &type, &free, &id), "looked at", "")
        return type
    }

    private func check(_ result: Int32, _ what: String, _ name: String) throws {
        guard result < 0 else { return }
        throw BenchError("\(path)/\(name) cannot be \(what): \(Folder.text(result)).")
    }

    fileprivate static func text(_ result: Int32) -> String { unsafe String(cString: clinux_error_text(-result)) }
}

/// A file open for writing or, to be synced, for reading.
final class OpenFile {
    private let descriptor: Int32
    fileprivate init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { clinux_close(descriptor) }

    func sync() throws {
        let result = clinux_sync(descriptor)
        if result < 0 { throw BenchError("A file cannot be synced: \(Folder.text(result)).") }
    }
}
