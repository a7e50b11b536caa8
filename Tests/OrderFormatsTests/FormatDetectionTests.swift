// The format is told from the beginning of a file, however little of it comes at a time.

import OrderFormats
import OrderModel
import Testing

@Suite("Format detection")
struct FormatDetectionTests {
    private static let beginnings: [(String, FileFormat?)] = [
        (
            "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261120*1015*U*00401*000000056*0*P*>~",
            .x12
        ),
        ("UNB+UNOA:3+4000006000000:14+4000009000007:14+261120:0915+48'", .edifact),
        ("UNA:+.? 'UNB+UNOA:3+4000006000000:14+4000009000007:14+261120:0915+48'", .edifact),
        ("STX=ANA:1+4000006000000+4000009000007+261120:091500+48'", nil), ("{\"document\":\"order\"}", .json),
        ("<Order/>", .ubl), ("order,product,quantity\n", .csv), ("I", .csv),
    ]

    @Test("A window of one byte is judged as the whole file is", arguments: ["", "\r\n \t\n", "\u{FEFF}\n"])
    func pieces(blanks: String) throws {
        for (beginning, format) in FormatDetectionTests.beginnings {
            let bytes = Array((blanks + beginning).utf8)
            let whole = FileReader.read(bytes, sender: acme, profile: nil)
            #expect(whole.format == format, "\(beginning)")
            #expect(try readInPieces(bytes, piece: 1, most: 1) == whole, "\(beginning)")
        }
    }
}
