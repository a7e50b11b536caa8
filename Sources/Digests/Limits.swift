// Sizes that Digests keeps to.

enum Limits {
    /// Bytes read at a time while a file is digested.
    static let readChunk = 256 * 1024
    /// Bytes set aside for the system's text of an error number.
    static let systemErrorText = 256
}
