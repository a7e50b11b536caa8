// The bytes of a claimed file, a piece at a time, for readers that need not have it in memory; with their digest.

import Digests
import OrderFormats
import OrderSpool

/// A claimed file as a reader wants it.
final class ClaimSource: ByteSource {
    private let spool: any Spool
    private let claim: Claim
    private var offset: Int64 = 0
    /// Takes in each byte once, whatever is read again.
    private var hasher: SHA256Hasher?
    private var hashed: Int64 = 0
    /// Why the bytes could not be had; nil where the file is not any more what was claimed.
    private(set) var failure: SpoolError?

    init(_ claim: Claim, spool: any Spool) {
        self.claim = claim
        self.spool = spool
        hasher = try? SHA256Hasher()
    }

    var whole: [UInt8]? { nil }
    var count: Int? { Int(exactly: claim.facts.sizeInBytes) }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        let piece = try piece(count: count)
        buffer.append(contentsOf: piece)
        return piece.count
    }

    func rewind() throws(InputError) { offset = 0 }

    /// SHA-256 of the whole file in lower-case hex, after reading what was not read yet. Can be had once.
    func digest() throws(InputError) -> String {
        offset = hashed
        while try !piece(count: 1 << 20).isEmpty {}
        // Where the library fails there is no digest, and the file is not compared with others.
        guard let hasher = hasher.take(), let digest = try? hasher.finish() else { return "" }
        return digest.hexadecimal
    }

    private func piece(count: Int) throws(InputError) -> [UInt8] {
        do {
            guard let piece = try spool.readPiece(of: claim, at: offset, count: count) else {
                throw InputError("the file changed while it was read")
            }
            take(piece)
            offset += Int64(piece.count)
            return piece
        } catch let error as SpoolError {
            failure = error
            throw InputError(error.sentence)
        } catch {
            throw (error as? InputError) ?? InputError("\(error)")
        }
    }

    private func take(_ piece: [UInt8]) {
        let isNew = offset + Int64(piece.count) > hashed
        guard isNew, offset <= hashed, let known = Int(exactly: hashed - offset) else { return }
        let fresh = piece.span.extracting(known..<piece.count)
        try? hasher?.update(fresh)
        hashed += Int64(fresh.count)
    }
}
