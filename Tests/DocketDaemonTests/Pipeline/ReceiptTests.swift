// Names of receipts, and the report that lies beside a file in quarantine.

import OrderFormats
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct ReceiptTests {
    private func file(_ name: [UInt8], content: ReadFile = ReadFile(findings: [])) throws -> FileInHand {
        let facts = FileFacts(
            kind: .regular, sizeInBytes: 1, modifiedNanoseconds: 0, changedNanoseconds: 0, inode: 1, device: 1,
            hardLinks: 1)
        let claim = Claim(
            id: "20261122-093001123-0001", inbox: "acme/edi", name: try #require(FileName(bytes: name)), facts: facts,
            hadMarker: false)
        return FileInHand(
            claim: claim, sender: .partner(id: "acme", channel: .edi), receivedAt: moment("2026-11-22T09:30:01Z"),
            arrival: 0, sha256: "ab12", size: 1, content: content)
    }

    @Test(
        "A receipt carries the name of its file as far as that is plain, and the intake",
        arguments: [
            ("po-4711.csv", "po-4711"), ("Bestellung 17.xml", "Bestellung_17"), ("订单.csv", "______"),
            ("a\\b", "a_b"), ("..x", "_"), ("no-ending", "no-ending"),
            (String(repeating: "n", count: 255), String(repeating: "n", count: 60)),
        ])
    func stem(_ name: String, _ expected: String) throws {
        #expect(Receipts.stem(for: try file(Array(name.utf8))) == "receipt-\(expected)-20261122-093001123-0001")
    }

    @Test("A name that is no text has a receipt with a plain name")
    func bytes() throws {
        let stem = Receipts.stem(for: try file([0xff, 0xfe, 0x0a, 0x2e, 0x63]))
        #expect(stem == "receipt-___-20261122-093001123-0001")
    }

    private func entry(_ outcome: Receipt.Entry.Outcome) -> Receipt.Entry {
        Receipt.Entry(outcome: outcome, kind: .order)
    }

    private func outcome(_ entries: [Receipt.Entry], findings: [Finding] = []) throws -> Receipt.Outcome {
        Receipts.receipt(
            for: try file([0x61], content: ReadFile(findings: findings)), entries: entries, seller: Party(),
            buyer: Party()
        ).outcome
    }

    @Test("A file is taken if all of it is, refused if nothing is, and partly taken in between")
    func outcomes() throws {
        let error = Finding(.error, .csvFieldCount, "a row is short")
        let note = Finding(.note, .deliveryDateMissing, "no date")
        #expect(try outcome([entry(.registered), entry(.questioned)]) == .taken)
        #expect(try outcome([entry(.registered)], findings: [note]) == .taken)
        #expect(try outcome([entry(.registered), entry(.refused)]) == .partlyTaken)
        #expect(try outcome([entry(.registered)], findings: [error]) == .partlyTaken)
        #expect(try outcome([entry(.refused), entry(.refused)]) == .refused)
        #expect(try outcome([], findings: [error]) == .refused)
        #expect(try outcome([entry(.referred)]) == .taken)
    }

    @Test("The report beside a file says what was wrong, where, and how to give the file again")
    func report() throws {
        let finding = Finding(
            .error, .quantityNotPositive, "the quantity must be more than zero",
            at: Place(line: 3, column: 14, field: "quantity"), value: "-5", hint: "correct the quantity")
        let receipt = Receipts.receipt(
            for: try file(Array("po.csv".utf8)),
            entries: [
                Receipt.Entry(outcome: .refused, kind: .order, customerReference: "PO-1", findings: [finding]),
                Receipt.Entry(outcome: .refused, kind: .decision, findings: []),
            ], seller: Party(), buyer: Party())
        let text = Receipts.quarantineText(receipt)
        #expect(text.hasPrefix("po.csv was not taken.\n"))
        #expect(text.contains("Received: 2026-11-22T09:30:01Z   Intake: 20261122-093001123-0001\n"))
        #expect(text.contains("SHA-256:  ab12\n"))
        #expect(
            text.contains(
                "Order PO-1:\n  error quantity-not-positive at line 3, column 14 (quantity): the quantity must be more "
                    + "than zero. Found: -5. Hint: correct the quantity.\n"))
        #expect(text.contains("A review-decision:\n"))
        #expect(text.contains("docket quarantine retry 20261122-093001123-0001"))
    }
}
