// Bytes that come in small pieces, so that the window of a reader ends at any place.

import OrderFormats
import OrderModel

final class WindowSource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private let nextLength: () -> Int

    /// `nextLength` says how long the next piece is.
    init(_ bytes: [UInt8], nextLength: @escaping () -> Int) {
        self.bytes = bytes
        self.nextLength = nextLength
    }

    var whole: [UInt8]? { nil }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        let end = min(position + max(1, min(count, nextLength())), bytes.count)
        buffer.append(contentsOf: bytes[position..<end])
        defer { position = end }
        return end - position
    }

    func rewind() throws(InputError) { position = 0 }
}

/// Reads a file through a window: as `FileReader.read` does, but for a file that is not held in memory.
func readThroughWindow(
    _ bytes: [UInt8], from sender: Sender = acme, profile: PartnerProfile? = nil, limits: FormatLimits = .standard,
    nextLength: @escaping () -> Int
) throws -> ReadFile {
    var limits = limits
    limits.wholeTextBytes = 0
    limits.pieceBytes = 1
    let source = WindowSource(bytes, nextLength: nextLength)
    let reader = try FileReader(source, sender: sender, profile: profile, limits: limits)
    var documents: [ReadDocument] = []
    var refused: [RefusedDocument] = []
    while let item = try reader.next() {
        switch item {
        case .document(let document): documents.append(document)
        case .refused(let document): refused.append(document)
        }
    }
    var file = reader.account
    file.documents = file.findings.contains { $0.code == .tooManyDocuments } ? [] : documents
    file.refused = refused
    return file
}
