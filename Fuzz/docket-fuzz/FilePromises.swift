// What holds for every file, whatever is in it.

import OrderFormats
import OrderModel

enum FilePromises {
    static func check(_ bytes: [UInt8], from sender: Sender) {
        let file = FileReader.read(bytes, sender: sender, profile: nil)
        everythingIsAnswered(file)
        piecesReadTheSame(bytes, as: file, from: sender)
        ordersSurviveWriting(file, sender)
        findingsCanBeShown(file, bytes)
    }

    /// Nothing vanishes: a file without documents says why, and so does each document that is refused.
    private static func everythingIsAnswered(_ file: ReadFile) {
        let isAnswer = file.allFindings.contains { answers.contains($0.code) }
        promise(
            !file.documents.isEmpty || file.allFindings.hasErrors || isAnswer,
            "a file without documents says why\n\(file)")
        promise(file.refused.allSatisfy { $0.findings.hasErrors }, "a refused document says why")
        promise(
            file.documents.allSatisfy { !$0.findings.hasErrors }, "a document that is taken has no error")
    }

    /// A partner's answer to what we sent holds no document, and is said.
    private static let answers: Set<FindingCode> = [.ediAcknowledged, .ediAnswerRejected, .ediMessageUnknown]

    /// A file that comes through a window, in pieces of any length, is read as the same file in memory is.
    private static func piecesReadTheSame(_ bytes: [UInt8], as whole: ReadFile, from sender: Sender) {
        // Of a long file only the beginning decides on the charset, and a window of blanks on the format.
        guard whole.charset == "UTF-8", let first = bytes.first, first > 0x20 else { return }
        var limits = FormatLimits.standard
        limits.wholeTextBytes = 0
        limits.pieceBytes = 1
        var file: ReadFile
        do {
            let reader = try FileReader(PieceSource(bytes), sender: sender, profile: nil, limits: limits)
            var documents: [ReadDocument] = []
            var refused: [RefusedDocument] = []
            while let item = try reader.next() {
                switch item {
                case .document(let document): documents.append(document)
                case .refused(let document): refused.append(document)
                }
            }
            file = reader.account
            file.documents = file.findings.contains { $0.code == .tooManyDocuments } ? [] : documents
            file.refused = refused
        } catch {
            fatalError("memory can always be read: \(error)")
        }
        guard file.charset == whole.charset else { return }
        promise(
            file == whole || comparable(file) == comparable(whole), "pieces read the same\n\(file)\n\(whole)")
    }

    /// Without what may differ between pieces and the whole: the sequence of CSV documents whose rows are scattered; what
    /// libxml2 calls a mistake that it meets at the end of a piece; whether the text breaks off behind a mistake that
    /// ended the reading.
    private static func comparable(_ file: ReadFile) -> ReadFile {
        var file = file
        if file.format == .csv {
            file.documents.sort { String(describing: $0) < String(describing: $1) }
            file.refused.sort { String(describing: $0) < String(describing: $1) }
        }
        if file.format == .ubl {
            for index in file.findings.indices where malformedXML.contains(file.findings[index].code) {
                file.findings[index] = Finding(file.findings[index].severity, .xmlSyntax, "")
            }
        }
        if file.findings.contains(where: isNoBreakOff) {
            file.findings.removeAll { $0.code == .fileIncomplete }
            file.isIncomplete = false
        }
        return file
    }

    private static func isNoBreakOff(_ finding: Finding) -> Bool {
        finding.severity == .error && finding.code != .fileIncomplete
    }

    private static let malformedXML: Set<FindingCode> = [.xmlSyntax, .charsetInvalid]

    /// What was read as an order is the same order after it was written in our JSON and read again.
    private static func ordersSurviveWriting(_ file: ReadFile, _ sender: Sender) {
        for case .order(let order) in file.documents.map(\.document) {
            let written = IncomingDocumentWriter.write(.order(order))
            let again = FileReader.read(written, sender: sender, profile: nil)
            guard again.documents.count == 1, case .order(let copy)? = again.documents.first?.document else {
                fatalError("broken promise: an order that was read can be written and read\n\(order)\n\(again)")
            }
            promise(placeless(copy) == placeless(order), "the order is the same\n\(copy)\n\(order)")
        }
    }

    private static func placeless(_ order: PurchaseOrder) -> PurchaseOrder {
        var order = order
        order.place = nil
        for index in order.lines.indices { order.lines[index].place = nil }
        return order
    }

    private static func findingsCanBeShown(_ file: ReadFile, _ bytes: [UInt8]) {
        let source = FileReader.sourceForDisplay(bytes, profile: nil)
        let printer = FindingPrinter(fileName: "file", source: source, usesColours: false)
        promise(printer.text(file.allFindings).isEmpty == file.allFindings.isEmpty, "findings can be shown")
    }
}

/// Bytes in pieces whose lengths follow from the bytes themselves, so that each input is always cut alike.
private final class PieceSource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var whole: [UInt8]? { nil }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        guard position < bytes.count else { return 0 }
        let length = max(1, min(count, Int(bytes[position] ^ UInt8(truncatingIfNeeded: position)) % 61))
        let end = min(position + length, bytes.count)
        buffer.append(contentsOf: bytes[position..<end])
        defer { position = end }
        return end - position
    }

    func rewind() throws(InputError) { position = 0 }
}
