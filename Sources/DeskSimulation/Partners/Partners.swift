// What partners do with their folders, at any moment, also between two calls of the desk: drop, upload, write over,
// take back, fetch.

import OrderFormats
import OrderModel
import OrderSpool

final class Partners {
    private struct Upload {
        let drop: Drop
        let folder: Inode
        let file: Inode
        /// He has it open all the time. Otherwise he opens it anew for every piece, if it is there.
        let staysOpen: Bool
        var written = 0
        var isThere: Bool { folder.entries[drop.name] === file }
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
    private var book = OrderBook()

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
        // Who misses a file that he was writing does not wait for long.
        if let missing = uploads.firstIndex(where: { !$0.staysOpen && !$0.isThere }), disk.dice.hits(percent: 50) {
            return beginAnew(uploads.remove(at: missing))
        }
        switch disk.dice.below(18) {
        case 0...4: dropOrder()
        case 5: startUpload()
        case 6...8: continueUpload()
        case 9: dropAgain()
        case 10: writeOver()
        case 11: takeBack()
        case 12: dropBundle()
        case 13: dropRubbish()
        case 14: append()
        case 15: rename()
        default: fetch()
        }
    }

    /// Whoever began to upload comes to an end, or gives up.
    func finish() {
        for upload in uploads where !upload.isThere && !upload.staysOpen { upload.drop.mayBeLost = true }
        uploads.removeAll { !$0.isThere && !$0.staysOpen }
        while !uploads.isEmpty { continueUpload() }
    }

    func powerWasCut() {
        for upload in uploads { upload.drop.mayBeLost = true }
        uploads = []
    }

    // MARK: Drops

    private func newDrop(
        _ kind: Drop.Kind = .order, inbox: String, name: String, bytes: [UInt8], references: [String],
        isCareful: Bool
    ) -> Drop? {
        guard let name = FileName(name) else { return nil }
        let drop = Drop(
            kind, inbox: inbox, name: name, bytes: bytes, sha256: digest(bytes), references: references,
            isCareful: isCareful)
        drops.append(drop)
        return drop
    }

    private func dropOrder() {
        guard let inbox = disk.dice.pick(Partners.channels) else { return }
        let isCareful = disk.dice.hits(percent: 60)
        let orders = book.orders(mayBeTable: isCareful, &disk.dice)
        guard
            let drop = newDrop(
                inbox: inbox, name: name(of: orders), bytes: orders.bytes,
                references: orders.references, isCareful: isCareful)
        else { return }
        put(drop)
    }

    /// Some call each of their files the same.
    private func name(of orders: OrderBook.Page, _ prefix: String = "") -> String {
        disk.dice.hits(percent: 30) ? "orders.\(orders.ending)" : "\(prefix)\(orders.stem).\(orders.ending)"
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
        for upload in uploads where upload.file === file { upload.drop.mayBeLost = true }
    }

    private func dropAgain() {
        guard let earlier = disk.dice.pick(drops.filter { $0.kind == .order && $0.isWhole && !$0.mayBeLost }) else {
            return
        }
        count += 1
        guard
            let drop = newDrop(
                inbox: earlier.inbox, name: "again-\(count).\(Partners.ending(of: earlier.name))", bytes: earlier.bytes,
                references: earlier.references, isCareful: true)
        else { return }
        put(drop)
    }

    private func dropRubbish() {
        guard let inbox = disk.dice.pick(Partners.channels) else { return }
        count += 1
        let text = "{\"document\": \"poem\", \"number\": \(count)}"
        guard
            let drop = newDrop(
                .rubbish, inbox: inbox, name: "poem-\(count).json", bytes: Array(text.utf8), references: [],
                isCareful: true)
        else { return }
        put(drop)
    }

    private func dropBundle() {
        let isCareful = disk.dice.hits(percent: 60)
        let orders = book.orders(mayBeTable: isCareful, &disk.dice)
        count += 1
        let scan = newDrop(
            .scan, inbox: "acme/email", name: "fax-\(count).tif",
            bytes: [0x49, 0x49, 0x2A, 0] + Array("\(count)".utf8),
            references: [], isCareful: isCareful)
        let data = newDrop(
            inbox: "acme/email", name: "fax-\(count).\(orders.ending)", bytes: orders.bytes,
            references: orders.references, isCareful: isCareful)
        if let scan { put(scan) }
        if let data { put(data) }
    }

