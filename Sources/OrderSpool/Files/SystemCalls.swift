// The one place where the spool meets C. Every pointer lives only inside one of these functions; above it there are
// names, byte arrays and descriptors that close themselves.

import CLinux
import Glibc

/// The calls of this machine's kernel.
package final class SystemCalls: FileCalls {
    package init() {}

    static func text(for number: Int32) -> String {
        guard let text = unsafe clinux_error_text(number) else { return "an unknown error" }
        return unsafe String(cString: text)
    }

    package var effectiveUser: UInt32 { clinux_effective_user() }

    package var processID: Int32 { getpid() }

    package func randomBits() -> UInt64 { UInt64.random(in: .min ... .max) }

    package func close(_ number: Int32) { clinux_close(number) }

    private func opened(_ number: Int32) -> Descriptor { Descriptor(number, of: self) }

    private func checked(_ result: Int32) throws(Failure) -> Int32 {
        guard result >= 0 else { throw Failure(number: -result) }
        return result
    }

    /// `bytes` with the NUL that C wants; they hold none themselves.
    private func terminated(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    // MARK: Opening

    package func openFolder(_ path: SpoolPath) throws(Failure) -> Descriptor {
        opened(try checked(unsafe clinux_open_folder(terminated(path.bytes))))
    }

    package func openFolder(_ relative: [FileName], beneath folder: Descriptor) throws(Failure) -> Descriptor {
        let path = Array(relative.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
        return opened(try checked(unsafe clinux_open_folder_beneath(folder.number, terminated(path))))
    }

    package func openForReading(_ name: FileName, in folder: Descriptor) throws(Failure) -> Descriptor {
        opened(try checked(unsafe clinux_open_reading(folder.number, terminated(name.bytes))))
    }

    package func create(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure) -> Descriptor {
        opened(try checked(unsafe clinux_create(folder.number, terminated(name.bytes), mode)))
    }

    package func open(
        _ name: FileName, in folder: Descriptor, toExtendAfter length: Int64
    ) throws(Failure) -> Descriptor {
        opened(try checked(unsafe clinux_open_to_extend(folder.number, terminated(name.bytes), length)))
    }

    // MARK: Facts

    package func details(of name: FileName?, in folder: Descriptor) throws(Failure) -> FileDetails {
        var found = clinux_facts()
        _ = try checked(unsafe clinux_facts_of(folder.number, terminated(name?.bytes ?? []), &found))
        let kind: FileKind =
            switch clinux_kind_of(found.mode) {
            case CLINUX_REGULAR: .regular
            case CLINUX_DIRECTORY: .directory
            case CLINUX_SYMLINK: .symlink
            default: .other
            }
        return FileDetails(
            facts: FileFacts(
                kind: kind, sizeInBytes: found.size, modifiedNanoseconds: found.modified,
                changedNanoseconds: found.changed, inode: found.inode, device: found.device, hardLinks: found.links),
            mode: found.mode & 0o7777, user: found.user, group: found.group, bornNanoseconds: found.born,
            mount: found.mount)
    }

    package func forEachName(
        in folder: Descriptor, visit: (FileName) throws(Failure) -> Bool
    ) throws(Failure) {
        var list: OpaquePointer?
        _ = try checked(unsafe clinux_list(folder.number, &list))
        guard let list = unsafe list else { throw Failure(number: EIO) }
        defer { unsafe clinux_end_list(list) }
        while true {
            var name: UnsafePointer<CChar>?
            var length = 0
            guard try checked(unsafe clinux_next(list, &name, &length)) == 1, let name = unsafe name else { return }
            let bytes = unsafe UnsafeBufferPointer(start: name, count: length).map { UInt8(bitPattern: $0) }
            guard let name = FileName(bytes: bytes) else { continue }
            guard try visit(name) else { return }
        }
    }

    package func filesystem(of folder: Descriptor) throws(Failure) -> (type: UInt64, freeBytes: Int64, id: UInt64) {
        var type: UInt64 = 0
        var freeBytes: Int64 = 0
        var id: UInt64 = 0
        _ = try checked(unsafe clinux_filesystem(folder.number, &type, &freeBytes, &id))
        return (type, freeBytes, id)
    }

    package func isOpenForWritingElsewhere(_ file: Descriptor) -> Bool? {
        switch clinux_open_for_writing_elsewhere(file.number) {
        case 0: false
        case 1: true
        default: nil
        }
    }

    package func hasLostWrites(_ file: Descriptor) -> Bool { clinux_has_lost_writes(file.number) == 1 }

    // MARK: Bytes

    package func read(_ file: Descriptor, upTo count: Int, into bytes: inout [UInt8]) throws(Failure) -> Int {
        var outcome = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            outcome = unsafe clinux_read(file.number, buffer.baseAddress, buffer.count)
            initialized = max(0, outcome)
        }
        guard outcome >= 0 else { throw Failure(number: Int32(clamping: -outcome)) }
        bytes += chunk
        return outcome
    }

    package func read(_ file: Descriptor, at offset: Int64, upTo count: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let wanted = count - bytes.count
            let start = offset + Int64(bytes.count)
            var outcome = 0
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
                outcome = unsafe clinux_read_at(file.number, buffer.baseAddress, buffer.count, start)
                initialized = max(0, outcome)
            }
            guard outcome >= 0 else { throw Failure(number: Int32(clamping: -outcome)) }
            if outcome == 0 { break }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
        }
        return bytes
    }

    package func write(_ bytes: [UInt8], to file: Descriptor, chunk: Int) throws(Failure) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + max(1, chunk))
            let result = unsafe bytes[start..<end].withUnsafeBytes { buffer in
                unsafe clinux_write_all(file.number, buffer.baseAddress, buffer.count)
            }
            _ = try checked(result)
            start = end
        }
    }

    package func setMode(_ mode: UInt32, of file: Descriptor) throws(Failure) {
        _ = try checked(clinux_set_mode(file.number, mode))
    }

    package func setOwner(user: UInt32, group: UInt32, of file: Descriptor) throws(Failure) {
        _ = try checked(clinux_set_owner(file.number, user, group))
    }

    package func setModified(_ nanoseconds: Int64, of file: Descriptor) throws(Failure) {
        _ = try checked(clinux_set_modified(file.number, nanoseconds))
    }

    // MARK: Names

    package func makeFolder(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure) {
        _ = try checked(unsafe clinux_make_folder(folder.number, terminated(name.bytes), mode))
    }

    package func removeFile(_ name: FileName, in folder: Descriptor) throws(Failure) {
        _ = try checked(unsafe clinux_remove_file(folder.number, terminated(name.bytes)))
    }

    package func removeFolder(_ name: FileName, in folder: Descriptor) throws(Failure) {
        _ = try checked(unsafe clinux_remove_folder(folder.number, terminated(name.bytes)))
    }

    package func rename(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        _ = try checked(
            unsafe clinux_rename(
                folder.number, terminated(name.bytes), newFolder.number, terminated(newName.bytes)))
    }

    package func renameWithoutReplacing(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        _ = try checked(
            unsafe clinux_rename_noreplace(
                folder.number, terminated(name.bytes), newFolder.number, terminated(newName.bytes)))
    }

    package func link(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        _ = try checked(
            unsafe clinux_link(folder.number, terminated(name.bytes), newFolder.number, terminated(newName.bytes)))
    }

    // MARK: Durability

    package func sync(_ file: Descriptor) throws(Failure) { _ = try checked(clinux_sync(file.number)) }

    package func syncFilesystem(of file: Descriptor) throws(Failure) {
        _ = try checked(clinux_sync_filesystem(file.number))
    }
}
