// X12 texts for tests: the envelope around sets, and files that every test can vary.

import OrderModel

@testable import OrderFormats

enum X12Sample {
    /// ISA as it should be: 106 characters.
    static func isa(
        sender: String = "ACME", receiver: String = "DOCKET", number: Int = 1, usage: String = "P", ack: String = "0",
        version: String = "00401", repeats: String = "U"
    ) -> String {
        "ISA*00*          *00*          *ZZ*\(padded(sender))*ZZ*\(padded(receiver))*261120*1015*\(repeats)*\(version)*"
            + "\(digits(number, 9))*\(ack)*\(usage)*>~"
    }

    /// One interchange with one group.
    static func file(
        _ sets: [String], isa: String = isa(), group: String = "PO", version: String = "004010", number: Int = 1
    ) -> String {
        isa + "GS*\(group)*ACME*DOCKET*20261120*1015*\(number)*X*\(version)~" + sets.joined()
            + "GE*\(sets.count)*\(number)~IEA*1*\(digits(number, 9))~"
    }

    /// A set from its segments between ST and SE.
    static func set(_ segments: [String], type: String = "850", control: String = "0001") -> String {
        "ST*\(type)*\(control)~" + segments.map { $0 + "~" }.joined() + "SE*\(segments.count + 2)*\(control)~"
    }

    static let beginning = "BEG*00*SA*PO-4711**20261120"
    static let line = "PO1*1*120*EA*2.5**VN*N-100"

    /// The smallest order.
    static func small(_ control: String = "0001", order: String = "PO-4711") -> String {
        set(["BEG*00*SA*\(order)**20261120", line], control: control)
    }

    /// An order that uses most of what an 850 has.
    static let full = set([
        "BEG*00*RO*PO-4712**20261120", "CUR*BY*EUR", "REF*DP*012",
        "PER*OC*H. Meyer*TE*+49 40 5550100*EM*orders@acme.example",
        "FOB*CC*OR*Hamburg*01*DAP", "ITD*01*3*2**10**30", "DTM*002*20261204", "DTM*001*20261215",
        "TD5**2*UPSN*M*Ground",
        "N9*L1*DELIVERY", "MSG*ring before delivery", "MSG*at the gate*LC", "N1*BY*Acme Trading GmbH*UL*4000001000005",
        "PER*BD*K. Buyer*TE*+49 40 5550101", "N1*ST*Acme warehouse*92*0042", "N2*north", "N3*Hafenstr. 12*Tor 3",
        "N4*Hamburg**20457*DE", "N1*BT*Acme accounts", "N3*Elsewhere 1",
        "PO1*10*500*EA*25*HP*VN*N-100*BP*HB-8*UP*400000100012",
        "PID*F*08***Hex bolt M8", "PID*F*73***galvanised", "PO4*100", "DTM*002*20261211", "N9*L1*NOTE",
        "MSG*only from one lot",
        "PO1*20*3.5*LB*.04**IN*WA-8", "CTP*RS*RTL*9.99", "PKG*F****in sacks", "CTT*2*503.5", "AMT*TT*125.14",
    ])

    private static func padded(_ text: String) -> String { text + String(repeating: " ", count: 15 - text.count) }

    static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: width - text.count) + text
    }

    static func profile(_ change: (inout X12Profile) -> Void = { _ in }) -> PartnerProfile {
        var profile = PartnerProfile(id: "acme", name: "Acme Trading", answerFormat: .x12)
        profile.x12.own = Identifier(scheme: "ZZ", value: "DOCKET")
        profile.x12.partner = Identifier(scheme: "ZZ", value: "ACME")
        change(&profile.x12)
        return profile
    }
}

extension ReadFile {
    /// The outcomes of all sets, in their sequence.
    var outcomes: [Interchange.Message.Outcome] { interchanges.flatMap(\.groups).flatMap(\.messages).map(\.outcome) }
    /// The error codes of all sets.
    var setErrors: [Interchange.SyntaxError] { interchanges.flatMap(\.groups).flatMap(\.messages).flatMap(\.errors) }
}

/// A file that comes in pieces of a few bytes, through a window that moves.
final class PieceSource: ByteSource {
    private let bytes: [UInt8]
    private let piece: Int
    private var position = 0

    init(_ bytes: [UInt8], piece: Int) {
        self.bytes = bytes
        self.piece = piece
    }

    var whole: [UInt8]? { nil }

    func read(into buffer: inout [UInt8], count: Int) throws(InputError) -> Int {
        let end = min(position + min(count, piece), bytes.count)
        buffer.append(contentsOf: bytes[position..<end])
        defer { position = end }
        return end - position
    }

    func rewind() throws(InputError) { position = 0 }
}
