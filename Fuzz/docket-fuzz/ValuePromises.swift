// What holds for every text that is read as a JSON value.

import ExactDecimals
import OrderFormats
import OrderModel

enum ValuePromises {
    static func check(_ bytes: [UInt8]) {
        let result = JSONReader.parse(bytes)
        guard let value = result.value else {
            promise(result.findings.hasErrors, "what is no JSON says why")
            return
        }
        promise(!result.isIncomplete, "a whole value is not incomplete")
        var left = 200
        // A key that stands twice is an error: its pointer leads to one of the two.
        let isFoundByPointer = !result.findings.contains { $0.code == .jsonDuplicateKey }
        look(at: value, in: value, isFoundByPointer, left: &left)
    }

    /// Every value can be asked for everything, and is found again by its pointer.
    private static func look(at value: JSONValue, in root: JSONValue, _ isFoundByPointer: Bool, left: inout Int) {
        left -= 1
        guard left > 0 else { return }
        let place = value.place
        promise((place.line ?? 0) >= 1 && (place.column ?? 0) >= 1, "every value has a place")
        _ = (value.string, value.bool, value.kindName, value.rawText)
        if let number = value.decimal { promise(value.isNumber && number.decimals <= 18, "numbers are exact") }
        promise(!isFoundByPointer || root.value(at: value.pointer) != nil, "a value is found by its pointer")
        for element in value.elements { look(at: element, in: root, isFoundByPointer, left: &left) }
        for member in value.members { look(at: member.value, in: root, isFoundByPointer, left: &left) }
    }
}
