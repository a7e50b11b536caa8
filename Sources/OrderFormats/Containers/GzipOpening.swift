// Opening a gzip file: it is unpacked once to its end, to see that it is whole and sound, before a document is read of
// it. A file that turns out damaged at its last byte has entered nothing.

import OrderModel

enum GzipOpening {
    struct Opened {
        /// What was packed; nil where the file cannot be used, and `findings` say why.
        var content: (any ByteSource)?
        var findings: [Finding] = []
        /// The file breaks off.
        var isIncomplete = false
    }

    static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: GzipSource.magic) }

    /// A content of at most `limits.wholeTextBytes` is kept in memory; a longer one is unpacked anew as it is read.
    static func open(_ packed: any ByteSource, limits: FormatLimits) throws(InputError) -> Opened {
        let source = try GzipSource(packed, limits: limits)
        var content: [UInt8] = []
        var isKept = true
        var piece: [UInt8] = []
        while true {
            piece.removeAll(keepingCapacity: true)
            guard try source.read(into: &piece, count: 256 * 1024) > 0 else { break }
            isKept = isKept && content.count + piece.count <= limits.wholeTextBytes
            if isKept { content += piece } else { content = [] }
        }
        if let problem = source.problem {
            return Opened(findings: [finding(on: problem, limits)], isIncomplete: problem == .truncated)
        }
        let findings = source.trailing > 0 ? [trailing(source.trailing)] : []
        return Opened(content: isKept ? MemorySource(content) : source, findings: findings)
    }

    /// As much of the content as can be had, for showing lines.
    static func beginning(of packed: [UInt8], limits: FormatLimits) -> [UInt8] {
        var content: [UInt8] = []
        do throws(InputError) {
            let source = try GzipSource(MemorySource(packed), limits: limits)
            while try source.read(into: &content, count: 256 * 1024) > 0 {}
        } catch {
            // Memory can always be read; what zlib lacks the reader has reported.
        }
        return content
    }

    private static func finding(on problem: GzipSource.Problem, _ limits: FormatLimits) -> Finding {
        switch problem {
        case .truncated:
            Finding(
                .error, .fileIncomplete, "the gzip file breaks off before its end", hint: "send the whole file again")
        case .damaged(let what):
            Finding(
                .error, .gzipDamaged, "the gzip file is damaged: \(what)",
                hint: "pack the file again and send it in binary mode; nothing of it was taken")
        case .tooLarge:
            Finding(
                .error, .fileTooLarge,
                "more than \(limits.bytes) bytes come out of the gzip file, and no more can be taken",
                hint: "split the data into several files")
        case .bomb:
            Finding(
                .error, .fileTooLarge,
                "what comes out of the gzip file is more than \(limits.unpackedRatio) times as long as the file itself",
                hint: "no order data pack so well; look at what was packed")
        }
    }

    private static func trailing(_ count: Int) -> Finding {
        Finding(
            .warning, .gzipTrailingData,
            "\(count) bytes behind the end of the gzip data belong to nothing and are ignored",
            hint: "send the file as the packing program wrote it")
    }
}

/// The documents of what was unpacked, with what was found while unpacking.
final class UnpackedDocuments: DocumentStream {
    private let documents: any DocumentStream
    private let findings: [Finding]

    init(_ documents: any DocumentStream, findings: [Finding]) {
        self.documents = documents
        self.findings = findings
    }

    func next() throws(InputError) -> ReadItem? { try documents.next() }

    var account: FileAccount {
        var account = documents.account
        account.findings.insert(contentsOf: findings, at: 0)
        return account
    }
}
