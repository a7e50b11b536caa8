// What the letter of a receipt can name (B11): what was taken, what was not, why, and at which place.

import OrderModel

extension LetterFields {
    static let receipt: [LetterField<Receipt>] =
        [
            .text("fileName", "the name of the customer's file") { receipt, _ in receipt.fileName },
            .text("receivedAt", "when the file came") { $1.moment($0.receivedAt) },
            .text("intake", "our number of the file, to be named in questions about it") { receipt, _ in receipt.intake
            },
            .text("sha256", "the SHA-256 of the file") { receipt, _ in receipt.sha256 },
            .text("format", "the format of the file") { receipt, _ in receipt.format?.rawValue.uppercased() },
            .text("charset", "the charset that the file was read in") { receipt, _ in receipt.charset },
            .text("repeatOf", "our number of the same file, where it came before") { receipt, _ in receipt.repeatOf },
            .flag("isTaken", "everything was taken") { $0.outcome == .taken },
            .flag("isPartlyTaken", "some of it was taken") { $0.outcome == .partlyTaken },
            .flag("isRefused", "nothing was taken") { $0.outcome == .refused },
            .flag("isRepeated", "the same file came before; nothing was entered again") { $0.outcome == .repeated },
            .flag("hasTaken", "there is something among 'taken'") { $0.entries.contains { $0.outcome != .refused } },
            .list("taken", "the documents of the file that were taken", of: entry) {
                $0.entries.filter { $0.outcome != .refused }
            },
            .flag("hasRefused", "there is something among 'refused'") {
                $0.entries.contains { $0.outcome == .refused }
            },
            .list("refused", "the documents of the file that were not taken", of: entry) {
                $0.entries.filter { $0.outcome == .refused }
            },
            .flag("hasFindings", "there is something among 'findings'") { !$0.findings.isEmpty },
            .list("findings", "what is to be said of the file as a whole", of: finding) { $0.findings },
        ] + parties(seller: \.seller, buyer: \.buyer)

    static let entry: [LetterField<Receipt.Entry>] = [
        .text("kind", "what it is: an order, an answer") { $1.kinds[$0.kind] ?? $0.kind.rawValue },
        .text("customerReference", "the customer's number of the order") { entry, _ in entry.customerReference },
        .text("orderNumber", "our number of the order") { entry, _ in entry.orderNumber },
        .text("outcome", "what became of it, in words") { $1.outcomes[$0.outcome] },
        .text("summary", "what was taken, where it is no order") { entry, _ in entry.summary },
        .flag("hasFindings", "there is something among 'findings'") { !$0.findings.isEmpty },
        .list("findings", "what was found in it", of: finding) { $0.findings },
    ]
}
