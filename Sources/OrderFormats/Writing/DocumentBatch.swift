// Several documents of one kind for one recipient in one file: a batch in is answered by a batch out.

import OrderModel

/// How a written document stands beside others in one file.
package enum BatchForm: Hashable, Sendable {
    /// An array with one document after the other.
    case json
    /// One table; the header row, of so many bytes, stands once at its top.
    case csv(headerBytes: Int)
}

/// The bytes of a file that holds several documents, piece by piece, so that it can grow over many turns.
package enum DocumentBatch {
    /// What stands in front of the first document, or between two.
    /// - Parameter isFirst: no other document is in the file yet.
    package static func append(_ document: WrittenDocument, isFirst: Bool, to bytes: inout [UInt8]) {
        switch document.batchForm {
        case .json?:
            bytes.append(contentsOf: isFirst ? [UInt8(ascii: "["), 0x0A] : [UInt8(ascii: ","), 0x0A])
            bytes.append(contentsOf: document.bytes.last == 0x0A ? document.bytes.dropLast() : document.bytes[...])
        case .csv(let headerBytes)?: bytes.append(contentsOf: document.bytes.dropFirst(isFirst ? 0 : headerBytes))
        case nil: bytes.append(contentsOf: document.bytes)
        }
    }

    /// What stands behind the last document.
    package static func close(fileExtension: String, in bytes: inout [UInt8]) {
        if fileExtension == FileFormat.json.fileExtension {
            bytes.append(contentsOf: [0x0A, UInt8(ascii: "]"), 0x0A])
        }
    }
}
