// Files read through a window, which moves in steps as small as wanted.

import OrderFormats
import OrderModel

/// The file read through a window that moves on by `piece` bytes.
func readInPieces(
    _ bytes: [UInt8], piece: Int, most: Int = .max, from sender: Sender = acme, profile: PartnerProfile? = nil,
    limits: FormatLimits = .standard
) throws -> ReadFile {
    var limits = limits
    limits.wholeTextBytes = 0
    limits.pieceBytes = piece
    limits.scatteredFilterBytes = min(limits.scatteredFilterBytes, 65_536)
    let reader = try FileReader(PieceSource(bytes, piece: most), sender: sender, profile: profile, limits: limits)
    var documents: [ReadDocument] = []
    var refused: [RefusedDocument] = []
    while let item = try reader.next() {
        switch item {
        case .document(let document): documents.append(document)
        case .refused(let document): refused.append(document)
        }
    }
    var file = reader.account
    file.documents = documents
    file.refused = refused
    return file
}
