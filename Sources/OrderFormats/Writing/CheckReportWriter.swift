// What `docket check --json` prints: the documents in our schema, whatever they came in, and everything that was found.

package import OrderModel

/// `{"file", "documents": […], "refused": […], "findings": […], "format", "charset", "isIncomplete"}`, piece by piece, so
/// that the report of a long file need not fit into memory. `findings` are all findings of the file: those of its
/// documents, of what was refused, and of the file itself.
package enum CheckReportWriter {
    /// The three lists of a report, in this sequence.
    package enum Section: String, CaseIterable, Sendable {
        case documents, refused, findings
    }

    package static func opening(fileName: String) -> [UInt8] {
        Array("{\n  \"file\": ".utf8) + JSONOutput.text(fileName).compact
    }

    package static func open(_ section: Section) -> [UInt8] { Array(",\n  \"\(section.rawValue)\": [".utf8) }

    package static func entry(_ document: IncomingDocument, isFirst: Bool) -> [UInt8] {
        entry(IncomingDocumentWriter.output(document), isFirst: isFirst)
    }

    package static func entry(_ refused: RefusedDocument, isFirst: Bool) -> [UInt8] {
        entry(
            .fields(["kind": .of(refused.kind), "customerReference": .of(refused.customerReference)]), isFirst: isFirst)
    }

    package static func entry(_ finding: Finding, isFirst: Bool) -> [UInt8] {
        entry(JSONParts.finding(finding), isFirst: isFirst)
    }

    private static func entry(_ output: JSONOutput, isFirst: Bool) -> [UInt8] {
        Array((isFirst ? "\n    " : ",\n    ").utf8) + output.pretty(level: 2)
    }

    package static func close(isEmpty: Bool) -> [UInt8] { Array((isEmpty ? "]" : "\n  ]").utf8) }

    package static func closing(_ account: ReadFile) -> [UInt8] {
        var bytes: [UInt8] = []
        let members: [(String, JSONOutput?)] = [
            ("format", .of(account.format)), ("charset", .of(account.charset)),
            ("isIncomplete", .bool(account.isIncomplete)),
        ]
        for case (let name, let value?) in members {
            bytes += Array(",\n  \"\(name)\": ".utf8) + value.compact
        }
        return bytes + Array("\n}\n".utf8)
    }

    /// The report of a file that is in memory.
    package static func write(_ file: ReadFile, fileName: String) -> [UInt8] {
        var bytes = opening(fileName: fileName)
        func list<Element>(_ section: Section, _ elements: [Element], _ entry: (Element, Bool) -> [UInt8]) {
            bytes += open(section)
            for (index, element) in elements.enumerated() { bytes += entry(element, index == 0) }
            bytes += close(isEmpty: elements.isEmpty)
        }
        list(.documents, file.documents) { entry($0.document, isFirst: $1) }
        list(.refused, file.refused) { entry($0, isFirst: $1) }
        list(.findings, file.allFindings) { entry($0, isFirst: $1) }
        return bytes + closing(file)
    }
}

extension ReadFile {
    /// The findings of the file itself, of its documents, and of what was refused, by their place in the file.
    package var allFindings: [Finding] {
        let all = findings + documents.flatMap(\.findings) + refused.flatMap(\.findings)
        return all.enumerated().sorted { left, right in
            let (first, second) = (left.element.place?.line ?? 0, right.element.place?.line ?? 0)
            return first != second ? first < second : left.offset < right.offset
        }.map(\.element)
    }
}
