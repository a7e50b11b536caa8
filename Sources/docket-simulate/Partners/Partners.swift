// What partners do with their folders, at any moment, also between two calls of the desk: drop, upload, write over,
// take back, fetch.

import ExactDecimals
import OrderFormats
import OrderModel
import OrderSpool

final class Partners {
    private struct Upload {
        let drop: Drop
        let file: Inode
        var written: Int
    }

    let disk: SimulatedDisk
    private let digest: ([UInt8]) -> String
    private let trace: (() -> String) -> Void
    private(set) var drops: [Drop] = []
    /// What was fetched out of an outbox, by path.
    private(set) var fetched: [String: [UInt8]] = [:]
    private var uploads: [Upload] = []
    private var inboxes: [String: Inode] = [:]
    private var outboxes: [(id: String, folder: Inode)] = []
    private var count = 0

    init(
        disk: SimulatedDisk, digest: @escaping ([UInt8]) -> String, trace: @escaping (() -> String) -> Void
    ) {
        self.disk = disk
        self.digest = digest
        self.trace = trace
    }

    /// Partners know their own folders, whether or not the desk sees them at the moment.
    func learn(inboxes: [String: Inode], outboxes: [(id: String, folder: Inode)]) {
        self.inboxes = inboxes
        self.outboxes = outboxes
    }

    static let channels = ["acme/edi", "acme/email", "globex/edi"]

    func act() {
        switch disk.dice.below(16) {
        case 0...4: dropOrder()
        case 5: startUpload()
        case 6...8: continueUpload()
        case 9: dropAgain()
        case 10: writeOver()
        case 11: takeBack()
        case 12: dropBundle()
        case 13: dropRubbish()
        default: fetch()
        }
    }

    /// Whoever began to upload comes to an end.
    func finish() { while !uploads.isEmpty { continueUpload() } }

    func powerWasCut() {
        for upload in uploads { upload.drop.mayBeLost = true }
        uploads = []
    }

    // MARK: Orders

    private func order() -> (reference: String, bytes: [UInt8], ending: String) {
        count += 1
        let reference = "PO-\(count)"
        let product = disk.dice.hits(percent: 80) ? "P-1" : "P-2"
        let quantity = disk.dice.number(1...9)
        let price = disk.dice.hits(percent: 15) ? 9 : 10
        var order = PurchaseOrder(customerReference: reference)
        order.currency = "CNY"
        order.contact = World.contact
        order.deliverTo = World.address
        order.lines = [
            OrderLine(
                id: "1", sellerCode: product, quantity: ExactDecimal(quantity), unit: "EA",
                unitPrice: ExactDecimal(price))
        ]
        return (reference, IncomingDocumentWriter.write(.order(order)), "json")
    }

    private func newDrop(
        _ kind: Drop.Kind = .order, inbox: String, name: String, bytes: [UInt8], reference: String?,
        isCareful: Bool
    ) -> Drop? {
        guard let name = FileName(name) else { return nil }
        let drop = Drop(
            kind, inbox: inbox, name: name, bytes: bytes, sha256: digest(bytes), reference: reference,
            isCareful: isCareful)
        drops.append(drop)
        return drop
    }

    private func dropOrder() {
        guard let inbox = disk.dice.pick(Partners.channels) else { return }
        let (reference, bytes, ending) = order()
        let isCareful = disk.dice.hits(percent: 60)
        guard
            let drop = newDrop(
                inbox: inbox, name: "\(reference).\(ending)", bytes: bytes, reference: reference, isCareful: isCareful)
        else { return }
        put(drop)
    }

    /// As a careful partner does it, synced and renamed; or just written.
    private func put(_ drop: Drop) {
        guard let folder = inboxes[drop.inbox] else { return }
        trace { "\(drop.inbox) drops \(drop.name.printable)\(drop.isCareful ? ", synced" : "")" }
        if let old = folder.entries[drop.name] { lose(old) }
        guard let temporary = FileName(".\(drop.name.printable).part") else { return }
        do {
            let file = try disk.make(.regular, temporary, in: folder, mode: 0o660)
            file.append(drop.bytes, at: disk.tick())
            if drop.isCareful || folder.filesystem.durability == .remote { file.makeContentDurable() }
            try disk.rename(temporary, in: folder, to: drop.name, in: folder, replacing: true)
            if drop.isCareful { folder.filesystem.makeNamesDurable(in: folder) }
            drop.isWhole = true
        } catch {
            drop.mayBeLost = true
        }
    }

    /// The file goes before the desk took it; which drop it was, its bytes tell.
    private func lose(_ file: Inode) {
        for drop in drops where drop.bytes == file.content { drop.mayBeLost = true }
    }

