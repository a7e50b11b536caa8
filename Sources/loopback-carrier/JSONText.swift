// Writing small JSON objects: answers and log lines.

enum JSONText {
    enum Value {
        case text(String)
        case number(Int)
        case flag(Bool)

        var written: String {
            switch self {
            case .text(let text): string(text)
            case .number(let number): String(number)
            case .flag(let flag): flag ? "true" : "false"
            }
        }
    }

    /// An object with these members, in this order; what is nil is left out.
    static func object(_ members: KeyValuePairs<String, Value?>) -> String {
        let written = members.compactMap { name, value in value.map { "\(string(name)):\($0.written)" } }
        return "{\(written.joined(separator: ","))}"
    }

    /// A text in quotation marks, with what must not stand there escaped.
    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
