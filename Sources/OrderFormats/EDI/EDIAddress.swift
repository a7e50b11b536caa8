// The address of a message and of its lines, such as `UNH[3]/LIN[2]` and `ST[0001]/PO1[2]`. Every line has one, so it is
// put together byte by byte, which is several times quicker than by pieces of text.

struct EDIAddress {
    /// The address of the message, and behind it the rest of the last one that was put together.
    private var bytes: [UInt8] = []
    private var messageLength = 0

    /// The message that the lines are of.
    mutating func begin(_ tag: EDITag, _ reference: String) -> String {
        bytes.removeAll(keepingCapacity: true)
        tag.write(to: &bytes)
        bytes.append(UInt8(ascii: "["))
        bytes.append(contentsOf: reference.utf8)
        bytes.append(UInt8(ascii: "]"))
        messageLength = bytes.count
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func line(_ tag: EDITag, _ number: Int) -> String {
        bytes.removeLast(bytes.count - messageLength)
        bytes.append(UInt8(ascii: "/"))
        tag.write(to: &bytes)
        bytes.append(UInt8(ascii: "["))
        Digits.write(number, to: &bytes)
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
