// The system calls that the spool is made of, and nothing more: `SystemCalls` makes them to the kernel, and a simulated
// disk can take its place beneath the same spool.

/// Every call that the spool makes to the system. A call that fails throws its errno.
package protocol FileCalls: AnyObject {
    var effectiveUser: UInt32 { get }
    /// Part of names that no other process may use at this moment.
    var processID: Int32 { get }
    /// For tokens that no two folders share.
    func randomBits() -> UInt64
    /// Called once for each descriptor, when its last reference goes.
    func close(_ number: Int32)

    // MARK: Opening

    func openFolder(_ path: SpoolPath) throws(Failure) -> Descriptor
    func openFolder(_ relative: [FileName], beneath folder: Descriptor) throws(Failure) -> Descriptor
    func openForReading(_ name: FileName, in folder: Descriptor) throws(Failure) -> Descriptor
    func create(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure) -> Descriptor

    /// Opens a file for writing behind its first `length` bytes; what was behind them is gone.
    func open(_ name: FileName, in folder: Descriptor, toExtendAfter length: Int64) throws(Failure) -> Descriptor

    // MARK: Facts

    /// The facts of `name`, not following a symlink; nil for the name: of the folder or file itself.
    func details(of name: FileName?, in folder: Descriptor) throws(Failure) -> FileDetails
    /// Calls `visit` with each name in the folder until it answers false.
    func forEachName(in folder: Descriptor, visit: (FileName) throws(Failure) -> Bool) throws(Failure)
    func filesystem(of folder: Descriptor) throws(Failure) -> (type: UInt64, freeBytes: Int64, id: UInt64)
    /// Whether anybody has the file open for writing; nil where the file system or our rights do not let us tell.
    func isOpenForWritingElsewhere(_ file: Descriptor) -> Bool?
    /// Whether the system has given up bytes of the file that it could not write, before the file was opened or since,
    /// and has told nobody yet. It tells once.
    func hasLostWrites(_ file: Descriptor) -> Bool

    // MARK: Bytes

    /// Appends up to `count` bytes to `bytes`; answers how many, 0 at the end of the file.
    func read(_ file: Descriptor, upTo count: Int, into bytes: inout [UInt8]) throws(Failure) -> Int
    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    func read(_ file: Descriptor, at offset: Int64, upTo count: Int) throws(Failure) -> [UInt8]
    func write(_ bytes: [UInt8], to file: Descriptor, chunk: Int) throws(Failure)
    func setMode(_ mode: UInt32, of file: Descriptor) throws(Failure)
    func setOwner(user: UInt32, group: UInt32, of file: Descriptor) throws(Failure)
    func setModified(_ nanoseconds: Int64, of file: Descriptor) throws(Failure)

    // MARK: Names

    func makeFolder(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure)
    func removeFile(_ name: FileName, in folder: Descriptor) throws(Failure)
    func removeFolder(_ name: FileName, in folder: Descriptor) throws(Failure)
    /// Replaces what stands under the new name.
    func rename(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure)
    /// Fails with EEXIST if the new name is taken, with EINVAL or ENOSYS where the system cannot do it.
    func renameWithoutReplacing(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure)
    func link(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure)

    // MARK: Durability

    func sync(_ file: Descriptor) throws(Failure)
    func syncFilesystem(of file: Descriptor) throws(Failure)
}

/// An open file or folder; closed when the last reference goes. It knows whose calls it was opened with.
package final class Descriptor {
    package let number: Int32
    package let calls: any FileCalls

    package init(_ number: Int32, of calls: any FileCalls) {
        self.number = number
        self.calls = calls
    }

    deinit { calls.close(number) }
}

/// A failed call: its errno, without yet saying what for.
package struct Failure: Error {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    func during(_ operation: SpoolOperation, _ path: SpoolPath) -> SpoolError {
        .system(operation, path: path, number: number)
    }
}
