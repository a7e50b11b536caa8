// Orders of the gallery, written in every format that we write orders in, and read again: the same orders.

import Glibc
import OrderModel
import Testing

@testable import OrderFormats

@Suite("Round trips of the gallery's orders")
struct RoundTripTests {
    struct Sample: CustomTestStringConvertible {
        var path: String
        var orders: [PurchaseOrder]
        var testDescription: String { path }
    }

    @Test(
        "check, convert, check gives the same orders, but for what the format was said not to carry",
        arguments: RoundTripTests.samples, FileFormat.allCases.filter(\.isRead))
    func sameOrders(_ sample: Sample, _ format: FileFormat) throws {
        for order in sample.orders {
            guard let written = try write([order], format) else { return }
            let again = readAgain(written)
            #expect(again.refused.isEmpty && again.documents.count == 1, "\(again.allFindings)")
            guard case .order(let other)? = again.documents.first?.document else {
                Issue.record("\(order.customerReference) as \(format.rawValue) reads back as no order")
                continue
            }
            for path in RoundTripTests.differences(order, other) {
                #expect(
                    RoundTripTests.isSaid(path, by: written.findings),
                    "\(order.customerReference) as \(format.rawValue): \(path) is lost and nobody says so")
            }
        }
    }

    @Test("All orders of a file in one file again", arguments: RoundTripTests.samples)
    func together(_ sample: Sample) throws {
        for format in [FileFormat.json, .csv, .x12, .edifact] {
            guard let written = try write(sample.orders, format) else { continue }
            let again = readAgain(written)
            let references = again.documents.compactMap { read -> String? in
                if case .order(let order) = read.document { order.customerReference } else { nil }
            }
            #expect(references == sample.orders.map(\.customerReference), "\(format.rawValue)")
        }
    }

    @Test("The gallery has orders to try it with")
    func complete() { #expect(RoundTripTests.samples.count >= 15) }

    /// Nil where orders have no form in the format.
    private func write(_ orders: [PurchaseOrder], _ format: FileFormat) throws -> WrittenOrders? {
        var number = 0
        let context = WritingContext(profile: nil, now: Documents.at) { _ in
            number += 1
            return number
        }
        do {
            return try OrderWriter.write(orders, as: format, context)
        } catch FormatError.notWritableAs {
            return nil
        }
    }

    private func readAgain(_ written: WrittenOrders) -> ReadFile {
        FileReader.read(written.bytes, sender: .partner(id: "partner", channel: .web), profile: nil)
    }

    // MARK: - Comparing

    /// The fields in which two orders differ, as paths such as `lines/0/packing`.
    static func differences(_ left: PurchaseOrder, _ right: PurchaseOrder) -> [String] {
        let (first, second) = (fields(left), fields(right))
        return Set(first.keys).union(second.keys).filter { first[$0] != second[$0] }.sorted()
    }

    private static func fields(_ order: PurchaseOrder) -> [String: String] {
        var fields: [String: String] = [:]
        func visit(_ output: JSONOutput, _ path: String) {
            switch output {
            case .object(let members): for member in members { visit(member.value, path + "/" + member.name) }
            case .array(let elements):
                for (index, element) in elements.enumerated() { visit(element, "\(path)/\(index)") }
            default: fields[String(path.dropFirst())] = String(decoding: output.compact, as: UTF8.self)
            }
        }
        visit(IncomingOrderJSON.output(order), "")
        return fields
    }

    /// A finding names the field itself, or what it is a part of.
    static func isSaid(_ path: String, by findings: [Finding]) -> Bool {
        func plain(_ text: some StringProtocol) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        let parts = path.split(separator: "/").filter { Int($0) == nil }.map { plain($0) }
        return findings.filter { $0.code == .fieldNotCarried }.contains { finding in
            let named = (finding.place?.field ?? "").split { ".[]/".contains($0) }.map { plain($0) }
            return named.last.map { parts.contains($0) || $0 == parts.joined() } ?? false
        }
    }

    // MARK: - The gallery

    /// Partners of the gallery whose files cannot be read without their profile.
    private static let profiles: [String: PartnerProfile] = [
        "lakeside": PartnerProfile(
            id: "lakeside", name: "Lakeside Supplies AB",
            csv: CSVMapping(
                delimiter: ";",
                columns: [
                    "order": "Best.nr", "customer_product": "Artikel", "quantity": "Antal", "unit": "Enhet",
                    "price": "Pris", "delivery_date": "Leveransdag",
                ], usesDecimalComma: true, dateFormat: "DD.MM.YYYY", constants: ["currency": "EUR"]),
            unitWords: ["st": "C62", "förp": "CT"])
    ]

    static let samples: [Sample] = {
        let gallery = PublishedFiles.root + "/inbox-samples"
        return PublishedFiles.names(in: gallery).filter { $0.first?.isNumber == true }.flatMap { folder in
            PublishedFiles.names(in: "\(gallery)/\(folder)").filter { !$0.hasSuffix(".yaml") }.compactMap { name in
                PublishedFiles.bytes(of: "\(gallery)/\(folder)/\(name)").flatMap { sample("\(folder)/\(name)", $0) }
            }
        }
    }()

    /// A file with orders, as its partner's; nil for any other.
    private static func sample(_ path: String, _ bytes: [UInt8]) -> Sample? {
        for profile in [nil, profiles["lakeside"]] {
            let file = FileReader.read(
                bytes, sender: .partner(id: profile?.id ?? "partner", channel: .web), profile: profile)
            let orders = file.documents.compactMap { read -> PurchaseOrder? in
                if case .order(let order) = read.document { order } else { nil }
            }
            if !orders.isEmpty { return Sample(path: path, orders: orders) }
        }
        return nil
    }
}
