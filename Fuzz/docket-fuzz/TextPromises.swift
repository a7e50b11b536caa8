// What holds for the decoding of every file, whatever charset its partner has.

import OrderFormats
import OrderModel

enum TextPromises {
    private static let charsets = [nil, "GBK", "Big5", "windows-1252", "UTF-16", "Shift_JIS", "no-such-charset"]

    static func check(_ bytes: [UInt8]) {
        for charset in charsets {
            let outcome = TextDecoding.decode(bytes, charset: charset)
            guard let text = outcome.text else {
                promise(outcome.findings.hasErrors, "what cannot be decoded says why")
                continue
            }
            promise(isUTF8(text.bytes), "decoded text is UTF-8")
            promise(!outcome.isIncomplete || outcome.findings.hasErrors, "a text that breaks off says so")
            placesGoForward(text)
        }
        promise(isUTF8(TextDecoding.forDisplay(bytes, charset: nil).bytes), "what is shown is UTF-8")
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }

    private static func placesGoForward(_ text: SourceText) {
        var last = (line: 1, column: 0)
        for offset in stride(from: 0, through: text.bytes.count, by: 7) {
            let place = text.places.place(of: offset, in: text.bytes.span)
            promise(place >= last, "places go forward")
            last = place
        }
    }
}