    /// A paper of a colleague's, dropped with care.
    func hand(_ document: IncomingDocument, as name: String, into inbox: String) {
        guard
            let drop = newDrop(
                .internalPaper, inbox: inbox, name: name, bytes: IncomingDocumentWriter.write(document), references: [],
                isCareful: true)
        else { return }
        put(drop)
    }

    // MARK: Uploads

    private func startUpload() {
        guard let inbox = disk.dice.pick(Partners.channels), let folder = inboxes[inbox] else { return }
        let staysOpen = disk.dice.hits(percent: 50)
        // On a share nobody can see who has a file open; an upload that pauses there for longer than the quiet period
        // is the partner's risk, and documented as such.
        guard folder.filesystem.durability != .remote || !staysOpen else { return }
        let orders = book.orders(mayBeTable: false, &disk.dice)
        guard
            let drop = newDrop(
                inbox: inbox, name: name(of: orders, "upload-"), bytes: orders.bytes,
                references: orders.references, isCareful: false),
            let file = try? disk.make(.regular, drop.name, in: folder, mode: 0o660)
        else { return }
        trace { "\(inbox) begins to upload \(drop.name.printable)" }
        if staysOpen { file.partnersWriting += 1 }
        uploads.append(Upload(drop: drop, folder: folder, file: file, staysOpen: staysOpen))
    }

    private func continueUpload() {
        guard !uploads.isEmpty else { return startUpload() }
        let index = disk.dice.below(uploads.count)
        var upload = uploads[index]
        guard upload.staysOpen || upload.isThere else { return }
        let rest = upload.drop.bytes.count - upload.written
        let piece = disk.dice.hits(percent: 40) ? rest : disk.dice.number(1...rest)
        upload.file.append(upload.drop.bytes[upload.written...].prefix(piece), at: disk.tick())
        if upload.file.filesystem.durability == .remote { upload.file.makeContentDurable() }
        upload.written += piece
        uploads[index] = upload
        guard upload.written == upload.drop.bytes.count else { return }
        trace { "\(upload.drop.name.printable) is uploaded" }
        if upload.staysOpen { upload.file.partnersWriting -= 1 }
        upload.drop.isWhole = true
        uploads.remove(at: index)
    }

    /// What he had begun is gone, so he sends the whole of it under the same name. What had begun may come back.
    private func beginAnew(_ upload: Upload) {
        upload.drop.mayBeLost = true
        guard
            let drop = newDrop(
                inbox: upload.drop.inbox, name: upload.drop.name.printable, bytes: upload.drop.bytes,
                references: upload.drop.references, isCareful: true)
        else { return }
        put(drop)
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
        let orders = book.orders(mayBeTable: false, &disk.dice)
        guard
            let drop = newDrop(
                inbox: inbox, name: name.printable, bytes: orders.bytes, references: orders.references,
                isCareful: disk.dice.hits(percent: 60))
        else { return }
        put(drop)
    }

    /// Something is added to a file that was whole: with a line break more it is another file with the same orders.
    private func append() {
        guard let (folder, name) = waiting(), let file = folder.entries[name],
            let earlier = drops.last(where: { $0.bytes == file.content }), earlier.isWhole,
            let drop = newDrop(
                earlier.kind, inbox: earlier.inbox, name: name.printable, bytes: earlier.bytes + [10],
                references: earlier.references, isCareful: disk.dice.hits(percent: 60))
        else { return }
        trace { "a partner appends to \(name.printable)" }
        lose(file)
        file.append([10], at: disk.tick())
        drop.isWhole = true
        if drop.isCareful || folder.filesystem.durability == .remote { file.makeContentDurable() }
        if drop.isCareful { folder.filesystem.makeNamesDurable(in: folder) }
    }

    private func rename() {
        guard let (folder, name) = waiting() else { return }
        count += 1
        guard let newName = FileName("renamed-\(count).\(Partners.ending(of: name))") else { return }
        trace { "a partner renames \(name.printable) to \(newName.printable)" }
        if folder.filesystem !== disk.filesystems.first { mayBeTakenTwice(folder.entries[name]) }
        try? disk.rename(name, in: folder, to: newName, in: folder, replacing: true)
    }

    /// A file that gets another name while it is copied from one file system to another is there under both.
    private func mayBeTakenTwice(_ file: Inode?) {
        for drop in drops where drop.bytes == file?.content { drop.mayBeTakenTwice = true }
    }

    private static func ending(of name: FileName) -> String {
        name.printable.split(separator: ".").last.map(String.init) ?? ""
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