    private func dropAgain() {
        guard let earlier = disk.dice.pick(drops.filter { $0.kind == .order && $0.isWhole && !$0.mayBeLost }) else {
            return
        }
        count += 1
        guard
            let drop = newDrop(
                inbox: earlier.inbox, name: "again-\(count).json", bytes: earlier.bytes, reference: earlier.reference,
                isCareful: true)
        else { return }
        put(drop)
    }

    private func dropRubbish() {
        guard let inbox = disk.dice.pick(Partners.channels) else { return }
        count += 1
        let text = "{\"document\": \"poem\", \"number\": \(count)}"
        guard
            let drop = newDrop(
                .rubbish, inbox: inbox, name: "poem-\(count).json", bytes: Array(text.utf8), reference: nil,
                isCareful: true)
        else { return }
        put(drop)
    }

    private func dropBundle() {
        let (reference, bytes, ending) = order()
        let isCareful = disk.dice.hits(percent: 60)
        let scan = newDrop(
            .scan, inbox: "acme/email", name: "fax-\(count).tif",
            bytes: [0x49, 0x49, 0x2A, 0] + Array("\(count)".utf8),
            reference: nil, isCareful: isCareful)
        let data = newDrop(
            inbox: "acme/email", name: "fax-\(count).\(ending)", bytes: bytes, reference: reference,
            isCareful: isCareful)
        if let scan { put(scan) }
        if let data { put(data) }
    }

    /// A paper of a colleague's, dropped with care.
    func hand(_ document: IncomingDocument, as name: String, into inbox: String) {
        guard
            let drop = newDrop(
                .internalPaper, inbox: inbox, name: name, bytes: IncomingDocumentWriter.write(document), reference: nil,
                isCareful: true)
        else { return }
        put(drop)
    }

    // MARK: Uploads

    private func startUpload() {
        guard let inbox = disk.dice.pick(Partners.channels), let folder = inboxes[inbox] else { return }
        // On a share nobody can see who has a file open; an upload that pauses there for longer than the quiet period
        // is the partner's risk, and documented as such.
        guard folder.filesystem.durability != .remote else { return }
        let (reference, bytes, ending) = order()
        guard
            let drop = newDrop(
                inbox: inbox, name: "upload-\(reference).\(ending)", bytes: bytes, reference: reference,
                isCareful: false),
            let file = try? disk.make(.regular, drop.name, in: folder, mode: 0o660)
        else { return }
        trace { "\(inbox) begins to upload \(drop.name.printable)" }
        file.partnersWriting += 1
        uploads.append(Upload(drop: drop, file: file, written: 0))
    }

    private func continueUpload() {
        guard !uploads.isEmpty else { return startUpload() }
        let index = disk.dice.below(uploads.count)
        var upload = uploads[index]
        let rest = upload.drop.bytes.count - upload.written
        let piece = disk.dice.hits(percent: 40) ? rest : disk.dice.number(1...rest)
        upload.file.append(upload.drop.bytes[upload.written...].prefix(piece), at: disk.tick())
        if upload.file.filesystem.durability == .remote { upload.file.makeContentDurable() }
        upload.written += piece
        uploads[index] = upload
        guard upload.written == upload.drop.bytes.count else { return }
        trace { "\(upload.drop.name.printable) is uploaded" }
        upload.file.partnersWriting -= 1
        upload.drop.isWhole = true
        uploads.remove(at: index)
    }

    // MARK: Second thoughts

    private func waiting() -> (folder: Inode, name: FileName)? {
        guard let inbox = disk.dice.pick(Partners.channels), let folder = inboxes[inbox] else { return nil }
        let names = folder.names.filter { name in
            !name.isHidden && !name.isScan && folder.entries[name].map { $0.partnersWriting == 0 } ?? false
        }
        return disk.dice.pick(names).map { (folder, $0) }
    }

    private func takeBack() {
        guard let (folder, name) = waiting(), let file = folder.entries[name] else { return }
        trace { "a partner takes \(name.printable) back" }
        lose(file)
        try? disk.remove(name, in: folder, .regular)
    }

    private func writeOver() {
        guard let (folder, name) = waiting(), let inbox = inboxes.first(where: { $0.value === folder })?.key else {
            return
        }
        let (reference, bytes, _) = order()
        guard
            let drop = newDrop(
                inbox: inbox, name: name.printable, bytes: bytes, reference: reference,
                isCareful: disk.dice.hits(percent: 60))
        else { return }
        put(drop)
    }

    private func fetch() {
        guard let (id, folder) = disk.dice.pick(outboxes) else { return }
        guard let name = disk.dice.pick(folder.names.filter { !$0.isHidden }), let file = folder.entries[name] else {
            return
        }
        trace { "\(name.printable) is fetched out of \(id)" }
        fetched["\(id)/\(name.printable)"] = file.content
        try? disk.remove(name, in: folder, .regular)
    }
}
