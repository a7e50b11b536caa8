// Short ways to read a text as a file and to look at what came of it.

import ExactDecimals
import Glibc
import OrderFormats
import OrderModel

let acme = Sender.partner(id: "acme", channel: .edi)
let desk = Sender.desk(role: "warehouse")

func read(
    _ text: String, from sender: Sender = acme, profile: PartnerProfile? = nil, limits: FormatLimits = .standard
) -> ReadFile {
    FileReader.read(Array(text.utf8), sender: sender, profile: profile, limits: limits)
}

func acmeProfile(charset: String? = nil, csv: CSVMapping = CSVMapping(), units: [String: String] = [:])
    -> PartnerProfile
{
    PartnerProfile(id: "acme", name: "Acme Trading", charset: charset, csv: csv, unitWords: units)
}

func decimal(_ text: String) -> ExactDecimal? { try? ExactDecimal(text) }

extension ReadFile {
    var orders: [PurchaseOrder] {
        documents.compactMap { if case .order(let order) = $0.document { order } else { nil } }
    }

    var codes: [FindingCode] { allFindings.map(\.code) }

    func first(_ code: FindingCode) -> Finding? { allFindings.first { $0.code == code } }
}

/// The bytes of a text in another charset, through the C library.
func encoded(_ text: String, _ charset: String) -> [UInt8] {
    guard let descriptor = unsafe iconv_open(charset, "UTF-8"), Int(bitPattern: descriptor) != -1 else { return [] }
    defer { _ = unsafe iconv_close(descriptor) }
    var input = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
    var written = 0
    let length = input.count
    unsafe input.withUnsafeMutableBytes { source in
        unsafe output.withUnsafeMutableBytes { target in
            var next = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = length
            var out = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
            var space = target.count
            _ = unsafe iconv(descriptor, &next, &left, &out, &space)
            written = target.count - space
        }
    }
    return Array(output[..<written])
}
